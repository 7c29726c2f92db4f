"""Reads a file, whatever its name says."""

from __future__ import annotations

from core.domain.roster_import import RosterFile
from core.services.club.roster.csv_file import read_csv
from core.services.club.roster.sheet import Sheet, unreadable

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheet(file: RosterFile, encoding: str | None = None) -> Sheet:
    """Read a file, whatever its name says.

    Args:
        file: CSV or XLSX.
        encoding: Of a CSV file; None: found out.

    Raises:
        InvalidInputError: It is neither, damaged, or too large.
    """
    content = file.content
    if not content.strip():
        raise unreadable(f"“{file.name}” is empty.")
    if content.startswith(_OLD_EXCEL):
        raise unreadable(
            f"“{file.name}” is in Excel's old format.", "Save it as .xlsx or .csv, and try again."
        )
    sheet = _from_xlsx(content) if content.startswith(_ZIP) else read_csv(content, encoding)
    if not any(any(row) for row in sheet.rows):
        raise unreadable(f"There is nothing in “{file.name}”.")
    return sheet


def _from_xlsx(content: bytes) -> Sheet:
    # What it loads takes longer than a hub's start should, and is seldom needed.
    from core.services.club.roster.xlsx_file import read_xlsx  # noqa: PLC0415

    return read_xlsx(content)
