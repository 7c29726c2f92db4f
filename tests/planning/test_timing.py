from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from core.errors import InvalidInputError
from core.planning.timing import parse_time, to_local, to_utc

STOCKHOLM = "Europe/Stockholm"


@pytest.mark.parametrize(
    ("day", "time", "zone", "instant"),
    [
        (date(2026, 2, 15), "09:00", STOCKHOLM, datetime(2026, 2, 15, 8, tzinfo=UTC)),
        (date(2026, 7, 15), "09:00:30", STOCKHOLM, datetime(2026, 7, 15, 7, 0, 30, tzinfo=UTC)),
        (date(2026, 7, 15), "23:30", "America/Toronto", datetime(2026, 7, 16, 3, 30, tzinfo=UTC)),
        # The night the clocks go back 02:30 comes twice: the first is meant.
        (date(2026, 10, 25), "02:30", STOCKHOLM, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_that_wall_time_becomes_the_instant_of_its_zone(
    day: date, time: str, zone: str, instant: datetime
) -> None:
    assert to_utc(day, time, zone) == instant


def test_that_a_time_the_clocks_leave_out_is_refused_with_the_reason() -> None:
    with pytest.raises(InvalidInputError, match="02:30 does not exist on 29 March 2026") as caught:
        to_utc(date(2026, 3, 29), "02:30", STOCKHOLM)
    assert caught.value.field == "commonProperties.startTime"


@pytest.mark.parametrize(
    "text", ["", "9:00", "24:00", "09:60", "09.00", "09:00:60", "٠٩:٠٠", " 09:00"]
)
def test_that_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        parse_time(text)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe"])
def test_that_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInputError):
        to_utc(date(2026, 1, 1), "09:00", zone)


@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.times(),
    st.sampled_from([STOCKHOLM, "America/St_Johns", "Pacific/Kiritimati"]),
)
def test_that_every_time_is_either_shown_again_or_refused(day, time, zone) -> None:
    text = f"{time:%H:%M}"
    try:
        instant = to_utc(day, text, zone)
    except InvalidInputError:
        return
    shown = to_local(instant, zone)
    assert (shown.date(), f"{shown:%H:%M}") == (day, text)
