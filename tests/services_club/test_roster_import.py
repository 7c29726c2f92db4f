from __future__ import annotations

import asyncio
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO

import msgspec
import pytest
from sqlalchemy import text

from core.clock import ManualClock
from core.domain.equipment import ROWING
from core.domain.ids import TeamId
from core.domain.player import HeartRateMaxSource, Position, Sex, Team
from core.domain.roster_import import (
    DateOrder,
    RosterFile,
    RosterMapping,
    RosterPreview,
    RowAction,
    RowDecision,
)
from core.errors import InvalidInputError
from core.services.club.catalog import CatalogService
from core.services.club.roster.importing import RosterService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, player
from tests.helpers.rosters import (
    BERG,
    HEADER,
    LINDQVIST,
    NYSTROEM,
    blame,
    csv_file,
    reading,
    remarks,
    xlsx_file,
)

THREE = (HEADER, LINDQVIST, NYSTROEM, BERG)
AS_VALUES = (91.0, "Elias", " Lindqvist\u00a0", "G", date(2004, 3, 12), "M", 84.5, 52, 197.0)


@pytest.fixture
def rosters(club: SqlDatabase, clock: ManualClock) -> RosterService:
    return RosterService(club, clock)


@pytest.fixture
def catalog(club: SqlDatabase, clock: ManualClock) -> CatalogService:
    return CatalogService(club, clock)


def fields(preview: RosterPreview) -> list[str | None]:
    return [column.field for column in preview.columns]


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        (csv_file(THREE), "utf-8"),
        (csv_file(THREE, encoding="utf-8-sig", separator=";"), "utf-8-sig"),
        (csv_file(THREE, encoding="cp1252", separator=";"), "cp1252"),
        (csv_file(THREE, encoding="utf-16", separator="\t"), "utf-16"),
        (xlsx_file(THREE), None),
        (xlsx_file([HEADER, AS_VALUES, NYSTROEM, BERG]), None),
        (xlsx_file([("Season 2026",), (), *THREE], empty_sheet_first=True), None),
    ],
)
async def test_that_a_roster_is_read_whatever_program_saved_it(
    rosters: RosterService, catalog: CatalogService, file: RosterFile, encoding: str | None
) -> None:
    preview = await rosters.preview(reading(file))
    assert fields(preview) == [
        "jerseyNumber", "firstName", "lastName", "position", "birthDate", "sex", "massKg",
        "heartRateRestBpm", "heartRateMaxBpm",
    ]  # fmt: skip
    assert (preview.encoding, preview.adds, preview.blocked) == (encoding, 3, 0)
    assert preview.missing == ()
    assert [blame(row) for row in preview.rows] == [[], [], []]
    await rosters.take_in(reading(file), TRAINER)
    elias, aake, noelle = (one for one in await catalog.players() if one.jersey_number > 90)
    assert (elias.name, elias.position, elias.mass_kg) == (
        "Elias Lindqvist", Position.GOALKEEPER, 84.5,
    )  # fmt: skip
    assert elias.birth_date == date(2004, 3, 12)
    assert (elias.heart_rate_max_bpm, elias.heart_rate_max_source) == (
        197, HeartRateMaxSource.MEASURED,
    )  # fmt: skip
    assert (aake.name, aake.position) == ("Åke Nyström", Position.DEFENCE)
    assert (aake.heart_rate_max_bpm, aake.heart_rate_max_source) == (
        round(208 - 0.7 * 22), HeartRateMaxSource.ESTIMATED,
    )  # fmt: skip
    assert (noelle.last_name, noelle.sex) == ("Sjögren-Berg", Sex.FEMALE)


async def test_that_a_guessed_encoding_is_said_and_can_be_put_right(
    rosters: RosterService,
) -> None:
    file = csv_file([HEADER, (91, "Łukasz", "Żądło", *LINDQVIST[3:])], encoding="cp1250")
    guessed = await rosters.preview(reading(file, RosterMapping(encoding="cp1252")))
    assert guessed.rows[0].values["firstName"] == "£ukasz"
    right = await rosters.preview(reading(file, RosterMapping(encoding="cp1250")))
    assert right.rows[0].values["lastName"] == "Żądło"
    western = await rosters.preview(reading(csv_file(THREE, encoding="cp1252")))
    assert "Western European" in western.remarks[0]
    for name in ("utf-8", "no-such-encoding"):
        with pytest.raises(InvalidInputError, match="encoding"):
            await rosters.preview(reading(file, RosterMapping(encoding=name)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"%PDF-1.7\x00\x01\x02", "no text file"),
        (b"\r\n,,\r\n", "nothing in"),
        (b"a,b\r\n" + b"1,2\r\n" * 10_001, "at most 10,000 rows"),
        (b'"' + b"x" * 200_000, "cannot be read"),
    ],
)
async def test_that_a_file_that_is_no_roster_is_refused_in_one_sentence(
    rosters: RosterService, content: bytes, words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words) as caught:
        await rosters.preview(reading(RosterFile(name="roster.xlsx", content=content)))
    assert caught.value.field == "file"
    assert caught.value.suggested_action


async def test_that_a_workbook_that_is_none_or_swells_is_refused(rosters: RosterService) -> None:
    foreign, swelling = BytesIO(), BytesIO()
    with zipfile.ZipFile(foreign, "w") as packed:
        packed.writestr("letter.txt", "Dear trainer")
    with zipfile.ZipFile(swelling, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(101_000_000))
    for content, words in ((foreign, "cannot be read"), (swelling, "too large")):
        file = RosterFile(name="x.xlsx", content=content.getvalue())
        with pytest.raises(InvalidInputError, match=words):
            await rosters.preview(reading(file))


async def test_that_formulas_are_never_computed(
    rosters: RosterService, catalog: CatalogService
) -> None:
    evil = (91, "=HYPERLINK(1)", "@Risk", "G", "2004-03-12", "m", "=40+41", 52, 197)
    for file in (csv_file([HEADER, evil]), xlsx_file([HEADER, evil])):
        (row,) = (await rosters.preview(reading(file))).rows
        ((field, message),) = blame(row)
        assert field == "massKg"
        assert "formula, which is never computed" in message
        assert [field for field, _ in remarks(row)] == ["firstName", "lastName"]
    corrected = reading(file, decisions={2: RowDecision(values={"massKg": "81"})})
    await rosters.take_in(corrected, TRAINER)
    (stored,) = (one for one in await catalog.players() if one.jersey_number == 91)
    assert (stored.first_name, stored.last_name, stored.mass_kg) == ("=HYPERLINK(1)", "@Risk", 81)


@pytest.mark.requirement(20)
async def test_that_each_wrong_cell_gets_its_sentence_and_nothing_is_written(
    rosters: RosterService, catalog: CatalogService
) -> None:
    wrong = (
        ("ninety", "Elias", "Lindqvist", "Umpire", "31.02.2004", "x", "heavy", "1000", ""),
        (92, "Åke", "Nyström", "D", "2030-01-01", "m", 888, 10, 90),
        (93, "Noëlle", "", "C", "2005-07-30", "f", "", 55, 201),
        (94, "Fine", "Player", "C", "2005-07-30", "f", 70, 55, 201),
    )
    file = csv_file([HEADER, *wrong])
    preview = await rosters.preview(reading(file))
    assert [Counter(field for field, _ in blame(row)) for row in preview.rows] == [
        Counter(["jerseyNumber", "position", "birthDate", "sex", "massKg"]),
        Counter(["birthDate", "massKg", "heartRateMaxBpm", "heartRateRestBpm"]),
        Counter(["lastName", "massKg"]),
        Counter(),
    ]
    assert preview.blocked == 3
    before = await catalog.players()
    with pytest.raises(InvalidInputError, match=r"Row 2: .* is not a whole number") as caught:
        await rosters.take_in(reading(file), TRAINER)
    assert caught.value.field == "rows.2.jerseyNumber"
    assert "2 more; nothing was written" in caught.value.suggested_action
    assert await catalog.players() == before
    skipped = {number: RowDecision(action=RowAction.SKIP) for number in (2, 3, 4)}
    done = await rosters.take_in(reading(file, decisions=skipped), TRAINER)
    assert (done.added, done.skipped) == (1, 3)


async def test_that_duplicates_are_shown_before_anything_is_written(
    rosters: RosterService, catalog: CatalogService
) -> None:
    known = await catalog.player(player(1))
    file = csv_file(
        [
            HEADER,
            LINDQVIST,
            (95, *LINDQVIST[1:]),  # the same man
            (91, *NYSTROEM[1:]),  # the same number
            (known.jersey_number, "Somebody", "Else", *BERG[3:]),  # a number of the club
            (known.jersey_number, known.first_name.upper(), known.last_name, "F",
             known.birth_date.isoformat(), "", 99, "", ""),
            (96, known.first_name, known.last_name, *BERG[3:]),  # a namesake
        ]
    )  # fmt: skip
    preview = await rosters.preview(reading(file))
    first, again, number, taken, update, namesake = preview.rows
    assert (first.action, blame(first)) == (RowAction.ADD, [])
    assert (again.action, again.same_as_row) == (RowAction.SKIP, 2)
    assert blame(number) == [
        ("jerseyNumber", "Number 91 is taken: Elias Lindqvist in row 2 has it.")
    ]
    # The known player keeps his number; whoever comes first in the file gets it.
    assert blame(taken) == []
    ((field, message),) = blame(update)
    assert field == "jerseyNumber"
    assert "Somebody Else in row 5" in message
    assert (update.action, update.player_id) == (RowAction.UPDATE, known.id)
    assert set(update.changes) >= {"massKg"}
    assert namesake.action is RowAction.ADD
    assert any("There already is" in message for _, message in remarks(namesake))
    decisions = {
        4: RowDecision(values={"jerseyNumber": "94"}),
        5: RowDecision(action=RowAction.SKIP),
    }
    done = await rosters.take_in(reading(file, decisions=decisions), TRAINER)
    assert (done.added, done.updated, done.skipped) == (3, 1, 2)
    changed = await catalog.player(known.id)
    assert (changed.mass_kg, changed.version) == (99, known.version + 1)
    assert changed.heart_rate_rest_bpm == known.heart_rate_rest_bpm
    repeated = await rosters.preview(reading(file, decisions=decisions))
    assert repeated.adds == repeated.blocked == 0


async def test_that_columns_and_defaults_can_be_chosen_by_hand(
    rosters: RosterService, catalog: CatalogService
) -> None:
    file = csv_file(
        [("wer", "seit", "lb", "back squat"), ("Forsman, Axel", "04/23/2004", "198 lb", "140")]
    )
    guessed = await rosters.preview(reading(file))
    assert fields(guessed) == [None, None, "massLb", None]
    assert guessed.missing == (
        "firstName", "lastName", "position", "birthDate", "sex", "heartRateRestBpm",
    )  # fmt: skip
    mapping = RosterMapping(
        columns={0: "name", 1: "birthDate", 2: "massLb", 3: "oneRepMaxKg.back-squat"},
        defaults={"position": "forward", "sex": "male", "heartRateRestBpm": "60"},
    )
    preview = await rosters.preview(reading(file, mapping))
    assert preview.missing == ()
    (row,) = preview.rows
    assert blame(row) == []
    assert any("Gets number" in message for _, message in remarks(row))
    await rosters.take_in(reading(file, mapping), TRAINER)
    axel = next(one for one in await catalog.players() if one.last_name == "Forsman")
    assert (axel.birth_date, axel.mass_kg) == (date(2004, 4, 23), 89.8)
    assert axel.one_rep_max_kg == {"back-squat": 140}
    for columns, field in (
        ({0: "name", 1: "name"}, "mapping.columns.0"),
        ({0: "shoeSize"}, "mapping.columns.0"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            await rosters.preview(reading(file, RosterMapping(columns=columns)))
        assert caught.value.field == field


async def test_that_an_ambiguous_date_is_read_as_wanted(rosters: RosterService) -> None:
    row = (*LINDQVIST[:4], "03/04/2004", *LINDQVIST[5:])
    file = csv_file([HEADER, row])
    for order, day in (
        (DateOrder.AUTO, date(2004, 4, 3)),
        (DateOrder.MONTH_FIRST, date(2004, 3, 4)),
    ):
        plan = await rosters.preview(reading(file, RosterMapping(date_order=order)))
        assert blame(plan.rows[0]) == []
        done = await rosters.take_in(
            reading(
                file,
                RosterMapping(date_order=order),
                {2: RowDecision(action=RowAction.ADD, values={"jerseyNumber": str(80 + day.day)})},
            ),
            TRAINER,
        )
        assert done.added == 1
    born = {one.birth_date for one in (await rosters._club()).players}
    assert {date(2004, 4, 3), date(2004, 3, 4)} <= born


async def test_that_the_same_file_imported_twice_at_once_adds_nobody_twice(
    rosters: RosterService, catalog: CatalogService
) -> None:
    before = len(await catalog.players())
    done = await asyncio.gather(
        *(rosters.take_in(reading(csv_file(THREE)), TRAINER) for _ in range(4))
    )
    assert sorted(one.added for one in done) == [0, 0, 0, 3]
    assert len(await catalog.players()) == before + 3


async def test_that_teams_are_found_by_name_and_added_only_if_wanted(
    rosters: RosterService, catalog: CatalogService
) -> None:
    await catalog.save_team(Team(id=TeamId("u18"), name="Under 18"), TRAINER)
    file = csv_file(
        [
            (*HEADER, "Team", "FTP Rowing (W)"),
            (*LINDQVIST, "under 18", "255"),
            (*NYSTROEM, "Women", ""),
            (*BERG, "", ""),
        ]
    )
    preview = await rosters.preview(reading(file))
    assert [blame(row) for row in preview.rows] == [
        [],
        [("team", "There is no team “Women”.")],
        [("team", "No team is given.")],
    ]
    mapping = RosterMapping(adds_teams=True, team_id=TeamId("team-001"))
    done = await rosters.take_in(reading(file, mapping), TRAINER)
    assert (done.added, done.teams_added) == (3, 1)
    teams = {team.name: team.id for team in await catalog.teams()}
    by_number = {one.jersey_number: one for one in await catalog.players()}
    assert by_number[91].team_id == "u18"
    assert by_number[91].ftp_w == {ROWING: 255}
    assert by_number[92].team_id == teams["Women"]
    assert by_number[93].team_id == "team-001"
    with pytest.raises(InvalidInputError) as caught:
        await rosters.preview(reading(file, RosterMapping(team_id=TeamId("nowhere"))))
    assert caught.value.field == "mapping.teamId"


async def test_that_two_players_can_swap_their_numbers(
    rosters: RosterService, catalog: CatalogService
) -> None:
    one, two = await catalog.player(player(1)), await catalog.player(player(2))
    rows = [
        (two.jersey_number, one.name, one.birth_date.isoformat()),
        (one.jersey_number, two.name, two.birth_date.isoformat()),
    ]
    done = await rosters.take_in(reading(csv_file([("#", "Name", "DOB"), *rows])), TRAINER)
    assert done.updated == 2
    assert (await catalog.player(one.id)).jersey_number == two.jersey_number


async def test_that_who_had_left_comes_back_with_the_import(
    rosters: RosterService, catalog: CatalogService
) -> None:
    known = await catalog.player(player(5))
    left = msgspec.structs.replace(known, is_archived=True)
    await catalog.save_player(left, TRAINER)
    file = csv_file([("Name", "Weight"), (known.name, 80)])
    (row,) = (await rosters.preview(reading(file))).rows
    assert remarks(row) == [(None, f"{known.name} had left the club and comes back.")]
    await rosters.take_in(reading(file), TRAINER)
    assert not (await catalog.player(known.id)).is_archived


async def test_that_ten_thousand_rows_are_imported_whole_with_a_line_each_in_the_audit_log(
    rosters: RosterService, club: SqlDatabase
) -> None:
    rows = [
        (
            number % 100,
            f"First{number}",
            f"Last{number}",
            "GDF"[number % 3],
            f"{1 + number % 28}.{1 + number % 12}.{1990 + number % 18}",
            "mf"[number % 2],
            60 + number % 50,
            50,
            "",
            f"Team {number // 100}",
        )
        for number in range(10_000)
    ]
    file = xlsx_file([(*HEADER, "Team"), *rows])
    mapping = RosterMapping(adds_teams=True)
    done = await rosters.take_in(reading(file, mapping), TRAINER)
    assert (done.added, done.teams_added) == (10_000, 100)
    async with club._reader.connect() as connection:
        lines = await connection.scalar(
            text("SELECT count(*) FROM audit_log WHERE action = 'player.saved'")
        )
        (imported,) = (
            await connection.scalars(
                text("SELECT detail FROM audit_log WHERE action = 'roster.imported'")
            )
        ).all()
    assert lines == 10_000
    assert msgspec.json.decode(imported)["added"] == 10_000
