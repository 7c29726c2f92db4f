"""The players as a table for Qt: who is looked for, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import Qt, Signal

from core.domain.ids import PlayerId
from core.domain.player import HeartRateMaxSource, Player
from core.domain.restriction import Severity
from core.domain.value import Value
from core.physiology.heart_rate_max import age_years
from ui.players.words import POSITIONS, SEVERITIES, TONES
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn


class Column(IntEnum):
    """Columns from left to right."""

    NUMBER = 0
    NAME = 1
    POSITION = 2
    AGE = 3
    HEART = 4
    STATE = 5


class PlayerRow(Value, frozen=True, kw_only=True):
    """A player with what the list says besides."""

    player: Player
    severity: Severity | None = None
    """Of what holds today."""
    is_dirty: bool = False
    """Something is typed and not saved."""
    team: str = ""


class PlayerRows(ColumnTable[PlayerRow]):
    """Players in the order that is asked for.

    Args:
        today: For ages.
    """

    sort_wanted = Signal(int, bool)
    """A column, and whether from its end."""

    def __init__(self, today: Callable[[], date]) -> None:
        columns = {
            Column.NUMBER: TableColumn[PlayerRow](
                "No.", lambda row: str(row.player.jersey_number), _soft
            ),
            Column.NAME: TableColumn[PlayerRow](
                "Name",
                lambda row: f"{row.player.name}{' •' if row.is_dirty else ''}",
                _faint_if_gone,
                tip=lambda row: f"{row.player.name}: not saved yet" if row.is_dirty else "",
            ),
            Column.POSITION: TableColumn[PlayerRow](
                "Position", lambda row: POSITIONS[row.player.position], _soft
            ),
            Column.AGE: TableColumn[PlayerRow](
                "Age", lambda row: str(age_years(row.player.birth_date, today())), _soft
            ),
            Column.HEART: TableColumn[PlayerRow](
                "HR max", _heart_text, _soft, tip=lambda row: _heart_tip(row.player)
            ),
            Column.STATE: TableColumn[PlayerRow]("Medical", _state_text, _state_tone),
        }
        super().__init__([columns[one] for one in Column], lambda row: row.player.id)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_wanted.emit(column, order is Qt.SortOrder.DescendingOrder)


class Wanted(Value, frozen=True, kw_only=True):
    """Who is looked for, and in which order."""

    words: tuple[str, ...] = ()
    team_id: str = ""
    """Empty: of all teams."""
    is_archived: bool = False
    """Those who have left."""
    column: Column = Column.NUMBER
    is_descending: bool = False


def ordered(rows: Iterable[PlayerRow], wanted: Wanted) -> tuple[PlayerRow, ...]:
    """Those in whom all the words occur."""
    found = [row for row in rows if _is_meant(row, wanted)]
    found.sort(key=lambda row: (row.player.jersey_number, row.player.id))
    found.sort(key=_KEYS[wanted.column], reverse=wanted.is_descending)
    return tuple(found)


def index_of(rows: Iterable[PlayerRow], player_id: PlayerId) -> int:
    """Where a player stands; -1 if nowhere."""
    return next((at for at, row in enumerate(rows) if row.player.id == player_id), -1)


def _is_meant(row: PlayerRow, wanted: Wanted) -> bool:
    player = row.player
    if player.is_archived != wanted.is_archived:
        return False
    if wanted.team_id and player.team_id != wanted.team_id:
        return False
    texts = (f"#{player.jersey_number}", player.name, POSITIONS[player.position], row.team)
    haystack = " ".join((*texts, _state_text(row))).casefold()
    return all(word in haystack for word in wanted.words)


def _state_text(row: PlayerRow) -> str:
    return "" if row.severity is None else SEVERITIES[row.severity][0]


def _state_tone(row: PlayerRow) -> Tone | None:
    return None if row.severity is None else TONES[row.severity]


def _heart_text(row: PlayerRow) -> str:
    mark = "~" if _is_estimated(row.player) else ""
    return f"{mark}{row.player.heart_rate_max_bpm}"


def _heart_tip(player: Player) -> str:
    return "Estimated from the age: true to some ±10 bpm" if _is_estimated(player) else "Measured"


def _is_estimated(player: Player) -> bool:
    return player.heart_rate_max_source is HeartRateMaxSource.ESTIMATED


def _soft(row: PlayerRow) -> Tone:
    return _faint_if_gone(row) or Tone.SOFT


def _faint_if_gone(row: PlayerRow) -> Tone | None:
    return Tone.FAINT if row.player.is_archived else None


def _severity_rank(row: PlayerRow) -> int:
    return len(Severity) if row.severity is None else -list(Severity).index(row.severity)


_KEYS: dict[Column, Callable[[PlayerRow], tuple[float, str]]] = {
    Column.NUMBER: lambda row: (row.player.jersey_number, ""),
    Column.NAME: lambda row: (0, f"{row.player.last_name} {row.player.first_name}".casefold()),
    Column.POSITION: lambda row: (list(POSITIONS).index(row.player.position), ""),
    Column.AGE: lambda row: (-row.player.birth_date.toordinal(), ""),
    Column.HEART: lambda row: (row.player.heart_rate_max_bpm, ""),
    Column.STATE: lambda row: (_severity_rank(row), ""),
}
