"""One session on the dashboard: a line with its state, and its players' tiles below."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QWidget,
)

from core.domain.ids import PlayerId, SessionId
from core.live.views import GroupView
from ui.live.course_label import CourseLabel
from ui.live.outcome import mean_bpm
from ui.live.session_tools import SessionTools
from ui.live.tile_moves import TileMoves
from ui.live.view_model import LiveViewModel
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.inputs.number_text import grouped_text
from widgets.theme import current_theme, equipment_icon_name
from widgets.tiles.wall import TileWall

_BAR_FROM_PX = 680
_ICON_FROM_PX = 820
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
        self._heard = Label("", tone=Tone.SOFT)
        self._heard_icon = IconLabel("strap", 18, tone=Tone.SOFT)
        self.course = CourseLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._percent = Label()
        self._mean = Label("", TextRole.HEADING)
        self._power = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.orders = SessionTools(model, session_id, group.name)
        self.wall = TileWall(f"Players of {group.name}")
        self.tile_moves = TileMoves(model, session_id, self, self.wall)
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
        self.orders.offer(is_over=group.status.is_over)
        if not self.wall.isHidden():
            self.wall.show_tiles(self._model.tiles(self.session_id))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setVisible(self.width() >= _BAR_FROM_PX)
        self.course.make_room(is_wide=self.width() >= _BAR_FROM_PX)
        self._heard_icon.setVisible(self.width() >= _ICON_FROM_PX)

    def _show_line(self, group: GroupView) -> None:
        self._name.set_whole(group.name)
        self._show_heard(group)
        self.course.show_group(group)
        percent = round(group.progress_percent)
        self._bar.setValue(percent)
        self._percent.setText(f"{percent} %")
        if group.status.is_over:
            state = self._model.board.session(self.session_id)
            mean = mean_bpm([state]) if state is not None else None
            self._power.setText(f"{grouped_text(group.energy_kcal)} kcal")
        else:
            mean, watts = group.heart_rate_mean_bpm, group.power_mean_w
            self._power.setText("\N{EN DASH} W" if watts is None else f"{watts:.0f} W")
        self._mean.setText("\N{EN DASH} bpm" if mean is None else f"{mean:.0f} bpm")

    def _show_heard(self, group: GroupView) -> None:
        """How many of the players are heard; after the end, how many there were."""
        if group.status.is_over:
            text, words = f"{group.player_count}", f"{group.player_count} players"
            tone = Tone.SOFT
        else:
            text = f"{group.sensors_live}/{group.player_count}"
            words = f"{group.sensors_live} of {group.player_count} players with a live sensor"
            is_short = group.status.is_running and group.sensors_live < group.player_count
            tone = Tone.WARNING if is_short else Tone.SOFT
        self._heard.setText(text)
        self._heard.setToolTip(words)
        self._heard.setAccessibleName(words)
        self._heard.set_tone(tone)
        self._heard_icon.set_icon("team" if group.status.is_over else "strap", tone)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.content.setContentsMargins(unit + 4, unit, unit + 4, unit + 4)
        row = QHBoxLayout()
        row.setSpacing(unit + 2)
        row.addWidget(self.fold)
        row.addWidget(self._icon)
        row.addWidget(self._name, 6)
        row.addWidget(self._heard_icon)
        self._heard.setMinimumWidth(self.fontMetrics().horizontalAdvance("18/18"))
        row.addWidget(self._heard)
        row.addWidget(self.course, 4)
        self._bar.setMinimumWidth(6 * unit)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar.setAccessibleName("Progress")
        row.addWidget(self._bar, 2)
        self._percent.setMinimumWidth(5 * unit)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._percent)
        row.addLayout(self._numbers())
        row.addWidget(self.orders)
        self.content.addLayout(row)
        self.content.addWidget(self.wall, 1)

    def _numbers(self) -> QGridLayout:
        unit = current_theme().space.unit
        numbers = QGridLayout()
        numbers.setSpacing(0)
        numbers.setContentsMargins(0, 0, unit // 2, 0)
        for line, label in enumerate((self._mean, self._power)):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            numbers.addWidget(label, line, 0)
        numbers.setColumnMinimumWidth(0, 8 * unit)
        return numbers

    def _connect(self) -> None:
        self.fold.clicked.connect(lambda: self.set_folded(is_folded=not self.is_folded))
        self.wall.player_chosen.connect(
            lambda player_id: self._model.select(self.session_id, PlayerId(player_id))
        )
