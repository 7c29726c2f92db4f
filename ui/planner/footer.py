"""The wizard's last line: back, on, and the question before changes are thrown away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedLayout, QWidget

from ui.planner.places import Step
from ui.planner.view_model import Phase
from widgets.inputs import Button, ButtonKind, ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_HINTS = {
    Step.CONFIGURE: "Enter: next step",
    Step.GROUPS: (
        "Arrows select · Ctrl+arrows or 1–8 move · 0 unassigns · Ctrl+X swaps · Ctrl+L locks · "
        "Enter: next step"
    ),
    Step.REVIEW: "Enter: create",
}


class Footer(QFrame):
    """Buttons of the wizard."""

    next_wanted = Signal()
    previous_wanted = Signal()
    discard_confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "status")
        self.previous_button = Button("Previous", icon_name="chevron-left")
        self.next_button = Button("Next", kind=ButtonKind.PRIMARY)
        self.keep_button = Button("Keep editing")
        self.discard_button = Button("Throw away", kind=ButtonKind.DANGER, icon_name="trash")
        self._hint = ElidedLabel("", TextRole.CAPTION, tone=Tone.FAINT)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setMaximumWidth(160)
        self._progress.setAccessibleName("Creating sessions")
        self._build()
        self.next_button.clicked.connect(self.next_wanted)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.keep_button.clicked.connect(self.stop_asking)
        self.discard_button.clicked.connect(self._on_discard)

    @property
    def is_asking(self) -> bool:
        """Whether it asks if the plan shall be thrown away."""
        return self._layers.currentIndex() == 1

    def show_state(self, step: Step, phase: Phase, problem_count: int) -> None:
        """Name the next step."""
        is_creating = phase is Phase.CREATING
        self.previous_button.setVisible(step is not Step.CONFIGURE)
        self.previous_button.setEnabled(not is_creating)
        self.next_button.setEnabled(phase is Phase.EDITING)
        self.next_button.set_caption(_caption(step, phase, problem_count))
        self._hint.set_whole("" if is_creating else _HINTS[step])
        self._progress.setVisible(is_creating)

    def ask_to_discard(self) -> None:
        """Ask in place."""
        self._layers.setCurrentIndex(1)
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_asking(self) -> None:
        """Back to the buttons."""
        self._layers.setCurrentIndex(0)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        unit = current_theme().space.unit
        usual, asking = QWidget(), QWidget()
        row = QHBoxLayout(usual)
        row.setContentsMargins(3 * unit, unit, 2 * unit, unit)
        row.setSpacing(unit)
        row.addWidget(self.previous_button)
        row.addWidget(self._hint, 1)
        row.addWidget(self._progress)
        row.addWidget(self.next_button)
        question = QHBoxLayout(asking)
        question.setContentsMargins(3 * unit, unit, 2 * unit, unit)
        question.setSpacing(unit)
        question.addWidget(IconLabel("warning", 18, tone=Tone.WARNING))
        question.addWidget(Label("Throw this plan away? Nothing was created yet."), 1)
        question.addWidget(self.keep_button)
        question.addWidget(self.discard_button)
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.addWidget(usual)
        self._layers.addWidget(asking)

    def _on_discard(self) -> None:
        self._layers.setCurrentIndex(0)
        self.discard_confirmed.emit()


def _caption(step: Step, phase: Phase, problem_count: int) -> str:
    if phase is Phase.CREATING:
        return "Creating …"
    if step is not Step.REVIEW:
        return f"Next: {Step(step + 1).title}  →"
    if problem_count:
        return "Show the problem" if problem_count == 1 else f"Show {problem_count} problems"
    return "Create All Sessions"
