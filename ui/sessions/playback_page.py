"""A bundle's recording, shown as the live page showed it, and marked as what it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import BundleId, PlayerId, SessionId
from core.errors import UnavailableError
from core.live.views import GroupView
from core.services.desk.playback import PlaybackDesk
from ui.common.feedback import announce
from ui.common.services import DeskServices
from ui.sessions.playback_bar import PlaybackBar
from ui.sessions.playback_model import Phase, PlaybackModel
from widgets.inputs import (
    Banner,
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    EmptyState,
    IconLabel,
    Label,
    TextRole,
    Tone,
)
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme, equipment_icon_name
from widgets.tiles.wall import TileWall

if TYPE_CHECKING:
    from widgets.charts.live_chart import Curve, LiveChart

_REFRESH_MS = 250
_SPAN_S = 900.0
_SMALLEST = QSize(560, 320)


class PlaybackPage(QWidget):
    """Tiles of one session, and what moves its time."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if services.hub is None:
            raise UnavailableError("This desk has no hub that plays recordings.")
        self.setObjectName("playback-page")
        self.setAccessibleName("Playback")
        desk = PlaybackDesk(services.hub.desk, services.hub.clock.monotonic)
        self.model = PlaybackModel(services, desk, self)
        self.back = Button(
            kind=ButtonKind.QUIET, icon_name="chevron-left", tooltip="Back to the sessions (Esc)"
        )
        self.title = ElidedLabel("", TextRole.TITLE)
        self.mark = Label("Recording", TextRole.CAPTION, tone=Tone.WARNING)
        self.session = Choice(name="Session")
        self.banner = Banner()
        self.state = EmptyState("play", "Loading", "")
        self.wall = TileWall("Players in the recording")
        self.bar = PlaybackBar()
        self._icon = IconLabel("machine", 22)
        self._phase = ElidedLabel("", TextRole.HEADING)
        self._mean = Label("", TextRole.HEADING)
        self._chart: LiveChart | None = None
        self._curve_of: type[Curve]
        self._curve = QVBoxLayout()
        self._selected: PlayerId | None = None
        self._stack = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.refresh()

    def open(self, bundle_id: str) -> None:
        """Play a bundle."""
        self.model.open(BundleId(bundle_id))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.refresh()
        self.bar.play.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        if self.model.desk.session_id is not None:
            self.model.close()

    def refresh(self) -> None:
        """Show the instant that is played."""
        model = self.model
        self.title.set_whole(model.bundle.name if model.bundle is not None else "Playback")
        options = [Option(id=one.id, text=one.name) for one in model.sessions]
        self.session.show_options(options, model.desk.session_id or "")
        self.session.setVisible(len(options) > 1)
        group = model.group
        is_ready = model.phase is Phase.READY and group is not None
        self._stack.setCurrentIndex(1 if is_ready else 0)
        self.bar.setEnabled(is_ready)
        self.bar.show_desk(model.desk)
        if group is not None and is_ready:
            self._show_group(group)
            self.wall.show_tiles(model.tiles)
            self._draw()
        else:
            self._show_state()

    def _show_group(self, group: GroupView) -> None:
        self._icon.set_icon(equipment_icon_name(group.equipment))
        parts = [group.name]
        if group.interval_name:
            target = (
                "" if group.interval_target_zone is None else f", Z{group.interval_target_zone}"
            )
            parts.append(f"{group.interval_name}{target}")
        self._phase.set_whole(" \N{MIDDLE DOT} ".join(parts))
        bpm = group.heart_rate_mean_bpm
        self._mean.setText("\N{EN DASH} bpm" if bpm is None else f"{bpm:.0f} bpm")

    def _draw(self) -> None:
        """The mean heart rate since one began to look, or the chosen player's."""
        desk = self.model.desk
        if not self.isVisible() or desk.session_id is None:
            return
        if self._chart is None:
            from widgets.charts.live_chart import (  # noqa: PLC0415 - pyqtgraph loads late
                Curve,
                LiveChart,
            )

            self._curve_of = Curve
            self._chart = LiveChart("Heart rate", "bpm", at_rest=(80, 180), least_span=50.0)
            self._curve.addWidget(self._chart)
        name, (instants, values) = self.model.curve(self._selected)
        colour = current_theme().colours.curve_heart
        shown = self._curve_of(name, colour, instants - desk.starts_at, values)
        self._chart.draw([shown], desk.position_s, _SPAN_S)

    def _on_player_chosen(self, player_id: str) -> None:
        """Once for his curve, once more for the mean."""
        self._selected = None if player_id == self._selected else PlayerId(player_id)
        self.wall.set_selected(self._selected)
        self.refresh()

    def _show_state(self) -> None:
        problem = self.model.problem
        if self.model.phase is Phase.FAILED and problem is not None:
            sentence = f"{problem.message} {problem.suggested_action}".strip()
            self.state.show_text("error", "It cannot be played", sentence, "Try again")
        elif self.model.phase is Phase.EMPTY:
            self.state.show_text(
                "play", "Nothing was recorded", "No session of this bundle has been started."
            )
        else:
            self.state.show_text("play", "Loading the recording", "Asking the hub …")

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.mark.setProperty("pill", True)  # noqa: FBT003 - Qt's own signature
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.mark)
        self.session.setMinimumWidth(24 * unit)
        head.addWidget(self.session)
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(unit)
        line.addWidget(self._icon)
        line.addWidget(self._phase, 1)
        line.addWidget(self._mean)
        card.content.addLayout(line)
        card.content.addWidget(self.wall, 2)
        card.content.addLayout(self._curve, 3)
        self._stack.addWidget(self.state)
        self._stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, 2 * unit)
        column.setSpacing(unit + 4)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model, bar = self.model, self.bar
        self._timer.timeout.connect(self.refresh)
        model.changed.connect(self.refresh)
        model.noticed.connect(partial(announce, self.banner))
        self.back.clicked.connect(self.closed)
        self.state.action_triggered.connect(model.try_again)
        self.session.chosen.connect(lambda one: model.choose(SessionId(one)))
        self.wall.player_chosen.connect(self._on_player_chosen)
        bar.toggled.connect(model.toggle)
        bar.sought.connect(model.seek)
        bar.speed_chosen.connect(model.set_speed)
        for keys, slot in (
            ("Space", model.toggle),
            ("Left", partial(bar.step, -1)),
            ("Right", partial(bar.step, 1)),
            ("Esc", self.closed.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
