"""The list of a shelf, with a card in which the chosen thing is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import HockeyHubError
from ui.common.drafts import NEW
from ui.common.edit_card import EditCard
from ui.common.list_side import ListSide
from ui.common.shelf import Shelf, ThingT
from widgets.tables import ColumnTable, RowTable


class ShelfSide(QWidget, Generic[ThingT]):
    """What all sides with things in a form do; a side says how its card is filled.

    Args:
        shelf: The things.
        rows: What the list shows.
        table: The list.
        card: The form.
        detail_px: Its width.
    """

    def __init__(
        self,
        shelf: Shelf[ThingT],
        rows: ColumnTable[ThingT],
        table: RowTable,
        card: EditCard,
        detail_px: int,
    ) -> None:
        super().__init__()
        self.shelf, self.card = shelf, card
        self.list: ListSide[ThingT] = ListSide(shelf.model, rows, table, card, detail_px)
        self.is_adding = False
        self.key: str | None = None
        """What the card shows; "" for something new, None for nothing."""
        self.proposal: Callable[[], Mapping[str, str]] = dict
        """What is proposed of something new."""
        self.may_change: Callable[[], bool] = lambda: True
        self._is_tried = False
        self._refused: dict[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self._connect()

    @property
    def current(self) -> ThingT | None:
        """The thing that the card shows, if it is stored."""
        return None if self.key is None else self.shelf.find(self.key)

    def show_things(self, things: Sequence[ThingT]) -> None:
        """Show these, and the chosen one in the card."""
        if self.is_adding and not self.shelf.drafts.has_new():
            self.is_adding = False  # it is stored
        wanted = NEW if self.is_adding else self.shelf.added or None
        if self.shelf.added and self.shelf.find(self.shelf.added) is not None:
            self.shelf.added = ""
        self.list.show_rows(things, wanted=wanted)
        self._follow()

    def start_new(self) -> None:
        """Fill in something new."""
        if self.may_change():
            self.is_adding = True
            self.shelf.begin_new(self.proposal())
            self.list.open_detail()
            self._follow()
            first = next((key for form in self.card.forms for key in form.keys), "")
            if first:
                self.card.forms[0].focus(first)

    def try_to_save(self) -> None:
        """Store what is typed, or say what is wrong with it."""
        if self.key is None or not self.shelf.drafts.is_dirty(self.key):
            return
        self._is_tried, self._refused = True, {}
        self.refresh_card()
        problems = self.shelf.problems(self.key)
        if problems:
            self.card.focus_first(problems)
        else:
            self.shelf.save(self.key)

    def leave(self) -> None:
        """The Esc key: forget what is typed, but ask first."""
        is_typed = self.key is not None and self.shelf.drafts.is_worth_asking(self.key)
        if self.card.may_forget(is_typed=is_typed, is_busy=self.shelf.model.is_busy):
            self.discard()

    def discard(self) -> None:
        """Forget what is typed; not while it is being saved."""
        if self.key is not None and not self.shelf.model.is_busy:
            self.is_adding = False
            self._refused = {}
            self.shelf.discard(self.key)

    def delete(self) -> None:
        """Take the chosen thing out."""
        thing = self.current
        if thing is not None and self.may_change() and not self.shelf.model.is_busy:
            self.shelf.delete(thing)

    def refuse(self, error: HockeyHubError) -> bool:
        """The hub did not like a field; tells whether it is one that stands here."""
        problems = self.shelf.problem_of(error)
        known = {key for form in self.card.forms for key in form.keys}
        if not set(problems) <= known:
            return False
        self._refused = problems
        self.refresh_card()
        return True

    def refresh_card(self) -> None:
        """Show what is stored and typed."""
        key = self.key
        if key is None:
            return
        problems = {**self.shelf.problems(key), **self._refused}
        texts = self.shelf.texts(key)
        said = {
            field: text
            for field, text in problems.items()
            if self._is_tried or texts.get(field, "").strip() or field in self._refused
        }
        self.card.show_values(texts)
        self.card.show_problems(said)
        self.card.show_standing(
            is_new=key == NEW,
            is_dirty=self.shelf.drafts.is_dirty(key),
            is_busy=self.shelf.model.is_busy,
            problems=said,
        )

    def _follow(self) -> None:
        row = self.list.current
        key = NEW if self.is_adding else None if row is None else self.shelf.trade.key(row)
        if key != self.key:
            self.key, self._is_tried, self._refused = key, False, {}
            self.card.asks = False
        self.refresh_card()

    def _on_current(self) -> None:
        if self.list.current is not None:
            self.is_adding = False
            self._follow()
            self.shelf.model.changed.emit()

    def _on_edited(self, field: str, text: str) -> None:
        if self.key is not None:
            self._refused.pop(field, None)
            self.shelf.type_in(self.key, field, text)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._on_current)
        self.card.edited.connect(self._on_edited)
        self.card.save_wanted.connect(self.try_to_save)
        self.card.discard_wanted.connect(self.discard)
        self.list.add_key("Ctrl+N", self.start_new)
        self.list.add_key("Ctrl+S", self.try_to_save)
        self.list.add_key("Escape", self.leave)
        delete = QShortcut(QKeySequence("Delete"), self.list.table, self.delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
