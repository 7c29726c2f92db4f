"""Workouts in storage: every version is kept; what was there before is the first one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, text

from core.domain.ids import WorkoutId
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind
from core.storage import upgrade
from core.storage.column_types import dump_json
from core.storage.database import SqlDatabase, open_database
from core.storage.transactions import transaction
from tests.helpers.databases import KINDS, fresh_url
from tests.helpers.plans import bundle
from tests.storage.test_opening import engine_of

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
EVERYTHING = Interval(
    name="Ramp",
    duration_s=300,
    target_heart_rate_share=0.8,
    target_power_w=200,
    target_pace_s=110.5,
    ramps_to=100,
)
WORKOUT = Workout(
    id=WorkoutId("w-1"),
    name="Övning",
    kind=WorkoutKind.HYBRID,
    series=(Series(name="S", repeats=3, intervals=(EVERYTHING,)),),
    blocks=(Block(name="B", series=(Series(intervals=(EVERYTHING,)),)),),
    description="What it is for",
    tags=("a", "ö"),
    version=7,
)


async def test_that_a_workout_and_each_version_come_back_as_they_were(club: SqlDatabase) -> None:
    later = msgspec.structs.replace(WORKOUT, version=8, name="Later")
    async with club.write() as unit:
        await unit.club.save_workout(WORKOUT, at=AT, by="Anna")
        await unit.club.save_workout(later)
        await unit.commit()
    async with club.read() as unit:
        assert await unit.club.workout(WORKOUT.id) == later
        newest, first = await unit.club.workout_versions(WORKOUT.id, limit=5)
        assert (newest.workout, newest.saved_at, newest.saved_by) == (later, None, "")
        assert (first.workout, first.saved_at, first.saved_by) == (WORKOUT, AT, "Anna")
        assert await unit.club.workout_version(WORKOUT.id, 7) == first
        assert await unit.club.workout_version(WORKOUT.id, 1) is None


async def test_that_a_session_keeps_which_version_it_was_made_from(club: SqlDatabase) -> None:
    planned = bundle()
    sessions = tuple(
        msgspec.structs.replace(one, workout_version=number)
        for number, one in enumerate(planned.sessions, start=1)
    )
    async with club.write() as unit:
        await unit.schedule.add_bundle(msgspec.structs.replace(planned, sessions=sessions))
        await unit.commit()
    async with club.read() as unit:
        stored = await unit.schedule.bundle(planned.id)
        assert stored is not None
        assert [one.workout_version for one in stored.sessions] == [1, 2]


@pytest.mark.parametrize("kind", KINDS)
async def test_that_workouts_from_before_versions_become_the_first_version_of_themselves(
    kind: str, tmp_path: Path
) -> None:
    intervals = (Interval(name="Work", duration_s=60, target_zone=4),)
    async with fresh_url(kind, tmp_path) as url:
        engine = engine_of(url)
        async with transaction(engine) as connection:
            await connection.run_sync(upgrade.run_migrations, "0005")
            await connection.run_sync(_insert, dump_json(intervals))
            await connection.commit()
        await engine.dispose()
        database = await open_database(url)
        async with database.read() as unit:
            (entry,) = await unit.club.workout_versions(WorkoutId("old"), limit=5)
            present = await unit.club.workout(WorkoutId("old"))
        await database.close()
    assert present is not None
    assert (present.version, present.series, present.intervals) == (1, (), intervals)
    assert (entry.version, entry.workout) == (1, present)


def _insert(connection: Connection, intervals: str) -> None:
    connection.execute(
        text(
            "INSERT INTO workouts (id, name, kind, intervals, blocks, tags) "
            "VALUES ('old', 'Old', 'CONDITIONING', :intervals, '[]', '[\"x\"]')"
        ),
        {"intervals": intervals},
    )
