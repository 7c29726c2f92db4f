"""The restrictions of one player behind their panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.restriction import Restriction
from ui.players import restriction_draft
from ui.players.view_model import PlayersModel


@dataclass
class _Entry:
    """What is typed about one player's restriction."""

    editing: Restriction | None
    texts: dict[str, str]
    begun: dict[str, str]
    """The texts before anybody typed."""
    is_tried: bool = False
    refused: dict[str, str] = field(default_factory=dict)
    asks: bool = False


class MedicalModel(QObject):
    """Lists them; one of them, or a new one, can be edited.

    What is half typed about one player waits while another is looked at.

    Args:
        players: Whose they are.
        parent: Owner.
    """

    changed = Signal()
    opened = Signal()
    """Somebody began to edit one."""

    def __init__(self, players: PlayersModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.players = players
        self.player: Player | None = None
        self._entries: dict[PlayerId, _Entry] = {}

    @property
    def editing(self) -> Restriction | None:
        """None while a new one is entered, or none."""
        return None if self._entry is None else self._entry.editing

    @property
    def texts(self) -> Mapping[str, str] | None:
        """What is typed; None where nothing is edited."""
        return None if self._entry is None else self._entry.texts

    @property
    def is_tried(self) -> bool:
        """Somebody pressed save: now also say what is still missing."""
        return self._entry is not None and self._entry.is_tried

    @property
    def asks(self) -> bool:
        """Somebody wants to go with something typed: once more, and it is forgotten."""
        return self._entry is not None and self._entry.asks

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """The player's."""
        return () if self.player is None else self.players.restrictions_of(self.player.id)

    @property
    def draft(self) -> Restriction | None:
        """What is typed, as far as it can be meant."""
        if self.texts is None or self.player is None:
            return None
        return restriction_draft.read(self.editing, self.player.id, self.texts)[0]

    @property
    def problems(self) -> Mapping[str, str]:
        """What is wrong with it."""
        entry = self._entry
        if entry is None or self.player is None:
            return {}
        _, problems = restriction_draft.read(entry.editing, self.player.id, entry.texts)
        return {**entry.refused, **problems}

    def show(self, player: Player | None) -> None:
        """Look at another player; what was typed of one before waits."""
        if self._entry is not None:
            self._entry.asks = False
        self.player = player
        self.changed.emit()

    def begin(self, restriction: Restriction | None = None) -> None:
        """Enter a new one, or change one; what was begun goes on."""
        if self.player is None:
            return
        if self._entry is None:
            texts = (
                restriction_draft.new_texts(self.players.today)
                if restriction is None
                else restriction_draft.texts_of(restriction)
            )
            self._entries[self.player.id] = _Entry(restriction, dict(texts), dict(texts))
        self.changed.emit()
        self.opened.emit()

    def type_in(self, field: str, text: str) -> None:
        """Somebody typed."""
        entry = self._entry
        if entry is not None and entry.texts.get(field) != text:
            entry.texts[field] = text
            entry.refused.pop(field, None)
            entry.asks = False
            self.changed.emit()

    def may_leave(self) -> bool:
        """Whether what is typed may go: never while it is saved, and asked once before."""
        entry = self._entry
        if entry is None or self.players.is_busy:
            return entry is None
        if entry.asks or entry.texts == entry.begun:
            return True
        entry.asks = True
        self.changed.emit()
        return False

    def close(self) -> None:
        """Leave the editor; nothing is kept. Not while it is being saved."""
        if self.player is not None and not self.players.is_busy:
            self._entries.pop(self.player.id, None)
        self.changed.emit()

    def save(self) -> None:
        """Store what is typed, if it can be meant."""
        wanted, entry = self.draft, self._entry
        if entry is None or self.players.is_busy:
            return
        entry.is_tried, entry.asks = True, False
        if wanted is None:
            self.changed.emit()
            return
        self._save(wanted, entry.editing, "saved" if entry.editing else "entered", entry)

    def lift(self, restriction: Restriction) -> None:
        """Fit again from today on; one that has not begun is deleted."""
        if self.players.is_busy:
            return
        last = self.players.today - timedelta(days=1)
        if restriction.valid_from > last:
            self.delete(restriction)
        else:
            lifted = msgspec.structs.replace(restriction, valid_to=last)
            self._save(lifted, restriction, "lifted")

    def delete(self, restriction: Restriction) -> None:
        """Take out one that was entered by mistake."""
        if self.players.is_busy:
            return
        club = self.players.link.club

        async def work() -> None:
            await club.delete_restriction(restriction.id)
            self.players.note(
                f"The restriction of {self._name(restriction)} is deleted.",
                lambda: club.save_restriction(restriction),
            )

        self.players.do(work(), "delete a restriction")

    def refuse(self, problems: Mapping[str, str]) -> None:
        """The hub did not like a field."""
        if self._entry is not None:
            self._entry.refused = dict(problems)
        self.changed.emit()

    @property
    def _entry(self) -> _Entry | None:
        return None if self.player is None else self._entries.get(self.player.id)

    def _save(
        self,
        wanted: Restriction,
        before: Restriction | None,
        word: str,
        entry: _Entry | None = None,
    ) -> None:
        club = self.players.link.club
        sent = None if entry is None else dict(entry.texts)

        async def work() -> None:
            after = await club.save_restriction(wanted)
            if entry is not None and entry.texts == sent:
                self._entries.pop(wanted.player_id, None)
            elif entry is not None:  # somebody typed on meanwhile: that is still unsaved
                entry.editing, entry.begun = after, restriction_draft.texts_of(after)
            text = f"The restriction of {self._name(after)} is {word}."
            if before is None:
                self.players.note(text, lambda: club.delete_restriction(after.id))
            else:
                back = msgspec.structs.replace(before, version=after.version)
                self.players.note(text, lambda: club.save_restriction(back))

        self.players.do(work(), "save a restriction")

    def _name(self, restriction: Restriction) -> str:
        player = self.players.player(restriction.player_id)
        return "this player" if player is None else player.name
