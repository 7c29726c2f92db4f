"""The head of the builder: name, tags, undo, save."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.workouts.builder_model import BuilderModel
from ui.workouts.form_parts import show_text, show_words, words_field, words_in
from ui.workouts.words import kind_name
from widgets.inputs import Button, ButtonKind, Label, TextRole, Tone
from widgets.inputs.form_field import mark_invalid
from widgets.theme import current_theme

_NAME_PX = 180


class BuilderHead(QWidget):
    """What concerns the whole workout."""

    left = Signal()
    save_wanted = Signal()

    def __init__(self, model: BuilderModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.back = Button(kind=ButtonKind.QUIET, icon_name="chevron-left", tooltip="Back (Esc)")
        self.kind = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.state = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of the workout")
        self.name.setAccessibleName("Name of the workout")
        self.name.setMaxLength(255)
        self.tags = words_field("Tags", "Tags: intervals, pre-season")
        self.description = words_field("Description", "What it is for, in a sentence")
        self.undo = Button(kind=ButtonKind.QUIET, icon_name="undo", tooltip="Undo (Ctrl+Z)")
        self.redo = Button(kind=ButtonKind.QUIET, icon_name="redo", tooltip="Redo (Ctrl+Y)")
        self.save = Button(
            "Save", kind=ButtonKind.PRIMARY, icon_name="check", tooltip="Save (Ctrl+S)"
        )
        self._build()
        self._connect()
        self.refresh()

    def refresh(self, *, is_busy: bool = False, marks_name: bool = False) -> None:
        """Show the draft as it is now."""
        model = self._model
        draft = model.draft
        show_text(self.name, draft.name)
        show_text(self.description, draft.description)
        show_words(self.tags, draft.tags)
        mark_invalid(self.name, is_invalid=marks_name and bool(model.problem_at(None, "name")))
        self.kind.setText(f"{kind_name(draft.kind)} workout")
        self.state.setText(_state(model))
        self.undo.setEnabled(model.can_undo)
        self.redo.setEnabled(model.can_redo)
        self.save.setEnabled(not is_busy and (model.is_changed or model.is_new))

    def _build(self) -> None:
        unit = current_theme().space.unit
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.kind)
        words.addWidget(self.state)
        self.name.setMinimumWidth(_NAME_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit)
        row.addWidget(self.back)
        row.addWidget(self.name, 3)
        row.addWidget(self.tags, 2)
        row.addWidget(self.description, 3)
        row.addLayout(words)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.save)

    def _connect(self) -> None:
        model = self._model
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.save_wanted)
        self.undo.clicked.connect(model.undo)
        self.redo.clicked.connect(model.redo)
        self.name.textEdited.connect(model.set_name)
        self.description.textEdited.connect(model.set_description)
        self.tags.textEdited.connect(lambda text: model.set_tags(words_in(text)))


def _state(model: BuilderModel) -> str:
    if model.is_new:
        return "not saved yet"
    version = f"version {model.draft.version}"
    return f"{version}, changed" if model.is_changed else version
