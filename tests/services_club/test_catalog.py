from __future__ import annotations

from datetime import date

import msgspec
import pytest
from sqlalchemy import text

from core.clock import ManualClock
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, RestrictionId, TeamId, UnitId, WorkoutId
from core.domain.player import Sex
from core.domain.restriction import Restriction
from core.domain.session import SessionStatus
from core.domain.user import Role
from core.domain.workout import Interval, Workout, WorkoutKind
from core.errors import ConflictError, InvalidInputError, NotFoundError, WrongStateError
from core.planning.content_rules import check_workout
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.plausible_player import check_player
from core.services.club.sample import load_sample_club
from core.services.club.sessions import SessionService
from core.services.club.workout_library import WorkoutLibrary
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, common, player, players, station, three_groups


async def test_that_the_sample_club_has_a_team_its_machines_and_workouts(
    club: SqlDatabase,
) -> None:
    catalog = CatalogService(club)
    squad = await catalog.players()
    assert {one.id for one in squad} == set(players(1, 18))
    assert {one.team_id for one in squad} == {(await catalog.teams())[0].id}
    assert len({one.jersey_number for one in squad}) == 18
    assert {one.sex for one in squad} == set(Sex)
    for one in squad:
        check_player(one, date(2026, 2, 1))
        assert set(one.ftp_w) == set(one.w_prime_j) == {ROWING, BIKE_ERG, SKI_ERG}
    units = [one.id for one in await catalog.equipment_units()]
    machines = ("rower", "bike", "ski", "rack", "lane")
    assert [sum(one.startswith(kind) for one in units) for kind in machines] == [8, 8, 6, 6, 6]
    assert (await catalog.facilities())[0].time_zone == "Europe/Stockholm"
    assert len(await catalog.restrictions()) == 1
    for workout in await catalog.workouts():
        assert 30 <= workout.duration_s / 60 <= 70
    four_by_four = next(one for one in await catalog.workouts() if one.id == "workout-4x4")
    assert [one.name for one in four_by_four.intervals].count("Work") == 4
    assert {one.kind for one in await catalog.workouts()} == set(WorkoutKind)
    for workout in await catalog.workouts():
        check_workout(workout)


async def test_that_loading_the_sample_club_again_changes_nothing(club: SqlDatabase) -> None:
    catalog = CatalogService(club)
    renamed = msgspec.structs.replace(await catalog.player(player(1)), last_name="Changed")
    stored = await catalog.save_player(renamed, TRAINER)
    await load_sample_club(club)
    assert await catalog.player(player(1)) == stored
    async with club.read() as unit:
        (trainer,) = await unit.club.users()
    assert (trainer.id, trainer.role) == ("trainer-001", Role.TRAINER)


async def test_that_each_kind_of_thing_can_be_added_and_is_in_the_audit_log(
    club: SqlDatabase,
) -> None:
    catalog = CatalogService(club)
    kind = msgspec.structs.replace(
        (await catalog.equipment_kinds())[0], code=EquipmentType("TREADMILL"), name="Treadmill"
    )
    place = Facility(id=FacilityId("f-2"), name="Annex", time_zone="America/Toronto")
    machine = EquipmentUnit(
        id=UnitId("t-1"), facility_id=place.id, equipment=kind.code, name="Treadmill 1"
    )
    workout = Workout(id=WorkoutId("w"), name="Mobility", kind=WorkoutKind.HYBRID)
    team = msgspec.structs.replace((await catalog.teams())[0], id=TeamId("t-2"))
    restriction = Restriction(
        id=RestrictionId("r-2"), player_id=player(2), body_part="knee", valid_from=date(2026, 1, 1)
    )
    newcomer = msgspec.structs.replace(
        await catalog.player(player(1)), id=PlayerId("player-019"), team_id=team.id
    )
    await catalog.save_equipment_kind(kind, TRAINER)
    await catalog.save_facility(place, TRAINER)
    await catalog.save_equipment_unit(machine, TRAINER)
    await WorkoutLibrary(club, ManualClock(1_770_000_000.0)).save(workout, TRAINER)
    await catalog.save_team(team, TRAINER)
    await catalog.save_restriction(restriction, TRAINER)
    await catalog.save_player(newcomer, TRAINER)
    await catalog.delete_player(player(18), TRAINER)
    assert kind in await catalog.equipment_kinds()
    assert machine in await catalog.equipment_units()
    assert workout in await catalog.workouts()
    assert restriction in await catalog.restrictions()
    assert await catalog.player(newcomer.id) == newcomer
    with pytest.raises(NotFoundError):
        await catalog.player(player(18))
    async with club._reader.connect() as connection:
        actions = await connection.scalars(text("SELECT action FROM audit_log ORDER BY id"))
        assert list(actions) == [
            "equipment-kind.saved",
            "facility.saved",
            "equipment-unit.saved",
            "workout.saved",
            "team.saved",
            "restriction.saved",
            "player.saved",
            "player.deleted",
        ]


async def test_that_what_cannot_be_meant_is_refused_with_its_field(club: SqlDatabase) -> None:
    catalog = CatalogService(club)
    one = await catalog.player(player(1))
    machine = (await catalog.equipment_units())[0]
    workout = Workout(id=WorkoutId("w"), name="W", kind=WorkoutKind.CONDITIONING)
    endless = (Interval(name="Never", duration_s=-1.0),)
    backwards = Restriction(
        id=RestrictionId("r"),
        player_id=player(1),
        body_part="knee",
        valid_from=date(2026, 2, 1),
        valid_to=date(2026, 1, 1),
    )
    replace = msgspec.structs.replace
    cases = [
        (catalog.save_player(replace(one, heart_rate_max_bpm=20), TRAINER), "heartRateMaxBpm"),
        (catalog.save_player(replace(one, ftp_w={ROWING: -5.0}), TRAINER), "ftpW.ROWING"),
        (catalog.save_player(replace(one, team_id=TeamId("x")), TRAINER), "teamId"),
        (
            catalog.save_equipment_unit(replace(machine, facility_id=FacilityId("x")), TRAINER),
            "facilityId",
        ),
        (
            WorkoutLibrary(club, ManualClock(1_770_000_000.0)).save(
                replace(workout, intervals=endless), TRAINER
            ),
            "intervals.0.durationS",
        ),
        (catalog.save_restriction(backwards, TRAINER), "validTo"),
        (
            catalog.save_facility(
                Facility(id=FacilityId("f"), name="F", time_zone="Nowhere"), TRAINER
            ),
            "timeZone",
        ),
    ]
    for refused, field in cases:
        with pytest.raises(InvalidInputError) as caught:
            await refused
        assert caught.value.field == field


async def test_that_a_player_with_sessions_stays(club: SqlDatabase, bundles: BundleService) -> None:
    await bundles.create(three_groups(), TRAINER)
    with pytest.raises(ConflictError):
        await CatalogService(club).delete_player(player(1), TRAINER)


async def test_that_a_single_session_is_planned_under_the_same_rules(
    club: SqlDatabase, bundles: BundleService, clock: ManualClock
) -> None:
    sessions = SessionService(club, clock)
    draft = station("Rehab", ROWING, [player(4)])
    planned = await sessions.create(draft, common(), TRAINER)
    assert await sessions.get(planned.id) == planned
    assert planned.bundle_id is None
    assert planned.assignments[0].unit_id == "rower-1"
    with pytest.raises(ConflictError, match="Mathias Kvalheim is in “Rehab”"):
        await bundles.create(three_groups(), TRAINER)
    cancelled = await sessions.cancel(planned.id, TRAINER)
    assert cancelled.status is SessionStatus.CANCELLED
    assert await sessions.after(None, limit=9, statuses=[SessionStatus.SCHEDULED]) == ()
    await bundles.create(three_groups(), TRAINER)
    with pytest.raises(WrongStateError):
        await sessions.cancel(planned.id, TRAINER)
    assert len(await sessions.after(None, limit=9)) == 4


async def test_that_a_machine_on_which_sessions_count_is_neither_moved_nor_retyped(
    club: SqlDatabase, bundles: BundleService
) -> None:
    catalog = CatalogService(club)
    rink = Facility(id=FacilityId("rink"), name="Rink", time_zone="Europe/Stockholm")
    await catalog.save_facility(rink, TRAINER)
    sessions = (station("Row", ROWING, players(1, 2)), station("Bike", BIKE_ERG, ()))
    created = await bundles.create(three_groups(sessions=sessions), TRAINER)
    machine = await catalog.equipment_unit(UnitId("rower-1"))
    moved = msgspec.structs.replace(machine, facility_id=rink.id)
    retyped = msgspec.structs.replace(machine, equipment=BIKE_ERG)
    for wanted, field in ((moved, "facilityId"), (retyped, "equipment")):
        with pytest.raises(ConflictError, match="“Row” has it reserved") as refused:
            await catalog.save_equipment_unit(wanted, TRAINER)
        assert refused.value.field == field
    renamed = msgspec.structs.replace(machine, name="Window Rower")
    stored = await catalog.save_equipment_unit(renamed, TRAINER)
    await bundles.delete(created.bundle_id, TRAINER)
    free = msgspec.structs.replace(stored, facility_id=rink.id)
    assert (await catalog.save_equipment_unit(free, TRAINER)).facility_id == rink.id
