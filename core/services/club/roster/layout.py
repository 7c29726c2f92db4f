"""Where in a sheet the header is, and what each column holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.roster_import import RosterColumn, RosterField, RosterMapping
from core.domain.value import Value
from core.errors import InvalidInputError
from core.services.club.roster.fields import REQUIRED, FieldBook
from core.services.club.roster.sheet import MAX_ROWS, Sheet, too_many_rows

_HEADER_WITHIN = 15
_SAMPLES = 3
_SAMPLES_WITHIN = 50


class Layout(Value, frozen=True, kw_only=True):
    """A sheet with its columns known."""

    columns: tuple[RosterColumn, ...]
    body: tuple[tuple[int, tuple[str, ...]], ...]
    """Rows that are not empty, with their numbers as a spreadsheet counts."""
    skipped_above: int
    """Rows above the header that are not empty."""

    def values_of(self, cells: Sequence[str]) -> dict[RosterField, str]:
        """The cells of a row that mean something and are not empty."""
        return {
            column.field: cells[column.index]
            for column in self.columns
            if column.field is not None and column.index < len(cells) and cells[column.index]
        }

    def missing(self, defaults: Mapping[RosterField, str]) -> tuple[RosterField, ...]:
        """Required fields that neither a column nor a default gives."""
        there = {column.field for column in self.columns} | set(defaults)
        if "name" in there:
            there |= {"firstName", "lastName"}
        if "massLb" in there:
            there.add("massKg")
        return tuple(field for field in REQUIRED if field not in there)


def lay_out(sheet: Sheet, mapping: RosterMapping, book: FieldBook) -> Layout:
    """Find the header, and read the columns as wanted or as their headers say.

    Raises:
        InvalidInputError: A wanted field does not exist or is wanted twice, or there are too
            many rows.
    """
    _check_fields(mapping, book)
    top = _header_row(sheet, book)
    body = tuple(
        (number, row) for number, row in enumerate(sheet.rows[top + 1 :], top + 2) if any(row)
    )
    if len(body) > MAX_ROWS:
        raise too_many_rows()
    header = sheet.rows[top]
    first = [row for _, row in body[:_SAMPLES_WITHIN]]
    width = max([len(header), *(len(row) for row in first)])
    fields = _fields(header, width, mapping, book)
    columns = tuple(
        RosterColumn(
            index=index,
            header=header[index] if index < len(header) else "",
            samples=tuple(row[index] for row in first if index < len(row) and row[index])[
                :_SAMPLES
            ],
            field=fields.get(index),
        )
        for index in range(width)
    )
    above = sum(1 for row in sheet.rows[:top] if any(row))
    return Layout(columns=columns, body=body, skipped_above=above)


def _header_row(sheet: Sheet, book: FieldBook) -> int:
    rows = sheet.rows[:_HEADER_WITHIN]
    known = [sum(1 for cell in row if cell and book.field_of(cell)) for row in rows]
    if known and max(known) > 0:
        return known.index(max(known))
    return next((index for index, row in enumerate(sheet.rows) if any(row)), 0)


def _fields(
    header: Sequence[str], width: int, mapping: RosterMapping, book: FieldBook
) -> dict[int, RosterField]:
    if mapping.columns is not None:
        return {index: field for index, field in mapping.columns.items() if index < width}
    found: dict[int, RosterField] = {}
    for index, cell in enumerate(header):
        field = book.field_of(cell) if cell else None
        if field is not None and field not in found.values():
            found[index] = field
    return found


def _check_fields(mapping: RosterMapping, book: FieldBook) -> None:
    columns = mapping.columns or {}
    for index, field in columns.items():
        if not book.is_known(field):
            message = f"There is no field “{field}”."
            raise InvalidInputError(message, field=f"mapping.columns.{index}")
        if list(columns.values()).count(field) > 1:
            message = f"Two columns cannot both be “{book.label(field)}”."
            raise InvalidInputError(message, field=f"mapping.columns.{index}")
    for field in mapping.defaults:
        if not book.is_known(field):
            message = f"There is no field “{field}”."
            raise InvalidInputError(message, field=f"mapping.defaults.{field}")
