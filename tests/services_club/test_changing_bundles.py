from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from core.clock import ManualClock
from core.domain.drafts import (
    BundleChanges,
    CommonChanges,
    Customizations,
    SessionChanges,
    Updates,
)
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.facility import Facility
from core.domain.ids import BundleId, FacilityId, PlayerId, SessionId, WorkoutId
from core.domain.session import Bundle, SessionStatus
from core.domain.workout import Interval
from core.errors import (
    ConflictError,
    HockeyHubError,
    InvalidInputError,
    NotFoundError,
    OverCapacityError,
    RestrictedError,
    WrongStateError,
)
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, common, player, players, station, three_groups


@pytest.fixture
async def bundle(bundles: BundleService) -> Bundle:
    created = await bundles.create(three_groups(), TRAINER)
    return await bundles.get(created.bundle_id)


def changes(
    individual: dict[SessionId, SessionChanges] | None = None,
    version: int | None = None,
    **shared: Any,
) -> BundleChanges:
    updates = Updates(common=CommonChanges(**shared), individual=individual or {})
    return BundleChanges(updates=updates, version=version)


async def set_status(club: SqlDatabase, bundle: Bundle, index: int, status: SessionStatus) -> None:
    async with club.write() as unit:
        session = msgspec.structs.replace(bundle.sessions[index], status=status)
        await unit.schedule.save_session(session)
        await unit.commit()


@pytest.mark.requirement(26, 30)
async def test_that_a_common_time_moves_all_sessions_and_their_reservations(
    bundles: BundleService, bundle: Bundle, clock: ManualClock
) -> None:
    await clock.advance(60)
    after = await bundles.change(bundle.id, changes(start_time="10:00"), TRAINER)
    assert after == await bundles.get(bundle.id)
    assert {session.starts_at.hour for session in after.sessions} == {9}  # UTC
    assert {one.starts_at for one in await bundles.reservations(bundle.id)} == {after.starts_at}
    assert [one.assignments for one in after.sessions] == [
        one.assignments for one in bundle.sessions
    ]
    assert (after.version, (after.updated_at - bundle.updated_at).total_seconds()) == (2, 60)


async def test_that_a_date_change_keeps_the_time_on_the_wall_over_the_clock_change(
    bundles: BundleService, bundle: Bundle
) -> None:
    after = await bundles.change(bundle.id, changes(start_date=date(2026, 7, 1)), TRAINER)
    assert after.starts_at == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


async def test_that_a_new_duration_fits_the_intervals_and_frees_the_machines(
    bundles: BundleService, bundle: Bundle
) -> None:
    after = await bundles.change(bundle.id, changes(duration=30), TRAINER)
    for session in after.sessions:
        assert sum(one.duration_s for one in session.intervals) == pytest.approx(1800)
    await bundles.create(three_groups("09:30"), TRAINER)


async def test_that_players_can_change_places_and_those_who_stay_keep_their_machine(
    bundles: BundleService, bundle: Bundle
) -> None:
    row, bike, _ = bundle.sessions
    moved = {
        row.id: SessionChanges(player_ids=(*players(2, 6), player(7))),
        bike.id: SessionChanges(player_ids=(player(1), *players(8, 12))),
    }
    after = await bundles.change(bundle.id, changes(moved), TRAINER)
    assert after == await bundles.get(bundle.id)
    units = {one.player_id: one.unit_id for one in after.sessions[0].assignments}
    assert units == {player(n): f"rower-{n}" for n in range(2, 7)} | {player(7): "rower-1"}
    assert after.sessions[2] == bundle.sessions[2]
    held = await bundles.reservations(bundle.id)
    assert len(held) == 18


async def test_that_another_machine_type_takes_other_machines(
    bundles: BundleService, bundle: Bundle
) -> None:
    ski = bundle.sessions[2]
    change = SessionChanges(equipment=ROWING, player_ids=players(13, 14), name=" Row 2 ")
    after = await bundles.change(bundle.id, changes({ski.id: change}), TRAINER)
    assert after.sessions[2].name == "Row 2"
    assert [one.unit_id for one in after.sessions[2].assignments] == ["rower-7", "rower-8"]
    too_many = SessionChanges(equipment=ROWING, player_ids=players(13, 15))
    held = r"only 2 are free.*“Rowing Group A” \(09:00 to 10:00\) holds 6"
    with pytest.raises(OverCapacityError, match=held):
        await bundles.change(bundle.id, changes({ski.id: too_many}), TRAINER)


async def test_that_a_workout_or_own_intervals_replace_the_old_and_nothing_else(
    bundles: BundleService, bundle: Bundle
) -> None:
    first, second, _ = bundle.sessions
    own = Customizations(intervals=(Interval(name="Own", duration_s=10),))
    individual = {
        first.id: SessionChanges(customizations=own),
        second.id: SessionChanges(workout_id=WorkoutId("workout-endurance-z2")),
    }
    after = await bundles.change(bundle.id, changes(individual), TRAINER)
    assert [one.name for one in after.sessions[0].intervals] == ["Own"]
    assert [one.name for one in after.sessions[1].intervals] == ["Warm-up", "Steady", "Cool-down"]
    assert after.sessions[1].assignments == second.assignments


async def test_that_a_stale_version_is_refused(bundles: BundleService, bundle: Bundle) -> None:
    await bundles.change(bundle.id, changes(name="Mine", version=1), TRAINER)
    with pytest.raises(ConflictError, match="Ingrid Solhaug changed this meanwhile: name"):
        await bundles.change(bundle.id, changes(name="Yours", version=1), TRAINER)
    assert (await bundles.get(bundle.id)).name == "Mine"


async def test_that_what_has_started_can_only_be_renamed_as_a_bundle(
    club: SqlDatabase, bundles: BundleService, bundle: Bundle
) -> None:
    await set_status(club, bundle, 0, SessionStatus.IN_PROGRESS)
    await bundles.change(bundle.id, changes(name="Still going"), TRAINER)
    own = {bundle.sessions[0].id: SessionChanges(name="No")}
    for refused in (changes(start_time="11:00"), changes(duration=45), changes(own)):
        with pytest.raises(WrongStateError, match="“Rowing Group A” is running"):
            await bundles.change(bundle.id, refused, TRAINER)
    waiting = {bundle.sessions[1].id: SessionChanges(name="Waiting")}
    after = await bundles.change(bundle.id, changes(waiting), TRAINER)
    assert after.sessions[1].name == "Waiting"
    assert after.sessions[0].status is SessionStatus.IN_PROGRESS


async def test_that_a_refused_change_leaves_everything_as_it_was(
    bundles: BundleService, bundle: Bundle
) -> None:
    first, _, ski = bundle.sessions
    cases: list[tuple[BundleChanges, type[HockeyHubError], str]] = [
        (
            changes({ski.id: SessionChanges(player_ids=(player(4),))}),
            InvalidInputError,
            "updates.individual",
        ),
        (
            changes(
                {
                    first.id: SessionChanges(player_ids=()),
                    ski.id: SessionChanges(player_ids=(player(4),)),
                }
            ),
            RestrictedError,
            f"updates.individual.{ski.id}.playerIds",
        ),
        (
            changes({first.id: SessionChanges(player_ids=(PlayerId("x"),))}),
            InvalidInputError,
            f"updates.individual.{first.id}.playerIds",
        ),
        (
            changes({SessionId("x"): SessionChanges(name="x")}),
            InvalidInputError,
            "updates.individual.x",
        ),
        (changes(start_time="soon"), InvalidInputError, "updates.common.startTime"),
        (changes(facility_id="moon"), InvalidInputError, "updates.common.facilityId"),
        (changes(name=""), InvalidInputError, "updates.common.name"),
    ]
    for refused, kind, field in cases:
        with pytest.raises(kind) as caught:
            await bundles.change(bundle.id, refused, TRAINER)
        assert caught.value.field == field
    assert await bundles.get(bundle.id) == bundle
    assert len(await bundles.reservations(bundle.id)) == 18


async def test_that_moving_into_a_taken_hour_is_refused(
    bundles: BundleService, bundle: Bundle
) -> None:
    sessions = (station("Row", ROWING, [player(1)]), station("Bike", BIKE_ERG, ()))
    later = await bundles.create(three_groups("10:00", sessions=sessions), TRAINER)
    with pytest.raises(ConflictError, match="is in “Rowing Group A” from 09:00 to 10:00"):
        await bundles.change(later.bundle_id, changes(start_time="09:45"), TRAINER)


async def test_that_another_facility_means_its_machines_and_its_clock(
    club: SqlDatabase, bundles: BundleService, bundle: Bundle
) -> None:
    catalog = CatalogService(club)
    toronto = Facility(
        id=FacilityId("facility-002"), name="Rink Annex", time_zone="America/Toronto"
    )
    await catalog.save_facility(toronto, TRAINER)
    for machine in await catalog.equipment_units():
        copy = msgspec.structs.replace(machine, id=f"t-{machine.id}", facility_id=toronto.id)
        await catalog.save_equipment_unit(copy, TRAINER)
    after = await bundles.change(bundle.id, changes(facility_id=toronto.id), TRAINER)
    assert after.starts_at == datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # 09:00 there
    held = await bundles.reservations(bundle.id)
    assert {one.unit_id[:2] for one in held} == {"t-"}
    assert {session.facility_id for session in after.sessions} == {toronto.id}


@pytest.mark.requirement(136)
async def test_that_the_audit_log_keeps_before_and_after(
    club: SqlDatabase, bundles: BundleService, bundle: Bundle
) -> None:
    await bundles.change(bundle.id, changes(name="After"), TRAINER)
    await bundles.delete(bundle.id, TRAINER)
    async with club._reader.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM audit_log ORDER BY id"))).all()
    assert [row.action for row in rows] == ["bundle.created", "bundle.changed", "bundle.deleted"]
    changed, deleted = (msgspec.json.decode(row.detail) for row in rows[1:])
    assert (changed["before"]["name"], changed["after"]["name"]) == ("Team Conditioning", "After")
    assert (deleted["before"]["name"], deleted["after"]) == ("After", None)


async def test_that_a_bundle_is_deleted_unless_one_of_its_sessions_runs(
    club: SqlDatabase, bundles: BundleService, bundle: Bundle
) -> None:
    await set_status(club, bundle, 2, SessionStatus.PAUSED)
    with pytest.raises(WrongStateError, match="“Ski Erg Group C” is running"):
        await bundles.delete(bundle.id, TRAINER)
    await set_status(club, bundle, 2, SessionStatus.COMPLETED)
    await bundles.delete(bundle.id, TRAINER)
    for refused in (
        bundles.get(bundle.id),
        bundles.delete(bundle.id, TRAINER),
        bundles.change(bundle.id, changes(), TRAINER),
        bundles.reservations(BundleId("x")),
    ):
        with pytest.raises(NotFoundError):
            await refused
    await bundles.create(three_groups(common_properties=common(duration=90)), TRAINER)


@pytest.mark.parametrize("limit", [0, 201])
async def test_that_an_unreasonable_page_is_refused(bundles: BundleService, limit: int) -> None:
    with pytest.raises(InvalidInputError):
        await bundles.list(limit)


async def test_that_equipment_changes_alone_are_gated(
    bundles: BundleService, bundle: Bundle
) -> None:
    with pytest.raises(RestrictedError, match="Mathias Kvalheim"):
        await bundles.change(
            bundle.id,
            changes({bundle.sessions[0].id: SessionChanges(equipment=SKI_ERG)}),
            TRAINER,
        )
