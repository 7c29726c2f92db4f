"""One row of the file: what becomes of it, and its cells to be corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.roster_import import RosterFieldChoice, RosterPreview, RosterRow, RowAction
from ui.roster.rows import ACTIONS, name_of
from ui.roster.view_model import RosterModel
from widgets.inputs import (
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.choice import Choice, Option
from widgets.inputs.scroll import vertical_scroll
from widgets.inputs.text_form import FieldSpec, TextForm
from widgets.theme import current_theme

_PROPOSED = Option(id="", text="As proposed")


class RowCard(Card):
    """Stands beside the rows.

    Args:
        model: The import.
        parent: Owner.
    """

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("The chosen row")
        self._model = model
        self._row: RosterRow | None = None
        self.title = ElidedLabel("", TextRole.HEADING)
        self.action = Choice(name="What becomes of the row")
        self.remarks = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.form = TextForm((), columns=1)
        self.apply = Button("Apply", kind=ButtonKind.PRIMARY, tooltip="Read it anew (Ctrl+S)")
        self._specs: tuple[FieldSpec, ...] = ()
        self._typed: dict[str, str] = {}
        self._build()
        self.action.chosen.connect(self._on_action)
        self.apply.clicked.connect(self.apply_typed)

    def show_row(self, row: RosterRow | None, preview: RosterPreview | None) -> None:
        """Show a row of the file, or none."""
        self.setVisible(row is not None)
        if row is None or preview is None:
            return
        if self._row is None or row.number != self._row.number or row.values != self._row.values:
            self._typed = {}
        self._row = row
        self._show_fields(row, preview)
        reading = self._model.reading
        decision = None if reading is None else reading.decisions.get(row.number)
        chosen = "" if decision is None or decision.action is None else decision.action.value
        options = [Option(id=key.value, text=text) for key, text in ACTIONS.items()]
        if row.player_id is None:
            options = [one for one in options if one.id != RowAction.UPDATE]
        self.action.show_options([_PROPOSED, *options], chosen)
        self.title.set_whole(f"Row {row.number}: {name_of(row)}")
        known = set(self.form.keys)
        said = [one.message for one in row.problems if one.field not in known]
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))
        self.form.show_values({**row.values, **self._typed})
        self.form.show_problems(
            {one.field: one.message for one in reversed(row.problems) if one.field in known}
            if row.action is not RowAction.SKIP
            else {}
        )
        self.apply.setEnabled(bool(self._typed) and not self._model.is_busy)

    def apply_typed(self) -> None:
        """Let the hub read the corrections."""
        row, typed = self._row, self._typed
        if row is not None and typed:
            self._typed = {}
            self._model.correct(row, typed)

    def _show_fields(self, row: RosterRow, preview: RosterPreview) -> None:
        blamed = tuple(one.field for one in row.problems if one.field)
        read = (column.field for column in preview.columns if column.field)
        fields = tuple(dict.fromkeys((*blamed, *read)))
        specs = tuple(_specs(fields, preview.choices))
        if specs == self._specs:
            return
        self._specs = specs
        old, self.form = self.form, TextForm(specs, columns=1)
        self.form.edited.connect(self._on_edited)
        self._body.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()

    def _on_edited(self, field: str, text: str) -> None:
        self._typed[field] = text
        self.apply.setEnabled(not self._model.is_busy)

    def _on_action(self, chosen: str) -> None:
        if self._row is not None:
            self._model.decide(self._row, RowAction(chosen) if chosen else None)

    def _build(self) -> None:
        unit = current_theme().space.unit
        inner = plain_container()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, unit, 0)
        self._body.addWidget(self.form)
        self._body.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.apply)
        self.content.addWidget(self.title)
        self.content.addWidget(self.action)
        self.content.addWidget(self.remarks)
        self.content.addWidget(vertical_scroll(inner), 1)
        self.content.addLayout(line)


def _specs(fields: Sequence[str], choices: Sequence[RosterFieldChoice]) -> list[FieldSpec]:
    labels = {one.field: one.label for one in choices}
    return [FieldSpec(key=field, label=labels.get(field, field)) for field in fields]
