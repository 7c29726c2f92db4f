"""CSV: encoding and separator found out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from core.reports.cells import text_cell
from core.services.club.roster.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    Sheet,
    cell_text,
    too_many_rows,
    unreadable,
)

_SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT_ROWS = 30
_SLACK_ROWS = 50
"""Titles above the header, empty rows."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_USUAL = "cp1252"
"""Where other encodings give the same text, or none does."""
_SUSPECTS = ["cp1252", "cp1250", "cp1251", "cp1257", "mac_roman", "utf_16_le", "utf_16_be"]
_NAMES = {
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp1257": "Baltic (Windows-1257)",
    "mac_roman": "Western European (old Mac)",
}


def read_csv(content: bytes, encoding: str | None) -> Sheet:
    """Read a CSV file.

    Args:
        content: The file.
        encoding: None: found out; a remark says so where it is not certain.

    Raises:
        InvalidInputError: It is no text, or too large.
    """
    name = encoding or _encoding_of(content)
    try:
        text = content.decode(name)
    except (UnicodeError, LookupError) as error:
        message = f"This file is not written in the encoding “{name}”."
        raise unreadable(message, "Choose another encoding.") from error
    if "\0" in text:
        raise unreadable("This is no text file.", "Choose a file in CSV or XLSX.")
    rows = _rows(text)
    remarks: tuple[str, ...] = ()
    if encoding is None and name in _NAMES:
        remarks = (f"Read as {_NAMES[name]}. Look whether the names are right.",)
    return Sheet(rows=rows, encoding=name, remarks=remarks)


def _encoding_of(content: bytes) -> str:
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(content)
    return "utf-8"


def _guess(content: bytes) -> str:
    # Seldom needed, and slow to load.
    import charset_normalizer  # noqa: PLC0415

    found = charset_normalizer.from_bytes(content, cp_isolation=_SUSPECTS).best()
    if found is None or str(found) == content.decode(_USUAL, errors="replace"):
        return _USUAL
    return found.encoding


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        separator, text = first.strip()[-1], rest
    else:
        separator = _separator_of(text)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(tuple(_unquoted(cell_text(cell)) for cell in row[:MAX_COLUMNS]))
            if len(rows) > MAX_ROWS + _SLACK_ROWS:
                raise too_many_rows()
    except csv.Error as error:
        message = f"Row {len(rows) + 1} of this file cannot be read: {error}."
        raise unreadable(message, "Save it as CSV again, or as XLSX.") from error
    return tuple(rows)


def _unquoted(cell: str) -> str:
    """The text as it was before an apostrophe kept spreadsheets from computing it."""
    return cell[1:] if cell.startswith("'") and text_cell(cell[1:]) == cell else cell


def _separator_of(text: str) -> str:
    """What most rows agree on."""
    lines = text.splitlines(keepends=True)[:_LOOKED_AT_ROWS]

    def agreement(separator: str) -> tuple[int, int]:
        try:
            rows: Sequence[list[str]] = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            return (0, 0)
        ((width, count),) = Counter(len(row) for row in rows if row).most_common(1) or [(0, 0)]
        return (count if width > 1 else 0, width)

    return max(_SEPARATORS, key=agreement)
