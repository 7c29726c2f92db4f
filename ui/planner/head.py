"""The wizard's first line: where we are, undo and redo, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.planner.editor import PlanEditor
from ui.planner.places import Step
from widgets.inputs import Button, ButtonKind, Label, TextRole, Tone
from widgets.theme import current_theme


class Head(QWidget):
    """Title and tools."""

    close_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        quiet = ButtonKind.QUIET
        self.undo_button = Button(kind=quiet, icon_name="undo", tooltip="Undo (Ctrl+Z)")
        self.redo_button = Button(kind=quiet, icon_name="redo", tooltip="Redo (Ctrl+Shift+Z)")
        self.close_button = Button(kind=quiet, icon_name="close", tooltip="Close (Esc)")
        self._subtitle = Label("", tone=Tone.SOFT)
        unit = current_theme().space.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit)
        row.setSpacing(unit)
        row.addWidget(Label("Create bulk parallel sessions", TextRole.TITLE))
        row.addWidget(self._subtitle, 1)
        for button in (self.undo_button, self.redo_button, self.close_button):
            row.addWidget(button)
        self.close_button.clicked.connect(self.close_wanted)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.redo_button.clicked.connect(self.redo_wanted)

    def show_state(self, step: Step, editor: PlanEditor | None) -> None:
        """Say where we are."""
        for button in (self.undo_button, self.redo_button, self._subtitle):
            button.setVisible(editor is not None)
        if editor is not None:
            self._subtitle.setText(f"Step {step + 1} of {len(Step)}")
            self.undo_button.setEnabled(editor.can_undo)
            self.redo_button.setEnabled(editor.can_redo)
