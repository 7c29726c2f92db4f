"""A card in which a thing is changed: head, fields, and a foot once something was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from widgets.inputs import (
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    EmptyState,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.edit_form import EditForm
from widgets.inputs.scroll import vertical_scroll
from widgets.theme import current_theme

FORGET_QUESTION = "Press Esc again to forget what you typed."
"""What a form says before something typed is lost."""


class EditCard(Card):
    """Forms over one thing, saved together.

    Args:
        name: What is edited here, for a screen reader.
        forms: Its fields.
        parent: Owner.
    """

    edited = Signal(str, str)
    """Key and text of a field."""
    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, name: str, forms: Sequence[EditForm], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(name)
        self.forms = tuple(forms)
        self.head = QHBoxLayout()
        """Something before the title goes first, buttons last."""
        self.title = ElidedLabel("", TextRole.TITLE)
        self.caption = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        self.body = QVBoxLayout()
        """The forms, and whatever else is scrolled with them."""
        self.save = Button("Save", kind=ButtonKind.PRIMARY, tooltip="Ctrl+S")
        self.discard = Button("Discard", kind=ButtonKind.QUIET, tooltip="Forget the changes (Esc)")
        self.asks = False
        """Somebody wants to go with something typed: once more, and it is forgotten."""
        self.told = Label("", tone=Tone.SOFT, wraps=True)
        self.empty = EmptyState("edit", "", "", sentence_px=320)
        self._foot = QWidget()
        self._stack = QStackedWidget()
        self._build()
        for form in self.forms:
            form.edited.connect(self._on_form_edited)
        self.save.clicked.connect(self.save_wanted)
        self.discard.clicked.connect(self.discard_wanted)

    @property
    def is_open(self) -> bool:
        """Whether a thing is shown."""
        return self._stack.currentIndex() == 1

    def may_forget(self, *, is_typed: bool, is_busy: bool) -> bool:
        """Whether what is typed may go: never while it is saved, and asked once before."""
        if is_busy:
            return False
        if not is_typed or self.asks:
            self.asks = False
            return True
        self.discard.setFocus()  # first: a field that is left may tell its text once more
        self.asks = True
        self.told.setText(FORGET_QUESTION)
        self.told.set_tone(Tone.DANGER)
        return False

    def show_nothing(self, icon_name: str, title: str, sentence: str) -> None:
        """Nothing is chosen."""
        self.empty.show_text(icon_name, title, sentence)
        self._stack.setCurrentIndex(0)

    def show_head(self, title: str, caption: str) -> None:
        """What is edited."""
        self.title.set_whole(title)
        self.caption.set_whole(caption)
        self._stack.setCurrentIndex(1)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show texts in all forms."""
        for form in self.forms:
            form.show_values(values)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say at each field what is wrong."""
        for form in self.forms:
            form.show_problems(problems)

    def show_standing(
        self, *, is_new: bool, is_dirty: bool, is_busy: bool, problems: Mapping[str, str]
    ) -> None:
        """How far the changes are from being saved."""
        self._foot.setVisible(is_new or is_dirty)
        self.save.setEnabled(not is_busy)
        self.discard.setEnabled(not is_busy)
        self.asks = self.asks and is_dirty and not is_busy
        self.save.set_caption("Add" if is_new else "Save")
        self.discard.set_caption("Cancel" if is_new else "Discard")
        known = {key for form in self.forms for key in form.keys}
        elsewhere = next((text for key, text in problems.items() if key not in known), "")
        words = "Saving …" if is_busy else elsewhere or _wrong_text(len(problems))
        words = FORGET_QUESTION if self.asks else words
        if not words and not is_new:
            words = "Not saved yet."
        self.told.setText(words)
        is_bad = self.asks or (bool(problems) and not is_busy)
        self.told.set_tone(Tone.DANGER if is_bad else Tone.SOFT)

    def focus_first(self, problems: Mapping[str, str]) -> str:
        """Put the cursor into the first field that is wrong; gives its key."""
        for form in self.forms:
            for key in form.keys:
                if key in problems:
                    form.focus(key)
                    return key
        return ""

    def _on_form_edited(self, field: str, text: str) -> None:
        self.asks = False
        self.edited.emit(field, text)

    def _build(self) -> None:
        unit = current_theme().space.unit
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.caption)
        self.head.setSpacing(unit + 4)
        self.head.addLayout(names, 1)
        inner = plain_container()
        inner.setLayout(self.body)
        self.body.setContentsMargins(0, 0, unit, 0)
        self.body.setSpacing(unit + 4)
        for form in self.forms:
            self.body.addWidget(form)
        self.body.addStretch(1)
        self._build_foot()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(self.head)
        self.area = vertical_scroll(inner)
        column.addWidget(self.area, 1)
        column.addWidget(self._foot)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(whole)
        self.content.addWidget(self._stack)

    def _build_foot(self) -> None:
        unit = current_theme().space.unit
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(unit)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.discard)
        foot.addWidget(self.save)


def _wrong_text(count: int) -> str:
    if not count:
        return ""
    return "One field needs a look." if count == 1 else f"{count} fields need a look."
