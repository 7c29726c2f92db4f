"""A bundle over several facilities, led by several trainers; turnaround and past starts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from core.domain.conflict import WayOutKind, conflict_of
from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    CommonChanges,
    SessionChanges,
    SessionDraft,
    Updates,
)
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import FacilityId, RestrictionId, UnitId, UserId
from core.domain.restriction import Restriction, Severity
from core.domain.user import Role, User
from core.errors import (
    ConflictError,
    HockeyHubError,
    InvalidInputError,
    OverCapacityError,
    RestrictedError,
)
from core.services.club.bundles import BundleService
from core.storage.database import SqlDatabase
from tests.helpers.plans import FACILITY, TRAINER, common, player, players, station, three_groups

RINK = FacilityId("rink")
SECOND = UserId("trainer-002")


@pytest.fixture
async def two_places(club: SqlDatabase) -> SqlDatabase:
    """A second facility with three rowers, and a second trainer."""
    async with club.write() as unit:
        await unit.club.save_facility(
            Facility(id=RINK, name="Rink Gym", time_zone="Europe/Stockholm")
        )
        for number in range(1, 4):
            await unit.club.save_equipment_unit(
                EquipmentUnit(
                    id=UnitId(f"rink-{number}"),
                    facility_id=RINK,
                    equipment=ROWING,
                    name=f"Rink Rower {number}",
                )
            )
        second = User(id=SECOND, name="Mats Ek", role=Role.TRAINER, login="mats")
        await unit.club.save_user(second, "hash")
        await unit.commit()
    return club


async def set_turnaround(club: SqlDatabase, minutes: float) -> None:
    async with club.write() as unit:
        gym = await unit.club.facility(FACILITY)
        assert gym is not None
        await unit.club.save_facility(msgspec.structs.replace(gym, turnaround_min=minutes))
        await unit.commit()


def over_two_places() -> BundleDraft:
    sessions = (
        station("Main", ROWING, players(1, 4)),
        station("Rink", ROWING, players(5, 7), facility_id=RINK, trainer_id=SECOND),
    )
    return three_groups(sessions=sessions)


@pytest.mark.requirement(127, 128)
@pytest.mark.usefixtures("two_places")
async def test_that_sessions_of_a_bundle_have_their_own_place_and_trainer(
    bundles: BundleService,
) -> None:
    created = await bundles.create(over_two_places(), TRAINER)
    main, rink = (await bundles.get(created.bundle_id)).sessions
    assert (main.facility_id, main.trainer_id) == (FACILITY, "trainer-001")
    assert (rink.facility_id, rink.trainer_id) == (RINK, SECOND)
    assert [one.unit_id for one in rink.assignments] == ["rink-1", "rink-2", "rink-3"]
    assert {one.unit_id[:4] for one in main.assignments if one.unit_id} == {"rowe"}


@pytest.mark.requirement(127, 128)
@pytest.mark.usefixtures("two_places")
async def test_that_a_common_change_leaves_further_places_and_other_trainers_alone(
    bundles: BundleService,
) -> None:
    created = await bundles.create(over_two_places(), TRAINER)
    updates = Updates(common=CommonChanges(start_time="11:00", trainer_id=SECOND))
    changed = await bundles.change(created.bundle_id, BundleChanges(updates=updates), TRAINER)
    main, rink = changed.sessions
    assert (main.facility_id, rink.facility_id) == (FACILITY, RINK)
    assert (main.trainer_id, rink.trainer_id, changed.trainer_id) == (SECOND, SECOND, SECOND)
    assert main.starts_at == rink.starts_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    back = SessionChanges(facility_id=FACILITY, trainer_id=UserId("trainer-001"))
    updates = Updates(individual={rink.id: back})
    _, rink = (
        await bundles.change(created.bundle_id, BundleChanges(updates=updates), TRAINER)
    ).sessions
    assert (rink.facility_id, rink.trainer_id) == (FACILITY, "trainer-001")
    assert all(one.unit_id and one.unit_id.startswith("rower") for one in rink.assignments)


@pytest.mark.requirement(127)
@pytest.mark.usefixtures("two_places")
async def test_that_a_bundle_moves_though_one_of_its_sessions_stays_behind(
    bundles: BundleService,
) -> None:
    sessions = (station("Stays", ROWING, players(1, 2)), station("Goes", ROWING, players(3, 4)))
    created = await bundles.create(three_groups(sessions=sessions), TRAINER)
    before = await bundles.get(created.bundle_id)
    updates = Updates(
        common=CommonChanges(facility_id=RINK),
        individual={before.sessions[0].id: SessionChanges(facility_id=FACILITY)},
    )
    changed = await bundles.change(before.id, BundleChanges(updates=updates), TRAINER)
    stays, goes = changed.sessions
    assert (changed.facility_id, stays.facility_id, goes.facility_id) == (RINK, FACILITY, RINK)
    assert {one.unit_id for one in goes.assignments} == {"rink-1", "rink-2"}
    assert stays.assignments == before.sessions[0].assignments


@pytest.mark.requirement(20)
@pytest.mark.usefixtures("two_places")
@pytest.mark.parametrize(
    ("session", "kind", "field"),
    [
        (
            station("Rink", BIKE_ERG, players(5, 6), facility_id=RINK),
            OverCapacityError,
            "sessions.1.equipment",
        ),
        (
            station("Rink", ROWING, players(5, 8), facility_id=RINK),
            OverCapacityError,
            "sessions.1.playerIds",
        ),
        (
            station("Rink", ROWING, (), facility_id=FacilityId("moon")),
            InvalidInputError,
            "sessions.1.facilityId",
        ),
        (
            station("Rink", ROWING, (), trainer_id=UserId("nobody")),
            InvalidInputError,
            "sessions.1.trainerId",
        ),
        (
            station("Row", ROWING, players(5, 6), duration=0),
            InvalidInputError,
            "sessions.1.duration",
        ),
        (
            station("Row", ROWING, players(5, 6), duration=1440),
            InvalidInputError,
            "sessions.1.duration",
        ),
        (
            station("Row", ROWING, (player(5), player(5))),
            InvalidInputError,
            "sessions.1.playerIds",
        ),
    ],
)
async def test_that_bad_input_is_one_sentence_at_its_field_and_nothing_is_written(
    bundles: BundleService, session: SessionDraft, kind: type[HockeyHubError], field: str
) -> None:
    draft = three_groups(sessions=(station("Main", ROWING, players(1, 2)), session))
    with pytest.raises(kind) as caught:
        await bundles.create(draft, TRAINER)
    assert caught.value.field == field
    assert caught.value.message.endswith(".")
    assert (await bundles.list()).items == ()


@pytest.mark.requirement(20)
async def test_that_a_start_in_the_past_is_refused_unless_it_is_meant(
    bundles: BundleService,
) -> None:
    yesterday = {"start_date": date(2026, 2, 1)}
    with pytest.raises(InvalidInputError, match=r"09:00 on 1 February 2026 is over\.") as caught:
        await bundles.create(three_groups(common_properties=common(**yesterday)), TRAINER)
    assert caught.value.field == "commonProperties.startTime"
    assert (await bundles.list()).items == ()
    entered = three_groups(common_properties=common(**yesterday, may_be_past=True))
    created = await bundles.create(entered, TRAINER)
    later = Updates(common=CommonChanges(start_date=date(2026, 1, 31)))
    with pytest.raises(InvalidInputError) as caught:
        await bundles.change(created.bundle_id, BundleChanges(updates=later), TRAINER)
    assert caught.value.field == "updates.common.startTime"


@pytest.mark.requirement(20, 76)
async def test_that_a_restriction_that_begins_in_mid_bundle_counts(
    club: SqlDatabase, bundles: BundleService
) -> None:
    stop = Restriction(
        id=RestrictionId("r-new"),
        player_id=player(1),
        body_part="knee",
        severity=Severity.STOP,
        valid_from=date(2026, 3, 3),
    )
    async with club.write() as unit:
        await unit.club.save_restriction(stop)
        await unit.commit()
    pair = (station("Row", ROWING, players(1, 2)), station("Bike", BIKE_ERG, ()))
    with pytest.raises(RestrictedError) as caught:
        await bundles.create(three_groups("23:30", sessions=pair), TRAINER)
    assert caught.value.field == "sessions.0.playerIds"
    await bundles.create(three_groups("23:00", sessions=pair), TRAINER)  # until midnight


@pytest.mark.requirement(12)
async def test_that_machines_rest_between_sessions_as_the_facility_says(
    club: SqlDatabase, bundles: BundleService
) -> None:
    await set_turnaround(club, 10)
    first = (station("Early", ROWING, players(1, 6)), station("Bike", BIKE_ERG, ()))
    await bundles.create(three_groups("09:00", sessions=first), TRAINER)
    second = (station("Next", ROWING, players(7, 12)), station("Ski", SKI_ERG, ()))
    with pytest.raises(OverCapacityError, match=r"“Early” \(09:00 to 10:00\) holds 6"):
        await bundles.create(three_groups("10:09", sessions=second), TRAINER)
    await bundles.create(three_groups("10:10", sessions=second), TRAINER)


@pytest.mark.requirement(12, 130)
async def test_that_a_shortage_offers_ways_out_that_go(bundles: BundleService) -> None:
    first = (station("Early", ROWING, players(1, 6)), station("Ski", SKI_ERG, ()))
    await bundles.create(three_groups("09:00", sessions=first), TRAINER)
    groups = (station("Row", ROWING, players(7, 12)), station("Ski", SKI_ERG, players(13, 14)))
    draft = three_groups("09:30", sessions=groups)
    with pytest.raises(OverCapacityError) as caught:
        await bundles.create(draft, TRAINER)
    conflict = conflict_of(caught.value)
    (holder,) = conflict.held_by
    assert (holder.session_name, holder.unit_count) == ("Early", 6)
    by_kind = {way.kind: way for way in conflict.ways_out}
    assert by_kind[WayOutKind.OTHER_UNIT].changes == {"sessions.0.equipment": "BIKE_ERG"}
    assert by_kind[WayOutKind.OTHER_TIME].label == "Start 10:00"
    assert by_kind[WayOutKind.OTHER_TIME].changes == {"commonProperties.startTime": "10:00"}
    assert by_kind[WayOutKind.SMALLER_GROUP].changes == {
        "sessions.0.playerIds": ("player-007", "player-008")
    }
    row, ski = groups
    for way in (
        three_groups("10:00", sessions=groups),
        three_groups("09:30", sessions=(msgspec.structs.replace(row, equipment=BIKE_ERG), ski)),
        three_groups(
            "09:30", sessions=(msgspec.structs.replace(row, player_ids=players(7, 8)), ski)
        ),
    ):
        created = await bundles.create(way, TRAINER)
        await bundles.delete(created.bundle_id, TRAINER)


@pytest.mark.requirement(12, 130)
async def test_that_players_who_are_elsewhere_are_named_with_ways_out(
    bundles: BundleService,
) -> None:
    await bundles.create(three_groups("09:00"), TRAINER)
    groups = (station("Row", ROWING, players(1, 3)), station("Bike", BIKE_ERG, ()))
    with pytest.raises(ConflictError) as caught:
        await bundles.create(three_groups("09:15", sessions=groups), TRAINER)
    assert "are in “Rowing Group A” from 09:00 to 10:00." in caught.value.message
    conflict = conflict_of(caught.value)
    assert conflict.held_by[0].player_ids == players(1, 3)
    leave, later = conflict.ways_out
    assert (leave.label, leave.changes) == ("Leave out 3 players", {"sessions.0.playerIds": ()})
    assert later.changes == {"commonProperties.startTime": "10:00"}


@pytest.mark.requirement(12)
async def test_that_a_change_that_does_not_go_offers_ways_out_in_its_own_words(
    bundles: BundleService,
) -> None:
    first = (station("Early", ROWING, players(1, 6)), station("Ski", SKI_ERG, ()))
    await bundles.create(three_groups("11:00", sessions=first), TRAINER)
    second = (station("Late", ROWING, players(7, 12)), station("Bike", BIKE_ERG, ()))
    created = await bundles.create(three_groups("09:00", sessions=second), TRAINER)
    later = BundleChanges(updates=Updates(common=CommonChanges(start_time="11:30")))
    with pytest.raises(OverCapacityError) as caught:
        await bundles.change(created.bundle_id, later, TRAINER)
    changes = [way.changes for way in conflict_of(caught.value).ways_out]
    assert {"updates.common.startTime": "12:00"} in changes
    paths = {path for change in changes for path in change}
    assert f"updates.individual.{created.sessions[0].id}.playerIds" in paths
