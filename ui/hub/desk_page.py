"""The event desk: the log on the left, and beside it what one looks at or does."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.services.desk.event_desk import LogEntry, Sieve, lines_as_json
from ui.common.feedback import Notice
from ui.hub.desk_model import EventDeskModel
from ui.hub.desk_words import empty_words
from ui.hub.detail_panel import DetailPanel
from ui.hub.devices_model import DevicesModel
from ui.hub.figures_panel import FiguresPanel
from ui.hub.filter_bar import FilterBar
from ui.hub.log_rows import Column, LogRows
from ui.hub.peers_panel import PeersPanel
from ui.hub.scenario_panel import ScenarioPanel
from ui.hub.trigger_panel import TriggerPanel
from widgets.inputs import BannerKind, Card, ElidedLabel, EmptyState, SegmentedControl, Tone
from widgets.inputs.choice import Option
from widgets.inputs.scroll import vertical_scroll
from widgets.tables import RowTable
from widgets.theme import current_theme

_SIDE_PX = 392
_REFRESH_MS = 250
_SLOW_EVERY = 4
_MOST_COPIED = 1000
_ROW_PX = 28
_WIDTHS: dict[int, int] = {
    Column.TIME: 92,
    Column.WAY: 84,
    Column.EVENT: 200,
    Column.SESSION: 118,
    Column.WHO: 118,
}
_SIDES = (
    ("detail", "Event"),
    ("trigger", "Send"),
    ("scenarios", "Play"),
    ("peers", "Devices"),
    ("figures", "Figures"),
)


class EventDeskSide(QWidget):
    """Draws four times a second while it is shown; the log is kept meanwhile, too."""

    confirmed = Signal(object)
    noticed = Signal(object)

    def __init__(
        self, model: EventDeskModel, devices: DevicesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.bar = FilterBar()
        self.rows = LogRows(model.log, model.session_name, model.player_name)
        self.table = RowTable(
            self.rows, "Events, oldest first", _WIDTHS, wide=Column.WHAT, row_px=_ROW_PX
        )
        self.state = EmptyState("pulse", "Listening", "")
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.tabs = SegmentedControl(_SIDES, name="Beside the log")
        self.detail = DetailPanel(lambda name: model.about.get(name, ""))
        self.trigger = TriggerPanel(model)
        self.scenarios = ScenarioPanel(model)
        self.peers = PeersPanel(devices)
        self.figures = FiguresPanel()
        self._sides = QStackedWidget()
        self._stack = QStackedWidget()
        self._is_paused = False
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._build()
        self._connect()
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open()
        self.refresh()
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    @property
    def current(self) -> LogEntry | None:
        """The line under the cursor."""
        return self.rows.entry(self.table.current_row)

    def refresh(self) -> None:
        """Show what came meanwhile, and who can be named now."""
        self.trigger.refresh()
        self.scenarios.refresh()
        sessions = [
            Option(id=state.session_id, text=state.session.name) for state in self.model.sessions
        ]
        players = [
            Option(id=one.id, text=f"#{one.jersey_number} {one.last_name}")
            for one in self.model.players
        ]
        happened = {name for name, _ in self.model.figures.figures().by_kind}
        self.bar.show_choices(sorted(happened | self.model.kinds.keys()), sessions, players)
        self.tick()

    def tick(self) -> None:
        """Show new lines; stay at the end if one was there."""
        if not self._is_paused:
            scroll = self.table.verticalScrollBar()
            is_at_end = scroll.value() >= scroll.maximum() - 1
            if self.rows.take_new() and is_at_end:
                self.table.scrollToBottom()
            self._read_on()
        self._show_state()
        self._ticks += 1
        if self._ticks % _SLOW_EVERY == 0 and self.tabs.current == "figures":
            self.figures.show_figures(self.model.figures.figures())

    def show_side(self, side: str) -> None:
        """Turn the column beside the log."""
        self.tabs.choose(side)
        self._sides.setCurrentIndex([name for name, _ in _SIDES].index(side))
        if side == "figures":
            self.figures.show_figures(self.model.figures.figures())

    def show_player(self, player_id: str) -> None:
        """Look at what concerns one player."""
        self.bar.choose_player(player_id)

    def copy(self) -> None:
        """Put the shown lines, or the last thousand of them, into the clipboard as JSON."""
        entries = self.rows.shown[-_MOST_COPIED:]
        QGuiApplication.clipboard().setText(lines_as_json(entries))
        words = "1 event" if len(entries) == 1 else f"{len(entries)} events"
        self.confirmed.emit(Notice(f"{words} copied as JSON.", BannerKind.OK))

    def _copy_current(self) -> None:
        entry = self.current
        if entry is None:
            self.copy()
            return
        QGuiApplication.clipboard().setText(lines_as_json([entry]))
        self.confirmed.emit(Notice("The event is copied as JSON.", BannerKind.OK))

    def _show_state(self) -> None:
        model, shown = self.model, self.rows.rowCount()
        self._stack.setCurrentIndex(1 if shown else 0)
        held = model.log.count - self.rows.seen if self._is_paused else 0
        paused = f"; paused, {held} more" if self._is_paused else ""
        self.summary.set_whole(f"{shown} of {len(model.log)} events{paused}")
        self.bar.copy.setEnabled(bool(shown))
        if shown:
            return
        self.state.show_text(*empty_words(model))

    def _on_sieve(self, sieve: Sieve) -> None:
        self.rows.set_sieve(sieve)
        self._read_on()
        self.table.scrollToBottom()
        self._show_state()

    def _read_on(self) -> None:
        """Older lines are sifted between two events of the window."""
        if self.rows.is_reading and not self._reading.isActive():
            self._reading.start()

    def _on_reading(self) -> None:
        if not self.rows.read_older():
            self._reading.stop()
        self._show_state()

    def _on_paused(self, is_paused: bool) -> None:
        self._is_paused = is_paused
        self.tick()

    def _on_clear(self) -> None:
        self.model.log.clear()
        self.model.figures.reset()
        self.rows.read_anew()
        self._show_state()

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addWidget(self.bar)
        left.addWidget(self._stack, 1)
        left.addWidget(self.summary)
        for panel in (
            self.detail,
            self.trigger,
            vertical_scroll(self.scenarios),
            self.peers,
            self.figures,
        ):
            self._sides.addWidget(panel)
        side = Card()
        side.setFixedWidth(_SIDE_PX)
        side.content.addWidget(self.tabs)
        side.content.addWidget(self._sides, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit + 4)
        row.addLayout(left, 1)
        row.addWidget(side)

    def _connect(self) -> None:
        model = self.model
        self._timer.timeout.connect(self.tick)
        self._reading.timeout.connect(self._on_reading)
        model.changed.connect(self.refresh)
        model.noticed.connect(self.noticed)
        model.confirmed.connect(self.confirmed)
        self.bar.changed.connect(self._on_sieve)
        self.bar.pause_toggled.connect(self._on_paused)
        self.bar.copy_wanted.connect(self.copy)
        self.bar.clear_wanted.connect(self._on_clear)
        self.state.action_triggered.connect(model.reload)
        self.tabs.chosen.connect(self.show_side)
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self.detail.show_entry(self.current)
        )
        self.table.clicked.connect(lambda _index: self.show_side("detail"))
        self.table.activated.connect(lambda _index: self.show_side("detail"))
        self._key("Ctrl+F", self.bar.search.setFocus)
        self._key("Ctrl+P", self.bar.pause.toggle)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_current)

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
