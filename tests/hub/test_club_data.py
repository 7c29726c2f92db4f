"""The club's data over the hub's own interface, and through the desk's client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from core.client.hub_client import HubClient, sign_in_with_secret
from core.domain.club import NewClub
from core.domain.equipment import ROWING, EquipmentKind, EquipmentType, MaintenanceEntry, UnitState
from core.domain.facility import Facility, OpeningHours
from core.domain.ids import FacilityId, PlayerId, RestrictionId, TeamId, UnitId
from core.domain.player import Team
from core.domain.restriction import Restriction
from core.domain.roster_import import RosterFile, RosterFormat, RosterMapping, RosterReading
from core.errors import ConflictError, InvalidInputError, NotFoundError, StaleError
from core.ports.club_link import ClubEditor
from core.ports.hub_link import HubLink
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, Api
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.hub_process import SECRET
from tests.helpers.rosters import BERG, HEADER, LINDQVIST, csv_file

JPEG = b"\xff\xd8\xff\xe0 and so on"
PASSWORD = "correct horse battery staple"
replace = msgspec.structs.replace


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[ClockedHub]:
    async with clocked_hub(tmp_path) as hub:
        yield hub


@pytest.fixture
async def link(own: ClockedHub) -> AsyncIterator[HubLink]:
    tasks = TaskScope()
    client = HubClient(own.url, sign_in_with_secret(SECRET), tasks)
    yield client
    await client.close()
    await tasks.close()


@pytest.fixture
def club(link: HubLink) -> ClubEditor:
    return link.club


async def signed_in_as(desk: Api, role: str) -> Api:
    user = {"id": role, "name": role, "role": role, "login": role, "password": PASSWORD}
    await desk.ok("POST", "/api/v1/auth/users", user)
    answer = await desk.ok("POST", "/api/v1/auth/token", {"login": role, "password": PASSWORD})
    return Api(desk._http, desk.url, answer["accessToken"])


async def test_that_a_desk_keeps_teams_and_players(link: HubLink, club: ClubEditor) -> None:
    team = await club.save_team(Team(id=TeamId(""), name="Under 18"))
    assert team.id
    (first, *_) = await link.players()
    new = await club.add_player(replace(first, id=PlayerId(""), team_id=team.id, version=1))
    assert new.id not in ("", first.id)
    changed = await club.change_player(new.id, {"massKg": 77.5, "version": 1})
    with pytest.raises(StaleError) as stale:
        await club.change_player(new.id, {"massKg": 70, "version": 1})
    assert stale.value.details["changed"] == [
        {"field": "massKg", "before": first.mass_kg, "after": 77.5}
    ]
    with pytest.raises(StaleError):
        await club.save_player(new)
    saved = await club.save_player(replace(changed, skill=8))
    assert saved.version == 3
    await club.change_player(new.id, {"isArchived": True})
    assert new.id not in {one.id for one in await link.players()}
    assert new.id in {one.id for one in await club.everybody()}
    with pytest.raises(ConflictError):
        await club.delete_team(team.id)
    await club.delete_player(new.id)
    assert (await club.add_player(saved)).id == new.id
    await club.delete_player(new.id)
    await club.delete_team(team.id)
    assert [one.id for one in await club.trainers()] == ["trainer-001"]


async def test_that_a_desk_keeps_pictures(link: HubLink, club: ClubEditor) -> None:
    (first, *_) = await link.players()
    assert (await club.save_photo(first.id, JPEG)).photo
    assert await club.photo(first.id) == JPEG
    await club.delete_photo(first.id)
    with pytest.raises(NotFoundError):
        await club.photo(first.id)
    with pytest.raises(InvalidInputError):
        await club.save_photo(first.id, b"no picture")


@pytest.mark.requirement(11)
async def test_that_a_desk_keeps_places_machines_and_their_maintenance(
    link: HubLink, club: ClubEditor
) -> None:
    hours = (OpeningHours(weekday=6, opens=time(8), closes=time(12)),)
    place = await club.save_facility(
        Facility(id=FacilityId(""), name="Annex", time_zone="America/Toronto", opening_hours=hours)
    )
    place = await club.save_facility(replace(place, turnaround_min=5))
    assert place in await link.facilities()
    kind = await club.save_equipment_kind(
        EquipmentKind(code=EquipmentType("AIR_BIKE"), name="Air Bike", unit_name="Air Bike")
    )
    (some, *_) = await link.equipment_units()
    unit = await club.save_equipment_unit(
        replace(some, id=UnitId(""), facility_id=place.id, equipment=kind.code, version=1)
    )
    entry = MaintenanceEntry(
        on=date(2026, 2, 2), what="Fan bent", by="Ingrid", state=UnitState.OUT_OF_SERVICE
    )
    unit = await club.log_maintenance(unit.id, entry)
    assert (unit.state, unit.maintenance) == (UnitState.OUT_OF_SERVICE, (entry,))
    assert unit in await link.equipment_units()
    with pytest.raises(ConflictError):
        await club.delete_facility(place.id)
    await club.delete_equipment_unit(unit.id)
    await club.delete_equipment_kind(kind.code)
    await club.delete_facility(place.id)
    assert place.id not in {one.id for one in await link.facilities()}


@pytest.mark.requirement(85)
async def test_that_every_part_of_the_club_is_changed_by_the_fields_that_are_sent(
    own: ClockedHub,
) -> None:
    for path, key, change in (
        ("teams", "id", {"name": "Renamed"}),
        ("facilities", "id", {"turnaroundMin": 10.0}),
        ("equipment-kinds", "code", {"name": "Renamed"}),
        ("equipment", "id", {"state": "out_of_service"}),
        ("restrictions", "id", {"bodyPart": "ankle"}),
    ):
        (stored, *_) = await own.desk.ok("GET", f"{API}/{path}")
        address = f"{API}/{path}/{stored[key]}"
        changed = await own.desk.ok("PATCH", address, {**change, key: "other"})
        assert changed == {**stored, **change, "version": stored["version"] + 1}
        status, problem = await own.desk.call(
            "PATCH", address, {**change, "version": stored["version"]}
        )
        assert (status, problem["code"], problem["field"]) == (409, "STALE", "version")
        assert problem["message"].startswith("Somebody at the hub's own desk changed this")
        assert problem["recoverable"]
        assert problem["suggestedAction"]
        assert [one["field"] for one in problem["details"]["changed"]] == list(change)
        (name,) = change
        assert (await own.desk.call("PATCH", address, {name: {}}))[1]["field"] == name
        assert (await own.desk.call("PATCH", f"{API}/{path}/nowhere", change))[0] == 404


@pytest.mark.parametrize(
    "path",
    ["players", "teams", "trainers", "facilities", "equipment-kinds", "equipment", "restrictions"],
)
@pytest.mark.requirement(32)
async def test_that_a_list_comes_in_pages_whose_next_place_is_in_a_header(
    own: ClockedHub, path: str
) -> None:
    whole = await own.desk.ok("GET", f"{API}/{path}")
    headers = {"Authorization": f"Bearer {own.desk.token}"}
    seen: list[dict[str, Any]] = []
    query: dict[str, str] = {"limit": "3"}
    async with aiohttp.ClientSession(headers=headers) as http:
        while True:
            async with http.get(f"{own.url}{API}/{path}", params=query) as answer:
                page = await answer.json()
                cursor = answer.headers.get("X-Next-Cursor")
            assert 0 < len(page) <= 3
            seen += page
            if cursor is None:
                break
            query["cursor"] = cursor
    assert sorted(map(str, seen)) == sorted(map(str, whole))
    status, problem = await own.desk.call("GET", f"{API}/{path}?cursor=%21")
    assert (status, problem["field"]) == (400, "cursor")


async def test_that_a_roster_is_previewed_imported_undone_and_exported_by_the_desk(
    own: ClockedHub, link: HubLink, club: ClubEditor
) -> None:
    before = await link.players()
    reading = RosterReading(file=csv_file([HEADER, LINDQVIST, BERG], encoding="cp1252"))
    preview = await club.preview_roster(reading)
    assert (preview.adds, preview.blocked, preview.encoding) == (2, 0, "cp1252")
    assert await link.players() == before
    done = await club.import_roster(reading)
    assert done.added == 2
    assert len(await link.players()) == len(before) + 2
    (line,) = own.audited("roster.imported")
    assert (line["subject"], line["detail"]["file"]) == (done.id, "roster.csv")
    undone = await club.undo_import(done.id)
    assert undone.removed == 2
    assert await link.players() == before
    for file_format in RosterFormat:
        content = await club.export_roster(file_format, TeamId("team-001"))
        again = RosterReading(file=RosterFile(name="x", content=content), mapping=RosterMapping())
        assert (await club.preview_roster(again)).skips == len(before)
    wrong = RosterReading(file=csv_file([HEADER, (*LINDQVIST[:6], "heavy", 1, 1)]))
    with pytest.raises(InvalidInputError) as caught:
        await club.import_roster(wrong)
    assert caught.value.field == "rows.2.massKg"


async def test_that_a_roster_of_several_megabytes_comes_through_and_a_flood_does_not(
    club: ClubEditor,
) -> None:
    note = "n" * 300
    rows = [(n % 100, f"F{n}", f"L{n}", *LINDQVIST[3:], note, n // 100) for n in range(10_000)]
    file = csv_file([(*HEADER, "Note", "Team"), *rows])
    assert len(file.content) > 3_000_000
    preview = await club.preview_roster(
        RosterReading(file=file, mapping=RosterMapping(adds_teams=True))
    )
    assert (preview.adds, preview.blocked) == (10_000, 0)
    flood = RosterFile(name="flood.csv", content=bytes(10_000_000))
    with pytest.raises(InvalidInputError, match="too large"):
        await club.preview_roster(RosterReading(file=flood))


async def test_that_a_desk_begins_a_club_only_where_there_is_none(
    own: ClockedHub, club: ClubEditor
) -> None:
    assert not (await club.club_start()).is_empty
    with pytest.raises(ConflictError):
        await club.load_sample_club()
    new = NewClub(team_name="T", facility_name="F", time_zone="UTC", machines={ROWING: 1})
    with pytest.raises(ConflictError):
        await club.create_club(new)


async def test_that_a_first_start_offers_a_club_and_makes_it(tmp_path: Path) -> None:
    tasks = TaskScope()
    async with clocked_hub(tmp_path, has_sample_club=False) as hub:
        client = HubClient(hub.url, sign_in_with_secret(SECRET), tasks)
        start = await client.club.club_start()
        assert start.is_empty
        new = NewClub(team_name="T", facility_name="F", time_zone="UTC", machines={ROWING: 2})
        assert not (await client.club.create_club(new)).is_empty
        assert [one.name for one in await client.equipment_units()] == ["Rower 1", "Rower 2"]
        await client.close()
    await tasks.close()


async def test_that_only_who_may_changes_the_club(own: ClockedHub) -> None:
    medical = await signed_in_as(own.desk, "medical")
    observer = await signed_in_as(own.desk, "observer")
    body: dict[str, Any] = {
        "id": "", "playerId": "player-001", "bodyPart": "knee", "validFrom": "2026-02-01",
        "note": "secret",
    }  # fmt: skip
    restriction = await medical.ok("POST", f"{API}/restrictions", body)
    address = f"{API}/restrictions/{restriction['id']}"
    await medical.ok("PATCH", address, {"severity": "stop", "version": 1})
    for path, method, sent in (
        (address, "PATCH", {"severity": "caution"}),
        (address, "DELETE", None),
        (f"{API}/players/player-001", "PATCH", {"skill": 1}),
        (f"{API}/teams", "POST", {"id": "", "name": "Mine"}),
        (f"{API}/rosters/csv", "GET", None),
        (f"{API}/rosters/imports/x/undo", "POST", None),
        (f"{API}/club/sample", "POST", None),
    ):
        assert (await observer.call(method, path, sent))[0] == 403, path
    shown = await observer.ok("GET", f"{API}/restrictions")
    assert "secret" not in str(shown)
    assert (await medical.call("PATCH", f"{API}/players/player-001", {"skill": 1}))[0] == 403
    await medical.ok("DELETE", address)
    lines = own.audited("restriction.deleted")
    assert [line["actor"] for line in lines] == ["medical"]
    assert await own.desk.ok("GET", f"{API}/trainers")


async def test_that_a_player_sees_his_own_picture_only_and_not_how_he_is_rated(
    own: ClockedHub, club: ClubEditor
) -> None:
    for key in ("player-001", "player-002"):
        await club.save_photo(PlayerId(key), JPEG)
    token = await own.desk.player_token("player-001")
    _, himself = await own.desk.call("GET", f"{API}/players/player-001", token=token)
    assert (himself["id"], himself["skill"]) == ("player-001", None)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as http:
        for key, status in (("player-001", 200), ("player-002", 403)):
            async with http.get(f"{own.url}{API}/players/{key}/photo") as answer:
                assert answer.status == status
                assert answer.ok is (await answer.read() == JPEG)


async def test_that_the_devices_of_who_leaves_the_club_are_sent_away(
    own: ClockedHub, club: ClubEditor
) -> None:
    token = await own.desk.player_token("player-001")
    address = f"{API}/players/player-001"
    assert (await own.desk.call("GET", address, token=token))[0] == 200
    await club.change_player(PlayerId("player-001"), {"isArchived": True})
    assert (await own.desk.call("GET", address, token=token))[0] == 401
    (line,) = own.audited("device.revoked")
    assert line["detail"]["after"]["playerId"] == "player-001"
    await club.change_player(PlayerId("player-001"), {"isArchived": False})
    assert (await own.desk.call("GET", address, token=token))[0] == 401


async def test_that_a_restriction_is_kept_and_taken_back_by_the_desk(
    link: HubLink, club: ClubEditor
) -> None:
    wanted = Restriction(
        id=RestrictionId(""),
        player_id=PlayerId("player-002"),
        body_part="shoulder",
        valid_from=date(2026, 2, 1),
        forbidden_movements=("overhead",),
        intensity_ceiling_zone=3,
        alternative_exercises=("sled-push",),
        note="no pressing",
    )
    stored = await club.save_restriction(wanted)
    assert stored in await link.restrictions()
    await club.delete_restriction(stored.id)
    again = await club.save_restriction(stored)
    assert again.id == stored.id
