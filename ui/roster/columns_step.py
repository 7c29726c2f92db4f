"""What the columns are, and what holds for all rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.player import Position, Sex
from core.domain.roster_import import DateOrder, RosterFieldChoice, RosterPreview
from ui.roster.column_rows import ColumnRows
from ui.roster.view_model import RosterModel, team_choice
from widgets.inputs import Banner, BannerKind, Card, Label, TextRole, Tone, plain_container
from widgets.inputs.choice import Option
from widgets.inputs.scroll import vertical_scroll
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.theme import current_theme

_SIDE_PX = 340
_TYPING_MS = 300
_NEW = "new"
_ORDERS = (
    Option(id=DateOrder.AUTO, text="As the column shows"),
    Option(id=DateOrder.DAY_FIRST, text="Day first: 03/04 is 3 April"),
    Option(id=DateOrder.MONTH_FIRST, text="Month first: 03/04 is 4 March"),
)
_ENCODINGS = (
    Option(id="", text="Found out"),
    *(Option(id=code, text=name) for code, name in (
        ("utf-8", "UTF-8"),
        ("cp1252", "Western European (1252)"),
        ("cp1250", "Central European (1250)"),
        ("cp1251", "Cyrillic (1251)"),
        ("utf-16", "UTF-16"),
        ("mac_roman", "Macintosh"),
    )),
)  # fmt: skip
_EITHER = Option(id="", text="As the cells say")
_FIELDS = (
    FieldSpec(key="team", label="Team of rows that name none", kind=FieldKind.CHOICE),
    FieldSpec(key="newTeam", label="Name of the new team", longest=80),
    FieldSpec(key="dates", label="Dates are written", kind=FieldKind.CHOICE, options=_ORDERS),
    FieldSpec(
        key="encoding", label="Letters are written", kind=FieldKind.CHOICE, options=_ENCODINGS
    ),
)
_DEFAULTS = (
    FieldSpec(
        key="position",
        label="Position",
        kind=FieldKind.CHOICE,
        options=(_EITHER, *(Option(id=one, text=one.capitalize()) for one in Position)),
    ),
    FieldSpec(
        key="sex",
        label="Sex",
        kind=FieldKind.CHOICE,
        options=(_EITHER, *(Option(id=one, text=one.capitalize()) for one in Sex)),
    ),
    FieldSpec(key="birthDate", label="Birth date", hint="2008-01-01"),
    FieldSpec(key="massKg", label="Body mass (kg)", hint="as the cells say"),
    FieldSpec(key="heartRateRestBpm", label="Resting heart rate (bpm)", hint="as the cells say"),
)


class ColumnsStep(QWidget):
    """The second step.

    Args:
        model: The import.
        parent: Owner.
    """

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._typed: dict[str, str] = {}
        """What is typed and not read yet; "newTeam", or the field of a default."""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self.columns = ColumnRows()
        self.form = TextForm(_FIELDS, columns=1)
        self.defaults = TextForm(_DEFAULTS, columns=1)
        self.missing = Banner()
        self.remarks = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self._build()
        self.columns.matched.connect(lambda at, field: model.match(at, field or None))
        self.form.edited.connect(self._on_edited)
        self.defaults.edited.connect(self._on_default)
        self._typing.timeout.connect(self.read_typed)

    def refresh(self) -> None:
        """Show how the file is read now."""
        preview, reading = self._model.preview, self._model.reading
        if preview is None or reading is None or self._typed:
            return
        mapping = reading.mapping
        self.columns.show_columns(preview.columns, preview.choices)
        teams = [Option(id=team.id, text=team.name) for team in self._model.teams]
        self.form.set_options("team", [*teams, Option(id=_NEW, text="A new team")])
        self.form.show_values(
            {
                "team": _NEW if mapping.new_team_name is not None else mapping.team_id or "",
                "newTeam": mapping.new_team_name or "",
                "dates": mapping.date_order,
                "encoding": mapping.encoding or "",
            }
        )
        self.form.set_shown("newTeam", is_shown=mapping.new_team_name is not None)
        self.form.set_shown("encoding", is_shown=preview.encoding is not None)
        self.defaults.show_values(mapping.defaults)
        self._say_missing(preview)
        read = f"Read as {preview.encoding.upper()}." if preview.encoding else ""
        self.remarks.setText(" ".join(preview.remarks) or read)

    def read_typed(self) -> None:
        """Do not wait for the next letter."""
        self._typing.stop()
        typed, self._typed = self._typed, {}
        for field, text in typed.items():
            if field == "newTeam":
                self._model.change_mapping(new_team_name=text)
            else:
                self._model.set_default(field, text)

    def _say_missing(self, preview: RosterPreview) -> None:
        names = _labels(preview.missing, preview.choices)
        if names:
            self.missing.announce(
                f"New players need {names}: choose the columns, or say on the right what holds "
                "for all.",
                BannerKind.WARNING,
                stays=True,
            )
        else:
            self.missing.clear()
        needed = "Needed: no column gives it."
        self.defaults.show_problems(
            {key: needed for key in self.defaults.keys if key in preview.missing}
        )

    def _on_default(self, field: str, text: str) -> None:
        self._typed[field] = text
        self._typing.start()

    def _on_edited(self, field: str, text: str) -> None:
        model = self._model
        if field == "team" and text == _NEW:
            model.change_mapping(team_id=None, new_team_name="First team")
        elif field == "team":
            model.change_mapping(**team_choice(text))
        elif field == "newTeam":
            self._on_default(field, text)
        elif field == "dates":
            model.change_mapping(date_order=DateOrder(text))
        else:
            model.change_mapping(encoding=text or None)

    def _build(self) -> None:
        unit = current_theme().space.unit
        card = Card("Columns")
        card.content.addWidget(self.missing)
        card.content.addWidget(vertical_scroll(self.columns), 1)
        card.content.addWidget(self.remarks)
        side = plain_container()
        whole = Card("The file", side)
        whole.content.addWidget(self.form)
        rest = Card("Where a cell is empty", side)
        rest.content.addWidget(self.defaults)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        column.addWidget(card, 1)
        stack = _stacked(side, (whole, rest))
        column.addWidget(vertical_scroll(stack, _SIDE_PX))


def _labels(fields: Sequence[str], choices: Sequence[RosterFieldChoice]) -> str:
    names = {one.field: one.label.lower() for one in choices}
    words = [names.get(field, field) for field in fields]
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)


def _stacked(holder: QWidget, cards: Sequence[Card]) -> QWidget:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, current_theme().space.unit, 0)
    column.setSpacing(current_theme().space.unit)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return holder
