"""The line above the players, and the filters beside the search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.players.view_model import PlayersModel
from widgets.inputs import (
    Button,
    ButtonKind,
    ElidedLabel,
    Label,
    SegmentedControl,
    TextRole,
    Tone,
)
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme

_HERE, _LEFT = "here", "left"


class PlayersHead(QWidget):
    """Title, how many there are, and what can be done to all.

    Args:
        model: The players.
        parent: Owner.
    """

    def __init__(self, model: PlayersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.add = Button("Add player", kind=ButtonKind.PRIMARY, icon_name="plus")
        self.import_roster = Button("Import", icon_name="import", tooltip="A roster (Ctrl+I)")
        self.export = Button("Export", icon_name="export", tooltip="CSV or Excel (Ctrl+E)")
        self.teams = Button("Teams", icon_name="team", tooltip="Other names, new teams")
        unit = current_theme().space.unit
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(unit)
        line.addWidget(Label("Players", TextRole.TITLE))
        line.addSpacing(unit // 2)
        line.addWidget(self.summary, 1)
        for button in (self.teams, self.export, self.import_roster, self.add):
            line.addWidget(button)

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self._model
        for button in (self.add, self.import_roster, self.teams):
            button.setVisible(model.may_change)
        self.add.setEnabled(bool(model.teams))
        self.add.setToolTip("Ctrl+N" if model.teams else "First there must be a team")
        self.export.setEnabled(bool(model.players) and not model.is_busy)
        here = sum(not one.is_archived for one in model.players)
        teams = "1 team" if len(model.teams) == 1 else f"{len(model.teams)} teams"
        who = "1 player" if here == 1 else f"{here} players"
        self.summary.set_whole(f"{who} in {teams}" if here else "")


class PlayersFilters(QWidget):
    """Of which team, and whether still here.

    Args:
        model: The players.
        parent: Owner.
    """

    chosen = Signal(str, bool)
    """Id of the team (empty: all), and whether those who have left."""

    def __init__(self, model: PlayersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.team = Choice(name="Team")
        self.team.setMinimumWidth(150)
        self.presence = SegmentedControl(((_HERE, "Here"), (_LEFT, "Left")), name="Who is shown")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space.unit)
        line.addWidget(self.team)
        line.addWidget(self.presence)
        self.team.chosen.connect(lambda _id: self._tell())
        self.presence.chosen.connect(lambda _id: self._tell())

    def refresh(self) -> None:
        """Offer the teams that there are."""
        teams = self._model.teams
        self.team.setVisible(len(teams) > 1)
        options = [Option(id="", text="All teams")]
        options += [Option(id=team.id, text=team.name) for team in teams]
        self.team.show_options(options, self._model.wanted.team_id)

    def _tell(self) -> None:
        self.chosen.emit(self.team.current_id, self.presence.current == _LEFT)
