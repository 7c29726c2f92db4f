"""Many trainers plan at once, over several connections of several hubs: nothing is given twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from sqlalchemy import text

from core.clock import ManualClock
from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    CommonChanges,
    CreatedBundle,
    Updates,
)
from core.domain.equipment import BIKE_ERG, ROWING, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import FacilityId, UnitId
from core.domain.session import SessionStatus
from core.errors import ConflictError, HockeyHubError, OverCapacityError, WrongStateError
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.storage.database import SqlDatabase, open_database
from tests.helpers.databases import KINDS, fresh_url
from tests.helpers.plans import FACILITY, TRAINER, players, station, three_groups

HUBS = 3
TRAINERS = 24
TURNAROUND_MIN = 10
RINK = FacilityId("rink")
STARTS = ("09:00", "09:30", "10:00", "10:05", "10:10", "11:00")
_OVERLAPS = text(
    "SELECT one.unit_id, one.starts_at, one.ends_at, other.starts_at AS next_at"
    " FROM reservations one JOIN reservations other"
    " ON other.unit_id = one.unit_id AND other.session_id <> one.session_id"
    " AND other.starts_at >= one.starts_at AND other.starts_at < one.ends_at"
)
_DAY = timedelta(days=1)
_MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.fixture(params=KINDS)
async def hubs(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[list[SqlDatabase]]:
    """Several hubs on one database, each with connections of its own."""
    async with fresh_url(request.param, tmp_path) as url:
        opened = [await open_database(url) for _ in range(HUBS)]
        await load_sample_club(opened[0])
        await _add_second_place(opened[0])
        try:
            yield opened
        finally:
            for one in opened:
                await one.close()


async def _add_second_place(club: SqlDatabase) -> None:
    async with club.write() as unit:
        gym = await unit.club.facility(FACILITY)
        assert gym is not None
        await unit.club.save_facility(msgspec.structs.replace(gym, turnaround_min=TURNAROUND_MIN))
        rink = Facility(
            id=RINK, name="Rink", time_zone=gym.time_zone, turnaround_min=TURNAROUND_MIN
        )
        await unit.club.save_facility(rink)
        for number in range(1, 5):
            machine = EquipmentUnit(
                id=UnitId(f"rink-{number}"),
                facility_id=RINK,
                equipment=ROWING,
                name=f"Rink Rower {number}",
            )
            await unit.club.save_equipment_unit(machine)
        await unit.commit()


def wish(random: Random, number: int) -> BundleDraft:
    """A bundle of some players; whether the first or the second place comes first varies."""
    first = random.randrange(1, 14)
    count = random.randrange(1, 5)
    groups = [
        station(f"Row {number}", ROWING, players(first, first + count - 1)),
        station(f"Rink {number}", ROWING, players(first + count, first + count), facility_id=RINK),
        station(f"Bike {number}", BIKE_ERG, ()),
    ]
    random.shuffle(groups)
    return three_groups(random.choice(STARTS), sessions=tuple(groups))


def services(hubs: list[SqlDatabase]) -> list[BundleService]:
    return [BundleService(hub, ManualClock(1_770_000_000.0)) for hub in hubs]


async def assert_nothing_is_given_twice(hub: SqlDatabase) -> None:
    async with hub.read() as unit:
        booked = await unit.schedule.booked(starts_before=_MIDNIGHT, ends_after=_MIDNIGHT - _DAY)
    async with hub.reader.connect() as connection:
        assert (await connection.execute(_OVERLAPS)).all() == []
    rest = timedelta(minutes=TURNAROUND_MIN)
    for one in booked:
        for other in booked:
            if one.id >= other.id or not one.starts_at < other.ends_at + rest:
                continue
            if not other.starts_at < one.ends_at + rest:
                continue
            assert not set(one.unit_ids) & set(other.unit_ids), (one, other)
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                assert not set(one.player_ids) & set(other.player_ids), (one, other)


@pytest.mark.requirement(12, 56)
async def test_that_many_trainers_at_once_never_get_the_same_machine_or_player(
    hubs: list[SqlDatabase],
) -> None:
    random = Random(7)  # noqa: S311 - the same wishes each time, not a secret
    wishes = [wish(random, number) for number in range(TRAINERS)]
    desks = services(hubs)
    results = await asyncio.gather(
        *(desks[at % HUBS].create(one, TRAINER) for at, one in enumerate(wishes)),
        return_exceptions=True,
    )
    kinds = Counter(type(one) for one in results)
    assert kinds.keys() <= {CreatedBundle, OverCapacityError, ConflictError}, results
    assert kinds[CreatedBundle] >= 4
    assert kinds[CreatedBundle] < TRAINERS
    await assert_nothing_is_given_twice(hubs[0])


@pytest.mark.requirement(12, 30)
async def test_that_bundles_moved_at_once_to_one_time_never_share_a_machine(
    hubs: list[SqlDatabase],
) -> None:
    desks = services(hubs)
    made = []
    for number, start in enumerate(("07:00", "12:00", "14:00", "16:00", "18:00", "20:00")):
        groups = (
            station(f"Row {number}", ROWING, players(number * 3 + 1, number * 3 + 3)),
            station(f"Bike {number}", BIKE_ERG, ()),
        )
        made.append(await desks[0].create(three_groups(start, sessions=groups), TRAINER))
    same = BundleChanges(updates=Updates(common=CommonChanges(start_time="09:00")))
    results = await asyncio.gather(
        *(desks[at % HUBS].change(one.bundle_id, same, TRAINER) for at, one in enumerate(made)),
        return_exceptions=True,
    )
    refused = [one for one in results if isinstance(one, HockeyHubError)]
    assert all(isinstance(one, OverCapacityError) for one in refused), results
    assert len(refused) == 4  # eight rowers are enough for two groups of three
    await assert_nothing_is_given_twice(hubs[0])


@pytest.mark.requirement(21)
async def test_that_a_bundle_is_not_deleted_under_a_session_that_starts_meanwhile(
    hubs: list[SqlDatabase],
) -> None:
    planning, desk = services(hubs)[:2]
    made = await planning.create(three_groups("09:00"), TRAINER)
    first = (await planning.get(made.bundle_id)).sessions[0]
    async with hubs[0].write() as unit:
        stored = await unit.schedule.session(first.id)
        assert stored is not None
        running = msgspec.structs.replace(stored, status=SessionStatus.IN_PROGRESS)
        await unit.schedule.save_session(running)
        deleting = asyncio.ensure_future(  # noqa: TID251
            desk.delete(made.bundle_id, TRAINER)
        )
        # Until then it waits for the session.
        assert not (await asyncio.wait([deleting], timeout=0.5))[0]
        await unit.commit()
    with pytest.raises(WrongStateError):
        await deleting
    assert (await planning.get(made.bundle_id)).sessions[0].status is SessionStatus.IN_PROGRESS


@pytest.mark.requirement(20)
async def test_that_a_refused_bundle_leaves_nothing_behind(hubs: list[SqlDatabase]) -> None:
    desk = services(hubs)[0]
    full = (station("Row", ROWING, players(1, 8)), station("Bike", BIKE_ERG, ()))
    await desk.create(three_groups("09:00", sessions=full), TRAINER)
    counts = await _counts(hubs[0])
    late = (station("Bike", BIKE_ERG, players(9, 12)), station("Row", ROWING, players(13, 14)))
    with pytest.raises(OverCapacityError):
        await desk.create(three_groups("09:30", sessions=late, save_as_template=True), TRAINER)
    assert await _counts(hubs[0]) == counts


async def _counts(hub: SqlDatabase) -> dict[str, int]:
    tables = (
        "session_bundles",
        "workout_sessions",
        "assignments",
        "reservations",
        "bundle_templates",
        "audit_log",
    )
    async with hub.reader.connect() as connection:
        return {
            table: (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 - our own names
            for table in tables
        }
