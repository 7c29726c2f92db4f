"""Rosters as files, as people save them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from core.domain.roster_import import (
    RosterFile,
    RosterMapping,
    RosterReading,
    RosterRow,
    RowDecision,
)

HEADER = ("No", "First name", "Last name", "Pos", "Born", "Sex", "Weight (kg)", "Rest HR", "HRmax")
LINDQVIST = (91, "Elias", "Lindqvist", "G", "2004-03-12", "m", "84,5", 52, 197)
NYSTROEM = (92, "Åke", "Nyström", "Back", "2003-11-02", "m", 88, 49, "")
BERG = (93, "Noëlle", "Sjögren-Berg", "Center", "2005-07-30", "Female", 66.5, 55, 201)


def csv_file(
    rows: Sequence[Sequence[object]], *, encoding: str = "utf-8", separator: str = ","
) -> RosterFile:
    """A CSV file."""
    lines = [separator.join(_quoted(str(cell), separator) for cell in row) for row in rows]
    return RosterFile(name="roster.csv", content="\r\n".join(lines).encode(encoding))


def xlsx_file(rows: Sequence[Sequence[Any]], *, empty_sheet_first: bool = False) -> RosterFile:
    """A workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if empty_sheet_first:
        sheet = book.create_sheet("Players 2026")
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return RosterFile(name="roster.xlsx", content=out.getvalue())


def reading(
    file: RosterFile,
    mapping: RosterMapping | None = None,
    decisions: Mapping[int, RowDecision] | None = None,
) -> RosterReading:
    """What is sent for a preview or an import."""
    return RosterReading(
        file=file, mapping=mapping or RosterMapping(), decisions=dict(decisions or {})
    )


def blame(row: RosterRow) -> list[tuple[str | None, str]]:
    """What stops a row: field and sentence."""
    return [(one.field, one.message) for one in row.problems if one.is_blocking]


def remarks(row: RosterRow) -> list[tuple[str | None, str]]:
    """What is only remarked."""
    return [(one.field, one.message) for one in row.problems if not one.is_blocking]


def _quoted(cell: str, separator: str) -> str:
    if separator in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
