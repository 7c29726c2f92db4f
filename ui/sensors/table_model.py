"""The sensor table for Qt: rows by id, told apart by value, so only what changed is redrawn."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from core.domain.ids import SensorId
from ui.sensors.drags import SENSOR_MIME, mime_of
from ui.sensors.rows import SensorRow, sort_key
from ui.sensors.texts import NOTHING, signal_text

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """Columns from left to right."""

    SENSOR = 0
    STATE = 1
    SIGNAL = 2
    BATTERY = 3
    VALUE = 4
    OWNER = 5

    @property
    def title(self) -> str:
        """Heading."""
        return _TITLES[self]


_TITLES = {
    Column.SENSOR: "Sensor",
    Column.STATE: "State",
    Column.SIGNAL: "Signal",
    Column.BATTERY: "Battery",
    Column.VALUE: "Last value",
    Column.OWNER: "Owner",
}
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class SensorTableModel(QAbstractTableModel):
    """All sensors in the order in which they appeared."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SensorRow] = []
        self._at: dict[SensorId, int] = {}

    @property
    def rows(self) -> tuple[SensorRow, ...]:
        """All rows."""
        return tuple(self._rows)

    def show(self, rows: Sequence[SensorRow]) -> int:
        """Take over new and changed rows; returns how many lines have to be redrawn."""
        if not {row.id for row in rows} >= self._at.keys():
            self._forget_all()  # one turned out to be another
        changed = 0
        new: list[SensorRow] = []
        for row in rows:
            at = self._at.get(row.id)
            if at is None:
                new.append(row)
            elif self._rows[at] != row:
                self._rows[at] = row
                changed += 1
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            for row in new:
                self._at[row.id] = len(self._rows)
                self._rows.append(row)
            self.endInsertRows()
        return changed + len(new)

    def _forget_all(self) -> None:
        self.beginResetModel()
        self._rows.clear()
        self._at.clear()
        self.endResetModel()

    def row_of(self, sensor_id: SensorId) -> int:
        """Where a sensor is."""
        return self._at[sensor_id]

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return Column(section).title
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row, Column(index.column()))
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        return base | Qt.ItemFlag.ItemIsEditable if index.column() == Column.SENSOR else base

    @override
    def mimeTypes(self) -> list[str]:
        return [SENSOR_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of(SENSOR_MIME, self._rows[indexes[0].row()].id)


class SensorFilter(QSortFilterProxyModel):
    """Sorts when asked to, not with every packet, and shows what contains the text."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self.setDynamicSortFilter(False)

    def look_for(self, text: str) -> None:
        """Show only sensors in which all these words occur."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def row_at(self, index: _Index) -> SensorRow | None:
        """The row behind an index of this proxy."""
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, SensorRow) else None

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        row = self.sourceModel().index(source_row, 0).data(ROW_ROLE)
        return isinstance(row, SensorRow) and all(word in row.haystack for word in self._words)

    @override
    def lessThan(self, source_left: _Index, source_right: _Index) -> bool:
        column = Column(source_left.column()).name.casefold()
        left, right = source_left.data(ROW_ROLE), source_right.data(ROW_ROLE)
        return bool(sort_key(left, column) < sort_key(right, column))


def cell_text(row: SensorRow, column: Column) -> str:
    """A cell in words; also what a screen reader says."""
    texts = {
        Column.SENSOR: row.name,
        Column.STATE: row.state_words,
        Column.SIGNAL: _signal_text(row),
        Column.BATTERY: _battery_text(row),
        Column.VALUE: f"{row.value or NOTHING} ({row.age})" if row.age else NOTHING,
        Column.OWNER: f"{row.owner}{' (locked)' if row.is_locked else ''}" or "Nobody",
    }
    return texts[column]


def _battery_text(row: SensorRow) -> str:
    if row.battery_percent is None:
        return NOTHING
    return f"{row.battery_percent} %{' low' if row.is_battery_low else ''}"


def _signal_text(row: SensorRow) -> str:
    signal = signal_text(row.rssi_dbm)
    return f"{signal} ({row.receiver_text})" if row.receiver_text else signal


def _tooltip(row: SensorRow, column: Column) -> str | None:
    texts = {
        Column.SENSOR: f"{row.name} · {row.caption}",
        Column.STATE: f"{row.state_words}. {row.next_step}" if row.next_step else row.state_words,
        Column.OWNER: "Locked: unlock with Ctrl+L" if row.is_locked else "",
    }
    return texts.get(column) or None
