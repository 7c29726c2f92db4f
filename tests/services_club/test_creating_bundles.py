from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from core.clock import ManualClock
from core.domain.drafts import BundleDraft, CreatedBundle, Customizations
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.ids import UserId
from core.domain.session import DistributionStrategy, SessionStatus
from core.domain.user import Principal, Role, User
from core.domain.workout import Interval
from core.errors import ConflictError, InvalidInputError, OverCapacityError, RestrictedError
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.storage.database import SqlDatabase, open_database
from tests.helpers.plans import TRAINER, common, player, players, station, three_groups


@pytest.mark.requirement(2, 7, 8, 12)
async def test_that_three_groups_get_their_machines_and_a_place_in_the_bundle(
    bundles: BundleService,
) -> None:
    created = await bundles.create(three_groups(), TRAINER)
    assert [session.status for session in created.sessions] == ["created"] * 3
    assert created.unassigned == ()
    bundle = await bundles.get(created.bundle_id)
    assert bundle.starts_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # 09:00 in Stockholm
    assert bundle.trainer_id == "trainer-001"
    assert (bundle.version, bundle.distribution_strategy) == (1, DistributionStrategy.MANUAL)
    assert [session.bundle_order for session in bundle.sessions] == [1, 2, 3]
    assert [session.id for session in bundle.sessions] == [one.id for one in created.sessions]
    for session in bundle.sessions:
        assert session.status is SessionStatus.SCHEDULED
        assert sum(one.duration_s for one in session.intervals) == pytest.approx(3600)
    rowing = bundle.sessions[0]
    assert rowing.player_ids == players(1, 6)
    assert [one.unit_id for one in rowing.assignments] == [f"rower-{n}" for n in range(1, 7)]
    held = await bundles.reservations(created.bundle_id)
    assert sorted(held, key=str) == sorted(created.equipment_reservations, key=str)
    assert len({one.unit_id for one in held}) == 18
    assert {(one.starts_at, one.ends_at) for one in held} == {(rowing.starts_at, rowing.ends_at)}


@pytest.mark.requirement(3, 4)
async def test_that_customised_intervals_and_an_own_duration_replace_those_of_the_base(
    bundles: BundleService,
) -> None:
    own = Customizations(intervals=(Interval(name="Hard", duration_s=60, target_zone=5),))
    sessions = (
        station("Row", ROWING, players(1, 2), duration=30, customizations=own),
        station("Bike", BIKE_ERG, players(3, 4), workout_id=None),
    )
    created = await bundles.create(three_groups(sessions=sessions), TRAINER)
    row, bike = (await bundles.get(created.bundle_id)).sessions
    assert row.intervals == (Interval(name="Hard", duration_s=1800.0, target_zone=5),)
    assert bike.intervals == (Interval(name="Free", duration_s=3600.0),)


@pytest.mark.requirement(12)
async def test_that_a_shortage_names_the_free_machines_and_their_holder(
    bundles: BundleService,
) -> None:
    await bundles.create(half("Early", 1), TRAINER)
    sessions = (station("Bike", BIKE_ERG, ()), station("Row", ROWING, players(7, 10)))
    with pytest.raises(OverCapacityError) as caught:
        await bundles.create(three_groups("09:59", sessions=sessions), TRAINER)
    assert caught.value.message == (
        "Row needs 4 × Rower, but only 3 are free then: “Early Row” (09:00 to 10:00) holds 5."
    )
    assert caught.value.field == "sessions.1.playerIds"
    await bundles.create(three_groups("10:00", sessions=sessions), TRAINER)


@pytest.mark.requirement(12, 20)
async def test_that_a_player_in_an_overlapping_session_is_named_with_session_and_time(
    bundles: BundleService,
) -> None:
    await bundles.create(three_groups(), TRAINER)
    sessions = (
        station("Late Row", ROWING, [player(7)]),
        station("Late Bike", BIKE_ERG, [player(18)]),
    )
    with pytest.raises(ConflictError) as caught:
        await bundles.create(three_groups("09:59", sessions=sessions), TRAINER)
    assert "is in “Bike Erg Group B” from 09:00 to 10:00." in caught.value.message
    assert caught.value.field == "sessions.0.playerIds"


@pytest.mark.requirement(87)
async def test_that_a_restricted_player_is_refused_with_an_alternative(
    bundles: BundleService,
) -> None:
    sessions = (
        station("Ski", SKI_ERG, players(4, 5)),
        station("Bike", BIKE_ERG, [player(1)]),
    )
    with pytest.raises(RestrictedError) as caught:
        await bundles.create(three_groups(sessions=sessions), TRAINER)
    assert caught.value.message == "Mathias Kvalheim may not use Ski Erg until further notice."
    assert caught.value.suggested_action.startswith("Bike Erg is allowed")
    assert (await bundles.list()).items == ()


@pytest.mark.requirement(5, 19, 29)
@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        (DistributionStrategy.MANUAL, DistributionStrategy.AUTOMATIC),
        (DistributionStrategy.SKILL_BASED, DistributionStrategy.SKILL_BASED),
        (DistributionStrategy.RANDOM, DistributionStrategy.RANDOM),
        (DistributionStrategy.POSITION, DistributionStrategy.POSITION),
        # How ready the players are is not said in a draft: evenly is what is done, and recorded.
        (DistributionStrategy.READINESS, DistributionStrategy.AUTOMATIC),
    ],
)
async def test_that_auto_distribution_spreads_all_named_players_and_respects_restrictions(
    bundles: BundleService, asked: DistributionStrategy, recorded: DistributionStrategy
) -> None:
    sessions = (
        station("Ski", SKI_ERG, players(1, 18)),
        station("Row", ROWING, ()),
        station("Bike", BIKE_ERG, ()),
    )
    draft = three_groups(sessions=sessions, auto_distribute=True, distribution_strategy=asked)
    created = await bundles.create(draft, TRAINER)
    bundle = await bundles.get(created.bundle_id)
    assert bundle.distribution_strategy is recorded
    assert [len(session.assignments) for session in bundle.sessions] == [6, 6, 6]
    assert player(4) not in bundle.sessions[0].player_ids
    everybody = [one for session in bundle.sessions for one in session.player_ids]
    assert sorted(everybody) == sorted(players(1, 18))


async def test_that_who_finds_no_machine_in_auto_distribution_is_returned_with_the_reason(
    bundles: BundleService,
) -> None:
    sessions = (
        station("Ski A", SKI_ERG, [*players(1, 3), *players(5, 9)]),
        station("Ski B", SKI_ERG, ()),
    )
    created = await bundles.create(three_groups(sessions=sessions, auto_distribute=True), TRAINER)
    bundle = await bundles.get(created.bundle_id)
    assert [len(session.assignments) for session in bundle.sessions] == [3, 3]
    assert [(one.player_id, one.reason) for one in created.unassigned] == [
        (player(8), "All machines are taken."),
        (player(9), "All machines are taken."),
    ]


@pytest.mark.requirement(4, 9, 10, 29)
async def test_that_the_template_keeps_the_shape_of_the_bundle(
    club: SqlDatabase, bundles: BundleService
) -> None:
    draft = three_groups(save_as_template=True, template_name="3-Station Parallel Template")
    created = await bundles.create(draft, TRAINER)
    async with club._reader.connect() as connection:
        row = (
            await connection.execute(
                text("SELECT * FROM bundle_templates WHERE id = :id"), {"id": created.template_id}
            )
        ).one()
    assert (row.id, row.name) == (created.template_id, "3-Station Parallel Template")
    assert (row.created_by, bool(row.is_public)) == ("trainer-001", False)
    config = msgspec.json.decode(row.config) if isinstance(row.config, str) else row.config
    assert config["defaultDuration"] == 60
    kept = config["sessions"][1]
    assert (kept["equipment"], kept["workoutTemplate"]) == ("BIKE_ERG", "workout-4x4")
    assert (kept["playerCount"], kept["customName"]) == (6, "Bike Erg Group B")


DESK = Principal(subject="desktop", name="Desktop", role=Role.TRAINER)


async def test_that_in_a_club_of_one_trainer_he_leads_what_the_desktop_plans(
    bundles: BundleService,
) -> None:
    created = await bundles.create(three_groups(save_as_template=True), DESK)
    assert (await bundles.get(created.bundle_id)).trainer_id == "trainer-001"


async def test_that_among_several_trainers_the_desktop_names_none(
    club: SqlDatabase, bundles: BundleService
) -> None:
    second = User(id=UserId("trainer-002"), name="Kim Berg", role=Role.TRAINER, login="kim")
    async with club.write() as work:
        await work.club.save_user(second, "!")
        await work.commit()
    created = await bundles.create(three_groups(), DESK)
    assert (await bundles.get(created.bundle_id)).trainer_id is None


async def test_that_a_start_the_clocks_leave_out_is_refused(bundles: BundleService) -> None:
    draft = three_groups(common_properties=common("02:15", start_date=date(2026, 3, 29)))
    with pytest.raises(InvalidInputError, match="clocks go forward"):
        await bundles.create(draft, TRAINER)


@pytest.mark.requirement(136)
async def test_that_each_creation_is_in_the_audit_log(
    club: SqlDatabase, bundles: BundleService
) -> None:
    created = await bundles.create(three_groups(), TRAINER)
    async with club._reader.connect() as connection:
        row = (await connection.execute(text("SELECT * FROM audit_log"))).one()
    assert (row.actor, row.action, row.subject) == (
        "trainer-001",
        "bundle.created",
        created.bundle_id,
    )
    detail = msgspec.json.decode(row.detail)
    assert detail["before"] is None
    assert detail["after"]["name"] == "Team Conditioning"


def half(name: str, first: int) -> BundleDraft:
    """Five rowers and one bike: two of these together want more rowers than there are."""
    sessions = (
        station(f"{name} Row", ROWING, players(first, first + 4)),
        station(f"{name} Bike", BIKE_ERG, players(first + 5, first + 5)),
    )
    return msgspec.structs.replace(three_groups(sessions=sessions), name=name)


@pytest.mark.requirement(12)
async def test_that_two_trainers_at_once_never_get_the_same_machine(
    bundles: BundleService,
) -> None:
    results = await asyncio.gather(
        bundles.create(half("One", 1), TRAINER),
        bundles.create(half("Two", 7), TRAINER),
        return_exceptions=True,
    )
    (created,) = [one for one in results if isinstance(one, CreatedBundle)]
    (refused,) = [one for one in results if isinstance(one, OverCapacityError)]
    assert "only 3 are free" in refused.message
    winner = (await bundles.get(created.bundle_id)).name
    assert f"“{winner} Row” (09:00 to 10:00) holds 5" in refused.message


async def test_that_two_trainers_at_once_never_get_the_same_player(
    bundles: BundleService,
) -> None:
    sessions = (station("Row", ROWING, [player(1)]), station("Bike", BIKE_ERG, ()))
    results = await asyncio.gather(
        *(bundles.create(three_groups(sessions=sessions), TRAINER) for _ in range(4)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, CreatedBundle) for one in results) == 1
    assert sum(isinstance(one, ConflictError) for one in results) == 3


async def test_that_two_hubs_on_one_file_never_give_out_the_same_machine(
    tmp_path: Path, clock: ManualClock
) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    first, second = await open_database(url), await open_database(url)
    await load_sample_club(first)
    results = await asyncio.gather(
        BundleService(first, clock).create(half("One", 1), TRAINER),
        BundleService(second, clock).create(half("Two", 7), TRAINER),
        return_exceptions=True,
    )
    await first.close()
    await second.close()
    kinds = sorted(type(one).__name__ for one in results)
    assert kinds == ["CreatedBundle", "OverCapacityError"]
