"""The devices as a table for Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from core.domain.device import DeviceKind
from core.domain.ids import DeviceId
from core.live.events import utc
from core.services.desk.devices_health import DeviceLine, DeviceState, ago_text
from widgets.inputs import Tone, tone_colour
from widgets.theme import current_theme, icon

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """Columns from left to right."""

    OWNER = 0
    DEVICE = 1
    STATE = 2
    SEEN = 3
    LINE = 4


_TITLES = {
    Column.OWNER: "Whose",
    Column.DEVICE: "Device",
    Column.STATE: "State",
    Column.SEEN: "Last seen",
    Column.LINE: "Round trip",
}
_STATES = {
    DeviceState.GONE: ("Sent away", Tone.FAINT),
    DeviceState.NEVER_SEEN: ("Never connected", Tone.WARNING),
    DeviceState.AWAY: ("Not connected", Tone.FAINT),
    DeviceState.REFUSED: ("Refused", Tone.DANGER),
    DeviceState.SLOW: ("Slow connection", Tone.WARNING),
    DeviceState.IDLE: ("Connected, no session", Tone.INFO),
    DeviceState.QUIET: ("Connected, quiet", Tone.OK),
    DeviceState.FINE: ("Connected", Tone.OK),
}
_ICONS = {
    DeviceKind.PLAYER: "player",
    DeviceKind.ASSISTANT: "team",
    DeviceKind.OBSERVER: "phone",
    DeviceKind.GATEWAY: "bluetooth",
}
NOTHING = "\N{EN DASH}"


def state_words(line: DeviceLine, *, is_leaving: bool = False) -> tuple[str, Tone]:
    """How a device stands, and what its colour says."""
    return ("Being sent away", Tone.WARNING) if is_leaving else _STATES[line.state]


class DeviceRows(QAbstractTableModel):
    """All devices in the order in which they are shown.

    Args:
        now: The wall's clock, seconds since 1970.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._lines: tuple[DeviceLine, ...] = ()
        self._leaving: frozenset[DeviceId] = frozenset()

    @property
    def lines(self) -> tuple[DeviceLine, ...]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[DeviceLine], leaving: frozenset[DeviceId]) -> None:
        """Show these; a reset only where devices came, went or changed places."""
        is_same = [line.id for line in lines] == [line.id for line in self._lines]
        if is_same:
            self._lines, self._leaving = tuple(lines), leaving
            if lines:
                last = self.index(len(lines) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._lines, self._leaving = tuple(lines), leaving
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.sentence} {line.next_step}".strip()
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(line, column)
        is_icon = role == Qt.ItemDataRole.DecorationRole and column is Column.OWNER
        soft = current_theme().colours.text_soft
        return icon(_ICONS[line.entry.kind], soft) if is_icon else None

    def _text(self, line: DeviceLine, column: Column) -> str:
        if column is Column.STATE:
            return state_words(line, is_leaving=line.id in self._leaving)[0]
        if column is Column.SEEN:
            seen = line.entry.last_seen_at
            if line.connections:
                return "Now"
            return "Never" if seen is None else ago_text(seen, utc(self._now()))
        if column is Column.LINE:
            return NOTHING if line.round_trip_ms is None else f"{line.round_trip_ms:.0f} ms"
        return line.owner if column is Column.OWNER else line.entry.name

    def _ink(self, line: DeviceLine, column: Column) -> QColor | None:
        if column is Column.STATE:
            return QColor(tone_colour(state_words(line, is_leaving=line.id in self._leaving)[1]))
        if column in (Column.SEEN, Column.LINE, Column.DEVICE):
            return QColor(tone_colour(Tone.SOFT))
        return None
