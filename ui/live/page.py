"""The live page: one bundle, its sessions and players, while they train."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ui.common.feedback import Notice, announce
from ui.common.services import DeskServices
from ui.live.alarm_button import AlarmButton
from ui.live.machine_progress import MachineProgress
from ui.live.machines_tab import MachinesTab
from ui.live.overview import OverviewTab
from ui.live.players import PlayersTab
from ui.live.preflight_button import PreflightButton
from ui.live.quick_actions import QuickActions
from ui.live.schedule import ScheduleTab
from ui.live.standing_banner import StandingBanner
from ui.live.strap_strip import StrapStrip
from ui.live.totals import TotalsBar
from ui.live.view_model import LiveViewModel, Phase
from ui.live.without_bundle import show_without_bundle
from widgets.inputs import Banner, ElidedLabel, EmptyState, TextRole, Tone
from widgets.theme import current_theme

NUMBERS_MS = 500
"""Numbers change twice a second, so that they can be read."""
CURVES_MS = 200
SPARKS_MS = 2000
_LOW_PX = 420
"""Below this height only what is needed to run sessions stays."""
_NARROW_PX, _TIGHT_PX = 980, 1500
_MACHINES_TAB, _MACHINES_KEY = 3, "Ctrl+M"


class LivePage(QWidget):
    """Bundle dashboard. Draws by timers, and only while it is in sight."""

    choose_requested = Signal()
    """The trainer wants to choose a bundle."""
    preflight_wanted = Signal()
    """The trainer wants to see what is left to mend before the start."""
    confirmed = Signal(object)
    """A `Notice` for the window to show for a moment."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LiveViewModel(services, self)
        self.banner = Banner()
        self.hub_banner = Banner()
        self.standing = StandingBanner(self.model)
        self.straps = StrapStrip(services)
        self._title = ElidedLabel("", TextRole.TITLE)
        self._subtitle = ElidedLabel("", tone=Tone.SOFT)
        self.preflight = PreflightButton(services)
        self.totals = TotalsBar()
        self.quick_actions = QuickActions(self.model)
        self.tabs = QTabBar()
        self.overview = OverviewTab(self.model, services.floor.alarms)
        self.alarm_button = AlarmButton(services.floor.alarms, self.tabs, self.overview.alarms.list)
        self.players = PlayersTab(self.model)
        self.schedule = ScheduleTab(self.model)
        self.machines = MachinesTab(services, self.model)
        self.progress = MachineProgress(self.model.push.job)
        self._bodies = QStackedWidget()
        self._dashboard = QWidget()
        self.empty = EmptyState("pulse", "", "", "Choose a bundle")
        self._phases = QStackedWidget()
        self._timers = [
            self._timer(NUMBERS_MS, self.refresh),
            self._timer(CURVES_MS, self._draw),
            self._timer(SPARKS_MS, self._refresh_sparks),
        ]
        self._build()
        self._connect()
        self._on_phase_changed()

    def refresh(self) -> None:
        """Show the numbers of now."""
        hub = self.model.hub_notice
        if hub is None:
            self.hub_banner.clear()
        elif hub.text != self.hub_banner.text or self.hub_banner.isHidden():
            self.hub_banner.announce(hub.text, hub.kind, stays=True)
        if self.model.phase is not Phase.OPEN:
            return
        self.preflight.refresh(is_waiting=self.model.is_waiting)
        self.totals.show_totals(self.model.totals(), self.model.states)
        self.quick_actions.refresh()
        self.standing.refresh(is_short=self.height() < _LOW_PX)
        body = self._bodies.currentWidget()
        if isinstance(body, OverviewTab | PlayersTab | ScheduleTab | MachinesTab):
            body.refresh()

    def refresh_all(self) -> None:
        """Numbers, small curves and charts at once, without waiting for the timers."""
        self.refresh()
        self._refresh_sparks()
        self._draw()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._refresh_sparks()
        for timer in self._timers:
            timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for timer in self._timers:
            timer.stop()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < _LOW_PX
        self.totals.setVisible(not is_low)
        self._subtitle.setVisible(not is_low)
        self.quick_actions.set_compact(
            is_compact=self.width() < _NARROW_PX, is_tight=self.width() < _TIGHT_PX
        )
        self.preflight.set_compact(is_compact=self.width() < _NARROW_PX)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what the widget with the focus has no use for comes here.
        is_space = event.key() == Qt.Key.Key_Space and not event.modifiers()
        if not (is_space and self.overview.alarms.acknowledge()):
            super().keyPressEvent(event)

    def _build(self) -> None:
        unit = current_theme().space.unit
        for name in ("Bundle overview", "Players", "Schedule", "Machines"):
            self.tabs.addTab(name)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Views of the bundle")
        self.tabs.setTabToolTip(_MACHINES_TAB, f"Control the machines ({_MACHINES_KEY})")
        QShortcut(_MACHINES_KEY, self, lambda: self.tabs.setCurrentIndex(_MACHINES_TAB))
        for body in (self.overview, self.players, self.schedule, self.machines):
            self._bodies.addWidget(body)
        self._build_dashboard()
        self._phases.addWidget(self._dashboard)
        self._phases.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit)
        layout.setSpacing(unit)
        layout.addWidget(self.hub_banner)
        layout.addWidget(self.banner)
        layout.addWidget(self._phases, 1)

    def _build_dashboard(self) -> None:
        unit = current_theme().space.unit
        head = QGridLayout()
        head.setHorizontalSpacing(3 * unit)
        head.setVerticalSpacing(2)
        head.addWidget(self._title, 0, 0)
        head.addWidget(self._subtitle, 1, 0)
        head.addWidget(self.totals, 0, 1, 2, 1)
        head.setColumnStretch(0, 3)
        head.setColumnStretch(1, 4)
        inner = QVBoxLayout(self._dashboard)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(unit)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        bar.addWidget(self.preflight)
        bar.addWidget(self.alarm_button)
        bar.addWidget(self.quick_actions, 1)
        inner.addLayout(bar)
        actions = self.quick_actions
        for strip in (self.straps, self.progress, actions.message, actions.folder):
            inner.addWidget(strip)
        inner.addWidget(self.standing)
        inner.addWidget(self._bodies, 1)
        inner.insertLayout(0, head)

    def _connect(self) -> None:
        model = self.model
        model.phase_changed.connect(self._on_phase_changed)
        model.title_changed.connect(self._show_title)
        for source in (model.commands, model.export, model.push):
            source.noticed.connect(self._on_noticed)
            source.confirmed.connect(self.confirmed)
        self.straps.noticed.connect(self._on_noticed)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.players.player_chosen.connect(lambda: self.tabs.setCurrentIndex(0))
        self.empty.action_triggered.connect(self._on_empty_action)
        self.preflight.clicked.connect(self.preflight_wanted)

    def _on_phase_changed(self) -> None:
        phase = self.model.phase
        is_open = phase is Phase.OPEN
        self._phases.setCurrentWidget(self._dashboard if is_open else self.empty)
        if not show_without_bundle(self.empty, phase, self.model.failure):
            self._show_title()
            self.overview.show_bundle()
            self.schedule.show_bundle()
            self.machines.show_bundle()
            self.quick_actions.refresh()
            self.refresh()

    def _show_title(self) -> None:
        self._title.set_whole(self.model.title)
        self._subtitle.set_whole(self.model.subtitle)

    def _on_tab_changed(self, index: int) -> None:
        self._bodies.setCurrentIndex(index)
        self.refresh()

    def _on_empty_action(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.retry()
        else:
            self.choose_requested.emit()

    def _on_noticed(self, notice: Notice) -> None:
        announce(self.banner, notice)

    def _draw(self) -> None:
        if self.model.phase is Phase.OPEN and self._bodies.currentWidget() is self.overview:
            self.overview.draw()

    def _refresh_sparks(self) -> None:
        if self.model.phase is Phase.OPEN and self._bodies.currentWidget() is self.overview:
            self.overview.refresh_sparks()

    def _timer(self, interval_ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer
