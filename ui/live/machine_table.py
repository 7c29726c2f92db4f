"""All machines as a table: who has their control, what they hold, what they said."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from core.domain.ids import PlayerId
from core.services.desk.machine_answer import MachinePush
from core.services.desk.machine_view import MachineView
from ui.live.machine_words import (
    STANDING_ICONS,
    STANDING_TONES,
    note_text,
    standing_text,
    target_text,
)
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn

_Row = tuple[MachineView, MachinePush | None]
STATE_COLUMN = 3
NOTE_COLUMN = 5


class MachineTable(ColumnTable[_Row]):
    """Machines in the order of their groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_COLUMNS, lambda row: row[0].player_id, parent)

    def show_machines(
        self, views: tuple[MachineView, ...], answers: Mapping[PlayerId, MachinePush]
    ) -> None:
        """Change what is shown."""
        rows = [(view, answers.get(view.player_id)) for view in views]
        if rows != self.rows:
            self.show_rows(rows)

    @property
    def player_ids(self) -> tuple[PlayerId, ...]:
        """Whose machines, from top to bottom."""
        return tuple(view.player_id for view, _ in self.rows)


def _state_tone(row: _Row) -> Tone | None:
    """A state that asks for somebody's eyes has a colour."""
    return STANDING_TONES.get(row[0].standing)


def _state_icon(row: _Row) -> tuple[str, Tone]:
    """The state once more as a picture, which stays when the row is chosen."""
    return STANDING_ICONS[row[0].standing], _state_tone(row) or Tone.SOFT


_COLUMNS = (
    TableColumn[_Row]("Machine", lambda row: row[0].machine),
    TableColumn[_Row]("Player", lambda row: f"{row[0].jersey_number}  {row[0].player}"),
    TableColumn[_Row]("Group", lambda row: row[0].session),
    TableColumn[_Row]("State", lambda row: standing_text(row[0]), _state_tone, icon=_state_icon),
    TableColumn[_Row]("Target", lambda row: target_text(row[0])),
    TableColumn[_Row]("To know", lambda row: note_text(*row), lambda _: Tone.SOFT),
)
