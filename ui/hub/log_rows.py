"""The event log as a table for Qt: only new lines are added, only old ones taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum

from core.services.desk.event_desk import Direction, EventLog, LogEntry, Sieve
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn

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


WAYS = {
    Direction.RECORDED: ("Recorded", Tone.SOFT),
    Direction.TOLD: ("Told", Tone.INFO),
    Direction.REFUSED: ("Refused", Tone.DANGER),
}
Names = Callable[[str], str]
"""A name for an id; empty for one that is not known."""


class LogRows(ColumnTable[LogEntry]):
    """The lines that a sieve lets through, oldest first.

    Args:
        log: All lines.
        session_name: Of a session's id.
        player_name: Of a player's id.
    """

    def __init__(self, log: EventLog, session_name: Names, player_name: Names) -> None:
        columns = {
            Column.TIME: TableColumn[LogEntry]("Time", lambda entry: time_text(entry.at), _soft),
            Column.WAY: TableColumn[LogEntry](
                "Way", lambda entry: WAYS[entry.direction][0], _way_tone
            ),
            Column.EVENT: TableColumn[LogEntry](
                "Event", lambda entry: entry.kind.removeprefix("training:"), _refused
            ),
            Column.SESSION: TableColumn[LogEntry](
                "Session", lambda entry: session_name(entry.session_id), _refused_or_soft
            ),
            Column.WHO: TableColumn[LogEntry]("Player", self._who, _refused),
            Column.WHAT: TableColumn[LogEntry](
                "What it says", lambda entry: entry.text, _refused_or_soft
            ),
        }
        super().__init__([columns[one] for one in Column], lambda entry: entry.number)
        self._log = log
        self._player_name = player_name
        self._sieve = Sieve()
        self._unread: list[LogEntry] = []
        """Older lines that were not sifted yet."""
        self._seen = 0
        """Number of the last line that was looked at."""

    @property
    def shown(self) -> Sequence[LogEntry]:
        """What is shown; not to be changed."""
        return self.rows

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
        return self.row_at(row)

    def set_sieve(self, sieve: Sieve) -> None:
        """Look for other lines."""
        self._sieve = sieve
        self.read_anew()

    def read_anew(self) -> None:
        """Sift the newest lines at once; the others stretch by stretch, by `read_older`."""
        lines = self._log.since(0)
        self.beginResetModel()
        self._rows = [entry for entry in lines[-_AT_ONCE:] if self._sieve.lets(entry)]
        self._unread = lines[:-_AT_ONCE]
        self._seen = self._log.count
        self.endResetModel()

    def read_older(self) -> bool:
        """Sift the next older stretch; tells whether there are more."""
        stretch, self._unread = self._unread[-_AT_ONCE:], self._unread[:-_AT_ONCE]
        oldest = self._log.oldest
        wanted = [one for one in stretch if one.number >= oldest and self._sieve.lets(one)]
        self.add_rows(wanted, at=0)
        return bool(self._unread)

    def take_new(self) -> int:
        """Add what came since the last time; returns how many lines were added."""
        if self._log.count - self._seen > _AT_ONCE:
            self.read_anew()
            return len(self._rows)
        self._trim()
        fresh = self._log.since(self._seen)
        self._seen = self._log.count
        wanted = [entry for entry in fresh if self._sieve.lets(entry)]
        self.add_rows(wanted)
        return len(wanted)

    def _trim(self) -> None:
        oldest = self._log.oldest
        if not self._rows or self._rows[0].number >= oldest:
            return
        gone = 0
        while gone < len(self._rows) and self._rows[gone].number < oldest:
            gone += 1
        if gone < _TRIM_AT_ONCE and gone < len(self._rows):
            return
        self.drop_first(gone)

    def _who(self, entry: LogEntry) -> str:
        if not entry.player_ids:
            return ""
        if len(entry.player_ids) == 1:
            return self._player_name(entry.player_ids[0]) or entry.player_ids[0]
        return f"{len(entry.player_ids)} players"


def _soft(_entry: LogEntry) -> Tone:
    return Tone.SOFT


def _way_tone(entry: LogEntry) -> Tone:
    return WAYS[entry.direction][1]


def _refused(entry: LogEntry) -> Tone | None:
    return _way_tone(entry) if entry.direction is Direction.REFUSED else None


def _refused_or_soft(entry: LogEntry) -> Tone:
    return _refused(entry) or Tone.SOFT


def time_text(at: float) -> str:
    """To the tenth of a second, on the wall clock."""
    moment = datetime.fromtimestamp(at).astimezone()
    return f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
