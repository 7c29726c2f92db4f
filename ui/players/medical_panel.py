"""What a player may not do: the list, and the editor in its place."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.restriction import Severity
from ui.common.edit_card import FORGET_QUESTION
from ui.players.medical_model import MedicalModel
from ui.players.restriction_card import RestrictionCard
from ui.players.restriction_draft import BODY_PARTS, exercises_in, movements_in
from ui.players.words import SEVERITIES, effect_text, options_of, period_text
from widgets.inputs import Button, ButtonKind, EmptyState, Label, TextRole, Tone
from widgets.inputs.choice import Option
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.theme import current_theme

_ZONES = (
    Option(id="", text="Any intensity"),
    *(Option(id=str(zone), text=f"Up to zone {zone}") for zone in range(1, 6)),
)
_FIELDS = (
    FieldSpec(
        key="bodyPart",
        label="Part of the body",
        kind=FieldKind.SUGGEST,
        options=options_of((part, part) for part in BODY_PARTS),
        hint="left knee",
    ),
    FieldSpec(
        key="severity",
        label="How severe",
        kind=FieldKind.CHOICE,
        options=options_of((one.value, SEVERITIES[one][0]) for one in Severity),
    ),
    FieldSpec(key="validFrom", label="From", kind=FieldKind.DAY),
    FieldSpec(
        key="validTo", label="To, with this day", kind=FieldKind.DAY, hint="Until further notice"
    ),
    FieldSpec(key="forbiddenEquipment", label="Forbidden machines", kind=FieldKind.TOGGLES, span=2),
    FieldSpec(
        key="forbiddenMovements", label="Forbidden movements", kind=FieldKind.TOGGLES, span=2
    ),
    FieldSpec(
        key="intensityCeilingZone",
        label="Highest heart-rate zone",
        kind=FieldKind.CHOICE,
        options=_ZONES,
    ),
    FieldSpec(
        key="alternativeExercises",
        label="Exercises instead, the best first",
        kind=FieldKind.LINE,
        hint="Step-up, Nordic curl",
    ),
    FieldSpec(
        key="note",
        label="Note (medical staff and trainers only)",
        kind=FieldKind.AREA,
        span=2,
        hint="Diagnosis, what the doctor said, when to look again",
    ),
)


class MedicalPanel(QWidget):
    """A tab of the player's card.

    Args:
        model: The player's restrictions.
        parent: Owner.
    """

    def __init__(self, model: MedicalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.form = TextForm(_FIELDS)
        self.cards: list[RestrictionCard] = []
        self.add = Button("Add restriction", icon_name="plus", tooltip="Ctrl+Shift+R")
        self.save = Button("Save restriction", kind=ButtonKind.PRIMARY)
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self.told = Label("", tone=Tone.DANGER, wraps=True)
        self.title = Label("", TextRole.HEADING)
        self.effect = Label("", tone=Tone.SOFT, wraps=True)
        self.closed = Label(
            "What it is about is known to medical staff and trainers only.",
            TextRole.CAPTION,
            tone=Tone.SOFT,
            wraps=True,
        )
        self.empty = EmptyState(
            "check", "Nothing is restricted", "May train everything.", sentence_px=320
        )
        self._list, self._editor = QWidget(), QWidget()
        self._rows = QVBoxLayout()
        self._shown: object = None
        self._focus = QTimer(self)
        self._focus.setSingleShot(True)
        self._focus.setInterval(0)
        self._build()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        model = self.model
        is_editing = model.texts is not None
        self._editor.setVisible(is_editing)
        self._list.setVisible(not is_editing)
        if is_editing:
            self._show_editor()
        else:
            self._show_list()

    def start_new(self) -> None:
        """Enter a new one, where that is allowed."""
        if self.model.player is not None and self.model.players.may_see_medical:
            self.model.begin()

    def _show_list(self) -> None:
        players = self.model.players
        is_open = players.may_see_medical
        restrictions = self.model.restrictions
        self.add.setVisible(is_open and self.model.player is not None)
        self.closed.setVisible(not is_open and bool(restrictions))
        self.empty.setVisible(not restrictions)
        shown = (restrictions, players.kinds, players.today, is_open)
        if shown == self._shown:
            return
        self._shown = shown
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for restriction in restrictions:
            card = RestrictionCard(restriction, players.kinds, players.today, is_open=is_open)
            card.edit_wanted.connect(self.model.begin)
            card.lift_wanted.connect(self.model.lift)
            card.delete_wanted.connect(self.model.delete)
            self.cards.append(card)
            self._rows.addWidget(card)

    def _show_editor(self) -> None:
        model, form = self.model, self.form
        texts = model.texts or {}
        kinds = model.players.kinds
        words = movements_in(
            model.players.workouts,
            tuple(filter(None, texts.get("forbiddenMovements", "").split("\n"))),
        )
        form.set_options("forbiddenEquipment", options_of((one.code, one.name) for one in kinds))
        form.set_options("forbiddenMovements", options_of((word, word) for word in words))
        form.show_values(texts)
        problems = model.problems
        asked = {key: text for key, text in problems.items() if model.is_tried or texts.get(key)}
        form.show_problems(asked)
        self.title.setText("Change restriction" if model.editing else "New restriction")
        self.save.setEnabled(not model.players.is_busy)
        self.cancel.setEnabled(not model.players.is_busy)
        self.told.setText(FORGET_QUESTION if model.asks else "")
        draft = model.draft
        if draft is None:
            self.effect.setText("")
            return
        period = period_text(draft, model.players.today)
        severity = SEVERITIES[draft.severity][1]
        effect = effect_text(draft, kinds)
        self.effect.setText(
            f"In training, {period}: {effect}" + ("" if effect == severity else f" {severity}")
        )

    def _build(self) -> None:
        unit = current_theme().space.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        column.addWidget(self._editor)
        column.addStretch(1)
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(unit)
        self._rows.setSpacing(unit)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        inner.addLayout(line)
        inner.addWidget(self.closed)
        inner.addLayout(self._rows)
        inner.addWidget(self.empty)
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.setSpacing(unit)
        editor.addWidget(self.title)
        editor.addWidget(self.form)
        editor.addWidget(self.effect)
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        editor.addLayout(buttons)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        model.players.changed.connect(self.refresh)
        self.form.edited.connect(model.type_in)
        self.add.clicked.connect(self.start_new)
        self.cancel.clicked.connect(model.close)
        self.save.clicked.connect(model.save)
        model.opened.connect(self._on_opened)
        self._focus.timeout.connect(lambda: self.form.focus("bodyPart"))

    def _on_opened(self) -> None:
        names = exercises_in(self.model.players.workouts)
        hint = ", ".join(names[:2])
        if hint:
            self.form.set_hint("alternativeExercises", hint)
        self._focus.start()
