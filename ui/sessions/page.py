"""The sessions page: all bundles, and the ways to plan one."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import BundleId
from ui.common.feedback import Notice
from ui.common.services import DeskServices
from ui.sessions.absence_model import AbsenceModel
from ui.sessions.absence_panel import AbsencePanel
from ui.sessions.edit_model import BulkEditModel
from ui.sessions.edit_panel import BulkEditPanel
from ui.sessions.list_state import show_state
from ui.sessions.row import BundleRow
from ui.sessions.unfinished_offer import UnfinishedOffer
from ui.sessions.view_model import Phase, SessionsModel
from widgets.inputs import (
    Banner,
    Button,
    ButtonKind,
    EmptyState,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.split_button import SplitButton
from widgets.theme import current_theme

_SMALLEST = QSize(480, 300)


class SessionsPage(QWidget):
    """Bundles, newest start first."""

    bundle_chosen = Signal(str)
    """The trainer wants to see this bundle."""
    playback_requested = Signal(str)
    """The trainer wants to see the recording of this bundle."""
    plan_requested = Signal()
    """The trainer wants to plan parallel sessions."""
    continue_requested = Signal()
    """The trainer wants to go on with the plan that an earlier start left unfinished."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sessions-page")
        self.setAccessibleName("Sessions")
        self.model = SessionsModel(services.link, services.tasks, services.now, self)
        self.rows: list[BundleRow] = []
        self.create_button = SplitButton("Create Session", icon_name="plus")
        self.create_button.add_entry(
            "Bulk Parallel Sessions", "Ctrl+Shift+B", self.plan_requested.emit
        )
        self.create_button.add_entry(
            "From Template or Earlier Session", "", self.plan_requested.emit
        )
        self.reload_button = Button(
            kind=ButtonKind.QUIET, icon_name="refresh", tooltip="Reload (F5)"
        )
        self.more_button = Button("Load more", icon_name="chevron-down")
        self.quick_button = Button(
            "Create Multiple Sessions",
            kind=ButtonKind.PRIMARY,
            icon_name="team",
            tooltip="Plan parallel sessions for several groups (Ctrl+Shift+B)",
            parent=self,
        )
        self.edit = BulkEditPanel(BulkEditModel(services.link, services.tasks, self))
        self.absence = AbsencePanel(AbsenceModel(services.link, services.tasks, self))
        self.banner = Banner()
        self._unfinished = UnfinishedOffer(self.banner, services.plan_draft)
        self.state = EmptyState("calendar", "Loading", "")
        self._count = Label("", tone=Tone.SOFT)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()
        self._unfinished.offer()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_quick_button()

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(Label("Sessions", TextRole.TITLE))
        head.addWidget(self._count, 1)
        head.addWidget(self.reload_button)
        head.addWidget(self.create_button)
        self._build_list()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self._scroll)
        listing = plain_container()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(unit + 4)
        inner.addLayout(head)
        inner.addWidget(self._stack, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(listing)
        self._pages.addWidget(self.edit)
        self._pages.addWidget(self.absence)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, 0)
        column.setSpacing(unit + 4)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _build_list(self) -> None:
        unit = current_theme().space.unit
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 9 * unit)
        self._list.setSpacing(unit)
        self._list.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._list.addStretch(1)
        content = plain_container()
        content.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.noticed.connect(self._tell)
        self.model.undoable.connect(lambda notice: self._tell(notice, "Undo"))
        self.reload_button.clicked.connect(self.model.reload)
        self.more_button.clicked.connect(self.model.load_more)
        self.quick_button.clicked.connect(self.plan_requested)
        self.state.action_triggered.connect(self._on_state_action)
        self.banner.action_triggered.connect(self._on_banner)
        for panel in (self.edit, self.absence):
            panel.model.applied.connect(self.model.on_changed)
            panel.closed.connect(self._on_edit_left)
            panel.model.applied.connect(lambda _: self._on_edit_left())
        reload_key = QShortcut(QKeySequence("F5"), self)
        reload_key.activated.connect(self.model.reload)

    def _show(self) -> None:
        model = self.model
        has_list = model.phase is Phase.READY and bool(model.items)
        self._stack.setCurrentIndex(1 if has_list else 0)
        self.quick_button.setVisible(has_list and self._pages.currentIndex() == 0)
        self.reload_button.setEnabled(not model.is_busy)
        self._count.setText(self._count_text())
        self._show_rows()
        self.more_button.setVisible(model.has_more)
        self.more_button.setEnabled(not model.is_busy)
        self.more_button.set_caption("Loading …" if model.is_busy else "Load more")
        if not has_list:
            show_state(self.state, self.model)
        self._place_quick_button()

    def _count_text(self) -> str:
        if self.model.phase is not Phase.READY or not self.model.items:
            return ""
        shown = len(self.model.items)
        return f"{shown} newest" if self.model.has_more else f"{shown} in all"

    def _show_rows(self) -> None:
        items = self.model.items
        while len(self.rows) > len(items):
            row = self.rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(items):
            self.rows.append(self._new_row())
        for row, item in zip(self.rows, items, strict=True):
            row.show_bundle(item, self.model)

    def _new_row(self) -> BundleRow:
        row = BundleRow()
        row.opened.connect(self.bundle_chosen)
        row.delete_asked.connect(lambda one: self.model.ask_to_delete(BundleId(one)))
        row.delete_confirmed.connect(lambda one: self.model.delete(BundleId(one)))
        row.delete_refused.connect(self.model.keep)
        row.edit_wanted.connect(lambda one: self._open(self.edit, one))
        row.absence_wanted.connect(lambda one: self._open(self.absence, one))
        row.playback_wanted.connect(self.playback_requested)
        row.step_wanted.connect(lambda step: self._on_step(row, step))
        self._list.insertWidget(len(self.rows), row)
        return row

    def _on_state_action(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        else:
            self.plan_requested.emit()

    def _open(self, panel: BulkEditPanel | AbsencePanel, bundle_id: str) -> None:
        self._pages.setCurrentWidget(panel)
        self.quick_button.hide()
        panel.open(bundle_id)

    def _on_edit_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_banner(self) -> None:
        if self._unfinished.take():
            self.continue_requested.emit()
        else:
            self.model.take_back()

    def _tell(self, notice: Notice, action: str = "") -> None:
        self._unfinished.withdraw()
        self.banner.announce(notice.text, notice.kind, action=action)

    def _on_step(self, row: BundleRow, step: int) -> None:
        target = self.rows.index(row) + step
        if 0 <= target < len(self.rows):
            self.rows[target].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self.rows[target])

    def _place_quick_button(self) -> None:
        unit = current_theme().space.unit
        self.quick_button.adjustSize()
        right = self.width() - self.quick_button.width() - 3 * unit
        self.quick_button.move(right, self.height() - self.quick_button.height() - 3 * unit)
        self.quick_button.raise_()
