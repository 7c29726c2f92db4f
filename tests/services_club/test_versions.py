from __future__ import annotations

import asyncio
from datetime import date, time

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.equipment import MaintenanceEntry, UnitState
from core.domain.facility import OpeningHours
from core.domain.ids import PlayerId, RestrictionId, TeamId, UnitId, UserId
from core.domain.player import HeartRateMaxSource, Team
from core.domain.restriction import Restriction
from core.domain.user import Role, User
from core.errors import ConflictError, HockeyHubError, InvalidInputError, NotFoundError, StaleError
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.photos import LARGEST_PHOTO_BYTES, PhotoService, photo_of
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, player, three_groups

replace = msgspec.structs.replace
JPEG = b"\xff\xd8\xff\xe0 and so on"


@pytest.fixture
def catalog(club: SqlDatabase, clock: ManualClock) -> CatalogService:
    return CatalogService(club, clock)


async def test_that_a_stale_change_is_refused_with_what_changed_and_by_whom(
    catalog: CatalogService,
) -> None:
    read = await catalog.player(player(1))
    await catalog.save_player(replace(read, mass_kg=90.0), TRAINER)
    newest = await catalog.save_player(replace(await catalog.player(player(1)), skill=7), TRAINER)
    with pytest.raises(StaleError) as caught:
        await catalog.save_player(replace(read, mass_kg=70.0), TRAINER)
    assert caught.value.message == "Ingrid Solhaug changed this meanwhile: mass kg, skill."
    assert caught.value.details == {
        "version": 3,
        "changed": [
            {"field": "massKg", "before": read.mass_kg, "after": 90.0},
            {"field": "skill", "before": read.skill, "after": 7},
        ],
        "by": ["Ingrid Solhaug"],
    }
    assert await catalog.player(player(1)) == newest


async def test_that_everything_of_the_club_counts_its_changes(catalog: CatalogService) -> None:
    (restriction, *_) = await catalog.restrictions()
    for stored, save in (
        ((await catalog.teams())[0], catalog.save_team),
        ((await catalog.facilities())[0], catalog.save_facility),
        ((await catalog.equipment_kinds())[0], catalog.save_equipment_kind),
        ((await catalog.equipment_units())[0], catalog.save_equipment_unit),
        (restriction, catalog.save_restriction),
    ):
        once = await save(stored, TRAINER)  # type: ignore[operator]
        assert once.version == stored.version + 1
        with pytest.raises(StaleError):
            await save(stored, TRAINER)  # type: ignore[operator]


async def test_that_of_two_who_change_at_the_same_time_one_is_told(
    catalog: CatalogService,
) -> None:
    read = await catalog.player(player(1))
    results = await asyncio.gather(
        *(
            catalog.save_player(replace(read, mass_kg=80.0 + number), TRAINER)
            for number in range(8)
        ),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, StaleError)]
    assert len(refused) == 7
    assert (await catalog.player(player(1))).version == read.version + 1


async def test_that_nobody_wears_a_number_that_is_taken(catalog: CatalogService) -> None:
    one, two = await catalog.player(player(1)), await catalog.player(player(2))
    with pytest.raises(InvalidInputError, match=f"{one.name} already wears number") as caught:
        await catalog.save_player(replace(two, jersey_number=one.jersey_number), TRAINER)
    assert caught.value.field == "jerseyNumber"
    await catalog.save_player(replace(one, is_archived=True), TRAINER)
    await catalog.save_player(replace(two, jersey_number=one.jersey_number), TRAINER)
    left = await catalog.player(one.id)
    with pytest.raises(InvalidInputError, match="already wears number"):
        await catalog.save_player(replace(left, is_archived=False), TRAINER)


async def test_that_of_many_who_take_a_number_at_the_same_time_one_gets_it(
    catalog: CatalogService,
) -> None:
    some = replace(await catalog.player(player(1)), jersey_number=99)
    results = await asyncio.gather(
        *(
            catalog.save_player(replace(some, id=PlayerId(f"new-{number}")), TRAINER)
            for number in range(6)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(result, InvalidInputError) for result in results) == 5


async def test_that_who_trained_can_be_archived_and_brought_back(
    catalog: CatalogService, bundles: BundleService
) -> None:
    await bundles.create(three_groups(), TRAINER)
    with pytest.raises(ConflictError) as caught:
        await catalog.delete_player(player(1), TRAINER)
    assert "Archive" in caught.value.suggested_action
    read = await catalog.player(player(1))
    gone = await catalog.save_player(replace(read, is_archived=True), TRAINER)
    assert player(1) not in {one.id for one in await catalog.players()}
    assert player(1) in {one.id for one in await catalog.players(with_archived=True)}
    await catalog.save_player(replace(gone, is_archived=False), TRAINER)
    assert player(1) in {one.id for one in await catalog.players()}


async def test_that_an_estimated_maximum_is_worked_out_from_the_age_and_marked(
    catalog: CatalogService,
) -> None:
    read = await catalog.player(player(1))
    wanted = replace(
        read,
        birth_date=date(2000, 2, 3),
        heart_rate_max_bpm=1,
        heart_rate_max_source=HeartRateMaxSource.ESTIMATED,
    )
    stored = await catalog.save_player(wanted, TRAINER)  # the clock stands on 2 February 2026
    assert stored.heart_rate_max_bpm == round(208 - 0.7 * 25)
    assert stored.heart_rate_max_source is HeartRateMaxSource.ESTIMATED


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"birth_date": date(2030, 1, 1)}, "birthDate"),
        ({"birth_date": date(1800, 1, 1)}, "birthDate"),
        ({"skill": 11}, "skill"),
        ({"lthr_bpm": 249}, "lthrBpm"),
        ({"heart_rate_max_bpm": 100, "heart_rate_rest_bpm": 100}, "heartRateRestBpm"),
        ({"one_rep_max_kg": {"back-squat": float("nan")}}, "oneRepMaxKg.back-squat"),
        ({"critical_power_w": {"ROWING": -1.0}}, "criticalPowerW.ROWING"),
    ],
)
async def test_that_a_body_that_cannot_be_is_refused_at_its_field(
    catalog: CatalogService, change: dict[str, object], field: str
) -> None:
    read = await catalog.player(player(1))
    with pytest.raises(InvalidInputError) as caught:
        await catalog.save_player(replace(read, **change), TRAINER)
    assert caught.value.field == field
    assert await catalog.player(player(1)) == read


async def test_that_a_picture_is_kept_apart_and_known_by_its_mark(
    club: SqlDatabase, catalog: CatalogService
) -> None:
    photos = PhotoService(club)
    one = await photos.save(player(1), photo_of(JPEG), TRAINER)
    assert one.photo
    assert (await photos.photo(player(1))).image == JPEG
    assert (await photos.save(player(1), photo_of(JPEG), TRAINER)).version == one.version
    renamed = await catalog.save_player(replace(one, last_name="Else", photo="forged"), TRAINER)
    assert renamed.photo == one.photo
    assert (await photos.save(player(1), None, TRAINER)).photo is None
    with pytest.raises(NotFoundError):
        await photos.photo(player(1))
    for image in (b"GIF89a", JPEG + bytes(LARGEST_PHOTO_BYTES)):
        with pytest.raises(InvalidInputError):
            photo_of(image)


async def test_that_maintenance_is_logged_and_sets_the_state(catalog: CatalogService) -> None:
    (machine, *_) = await catalog.equipment_units()
    broken = MaintenanceEntry(
        on=date(2026, 2, 1), what="Chain torn", by="Ingrid", state=UnitState.OUT_OF_SERVICE
    )
    mended = MaintenanceEntry(
        on=date(2026, 2, 3), what="Chain new", by="The maker", state=UnitState.READY
    )
    oiled = MaintenanceEntry(on=date(2026, 3, 1), what="Oiled", by="Ingrid")
    after = await catalog.log_maintenance(machine.id, broken, TRAINER)
    assert after.state is UnitState.OUT_OF_SERVICE
    await catalog.log_maintenance(machine.id, mended, TRAINER)
    after = await catalog.log_maintenance(machine.id, oiled, TRAINER)
    assert after.state is UnitState.READY
    assert await catalog.equipment_unit(machine.id) == after
    assert after.maintenance == (broken, mended, oiled)
    with pytest.raises(InvalidInputError) as caught:
        await catalog.log_maintenance(machine.id, replace(oiled, what=" "), TRAINER)
    assert caught.value.field == "maintenance.3.what"


async def test_that_two_machines_in_a_room_are_not_called_the_same(
    catalog: CatalogService,
) -> None:
    (machine, *_) = await catalog.equipment_units()
    twin = replace(machine, id=UnitId("twin"), name=machine.name.upper())
    with pytest.raises(InvalidInputError) as caught:
        await catalog.save_equipment_unit(twin, TRAINER)
    assert caught.value.field == "name"


async def test_that_opening_hours_and_turn_around_are_kept(catalog: CatalogService) -> None:
    (place,) = await catalog.facilities()
    hours = (
        OpeningHours(weekday=1, opens=time(7), closes=time(12)),
        OpeningHours(weekday=1, opens=time(13, 30), closes=time(0)),
    )
    stored = await catalog.save_facility(
        replace(place, opening_hours=hours, turnaround_min=7.5), TRAINER
    )
    assert await catalog.facility(place.id) == stored
    assert stored.opening_hours == hours


async def test_that_what_is_needed_stays_and_what_is_not_goes_with_a_line_in_the_audit_log(
    catalog: CatalogService, club: SqlDatabase, bundles: BundleService
) -> None:
    await bundles.create(three_groups(), TRAINER)
    (place,) = await catalog.facilities()
    kind, machine = (await catalog.equipment_kinds())[0], (await catalog.equipment_units())[0]
    needed = [
        catalog.delete_team(TeamId("team-001"), TRAINER),
        catalog.delete_facility(place.id, TRAINER),
        catalog.delete_equipment_kind(kind.code, TRAINER),
        catalog.delete_equipment_unit(UnitId("rower-1"), TRAINER),
    ]
    for refused in needed:
        with pytest.raises(ConflictError):
            await refused
    team = Team(id=TeamId("t-9"), name="Nobody")
    await catalog.save_team(team, TRAINER)
    await catalog.delete_team(team.id, TRAINER)
    spare = replace(machine, id=UnitId("spare"), name="Spare")
    await catalog.save_equipment_unit(spare, TRAINER)
    await catalog.delete_equipment_unit(spare.id, TRAINER)
    restriction = Restriction(
        id=RestrictionId("r-9"), player_id=player(2), body_part="knee", valid_from=date(2026, 1, 1)
    )
    await catalog.save_restriction(restriction, TRAINER)
    await catalog.delete_restriction(restriction.id, TRAINER)
    async with club.read() as unit:
        actions, _ = (await unit.audit.occurring())[::-1]
    assert {"team.deleted", "equipment-unit.deleted", "restriction.deleted"} <= set(actions)
    for unknown in (
        catalog.delete_team(team.id, TRAINER),
        catalog.delete_restriction(restriction.id, TRAINER),
        catalog.restriction(restriction.id),
        catalog.team(team.id),
    ):
        with pytest.raises(NotFoundError):
            await unknown


async def test_that_who_leads_sessions_is_known_without_being_an_administrator(
    club: SqlDatabase, catalog: CatalogService
) -> None:
    async with club.write() as unit:
        for key, role in (("u-1", Role.ASSISTANT), ("u-2", Role.MEDICAL)):
            await unit.club.save_user(User(id=UserId(key), name=key, role=role, login=key), "hash")
        await unit.commit()
    assert {one.id for one in await catalog.trainers()} == {"trainer-001", "u-1"}


async def test_that_players_come_in_pages_of_a_stable_order(catalog: CatalogService) -> None:
    everybody = await catalog.players()
    pages: list[PlayerId] = []
    after: tuple[int, PlayerId] | None = None
    while page := await catalog.players_after(after, limit=5, with_archived=False):
        pages += [one.id for one in page]
        after = (page[-1].jersey_number, page[-1].id)
    assert pages == [one.id for one in everybody]


def test_that_a_refusal_carries_its_details() -> None:
    assert HockeyHubError("No.").details == {}
