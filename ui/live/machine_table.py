"""All machines as a table: who has their control, what they hold, what they said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from typing_extensions import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon
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
from widgets.inputs.labels import tone_colour
from widgets.theme import icon

Index = QModelIndex | QPersistentModelIndex
_Row = tuple[MachineView, MachinePush | None]


@dataclass(frozen=True)
class _Column:
    title: str
    text: Callable[[MachineView, MachinePush | None], str]


_COLUMNS = (
    _Column("Machine", lambda view, _: view.machine),
    _Column("Player", lambda view, _: f"{view.jersey_number}  {view.player}"),
    _Column("Group", lambda view, _: view.session),
    _Column("State", lambda view, _: standing_text(view)),
    _Column("Target", lambda view, _: target_text(view)),
    _Column("To know", note_text),
)
STATE_COLUMN = 3
NOTE_COLUMN = 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MachineTable(QAbstractTableModel):
    """Rows of the table; the view asks for what it can see only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[_Row, ...] = ()

    def show_machines(
        self, views: tuple[MachineView, ...], answers: Mapping[PlayerId, MachinePush]
    ) -> bool:
        """Change what is shown. Tells whether it is about other players than before."""
        rows = tuple((view, answers.get(view.player_id)) for view in views)
        is_other = self.player_ids != tuple(view.player_id for view in views)
        if is_other:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            last = self.index(len(rows) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return is_other

    @property
    def player_ids(self) -> tuple[PlayerId, ...]:
        """Whose machines, from top to bottom."""
        return tuple(view.player_id for view, _ in self._rows)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return _COLUMNS[column].text(*self._rows[row])

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section].title
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self.text(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: self.text(row, column) or None,
            Qt.ItemDataRole.AccessibleTextRole: lambda: (
                f"{_COLUMNS[column].title}: {self.text(row, column)}"
            ),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _LEFT,
            Qt.ItemDataRole.ForegroundRole: lambda: _ink(self._rows[row][0], column),
            Qt.ItemDataRole.DecorationRole: lambda: _icon(self._rows[row][0], column),
        }
        answer = answers.get(role)
        return answer() if answer is not None else None


def _icon(view: MachineView, column: int) -> QIcon | None:
    """The state once more as a picture, which stays when the row is chosen."""
    if column != STATE_COLUMN:
        return None
    tone = STANDING_TONES.get(view.standing, Tone.SOFT)
    return icon(STANDING_ICONS[view.standing], tone_colour(tone))


def _ink(view: MachineView, column: int) -> QColor | None:
    """A state that asks for somebody's eyes has a colour; all else the theme's own ink."""
    if column == NOTE_COLUMN:
        return QColor(tone_colour(Tone.SOFT))
    tone = STANDING_TONES.get(view.standing)
    return QColor(tone_colour(tone)) if tone is not None and column == STATE_COLUMN else None
