"""What stands on a calendar, read from both kinds of database."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from core.domain.calendar import CalendarEntry
from core.domain.equipment import ROWING
from core.domain.ids import FacilityId, SessionId, UnitId
from core.domain.session import Bundle, Reservation, SessionStatus
from core.storage.database import SqlDatabase
from tests.helpers.plans import START, bundle, session

HOUR = timedelta(hours=1)


def later(one: Bundle, by: timedelta) -> Bundle:
    sessions = tuple(
        msgspec.structs.replace(each, starts_at=each.starts_at + by) for each in one.sessions
    )
    return msgspec.structs.replace(one, starts_at=one.starts_at + by, sessions=sessions)


async def entries(
    club: SqlDatabase, begins: timedelta, ends: timedelta, place: str | None = None
) -> tuple[CalendarEntry, ...]:
    async with club.read() as unit:
        return await unit.schedule.calendar(
            starts_before=START + ends,
            ends_after=START + begins,
            facility_id=None if place is None else FacilityId(place),
        )


@pytest.fixture
async def planned(club: SqlDatabase) -> SqlDatabase:
    """A bundle, one called off an hour later, and a single session between them."""
    first = bundle("bundle-2", name="First", version=3)
    off = later(bundle("bundle-1", name="Off"), HOUR)
    off = msgspec.structs.replace(
        off,
        sessions=tuple(
            msgspec.structs.replace(one, status=SessionStatus.CANCELLED) for one in off.sessions
        ),
    )
    lone = session("lone", 0, (4,), starts_at=START + HOUR / 2, duration_min=15)
    held = Reservation(
        session_id=SessionId("bundle-2-1"),
        unit_id=UnitId("rower-1"),
        unit_name="Rower 1",
        equipment=ROWING,
        starts_at=START,
        ends_at=START + HOUR,
    )
    async with club.write() as unit:
        await unit.schedule.add_bundle(first)
        await unit.schedule.add_bundle(off)
        await unit.schedule.add_session(msgspec.structs.replace(lone, bundle_order=None))
        await unit.schedule.reserve([held])
        await unit.commit()
    return club


async def test_that_bundles_and_single_sessions_come_in_the_order_of_their_start(
    planned: SqlDatabase,
) -> None:
    found = await entries(planned, -HOUR, 3 * HOUR)
    assert [(one.name, one.bundle_id, one.version) for one in found] == [
        ("First", "bundle-2", 3),
        ("Session lone", None, 1),
        ("Off", "bundle-1", 1),
    ]
    first = found[0].sessions
    assert [(one.id, one.player_count, one.unit_count) for one in first] == [
        ("bundle-2-1", 2, 1),
        ("bundle-2-2", 1, 0),
    ]
    assert (found[0].starts_at, found[0].ends_at) == (START, START + HOUR)
    assert found[2].status is SessionStatus.CANCELLED
    assert found[2].done_share is None


async def test_that_a_span_takes_what_reaches_into_it_and_nothing_that_only_touches(
    planned: SqlDatabase,
) -> None:
    half = HOUR / 2
    assert [one.name for one in await entries(planned, -HOUR, half)] == ["First"]
    after_it_all = await entries(planned, HOUR, 2 * HOUR)
    assert [one.name for one in after_it_all] == ["Off"]
    within = await entries(planned, half + HOUR / 8, half + HOUR / 6)
    assert [one.name for one in within] == ["First", "Session lone"]
    assert await entries(planned, -HOUR, 3 * HOUR, "facility-002") == ()
    assert len(await entries(planned, -HOUR, 3 * HOUR, "facility-001")) == 3
