"""Beside the devices: players, machines or the pre-flight board, and the check-in."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.services.desk.preflight import Preflight
from ui.sensors.check_in_card import CheckInCard
from ui.sensors.owner_list import OwnerList
from ui.sensors.owner_rows import OwnerRow
from ui.sensors.preflight_board import PreflightBoard
from ui.sensors.radio_panel import RadioPanel
from widgets.inputs import Button, EmptyState
from widgets.theme import current_theme


class Side(StrEnum):
    """What the column shows; `DEVICES` only where there is no room for both."""

    DEVICES = "devices"
    PLAYERS = "players"
    MACHINES = "machines"
    PREFLIGHT = "preflight"
    RADIOS = "radios"


class SidePanel(QWidget):
    """The column.

    Args:
        refuses: Says of a device's and an owner's id whether they do not fit.
        parent: Owner.
    """

    check_in_wanted = Signal(str)
    """An owner's id."""
    retry_wanted = Signal()
    """Read players and machines again."""

    def __init__(self, refuses: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.side = Side.PLAYERS
        self.card = CheckInCard()
        self.players = OwnerList("Players: Enter checks in, drop a device to assign it", refuses)
        self.machines = OwnerList("Machines: Enter checks in, drop a device to assign it", refuses)
        self.board = PreflightBoard()
        self.radios = RadioPanel()
        self.state = EmptyState("player", "", "", sentence_px=300)
        self.check_in_button = Button(
            "Check in",
            icon_name="signal",
            tooltip="Hold the strap to the laptop, or pull the handle of the machine (Enter)",
        )
        self._stack = QStackedWidget()
        for widget in (self.players, self.machines, self.board, self.radios, self.state):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.card)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.check_in_button)
        self.check_in_button.clicked.connect(self._on_check_in)
        self.state.action_triggered.connect(self.retry_wanted)
        for owners in (self.players, self.machines):
            owners.check_in_wanted.connect(self.check_in_wanted)

    @property
    def owners(self) -> OwnerList:
        """The list in sight, or the players' one."""
        return self.machines if self.side is Side.MACHINES else self.players

    def show_side(self, side: Side) -> None:
        """Turn to another side."""
        self.side = side

    def show_owners(self, players: tuple[OwnerRow, ...], machines: tuple[OwnerRow, ...]) -> None:
        """Show who has what."""
        self.players.show_rows(players)
        self.machines.show_rows(machines)
        for owners in (self.players, self.machines):
            if not owners.current_id and owners.rows:
                owners.choose(owners.rows[0].id)

    def show_board(self, board: Preflight, scope: str) -> None:
        """Show what is left to mend."""
        self.board.show_board(board, scope)

    def show_place(self, *, has_owners: bool, problem: str) -> None:
        """Show the chosen side, or why there is nobody to show."""
        other = {Side.PREFLIGHT: self.board, Side.RADIOS: self.radios}.get(self.side)
        is_known = other is not None or bool(self.owners.rows)
        self.check_in_button.setVisible(other is None and self.card.isHidden() and is_known)
        if other is not None:
            self._stack.setCurrentWidget(other)
        elif is_known:
            self._stack.setCurrentWidget(self.owners)
        else:
            self._show_state(has_owners=has_owners, problem=problem)
            self._stack.setCurrentWidget(self.state)

    def _show_state(self, *, has_owners: bool, problem: str) -> None:
        who = "machines" if self.side is Side.MACHINES else "players"
        if problem:
            self.state.show_text("warning", f"No {who} to show", problem, "Try again")
        elif not has_owners:
            self.state.show_text("clock", f"Fetching the {who}", "The hub is being asked.")
        else:
            text = f"The club has no {who} yet. Add them with the club's import, then come back."
            self.state.show_text("player", f"No {who}", text)

    def _on_check_in(self) -> None:
        if self.owners.current_id:
            self.check_in_wanted.emit(self.owners.current_id)
