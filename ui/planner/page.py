"""The bulk wizard's page: where we are, the step, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from core.domain.slots import Slot
from ui.common.services import DeskServices
from ui.planner.body import WizardBody
from ui.planner.editor import PlanEditor
from ui.planner.finding import Fix
from ui.planner.footer import Footer
from ui.planner.head import Head
from ui.planner.places import Step
from ui.planner.time_finder import fix_of
from ui.planner.view_model import Phase, WizardModel
from widgets.inputs import EmptyState

_SMALLEST = QSize(560, 300)
_ROOMY_FROM = 900
"""Width from which there is room for the rail's words and the review beside the step."""


class BulkWizard(QWidget):
    """Plans parallel sessions in three steps.

    Loads what it needs when it is shown; a plan that was left half done is kept until it is
    created or thrown away.
    """

    created = Signal(str)
    """Id of the bundle that now exists."""
    closed = Signal()
    """The trainer is done here without creating anything."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulk-wizard")
        self.setAccessibleName("Create bulk parallel sessions")
        self.setMinimumSize(_SMALLEST)
        self.model = WizardModel(
            services.link, services.tasks, services.now, services.plan_draft, self
        )
        self.head = Head()
        self.body = WizardBody()
        self.footer = Footer()
        self.state = EmptyState("calendar", "Loading", "")
        self._build()
        self._connect()
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.model.phase in (Phase.IDLE, Phase.FAILED, Phase.CREATED):
            self.model.load()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._on_escape()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.body.set_roomy(is_roomy=self.width() >= _ROOMY_FROM):
            self._show()

    def _build(self) -> None:
        editing = QWidget()
        inner = QVBoxLayout(editing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.body, 1)
        inner.addWidget(self.footer)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(editing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        model, body = self.model, self.body
        model.changed.connect(self._show)
        model.step_changed.connect(lambda: body.enter(model.step, self.footer.next_button))
        model.focus_wanted.connect(body.focus_field)
        model.created.connect(self.created)
        self.footer.next_wanted.connect(model.go_on)
        self.footer.previous_wanted.connect(model.go_back)
        self.footer.discard_confirmed.connect(self._close)
        self.head.close_wanted.connect(self._ask_to_close)
        self.head.undo_wanted.connect(lambda: self._edit(PlanEditor.undo))
        self.head.redo_wanted.connect(lambda: self._edit(PlanEditor.redo))
        body.rail.step_chosen.connect(lambda index: model.go_to(Step(index)))
        body.notice.fix_chosen.connect(self._on_fix)
        body.notice.dismissed.connect(lambda: self._edit(PlanEditor.dismiss_notice))
        body.panel.fix_chosen.connect(self._on_fix)
        body.panel.finding_chosen.connect(model.show_place)
        self.state.action_triggered.connect(model.load)
        start = body.configure.start_card
        start.chosen.connect(model.begin_with)
        start.take_up_wanted.connect(model.take_up)
        start.forget_wanted.connect(model.forget_unfinished)
        times = body.configure.time_card
        times.find_wanted.connect(lambda: self._edit(model.times.find))
        times.chosen.connect(self._on_slot)
        for keys, slot in (
            ("Alt+Right", model.go_on),
            ("Alt+Left", model.go_back),
            ("Ctrl+Z", self.head.undo_button.click),
            ("Ctrl+Shift+Z", self.head.redo_button.click),
            ("Ctrl+Y", self.head.redo_button.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show(self) -> None:
        model, editor = self.model, self.model.editor
        self._stack.setCurrentIndex(1 if editor is not None else 0)
        self.head.show_state(model.step, editor)
        if editor is None:
            self._show_state()
            return
        self.body.show_plan(model, editor)
        self.footer.show_state(model.step, model.phase, len(editor.review.problems))

    def _show_state(self) -> None:
        problem = self.model.problem
        if problem is None:
            self.state.show_text("calendar", "Loading", "Players, machines and bookings …")
        else:
            sentence = f"{problem.message} {problem.suggested_action}".strip()
            self.state.show_text("error", "The wizard cannot begin", sentence, "Try again")

    def _edit(self, act: Callable[[PlanEditor], object]) -> None:
        if self.model.editor is not None and self.model.phase is Phase.EDITING:
            act(self.model.editor)

    def _on_fix(self, fix: Fix) -> None:
        self._edit(lambda editor: editor.apply(fix))

    def _on_slot(self, slot: Slot) -> None:
        self._edit(lambda editor: editor.apply(fix_of(slot, editor.plan)))

    def _on_enter(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton) and not isinstance(focused, QCheckBox):
            focused.click()
        elif not self.footer.is_asking:
            self.model.go_on()

    def _on_escape(self) -> None:
        if self.footer.is_asking:
            self.footer.stop_asking()
        elif not self.body.groups.board.stop_swapping():
            self._ask_to_close()

    def _ask_to_close(self) -> None:
        if self.model.phase is Phase.CREATING:
            return
        if self.model.has_changes:
            self.footer.ask_to_discard()
        else:
            self._close()

    def _close(self) -> None:
        self.model.discard()
        self.closed.emit()
