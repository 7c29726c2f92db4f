"""A form made from field specifications; what is wrong stands below the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.services.desk.event_desk_form import Answers, FieldSpec, FieldType, answered
from widgets.inputs import plain_container
from widgets.inputs.choice import Choice, Option
from widgets.inputs.form_field import FormField
from widgets.theme import current_theme

_FLAGS = (Option(id="", text="–"), Option(id="true", text="Yes"), Option(id="false", text="No"))


class SchemaForm(QScrollArea):
    """One field below the other, needed ones first."""

    edited = Signal(str)
    """Key of the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.fields: tuple[FieldSpec, ...] = ()
        self._inputs: dict[str, QLineEdit | Choice] = {}
        self._rows: dict[str, FormField] = {}

    def show_fields(
        self, fields: Sequence[FieldSpec], options: Mapping[str, Sequence[Option]]
    ) -> None:
        """Make a form.

        Args:
            fields: What is asked for.
            options: Fields, by key, whose answer is one of the club's things.
        """
        kept = self.texts()
        self.fields = tuple(fields)
        self._inputs.clear()
        self._rows.clear()
        unit = current_theme().space.unit
        inner = plain_container()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, unit, 0)
        column.setSpacing(unit + 2)
        for field in self.fields:
            entry = self._input(field, options.get(field.key))
            star = " *" if field.is_required else ""
            row = FormField(f"{field.label}{star}", entry)
            row.setToolTip(field.about)
            self._inputs[field.key] = entry
            self._rows[field.key] = row
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inner)
        for key, text in kept.items():
            self.set_text(key, text)

    def texts(self) -> dict[str, str]:
        """What each field holds."""
        return {
            key: entry.current_id if isinstance(entry, Choice) else entry.text()
            for key, entry in self._inputs.items()
        }

    def set_text(self, key: str, text: str) -> None:
        """Fill a field; one that is not there is no matter."""
        entry = self._inputs.get(key)
        if isinstance(entry, Choice):
            if text in {option.id for option in entry.options}:
                entry.show_options(entry.options, text)
        elif entry is not None:
            entry.setText(text)

    def answers(self) -> Answers:
        """Check all fields, and mark what is wrong."""
        answers = answered(self.fields, self.texts())
        for key in self._rows:
            self.show_problem(key, answers.problems.get(key, ""))
        first = next((key for key in self._rows if key in answers.problems), None)
        if first is not None:
            self._inputs[first].setFocus()
            self.ensureWidgetVisible(self._rows[first])
        return answers

    def show_problem(self, key: str, text: str) -> None:
        """Say what is wrong with a field, or with an empty text that all is well."""
        if key in self._rows:
            self._rows[key].show_problem(text)

    def problem(self, key: str) -> str:
        """What is wrong with a field."""
        return self._rows[key].problem

    def _input(self, field: FieldSpec, options: Sequence[Option] | None) -> QLineEdit | Choice:
        if options is None and field.type is FieldType.FLAG:
            options = _FLAGS
        if options is None and field.type is FieldType.CHOICE:
            none = [] if field.is_required else [Option(id="", text="–")]
            options = [*none, *(Option(id=one, text=one) for one in field.choices)]
        if options is not None:
            choice = Choice(name=field.label)
            choice.show_options(options, options[0].id if options else "")
            choice.chosen.connect(lambda _id, key=field.key: self.edited.emit(key))
            return choice
        line = QLineEdit()
        line.setPlaceholderText(field.hint)
        line.textEdited.connect(lambda _text, key=field.key: self.show_problem(key, ""))
        return line
