"""Things of one kind that are listed, changed in a form, added and deleted, each step undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from core.errors import HockeyHubError
from ui.common.drafts import Drafts
from ui.common.hub_model import HubModel


class Kept(Protocol):
    """Whatever counts its changes."""

    @property
    def version(self) -> int:
        """Grows with each change."""
        ...


ThingT = TypeVar("ThingT", bound=Kept)


@dataclass(frozen=True)
class Trade(Generic[ThingT]):
    """How things of a kind are named, read and stored."""

    noun: str
    """"machine"."""
    key: Callable[[ThingT], str]
    name: Callable[[ThingT], str]
    texts: Callable[[ThingT], dict[str, str]]
    read: Callable[[ThingT | None, Mapping[str, str]], tuple[ThingT | None, dict[str, str]]]
    save: Callable[[ThingT], Awaitable[ThingT]]
    delete: Callable[[ThingT], Awaitable[None]]


class Shelf(Generic[ThingT]):
    """The things of one kind, and what is typed about them.

    Args:
        model: Talks to the hub.
        trade: What can be done with them.
    """

    def __init__(self, model: HubModel, trade: Trade[ThingT]) -> None:
        self.model = model
        self.trade = trade
        self.things: tuple[ThingT, ...] = ()
        self.drafts = Drafts()
        self.added = ""
        """Key of what was stored last and is not in the list yet."""

    def find(self, key: str) -> ThingT | None:
        """A stored thing; None if there is none (any more)."""
        return next((one for one in self.things if self.trade.key(one) == key), None)

    def texts(self, key: str) -> dict[str, str]:
        """What the form shows: what is stored, and over it what is typed."""
        thing = self.find(key)
        stored = {} if thing is None else self.trade.texts(thing)
        return stored | dict(self.drafts.touched(key))

    def problems(self, key: str) -> dict[str, str]:
        """What is wrong with what is typed."""
        if not self.drafts.is_dirty(key):
            return {}
        return self.trade.read(self.find(key), self.texts(key))[1]

    def type_in(self, key: str, field: str, text: str) -> None:
        """Somebody typed."""
        thing = self.find(key)
        stored = "" if thing is None else self.trade.texts(thing).get(field, "")
        self.drafts.touch(key, field, text, stored)
        self.model.changed.emit()

    def begin_new(self, texts: Mapping[str, str]) -> None:
        """Propose what can be proposed; what was begun goes on."""
        if not self.drafts.has_new():
            self.drafts.begin(texts)
        self.model.changed.emit()

    def discard(self, key: str) -> None:
        """Forget what was typed."""
        self.drafts.drop(key)
        self.model.changed.emit()

    def save(self, key: str) -> None:
        """Store what was typed; nothing while something is wrong with it, or on its way."""
        if self.model.is_busy:
            return
        before = self.find(key)
        wanted, problems = self.trade.read(before, self.texts(key))
        if wanted is not None and not problems:
            sent = dict(self.drafts.touched(key))
            self.model.do(self._save(key, sent, before, wanted), f"save a {self.trade.noun}")

    def keep(self, thing: ThingT) -> None:
        """Show a thing as the hub has just answered, until it is asked for all again."""
        key = self.trade.key(thing)
        if self.find(key) is None:
            self.things = (*self.things, thing)
        else:
            self.things = tuple(thing if self.trade.key(one) == key else one for one in self.things)

    async def _save(
        self, key: str, sent: Mapping[str, str], before: ThingT | None, wanted: ThingT
    ) -> None:
        trade = self.trade
        after = await trade.save(wanted)
        self.keep(after)
        was = {} if before is None else trade.texts(before)
        self.drafts.settle(key, sent, was, trade.key(after), trade.texts(after))
        if before is None:
            self.added = trade.key(after)
            self.model.note(f"{trade.name(after)} is added.", lambda: trade.delete(after))
        else:
            back = with_version(before, after.version)
            self.model.note(f"{trade.name(after)} is saved.", lambda: trade.save(back))

    def delete(self, thing: ThingT) -> None:
        """Take something out; the undo puts it back as it was."""
        trade = self.trade

        async def work() -> None:
            await trade.delete(thing)
            self.drafts.drop(trade.key(thing))
            self.model.note(f"{trade.name(thing)} is deleted.", lambda: trade.save(thing))

        self.model.do(work(), f"delete a {trade.noun}")

    def problem_of(self, error: HockeyHubError) -> dict[str, str]:
        """A refusal at its field."""
        return {(error.field or "").partition(".")[0]: error.message}


def with_version(thing: ThingT, version: int) -> ThingT:
    """The thing as it was, to be stored over a later version."""
    struct: Any = thing
    changed: ThingT = msgspec.structs.replace(struct, version=version)
    return changed
