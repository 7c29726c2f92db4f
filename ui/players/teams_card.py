"""The club's teams: another name, a new one, one that is gone."""

from __future__ import annotations

from collections import Counter

import msgspec

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.domain.ids import TeamId
from core.domain.player import Team
from ui.players.view_model import PlayersModel
from widgets.inputs import Button, ButtonKind, Card, Label, TextRole, Tone
from widgets.theme import current_theme

_LONGEST = 80


class TeamsCard(Card):
    """Stands in the place of the player's card.

    Args:
        model: Teams and players.
        parent: Owner.
    """

    saved = Signal(object)
    """A `Team`; with an empty id it is new."""
    deleted = Signal(object)
    closed = Signal()

    def __init__(self, model: PlayersModel, parent: QWidget | None = None) -> None:
        super().__init__("Teams", parent)
        self._model = model
        self.names: dict[TeamId, QLineEdit] = {}
        self.removes: dict[TeamId, Button] = {}
        self.new = QLineEdit()
        self.new.setPlaceholderText("Name of another team")
        self.new.setAccessibleName("Name of another team")
        self.new.setMaxLength(_LONGEST)
        self.add = Button("Add team", icon_name="plus")
        self.close_button = Button(kind=ButtonKind.QUIET, icon_name="close", tooltip="Close (Esc)")
        self._shown: tuple[tuple[Team, int], ...] = ()
        self._rows = QVBoxLayout()
        self._build()
        self.add.clicked.connect(self._on_add)
        self.new.returnPressed.connect(self._on_add)
        self.close_button.clicked.connect(self.closed)

    def refresh(self) -> None:
        """Show the teams as they are now."""
        crowd = Counter(player.team_id for player in self._model.players)
        shown = tuple((team, crowd[team.id]) for team in self._model.teams)
        self.add.setEnabled(self._model.may_change and not self._model.is_busy)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.names, self.removes = {}, {}
        for team, count in shown:
            self._rows.addWidget(self._row(team, count))

    def _row(self, team: Team, count: int) -> QWidget:
        name = QLineEdit(team.name)
        name.setAccessibleName(f"Name of {team.name}")
        name.setMaxLength(_LONGEST)
        name.setReadOnly(not self._model.may_change)
        name.editingFinished.connect(lambda: self._on_renamed(team, name))
        remove = Button(
            kind=ButtonKind.QUIET,
            icon_name="trash",
            tooltip="Players first need another team" if count else f"Delete {team.name}",
        )
        remove.setEnabled(not count and self._model.may_change)
        remove.clicked.connect(lambda: self.deleted.emit(team))
        self.names[team.id], self.removes[team.id] = name, remove
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space.unit)
        line.addWidget(name, 1)
        who = "1 player" if count == 1 else f"{count} players"
        line.addWidget(Label(who, TextRole.CAPTION, tone=Tone.SOFT))
        line.addWidget(remove)
        return holder

    def _on_renamed(self, team: Team, field: QLineEdit) -> None:
        name = field.text().strip()
        if not name:
            field.setText(team.name)
        elif name != team.name:
            self.saved.emit(msgspec.structs.replace(team, name=name))

    def _on_add(self) -> None:
        name = self.new.text().strip()
        if name and self.add.isEnabled():
            self.new.clear()
            self.saved.emit(Team(id=TeamId(""), name=name))

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.tools.addWidget(self.close_button)
        self._rows.setSpacing(unit)
        hint = "A team without players, also without those who have left, can be deleted."
        line = QHBoxLayout()
        line.setSpacing(unit)
        line.addWidget(self.new, 1)
        line.addWidget(self.add)
        self.content.addWidget(Label(hint, tone=Tone.SOFT, wraps=True))
        self.content.addLayout(self._rows)
        self.content.addLayout(line)
        self.content.addStretch(1)
