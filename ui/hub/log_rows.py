"""The event log as a table for Qt: only new lines are added, only old ones taken away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from core.services.desk.event_desk import Direction, EventLog, LogEntry, Sieve
from widgets.inputs import Tone, tone_colour

_Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 3000
"""Lines that are sifted without letting the window breathe: some ten milliseconds."""
_TRIM_AT_ONCE = 2000
"""Lines that are forgotten are taken away in stretches."""


class Column(IntEnum):
    """Columns from left to right."""

    TIME = 0
    WAY = 1
    EVENT = 2
    SESSION = 3
    WHO = 4
    WHAT = 5


_TITLES = {
    Column.TIME: "Time",
    Column.WAY: "Way",
    Column.EVENT: "Event",
    Column.SESSION: "Session",
    Column.WHO: "Player",
    Column.WHAT: "What it says",
}
WAYS = {
    Direction.RECORDED: ("Recorded", Tone.SOFT),
    Direction.TOLD: ("Told", Tone.INFO),
    Direction.REFUSED: ("Refused", Tone.DANGER),
}
Names = Callable[[str], str]
"""A name for an id; empty for one that is not known."""


class LogRows(QAbstractTableModel):
    """The lines that a sieve lets through, oldest first.

    Args:
        log: All lines.
        session_name: Of a session's id.
        player_name: Of a player's id.
    """

    def __init__(self, log: EventLog, session_name: Names, player_name: Names) -> None:
        super().__init__()
        self._log = log
        self._session_name = session_name
        self._player_name = player_name
        self._sieve = Sieve()
        self._shown: list[LogEntry] = []
        self._unread: list[LogEntry] = []
        """Older lines that were not sifted yet."""
        self._seen = 0
        """Number of the last line that was looked at."""

    @property
    def shown(self) -> list[LogEntry]:
        """What is shown; not to be changed."""
        return self._shown

    @property
    def is_reading(self) -> bool:
        """Whether older lines are still to be sifted."""
        return bool(self._unread)

    @property
    def seen(self) -> int:
        """Number of the last line of the log that was looked at."""
        return self._seen

    @property
    def sieve(self) -> Sieve:
        """Which lines are wanted."""
        return self._sieve

    def entry(self, row: int) -> LogEntry | None:
        """The line in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def set_sieve(self, sieve: Sieve) -> None:
        """Look for other lines."""
        self._sieve = sieve
        self.read_anew()

    def read_anew(self) -> None:
        """Sift the newest lines at once; the others stretch by stretch, by `read_older`."""
        lines = self._log.since(0)
        self.beginResetModel()
        self._shown = [entry for entry in lines[-_AT_ONCE:] if self._sieve.lets(entry)]
        self._unread = lines[:-_AT_ONCE]
        self._seen = self._log.count
        self.endResetModel()

    def read_older(self) -> bool:
        """Sift the next older stretch; tells whether there are more."""
        stretch, self._unread = self._unread[-_AT_ONCE:], self._unread[:-_AT_ONCE]
        oldest = self._log.oldest
        wanted = [one for one in stretch if one.number >= oldest and self._sieve.lets(one)]
        if wanted:
            self.beginInsertRows(QModelIndex(), 0, len(wanted) - 1)
            self._shown[0:0] = wanted
            self.endInsertRows()
        return bool(self._unread)

    def take_new(self) -> int:
        """Add what came since the last time; returns how many lines were added."""
        if self._log.count - self._seen > _AT_ONCE:
            self.read_anew()
            return len(self._shown)
        self._trim()
        fresh = self._log.since(self._seen)
        self._seen = self._log.count
        wanted = [entry for entry in fresh if self._sieve.lets(entry)]
        if wanted:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(wanted) - 1)
            self._shown.extend(wanted)
            self.endInsertRows()
        return len(wanted)

    def _trim(self) -> None:
        oldest = self._log.oldest
        if not self._shown or self._shown[0].number >= oldest:
            return
        gone = 0
        while gone < len(self._shown) and self._shown[gone].number < oldest:
            gone += 1
        if gone < _TRIM_AT_ONCE and gone < len(self._shown):
            return
        self.beginRemoveRows(QModelIndex(), 0, gone - 1)
        del self._shown[:gone]
        self.endRemoveRows()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[Column(section)]
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry, column = self._shown[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.EVENT, Column.WHAT):
            return self._text(entry, column)
        return None

    def _text(self, entry: LogEntry, column: Column) -> str:
        if column is Column.TIME:
            return time_text(entry.at)
        if column is Column.WAY:
            return WAYS[entry.direction][0]
        if column is Column.EVENT:
            return entry.kind.removeprefix("training:")
        if column is Column.SESSION:
            return self._session_name(entry.session_id)
        return self._who(entry) if column is Column.WHO else entry.text

    def _who(self, entry: LogEntry) -> str:
        if not entry.player_ids:
            return ""
        if len(entry.player_ids) == 1:
            return self._player_name(entry.player_ids[0]) or entry.player_ids[0]
        return f"{len(entry.player_ids)} players"

    def _ink(self, entry: LogEntry, column: Column) -> QColor | None:
        if column is Column.WAY or (entry.direction is Direction.REFUSED and column != Column.TIME):
            return QColor(tone_colour(WAYS[entry.direction][1]))
        soft = column in (Column.TIME, Column.SESSION, Column.WHAT)
        return QColor(tone_colour(Tone.SOFT)) if soft else None


def time_text(at: float) -> str:
    """To the tenth of a second, on the wall clock."""
    moment = datetime.fromtimestamp(at).astimezone()
    return f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
