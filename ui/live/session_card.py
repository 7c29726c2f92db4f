"""One session on the dashboard: a line with its state, and its players' tiles below."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QWidget

from core.domain.ids import PlayerId, SessionId
from core.domain.session import SessionStatus
from core.live.views import GroupView
from core.ports.hub_link import SessionAction
from ui.live.choices import phase_text
from ui.live.view_model import LiveViewModel
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme, equipment_icon_name
from widgets.tiles.wall import TileWall

_BUTTONS = {
    SessionAction.START: ("play", "Start {}"),
    SessionAction.PAUSE: ("pause", "Pause {}"),
    SessionAction.RESUME: ("play", "Resume {}"),
    SessionAction.END: ("stop", "End {}"),
}
_TONES = {
    SessionStatus.IN_PROGRESS: Tone.PLAIN,
    SessionStatus.PAUSED: Tone.WARNING,
    SessionStatus.COMPLETED: Tone.OK,
}

_BAR_FROM_PX = 680
_PLAYERS_FROM_PX = 840
"""Widths of the card from which these are worth their room."""


class SessionCard(Card):
    """Expandable; shows numbers when told to."""

    folded = Signal()

    def __init__(
        self, model: LiveViewModel, session_id: SessionId, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._model = model
        self.session_id = session_id
        group = model.board.group(session_id)
        self.setAccessibleName(f"Session {group.name}")
        self.fold = Button(kind=ButtonKind.QUIET, icon_name="chevron-down", tooltip="Hide players")
        self._icon = IconLabel(equipment_icon_name(group.equipment), 22)
        self._name = ElidedLabel(group.name, TextRole.HEADING)
        self._players = Label("", tone=Tone.SOFT)
        self._phase = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._percent = Label()
        self._mean = Label("", TextRole.HEADING)
        self._sensors = Label("", TextRole.CAPTION)
        self.buttons = {
            action: Button(
                kind=ButtonKind.SECONDARY, icon_name=icon_name, tooltip=text.format(group.name)
            )
            for action, (icon_name, text) in _BUTTONS.items()
        }
        self.confirm = Button("End session", kind=ButtonKind.DANGER)
        self.keep = Button("Keep", kind=ButtonKind.SECONDARY)
        self.wall = TileWall(f"Players of {group.name}")
        self._build()
        self._connect()
        self.refresh()

    @property
    def is_folded(self) -> bool:
        """Whether the tiles are hidden."""
        return self.wall.isHidden()

    def set_folded(self, *, is_folded: bool) -> None:
        """Hide or show the tiles."""
        self.wall.setVisible(not is_folded)
        self.fold.set_icon_name("chevron-right" if is_folded else "chevron-down")
        self.fold.setToolTip("Show players" if is_folded else "Hide players")
        self.fold.setAccessibleName(self.fold.toolTip())
        if not is_folded:
            self.refresh()
        self.folded.emit()

    def refresh(self) -> None:
        """Show the numbers of now."""
        if self._model.board.session(self.session_id) is None:
            return
        group = self._model.board.group(self.session_id)
        self._show_line(group)
        self._offer()
        if not self.wall.isHidden():
            self.wall.show_tiles(self._model.tiles(self.session_id))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setVisible(self.width() >= _BAR_FROM_PX)
        self._players.setVisible(self.width() >= _PLAYERS_FROM_PX)

    def _show_line(self, group: GroupView) -> None:
        self._name.set_whole(group.name)
        self._players.setText(f"{group.player_count} players")
        self._phase.set_whole(phase_text(group))
        self._phase.set_tone(_TONES.get(group.status, Tone.SOFT))
        percent = round(group.progress_percent)
        self._bar.setValue(percent)
        self._percent.setText(f"{percent} %")
        if group.status.is_over:
            self._mean.setText(f"{group.energy_kcal:.0f} kcal")
            self._sensors.setText("in total")
            self._sensors.set_tone(Tone.SOFT)
            return
        mean = group.heart_rate_mean_bpm
        self._mean.setText("\N{EN DASH} bpm" if mean is None else f"{mean:.0f} bpm")
        self._sensors.setText(f"{group.sensors_live} of {group.player_count} sensors")
        is_short = group.status.is_running and group.sensors_live < group.player_count
        self._sensors.set_tone(Tone.WARNING if is_short else Tone.SOFT)

    def _offer(self) -> None:
        is_ending = self._model.commands.ending == self.session_id
        allowed = self._model.commands.allowed_in(self.session_id)
        for action, button in self.buttons.items():
            button.setVisible(action in allowed and not is_ending)
        self.confirm.setVisible(is_ending)
        self.keep.setVisible(is_ending)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.content.setContentsMargins(unit + 4, unit, unit + 4, unit + 4)
        row = QHBoxLayout()
        row.setSpacing(unit + 2)
        row.addWidget(self.fold)
        row.addWidget(self._icon)
        row.addWidget(self._name, 5)
        row.addWidget(self._players)
        row.addWidget(self._phase, 7)
        self._bar.setFixedWidth(11 * unit)
        self._bar.setAccessibleName("Progress")
        row.addWidget(self._bar)
        self._percent.setMinimumWidth(5 * unit)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._percent)
        row.addLayout(self._numbers())
        row.addWidget(self._tools())
        self.content.addLayout(row)
        self.content.addWidget(self.wall, 1)

    def _numbers(self) -> QGridLayout:
        unit = current_theme().space.unit
        numbers = QGridLayout()
        numbers.setSpacing(0)
        numbers.setContentsMargins(unit, 0, unit, 0)
        for line, label in enumerate((self._mean, self._sensors)):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            numbers.addWidget(label, line, 0)
        numbers.setColumnMinimumWidth(0, 11 * unit)
        return numbers

    def _tools(self) -> QWidget:
        unit = current_theme().space.unit
        tools = QHBoxLayout()
        tools.setSpacing(unit // 2)
        tools.addStretch(1)
        for button in (*self.buttons.values(), self.confirm, self.keep):
            tools.addWidget(button)
        place = QWidget()
        place.setLayout(tools)
        tools.setContentsMargins(0, 0, 0, 0)
        place.setMinimumWidth(2 * current_theme().space.control + unit // 2)
        return place

    def _connect(self) -> None:
        commands = self._model.commands
        self.fold.clicked.connect(lambda: self.set_folded(is_folded=not self.is_folded))
        for action, button in self.buttons.items():
            button.clicked.connect(self._teller(action))
        self.confirm.clicked.connect(commands.confirm_end)
        self.keep.clicked.connect(commands.keep)
        self.wall.player_chosen.connect(self._on_player_chosen)

    def _teller(self, action: SessionAction) -> Callable[[], None]:
        return lambda: self._model.commands.act(self.session_id, action)

    def _on_player_chosen(self, player_id: str) -> None:
        self._model.select(self.session_id, PlayerId(player_id))
