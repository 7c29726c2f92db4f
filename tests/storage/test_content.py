"""Workouts of every kind, and what restrictions say beyond machines, come back as they were."""

from __future__ import annotations

from datetime import date

import msgspec

from core.domain.agility import Drill, PatternStep
from core.domain.equipment import AGILITY_LANE, SQUAT_RACK, EquipmentKind
from core.domain.ids import RestrictionId, WorkoutId
from core.domain.restriction import Restriction, Severity
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import Block, Interval, Workout, WorkoutKind
from core.storage.database import SqlDatabase
from tests.helpers.plans import bundle, player

BLOCKS = (
    Block(
        name="Lifts",
        exercises=(
            Exercise(
                id="squat",
                name="Back squat",
                sets=4,
                reps=5,
                load=Load(value=82.5, unit=LoadUnit.PERCENT_1RM),
                target_rpe=8.5,
                body_parts=("knee",),
                movements=("squat",),
            ),
        ),
    ),
    Block(
        name="Runs",
        duration_s=600.0,
        drills=(
            Drill(
                id="t",
                name="T",
                repetitions=5,
                pattern=(PatternStep(label="Start", x_m=0.0, y_m=-1.5),),
            ),
        ),
    ),
    Block(name="Engine", intervals=(Interval(name="Work", duration_s=60.0, target_zone=4),)),
)


async def test_that_blocks_of_workouts_and_sessions_come_back(club: SqlDatabase) -> None:
    workout = Workout(
        id=WorkoutId("mix"), name="Mix", kind=WorkoutKind.HYBRID, blocks=BLOCKS, tags=("a",)
    )
    planned = bundle()
    sessions = tuple(
        msgspec.structs.replace(one, kind=WorkoutKind.HYBRID, blocks=BLOCKS)
        for one in planned.sessions
    )
    planned = msgspec.structs.replace(planned, sessions=sessions)
    async with club.write() as unit:
        await unit.club.save_workout(workout)
        await unit.schedule.add_bundle(planned)
        await unit.commit()
    async with club.read() as unit:
        assert await unit.club.workout(workout.id) == workout
        stored = await unit.schedule.bundle(planned.id)
        assert stored is not None
        assert stored.sessions == planned.sessions


async def test_that_a_restriction_keeps_all_it_says_and_can_be_deleted(club: SqlDatabase) -> None:
    restriction = Restriction(
        id=RestrictionId("r"),
        player_id=player(9),
        body_part="knee",
        forbidden_equipment=(SQUAT_RACK,),
        valid_from=date(2026, 1, 1),
        note="sprain",
        severity=Severity.STOP,
        forbidden_movements=("jump", "cut"),
        intensity_ceiling_zone=2,
        alternative_exercises=("hip-bridge",),
    )
    async with club.write() as unit:
        await unit.club.save_restriction(restriction)
        assert await unit.club.restrictions([player(9)]) == (restriction,)
        await unit.club.delete_restriction(restriction.id)
        await unit.club.delete_restriction(RestrictionId("unknown"))
        assert await unit.club.restrictions([player(9)]) == ()


async def test_that_machine_types_know_what_is_trained_on_them(club: SqlDatabase) -> None:
    async with club.read() as unit:
        kinds = {one.code: one for one in await unit.club.equipment_kinds()}
    assert kinds[SQUAT_RACK] == EquipmentKind(
        code=SQUAT_RACK,
        name="Squat Rack",
        unit_name="Rack",
        suits=(WorkoutKind.STRENGTH, WorkoutKind.HYBRID),
    )
    assert WorkoutKind.CONDITIONING not in kinds[AGILITY_LANE].suits
