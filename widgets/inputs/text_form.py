"""A form as a list of fields: texts in, texts out, and what is wrong at the field concerned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from core.domain.value import Value
from widgets.inputs.choice import Choice, Option
from widgets.inputs.day_line import DayLine
from widgets.inputs.edit_form import EditForm
from widgets.inputs.form_field import FormField, mark_invalid
from widgets.inputs.labels import Label, TextRole
from widgets.inputs.toggles import Toggles
from widgets.theme import current_theme

_AREA_PX = 72
_BREAK = "\n"


class FieldKind(StrEnum):
    """How a field takes its answer."""

    LINE = "line"
    AREA = "area"
    """Several lines."""
    CHOICE = "choice"
    """One of a few; the text is its id."""
    SUGGEST = "suggest"
    """Any text; the options are proposals."""
    TOGGLES = "toggles"
    """Any number of a few; the text is their ids, a line each."""
    DAY = "day"
    HEADING = "heading"
    """No field: a title over those that follow."""


class FieldSpec(Value, frozen=True, kw_only=True):
    """One field."""

    key: str
    label: str
    kind: FieldKind = FieldKind.LINE
    options: tuple[Option, ...] = ()
    hint: str = ""
    """Stands in an empty field."""
    span: int = 1
    """Columns that it takes."""
    longest: int = 200


class TextForm(EditForm):
    """Fields in a grid.

    Args:
        fields: In reading order.
        columns: How many stand side by side.
        parent: Owner.
    """

    def __init__(
        self, fields: Sequence[FieldSpec], *, columns: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._specs = {spec.key: spec for spec in fields}
        self._widgets: dict[str, QWidget] = {}
        self._frames: dict[str, FormField] = {}
        self._is_showing = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * current_theme().space.unit)
        self._grid.setVerticalSpacing(current_theme().space.unit)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 1)  # an empty column keeps its spacing
        self._build(fields, columns)

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return tuple(self._widgets)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: _text(field) for key, field in self._widgets.items()}

    def field(self, key: str) -> QWidget:
        """The widget that takes an answer."""
        return self._widgets[key]

    def problem(self, key: str) -> str:
        """What is said to be wrong with a field."""
        return self._frames[key].problem

    @override
    def show_values(self, values: Mapping[str, str]) -> None:
        """Show texts; a field that is not named becomes empty."""
        self._is_showing = True
        for key, field in self._widgets.items():
            text = values.get(key, "")
            if _text(field) != text:
                _put(field, text)
        self._is_showing = False

    @override
    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, each at its field."""
        for key, frame in self._frames.items():
            text = problems.get(key, "")
            if frame.problem != text:
                frame.show_problem(text)
                line = frame.field
                if isinstance(line, DayLine):
                    mark_invalid(line.line, is_invalid=bool(text))

    def set_options(self, key: str, options: Sequence[Option]) -> None:
        """Offer other things to choose."""
        field = self._widgets[key]
        text = _text(field)
        self._is_showing = True
        if isinstance(field, Choice):
            field.show_options(options, text)
        elif isinstance(field, Toggles):
            field.show_options(options, text.split(_BREAK))
        elif isinstance(field, QComboBox):
            _offer(field, options)
        self._is_showing = False

    def set_shown(self, key: str, *, is_shown: bool) -> None:
        """Ask for something, or do not."""
        self._frames[key].setVisible(is_shown)

    def set_hint(self, key: str, hint: str) -> None:
        """Say something else in an empty line."""
        field = self._widgets[key]
        if isinstance(field, QLineEdit):
            field.setPlaceholderText(hint)

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Show only, or let somebody change it."""
        for field in self._widgets.values():
            line = field.line if isinstance(field, DayLine) else field
            if isinstance(line, (QLineEdit, QPlainTextEdit)):
                line.setReadOnly(is_read_only)
            else:
                line.setEnabled(not is_read_only)
            if isinstance(field, DayLine):
                field.button.setVisible(not is_read_only)

    @override
    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self._widgets[key].setFocus()

    def _build(self, fields: Sequence[FieldSpec], columns: int) -> None:
        row, column = 0, 0
        for spec in fields:
            is_heading = spec.kind is FieldKind.HEADING
            span = columns if is_heading else spec.span
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(self._made(spec), row, column, 1, span)
            column += span

    def _made(self, spec: FieldSpec) -> QWidget:
        if spec.kind is FieldKind.HEADING:
            return Label(spec.label, TextRole.HEADING)
        field = _MAKE[spec.kind](spec)
        self._widgets[spec.key] = field
        self._listen(spec, field)
        frame = FormField(spec.label, field)
        self._frames[spec.key] = frame
        return frame

    def _listen(self, spec: FieldSpec, field: QWidget) -> None:
        def tell(*_: object) -> None:
            if not self._is_showing:
                self.edited.emit(spec.key, _text(field))

        if isinstance(field, (QLineEdit, QPlainTextEdit)):
            field.textChanged.connect(tell)
        elif isinstance(field, Choice):
            field.chosen.connect(tell)
        elif isinstance(field, QComboBox):
            field.currentTextChanged.connect(tell)
        elif isinstance(field, (Toggles, DayLine)):
            field.changed.connect(tell)


def _line(spec: FieldSpec) -> QWidget:
    field = QLineEdit()
    field.setPlaceholderText(spec.hint)
    field.setMaxLength(spec.longest)
    return field


def _area(spec: FieldSpec) -> QWidget:
    field = QPlainTextEdit()
    field.setPlaceholderText(spec.hint)
    field.setTabChangesFocus(True)
    field.setFixedHeight(_AREA_PX)
    return field


def _choice(spec: FieldSpec) -> QWidget:
    field = Choice(name=spec.label)
    field.show_options(spec.options, "")
    return field


def _suggest(spec: FieldSpec) -> QWidget:
    field = QComboBox()
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(6)
    completer = QCompleter(field.model(), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    field.setCompleter(completer)
    line = field.lineEdit()
    if line is not None:
        line.setPlaceholderText(spec.hint)
        line.setMaxLength(spec.longest)
    _offer(field, spec.options)
    return field


def _toggles(spec: FieldSpec) -> QWidget:
    field = Toggles(name=spec.label)
    field.show_options(spec.options, ())
    return field


def _day(spec: FieldSpec) -> QWidget:
    return DayLine(name=spec.label, hint=spec.hint)


def _offer(field: QComboBox, options: Sequence[Option]) -> None:
    texts = [option.text for option in options]
    if texts != [field.itemText(at) for at in range(field.count())]:
        kept = field.currentText()
        field.clear()
        field.addItems(texts)
        field.setCurrentText(kept)


def _text(field: QWidget) -> str:
    """What stands in a field of any kind."""
    text = ""
    if isinstance(field, DayLine):
        text = field.line.text()
    elif isinstance(field, QLineEdit):
        text = field.text()
    elif isinstance(field, QPlainTextEdit):
        text = field.toPlainText()
    elif isinstance(field, Choice):
        text = field.current_id
    elif isinstance(field, Toggles):
        text = _BREAK.join(field.chosen)
    elif isinstance(field, QComboBox):
        text = field.currentText()
    return text


def _put(field: QWidget, text: str) -> None:
    """Let a field of any kind say something."""
    if isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, Choice):
        field.show_options(field.options, text)
    elif isinstance(field, Toggles):
        field.show_chosen(text.split(_BREAK))
    elif isinstance(field, DayLine):
        field.line.setText(text)
    elif isinstance(field, QComboBox):
        field.setCurrentText(text)


_MAKE: dict[FieldKind, Callable[[FieldSpec], QWidget]] = {
    FieldKind.LINE: _line,
    FieldKind.AREA: _area,
    FieldKind.CHOICE: _choice,
    FieldKind.SUGGEST: _suggest,
    FieldKind.TOGGLES: _toggles,
    FieldKind.DAY: _day,
}
