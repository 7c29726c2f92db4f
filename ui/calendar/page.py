"""The calendar: a week to move bundles about on, and a month to look ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import FacilityId
from ui.calendar.detail import DetailStrip
from ui.calendar.display import is_movable, month_days
from ui.calendar.hand import Hand
from ui.calendar.head import CalendarHead
from ui.calendar.moves import CalendarMoves
from ui.calendar.view_model import CalendarModel, Phase, View
from ui.calendar.week_side import WeekSide
from ui.calendar.words import month_text, week_text, whole_text
from ui.common.feedback import announce
from ui.common.services import DeskServices
from widgets.calendar import MonthGrid
from widgets.inputs import Banner, EmptyState
from widgets.theme import current_theme

_SMALLEST = QSize(720, 340)
_TICK_MS = 30_000


def exports_folder() -> Path:
    """Where calendar files go."""
    return Path.home() / "HockeyHub" / "calendar"


class CalendarPage(QWidget):
    """What is on, by week and by month.

    Args:
        services: What the screens work with.
        folder: Where calendar files go.
        parent: Owner.
    """

    bundle_chosen = Signal(str)
    """The trainer wants to see this bundle."""
    plan_requested = Signal()
    """The trainer wants to plan parallel sessions."""

    def __init__(
        self,
        services: DeskServices,
        folder: Callable[[], Path] = exports_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("calendar-page")
        self.setAccessibleName("Calendar")
        self.model = CalendarModel(services.link, services.tasks, services.now, self)
        self.moves = CalendarMoves(self.model, services.link, services.tasks, self)
        self._folder = folder
        self.head = CalendarHead()
        self.banner = Banner()
        self.state = EmptyState("calendar", "Asking the hub", "")
        self.week = WeekSide(self.model)
        self.month = MonthGrid()
        self.detail = DetailStrip()
        self._chosen = ""
        """Key of the entry that the strip tells of."""
        self.hand = Hand(self.moves, self.week.grid, self.banner, self.detail)
        self._stack = QStackedWidget()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self.model.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def refresh(self) -> None:
        """Show what the model has."""
        model, head = self.model, self.head
        is_ready, is_week = model.phase is Phase.READY, model.view is View.WEEK
        head.period.set_whole(week_text(model.monday) if is_week else month_text(model.shown))
        head.show_facilities(tuple(model.club.facilities.values()), model.facility_id)
        head.views.choose(str(model.view))
        head.show_machines_button(is_shown=is_week)
        head.export.setEnabled(is_ready)
        self.week.lanes.setVisible(head.machines.isChecked())
        self.detail.setVisible(is_ready)
        if not is_ready:
            self._stack.setCurrentWidget(self.state)
            self._show_state()
            return
        if is_week:
            self.week.refresh()
        else:
            self.month.show_month(month_days(model.entries, model.club, model.shown, model.now))
        self._stack.setCurrentWidget(self.week if is_week else self.month)
        self._show_detail()

    def tick(self) -> None:
        """Follow the clock, and what others plan; not while something is held."""
        if self.week.grid.ghost.isVisible():
            self.week.show_now()
        else:
            self.model.follow()

    def _show_state(self) -> None:
        problem = self.model.problem
        if self.model.phase is Phase.FAILED and problem is not None:
            sentence = f"{problem.message} {problem.suggested_action}".strip()
            self.state.show_text("error", "The calendar cannot be shown", sentence, "Try again")
        else:
            self.state.show_text("calendar", "Asking the hub", "The calendar appears in a moment.")

    def _show_detail(self) -> None:
        model = self.model
        self.week.grid.show_chosen(self._chosen)
        entry = model.entry(self._chosen)
        if entry is not None:
            words = whole_text(entry, model.club, model.now)
            can_move = is_movable(entry) and model.view is View.WEEK
            self.detail.show_entry(entry.name, words, is_movable=can_move)
        elif model.entries:
            self.detail.show_hint("Choose a block to see its groups; open it with Enter.")
        else:
            period = "week" if model.view is View.WEEK else "month"
            self.detail.show_hint(
                f"Nothing is planned this {period}. Plan parallel sessions with Ctrl+Shift+B."
            )

    def _build(self) -> None:
        unit = current_theme().space.unit
        for widget in (self.state, self.week, self.month):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.detail)

    def _connect(self) -> None:
        model, head, grid, moves = self.model, self.head, self.week.grid, self.moves
        model.changed.connect(self.refresh)
        model.noticed.connect(partial(announce, self.banner))
        self._tick.timeout.connect(self.tick)
        head.views.chosen.connect(lambda view: model.show_view(View(view)))
        head.machines.toggled.connect(lambda _on: self.refresh())
        head.facility_chosen.connect(lambda one: model.choose_facility(FacilityId(one) or None))
        head.back.clicked.connect(lambda: model.step(-1))
        head.forward.clicked.connect(lambda: model.step(1))
        head.today.clicked.connect(lambda: model.show_day(model.today))
        head.export.clicked.connect(lambda: model.export(self._folder()))
        head.plan.clicked.connect(self.plan_requested)
        self.detail.open_wanted.connect(lambda: self._open(self._chosen))
        self.state.action_triggered.connect(model.open)
        grid.shift_ended.connect(self._show_detail)
        self.hand.placed.connect(self._on_placed)
        for side in (grid, self.month):
            side.chosen.connect(self._on_chosen)
            side.opened.connect(self._open)
        self.month.day_opened.connect(self._on_day_opened)
        self._key("PgUp", head.back.click)
        self._key("PgDown", head.forward.click)
        self._key("Home", head.today.click)
        self._key("Ctrl+E", head.export.click)
        self._key("Ctrl+Z", moves.undo)
        self._key("F5", model.open)

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(slot)

    def _on_chosen(self, key: str) -> None:
        self._chosen = key
        if not self.week.grid.ghost.isVisible():
            self._show_detail()

    def _open(self, key: str) -> None:
        entry = self.model.entry(key)
        if entry is not None and entry.bundle_id is not None:
            self.bundle_chosen.emit(entry.bundle_id)
        elif entry is not None:
            self.hand.say(f"“{entry.name}” is a single session; only bundles open here.")

    def _on_placed(self, key: str) -> None:
        self._chosen = key
        self.week.grid.focus_block(key)
        self.refresh()

    def _on_day_opened(self, day: date) -> None:
        self.model.show_day(day, View.WEEK)
