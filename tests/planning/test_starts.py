from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from core.domain.facility import Facility, OpeningHours
from core.domain.ids import FacilityId
from core.planning.starts import Start, Window, starts_in

SPRING = date(2026, 3, 29)
"""The clocks go from 02:00 to 03:00."""
AUTUMN = date(2026, 10, 25)
"""The clocks go from 03:00 to 02:00."""
HOUR = timedelta(hours=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def gym(*hours: OpeningHours) -> Facility:
    return Facility(
        id=FacilityId("f"), name="Gym", time_zone="Europe/Stockholm", opening_hours=hours
    )


def found(window: Window, *hours: OpeningHours, length: timedelta = HOUR) -> list[Start]:
    return list(starts_in(window, gym(*hours), length, not_before=LONG_AGO))


def times(starts: list[Start]) -> list[str]:
    return [f"{start.on_wall:%H:%M}" for start in starts]


def test_that_each_quarter_of_an_hour_of_the_opening_hours_is_a_start() -> None:
    morning = OpeningHours(weekday=7, opens=time(8, 0), closes=time(9, 30))
    assert times(found(Window(first=SPRING, last=SPRING), morning)) == ["08:00", "08:15", "08:30"]


def test_that_a_time_that_the_clocks_leave_out_is_no_start() -> None:
    window = Window(first=SPRING, last=SPRING, earliest=time(1, 40), latest=time(4, 30))
    starts = found(window)
    assert times(starts) == ["01:45", "03:00", "03:15", "03:30"]
    first, second = (start.instant for start in starts[:2])
    assert second - first == timedelta(minutes=15)  # 01:45 and 03:00 are a quarter apart


def test_that_an_hour_that_comes_twice_is_offered_once_as_its_wall_time_means_it() -> None:
    window = Window(first=AUTUMN, last=AUTUMN, earliest=time(2, 0), latest=time(4, 0))
    starts = found(window)
    assert times(starts)[:5] == ["02:00", "02:15", "02:30", "02:45", "03:00"]
    assert starts[0].instant == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert starts[4].instant == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_that_a_training_that_ends_after_the_latest_time_or_midnight_is_none() -> None:
    late = found(Window(first=SPRING, last=SPRING, earliest=time(22, 0)))
    assert times(late)[-1] == "23:00"
    ends = found(Window(first=SPRING, last=SPRING, earliest=time(20, 0), latest=time(21, 30)))
    assert times(ends)[-1] == "20:30"


def test_that_nothing_begins_before_now() -> None:
    now = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    window = Window(first=date(2026, 3, 1), last=date(2026, 3, 2), latest=time(12, 0))
    starts = starts_in(window, gym(), HOUR, not_before=now)
    assert times(list(starts)) == ["10:15", "10:30", "10:45", "11:00"]
