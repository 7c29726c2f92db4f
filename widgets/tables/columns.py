"""A table for Qt whose columns are a list: how each is headed, and what it says of a row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from typing_extensions import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from widgets.inputs import Tone, tone_colour
from widgets.theme import icon

Index = QModelIndex | QPersistentModelIndex
RowT = TypeVar("RowT")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _no_tone(_row: object) -> Tone | None:
    return None


@dataclass(frozen=True)
class TableColumn(Generic[RowT]):
    """One column."""

    title: str
    text: Callable[[RowT], str]
    tone: Callable[[RowT], Tone | None] = _no_tone
    """What the colour says; None for the theme's own ink."""
    tip: Callable[[RowT], str] | None = None
    """More than fits; without it the text itself, which may have been cut off."""
    icon: Callable[[RowT], tuple[str, Tone]] | None = None
    """The name of a picture before the text, and its colour."""


class ColumnTable(QAbstractTableModel, Generic[RowT]):
    """Rows in the order in which they are given; a view asks for what can be seen only.

    Args:
        columns: From left to right.
        identity: What tells rows apart; while these stay in their places, nothing jumps.
        parent: Owner.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn[RowT]],
        identity: Callable[[RowT], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._identity = identity
        self._rows: list[RowT] = []

    @property
    def rows(self) -> Sequence[RowT]:
        """What is shown; not to be changed."""
        return self._rows

    def key(self, row: RowT) -> Hashable:
        """What tells a row from the others."""
        return self._identity(row)

    def row_at(self, row: int) -> RowT | None:
        """What stands in a row; None where there is none."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return self._columns[column].text(self._rows[row])

    def show_rows(self, rows: Sequence[RowT]) -> bool:
        """Show these. Tells whether others came, went or changed places (a reset)."""
        fresh = list(rows)
        if [self._identity(row) for row in fresh] != [self._identity(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return True
        self._rows = fresh
        self.tell_changed()
        return False

    def tell_changed(self) -> None:
        """What the columns say of the same rows may be other words now."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def add_rows(self, rows: Sequence[RowT], at: int | None = None) -> None:
        """Put rows before one, or after the last."""
        if rows:
            first = len(self._rows) if at is None else at
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows[first:first] = rows
            self.endInsertRows()

    def drop_first(self, count: int) -> None:
        """Take the uppermost rows away."""
        if count:
            self.beginRemoveRows(QModelIndex(), 0, count - 1)
            del self._rows[:count]
            self.endRemoveRows()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answer = _ANSWERS.get(role)
        if answer is None or not index.isValid():
            return None
        return answer(self._columns[index.column()], self._rows[index.row()])


def _text(column: TableColumn[RowT], row: RowT) -> object:
    return column.text(row)


def _spoken(column: TableColumn[RowT], row: RowT) -> object:
    return f"{column.title}: {column.text(row)}"


def _tip(column: TableColumn[RowT], row: RowT) -> object:
    return (column.text if column.tip is None else column.tip)(row) or None


def _alignment(_column: TableColumn[RowT], _row: RowT) -> object:
    return _LEFT


def _ink(column: TableColumn[RowT], row: RowT) -> QColor | None:
    tone = column.tone(row)
    return None if tone is None else QColor(tone_colour(tone))


def _picture(column: TableColumn[RowT], row: RowT) -> QIcon | None:
    if column.icon is None:
        return None
    name, tone = column.icon(row)
    return icon(name, tone_colour(tone))


_ANSWERS: dict[int, Callable[[TableColumn[Any], Any], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
    Qt.ItemDataRole.ForegroundRole: _ink,
    Qt.ItemDataRole.DecorationRole: _picture,
}
