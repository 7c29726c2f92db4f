from __future__ import annotations

import csv
import io
from datetime import date

import msgspec
import openpyxl
import pytest

from core.clock import ManualClock
from core.domain.equipment import ROWING
from core.domain.ids import ImportId, RestrictionId, TeamId
from core.domain.restriction import Restriction
from core.domain.roster_import import RosterFile, RosterFormat, RosterMapping
from core.errors import ConflictError, InvalidInputError, NotFoundError
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.roster.importing import RosterService
from core.services.club.roster.undoing import ImportUndo
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, common, player, station, three_groups
from tests.helpers.rosters import BERG, HEADER, LINDQVIST, NYSTROEM, csv_file, reading


@pytest.fixture
def rosters(club: SqlDatabase, clock: ManualClock) -> RosterService:
    return RosterService(club, clock)


@pytest.fixture
def undo(club: SqlDatabase, clock: ManualClock) -> ImportUndo:
    return ImportUndo(club, clock)


@pytest.fixture
def catalog(club: SqlDatabase, clock: ManualClock) -> CatalogService:
    return CatalogService(club, clock)


async def test_that_an_import_is_undone_as_if_it_had_never_been(
    rosters: RosterService, undo: ImportUndo, catalog: CatalogService
) -> None:
    known = await catalog.player(player(3))
    before = {one.id: one for one in await catalog.players()}
    teams = await catalog.teams()
    file = csv_file(
        [
            ("Name", "Weight", "Born", "Team", "Pos", "Sex", "Rest HR"),
            (known.name, 99, "", "", "", "", ""),
            ("New One", 80, "2001-01-01", "Newcomers", "C", "m", 50),
        ]
    )
    done = await rosters.take_in(reading(file, RosterMapping(adds_teams=True)), TRAINER)
    undone = await undo.undo(done.id, TRAINER)
    assert (undone.removed, undone.restored, undone.kept) == (1, 1, ())
    assert await catalog.teams() == teams
    after = {one.id: one for one in await catalog.players()}
    assert after.keys() == before.keys()
    assert after[known.id] == msgspec.structs.replace(known, version=known.version + 2)
    with pytest.raises(ConflictError, match="already"):
        await undo.undo(done.id, TRAINER)
    with pytest.raises(NotFoundError):
        await undo.undo(ImportId("none"), TRAINER)


async def test_that_an_undo_leaves_alone_what_has_happened_since(
    rosters: RosterService,
    undo: ImportUndo,
    catalog: CatalogService,
    bundles: BundleService,
    clock: ManualClock,
) -> None:
    known = await catalog.player(player(3))
    file = csv_file([HEADER, LINDQVIST, NYSTROEM, BERG, ("", known.first_name, known.last_name,
                     "", known.birth_date.isoformat(), "", 99, "", "")])  # fmt: skip
    done = await rosters.take_in(reading(file), TRAINER)
    new = {one.last_name: one for one in await catalog.players() if one.jersey_number > 90}
    sessions = three_groups()
    draft = msgspec.structs.replace(
        sessions,
        common_properties=common(),
        sessions=(station("A", ROWING, [new["Lindqvist"].id]), *sessions.sessions[1:]),
    )
    await bundles.create(draft, TRAINER)
    await catalog.save_player(msgspec.structs.replace(new["Nyström"], mass_kg=90), TRAINER)
    await catalog.save_restriction(
        Restriction(
            id=RestrictionId("r-9"),
            player_id=new["Sjögren-Berg"].id,
            body_part="knee",
            valid_from=date(2026, 1, 1),
        ),
        TRAINER,
    )
    await catalog.save_player(
        msgspec.structs.replace(await catalog.player(known.id), mass_kg=98), TRAINER
    )
    undone = await undo.undo(done.id, TRAINER)
    assert (undone.removed, undone.restored) == (0, 0)
    assert set(undone.kept) == {
        "Elias Lindqvist is in sessions.",
        "Åke Nyström was changed since.",
        "Noëlle Sjögren-Berg has a medical restriction.",
        f"{known.name} was changed again since.",
    }
    again = await rosters.take_in(
        reading(csv_file([HEADER, (97, "Late", "Comer", *BERG[3:])])), TRAINER
    )
    await clock.advance(24 * 3600 + 1)
    with pytest.raises(ConflictError, match="more than a day"):
        await undo.undo(again.id, TRAINER)


async def test_that_an_undo_gives_nobody_a_number_that_was_taken_since(
    rosters: RosterService, undo: ImportUndo, catalog: CatalogService
) -> None:
    known, other = await catalog.player(player(3)), await catalog.player(player(4))
    file = csv_file([("Name", "Number"), (known.name, 77)])
    done = await rosters.take_in(reading(file), TRAINER)
    taking = msgspec.structs.replace(other, jersey_number=known.jersey_number)
    await catalog.save_player(taking, TRAINER)
    undone = await undo.undo(done.id, TRAINER)
    assert undone.restored == 0
    (reason,) = undone.kept
    assert f"{other.name} wears number {known.jersey_number} now" in reason
    assert (await catalog.player(known.id)).jersey_number == 77


@pytest.mark.parametrize("file_format", RosterFormat)
async def test_that_an_exported_roster_is_read_back_without_a_change(
    rosters: RosterService, catalog: CatalogService, file_format: RosterFormat
) -> None:
    everybody = await catalog.players()
    for index, one in enumerate(everybody):
        rich = msgspec.structs.replace(
            one,
            skill=(None, 3, 10)[index % 3],
            lthr_bpm=170,
            critical_power_w={ROWING: 251.5},
            w_prime_j={ROWING: 18_250.0},
            one_rep_max_kg={"back-squat": 142.5, "own-exercise": 60.0},
        )
        await catalog.save_player(rich, TRAINER)
    content = await rosters.export(file_format)
    preview = await rosters.preview(
        reading(RosterFile(name="again", content=content), RosterMapping())
    )
    assert all(column.field is not None for column in preview.columns)
    assert (preview.adds, preview.updates, preview.skips) == (0, 0, len(everybody))
    assert preview.blocked == 0


async def test_that_formulas_go_out_as_text_and_come_back_as_they_were(
    rosters: RosterService, catalog: CatalogService
) -> None:
    evil = "=HYPERLINK(1)"
    one = msgspec.structs.replace(await catalog.player(player(1)), last_name=evil)
    await catalog.save_player(one, TRAINER)
    in_csv = await rosters.export(RosterFormat.CSV)
    rows = list(csv.DictReader(io.StringIO(in_csv.decode("utf-8-sig"))))
    assert next(row for row in rows if row["Number"] == str(one.jersey_number))[
        "Last name"
    ] == f"'{evil}"  # fmt: skip
    in_xlsx = await rosters.export(RosterFormat.XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(in_xlsx))["Roster"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == evil)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    for content in (in_csv, in_xlsx):
        preview = await rosters.preview(reading(RosterFile(name="again", content=content)))
        assert (preview.adds, preview.updates) == (0, 0)


async def test_that_a_team_is_exported_alone_and_who_has_left_is_not(
    rosters: RosterService, catalog: CatalogService
) -> None:
    everybody = await catalog.players()
    left = msgspec.structs.replace(everybody[0], is_archived=True)
    await catalog.save_player(left, TRAINER)
    lines = (await rosters.export(RosterFormat.CSV, TeamId("team-001"))).decode().splitlines()
    assert len(lines) == len(everybody)
    with pytest.raises(InvalidInputError):
        await rosters.export(RosterFormat.CSV, TeamId("nowhere"))
