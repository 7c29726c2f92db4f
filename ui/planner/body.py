"""The wizard between head and footer: rail, the step, what was said last, the live review."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.planner.configure_step import ConfigureStep
from ui.planner.editor import PlanEditor
from ui.planner.groups_step import GroupsStep
from ui.planner.notice_strip import NoticeStrip
from ui.planner.places import Step
from ui.planner.review_panel import ReviewPanel
from ui.planner.review_step import ReviewStep
from ui.planner.step_states import step_states
from ui.planner.store import Notice
from ui.planner.view_model import Phase, WizardModel
from widgets.inputs.step_rail import StepRail
from widgets.theme import current_theme

_RAIL_WIDTH = 164
_RAIL_NARROW = 34


class WizardBody(QWidget):
    """Shows the plan. In a narrow window without the rail's words and the review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = StepRail([step.title for step in Step])
        self.configure = ConfigureStep()
        self.groups = GroupsStep()
        self.review = ReviewStep()
        self.notice = NoticeStrip()
        self.panel = ReviewPanel()
        self._is_roomy = True
        self._build()

    def show_plan(self, model: WizardModel, editor: PlanEditor) -> None:
        """Show the plan as it is."""
        self._steps.setCurrentIndex(model.step)
        self._steps.setEnabled(model.phase is Phase.EDITING)
        for page in (self.configure, self.groups, self.review):
            page.show_plan(editor, model.invalid_field)
        self.configure.start_card.show_starting(model.starting, editor.plan.template_id)
        is_about = model.times.is_about(editor.plan, editor.club)
        self.configure.time_card.show_found(model.times, editor.plan, is_about=is_about)
        self.panel.show_review(editor.review, model.furthest)
        self.notice.show_notice(editor.notice or self._first_problem(editor))
        states = step_states(model, editor)
        for button, (state, note) in zip(self.rail.buttons, states, strict=True):
            button.show_state(state, note)

    def set_roomy(self, *, is_roomy: bool) -> bool:
        """Use much or little width; tells whether that is new."""
        if is_roomy == self._is_roomy:
            return False
        self._is_roomy = is_roomy
        self._side.setVisible(is_roomy)
        self.rail.setFixedWidth(_RAIL_WIDTH if is_roomy else _RAIL_NARROW)
        return True

    def enter(self, step: Step, fallback: QWidget) -> None:
        """Give the focus to a step's first field, or where it has none to `fallback`."""
        first: dict[Step, QWidget] = {
            Step.CONFIGURE: self.configure.count,
            Step.GROUPS: self.groups.unassigned,
        }
        self._steps.setCurrentIndex(step)
        first.get(step, fallback).setFocus(Qt.FocusReason.TabFocusReason)

    def focus_field(self, path: str) -> None:
        """Bring a field into sight and give it the focus."""
        for page in (self.configure, self.groups, self.review):
            if page.focus_field(path):
                return

    def _first_problem(self, editor: PlanEditor) -> Notice | None:
        """Where the review is not beside the step, its first problem is said below it."""
        problems = editor.review.problems
        if self._is_roomy or not problems:
            return None
        first = problems[0]
        return Notice(text=first.text, level=first.level, fixes=first.fixes)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._steps = QStackedWidget()
        for step_page in (self.configure, self.groups, self.review):
            self._steps.addWidget(step_page)
        self.rail.setFixedWidth(_RAIL_WIDTH)
        middle = QVBoxLayout()
        middle.setSpacing(unit + 4)
        middle.addWidget(self._steps, 1)
        middle.addWidget(self.notice)
        self._side = QFrame()
        self._side.setProperty("surface", "card")
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * unit, unit, 2 * unit, unit + 4)
        row.setSpacing(2 * unit)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        row.addWidget(self._side)
