"""What is too far or too long is refused at its field, before anything is reckoned with it."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime

import msgspec
import pytest

from core.domain.ids import PlayerId, RestrictionId
from core.domain.restriction import Restriction
from core.errors import InvalidInputError
from core.planning.content_rules import check_restriction
from core.planning.limits import check_year
from hub_server.rest.paging import cursor_of, place_of


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_that_a_day_at_the_end_of_time_is_refused(day: date) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_year(day, "startDate")
    assert caught.value.field == "startDate"


@pytest.mark.parametrize("instant", ["2026-03-02T09:00:00", "0001-01-01T00:00:00+14:00"])
def test_that_a_cursor_that_is_no_instant_is_refused(instant: str) -> None:
    cursor = base64.urlsafe_b64encode(msgspec.json.encode((instant, "one"))).decode()
    with pytest.raises(InvalidInputError) as caught:
        place_of(cursor, tuple[datetime, str])
    assert caught.value.field == "cursor"
    good = (datetime(2026, 3, 2, 9, tzinfo=UTC), "one")
    assert place_of(cursor_of(good), tuple[datetime, str]) == good


def test_that_a_medical_note_is_not_a_novel() -> None:
    restriction = Restriction(
        id=RestrictionId("one"),
        player_id=PlayerId("player-001"),
        body_part="knee",
        valid_from=date(2026, 3, 2),
        note="x" * 4001,
    )
    with pytest.raises(InvalidInputError) as caught:
        check_restriction(restriction)
    assert caught.value.field == "note"
