"""Where the trainer is in the wizard, and what it is busy with."""

from __future__ import annotations

from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from ui.planner.editor import PlanEditor
from ui.planner.places import Place, Step


class Phase(StrEnum):
    """What the wizard is busy with."""

    IDLE = auto()
    """No plan; `load` begins one."""
    LOADING = auto()
    FAILED = auto()
    """Nothing could be loaded; `problem` says why."""
    EDITING = auto()
    CREATING = auto()
    CREATED = auto()


class WizardSteps(QObject):
    """The steps of a plan. `changed` fires after every change of what is to be shown.

    Args:
        parent: Owner.
    """

    changed = Signal()
    step_changed = Signal()
    focus_wanted = Signal(str)
    """Path of the field the trainer should look at."""
    created = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phase = Phase.IDLE
        self.step = Step.CONFIGURE
        self.furthest = Step.CONFIGURE
        self.editor: PlanEditor | None = None

    @property
    def can_create(self) -> bool:
        """Whether the hub would take the plan as it is."""
        return (
            self.phase is Phase.EDITING
            and self.editor is not None
            and not self.editor.review.problems
        )

    @property
    def has_changes(self) -> bool:
        """Whether closing throws something away."""
        return self.phase is Phase.EDITING and self.editor is not None and self.editor.is_changed

    def go_to(self, step: Step) -> None:
        """Show a step."""
        if self.editor is None or step is self.step:
            return
        self.step = step
        self.furthest = max(self.furthest, step)
        self._arrived(self.editor)
        self.step_changed.emit()
        self.changed.emit()

    def go_back(self) -> None:
        """Previous step."""
        if self.step is not Step.CONFIGURE and self.phase is Phase.EDITING:
            self.go_to(Step(self.step - 1))

    def show_place(self, place: Place) -> None:
        """Go to the step and the field concerned."""
        self.go_to(place.step)
        if place.field:
            self.focus_wanted.emit(place.field)

    def _arrived(self, editor: PlanEditor) -> None:
        """The trainer has come to another step."""
