"""The restrictions of one player behind their panel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.player import Player
from core.domain.restriction import Restriction
from ui.players import restriction_draft
from ui.players.view_model import PlayersModel


class MedicalModel(QObject):
    """Lists them; one of them, or a new one, can be edited.

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
        self.editing: Restriction | None = None
        """None while a new one is entered, or none."""
        self.texts: dict[str, str] | None = None
        """What is typed; None where nothing is edited."""
        self.is_tried = False
        """Somebody pressed save: now also say what is still missing."""
        self.refused: dict[str, str] = {}

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
        if self.texts is None or self.player is None:
            return {}
        _, problems = restriction_draft.read(self.editing, self.player.id, self.texts)
        return {**self.refused, **problems}

    def show(self, player: Player | None) -> None:
        """Look at another player; what was typed of one before is gone."""
        if player is None or self.player is None or player.id != self.player.id:
            self.texts = self.editing = None
        self.player = player
        self.changed.emit()

    def begin(self, restriction: Restriction | None = None) -> None:
        """Enter a new one, or change one."""
        self.editing = restriction
        self.texts = (
            restriction_draft.new_texts(self.players.today)
            if restriction is None
            else restriction_draft.texts_of(restriction)
        )
        self.is_tried, self.refused = False, {}
        self.changed.emit()
        self.opened.emit()

    def type_in(self, field: str, text: str) -> None:
        """Somebody typed."""
        if self.texts is not None:
            self.texts[field] = text
            self.refused.pop(field, None)
            self.changed.emit()

    def close(self) -> None:
        """Leave the editor; nothing is kept."""
        self.texts = self.editing = None
        self.changed.emit()

    def save(self) -> None:
        """Store what is typed, if it can be meant."""
        wanted, before = self.draft, self.editing
        self.is_tried = True
        if wanted is None or self.players.is_busy:
            self.changed.emit()
            return
        self._save(wanted, before, "saved" if before else "entered")

    def lift(self, restriction: Restriction) -> None:
        """Fit again from today on; one that has not begun is deleted."""
        last = self.players.today - timedelta(days=1)
        if restriction.valid_from > last:
            self.delete(restriction)
        else:
            lifted = msgspec.structs.replace(restriction, valid_to=last)
            self._save(lifted, restriction, "lifted")

    def delete(self, restriction: Restriction) -> None:
        """Take out one that was entered by mistake."""
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
        self.refused = dict(problems)
        self.changed.emit()

    def _save(self, wanted: Restriction, before: Restriction | None, word: str) -> None:
        club = self.players.link.club

        async def work() -> None:
            after = await club.save_restriction(wanted)
            self.texts = self.editing = None
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
