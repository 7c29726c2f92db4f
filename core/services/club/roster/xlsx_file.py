"""XLSX: the first sheet with something in it, formulas as the text that they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Protocol, cast

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula

from core.services.club.roster.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    Sheet,
    cell_text,
    too_many_rows,
    unreadable,
)

_MAX_UNPACKED_BYTES = 100_000_000
_MAX_PARTS = 2000
_SLACK_ROWS = 50
_Damage = (
    AttributeError,
    EOFError,
    InvalidFileException,
    KeyError,
    OSError,
    SyntaxError,  # of the XML inside
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
)
"""What the reader raises when the parts of a file are not what they should be."""


def read_xlsx(content: bytes) -> Sheet:
    """Read a workbook.

    Raises:
        InvalidInputError: It is damaged, protected by a password, or too large.
    """
    _check_size(content)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=False, keep_links=False
        )
        try:
            return _first_filled(cast("list[_Readable]", book.worksheets))
        finally:
            book.close()
    except _Damage as error:
        raise unreadable(
            "This workbook cannot be read.", "Open it in a spreadsheet and save it again."
        ) from error


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise unreadable("This workbook is damaged.", "Save it again.") from error
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES:
        raise unreadable("This workbook is too large.", "Save the roster in a workbook of its own.")


class _Readable(Protocol):
    """A sheet of a workbook that is opened to read only."""

    title: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(
        self, *, max_row: int, max_col: int, values_only: bool
    ) -> Iterator[tuple[object, ...]]: ...


def _first_filled(sheets: Iterable[_Readable]) -> Sheet:
    for number, sheet in enumerate(sheets):
        sheet.reset_dimensions()  # what a file says of its size need not be so
        rows = _rows_of(sheet)
        if any(any(row) for row in rows):
            remarks = (f"Read from the sheet “{sheet.title}”.",) if number else ()
            return Sheet(rows=rows, remarks=remarks)
    return Sheet(rows=())


def _rows_of(sheet: _Readable) -> tuple[tuple[str, ...], ...]:
    most = MAX_ROWS + _SLACK_ROWS
    rows = [
        tuple(cell_text(_text_of(value)) for value in _without_tail(values))
        for values in sheet.iter_rows(max_row=most + 1, max_col=MAX_COLUMNS, values_only=True)
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > most:
        raise too_many_rows()
    return tuple(rows)


def _without_tail(values: tuple[object, ...]) -> tuple[object, ...]:
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    return values[:end]


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}" if value == round(value, 3) else repr(value)
    return str(value.text if isinstance(value, ArrayFormula) else value)
