"""A roster as a file: CSV or XLSX, which the import reads back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from core.domain.player import Player
from core.domain.roster_import import RosterField, RosterFormat
from core.reports.cells import text_cell
from core.services.club.roster.fields import FieldBook

Cell = str | float | int | None

_TABLES = {
    "ftpW": "ftp_w",
    "criticalPowerW": "critical_power_w",
    "wPrimeJ": "w_prime_j",
    "oneRepMaxKg": "one_rep_max_kg",
}
_PLAIN: tuple[RosterField, ...] = (
    "jerseyNumber",
    "firstName",
    "lastName",
    "team",
    "position",
    "birthDate",
    "sex",
    "massKg",
    "heartRateMaxBpm",
    "heartRateMaxSource",
    "heartRateRestBpm",
    "lthrBpm",
    "skill",
)


def write_roster(
    file_format: RosterFormat, players: Sequence[Player], teams: Mapping[str, str], book: FieldBook
) -> bytes:
    """The file: a header and one row a player.

    CSV is UTF-8 with a mark, so that spreadsheets know it, and has commas. What a spreadsheet
    would run as a formula is quoted.

    Args:
        file_format: Which kind of file.
        players: In the order of the rows.
        teams: Names by id.
        book: How fields are called.
    """
    numbered = _numbered_fields(players)
    header: list[Cell] = [book.label(field) for field in _PLAIN]
    header += [_header(field, book) for field in numbered]
    rows = ([*_plain(player, teams), *_numbered(player, numbered)] for player in players)
    if file_format is RosterFormat.CSV:
        return _csv(header, rows)
    return _xlsx(header, rows)


def _numbered_fields(players: Iterable[Player]) -> tuple[RosterField, ...]:
    used = {
        (prefix, key)
        for player in players
        for prefix, name in _TABLES.items()
        for key in getattr(player, name)
    }
    order = list(_TABLES)
    by_table = sorted(used, key=lambda one: (order.index(one[0]), one[1]))
    return tuple(f"{prefix}.{key}" for prefix, key in by_table)


def _header(field: RosterField, book: FieldBook) -> str:
    label = book.label(field)
    return label if book.field_of(label) == field else field


def _plain(player: Player, teams: Mapping[str, str]) -> list[Cell]:
    return [
        player.jersey_number,
        player.first_name,
        player.last_name,
        teams.get(player.team_id, ""),
        player.position.value,
        player.birth_date.isoformat(),
        player.sex.value,
        player.mass_kg,
        player.heart_rate_max_bpm,
        player.heart_rate_max_source.value,
        player.heart_rate_rest_bpm,
        player.lthr_bpm,
        player.skill,
    ]


def _numbered(player: Player, fields: Sequence[RosterField]) -> list[Cell]:
    cells: list[Cell] = []
    for field in fields:
        prefix, _, key = field.partition(".")
        table: dict[str, float] = getattr(player, _TABLES[prefix])
        cells.append(table.get(key))
    return cells


def _csv(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_escaped(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _escaped(cell: Cell) -> Cell:
    return text_cell(cell) if isinstance(cell, str) else cell


def _xlsx(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    # Seldom needed, and slow to load.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Roster")
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=cell) for cell in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str) and text_cell(value) != value:
                cell.data_type = "s"  # text, whatever it looks like
                cell.quotePrefix = True
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
