"""The audit log as an administrator's desk shows it: names and words in the place of ids."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Protocol, cast

import msgspec

from core.domain.audit import AuditEntry, AuditFilter, AuditIndex, AuditPage
from core.domain.user import DESKTOP_SUBJECT
from core.services.desk.audit_changes import Change, changes_of
from core.services.desk.audit_words import action_words

_NOBODY: dict[str, str] = {
    DESKTOP_SUBJECT: "The hub's desk",
    "hub": "The hub",
    "clock": "The clock",
    "unknown": "Unknown",
    "set-up": "Set-up",
}
_GIST_CHANGES = 2


class AuditReader(Protocol):
    """What the hub tells of its log. All errors are `HockeyHubError`s."""

    async def page(
        self, wanted: AuditFilter, *, limit: int, cursor: int | None = None
    ) -> AuditPage:
        """Lines, the newest first; from the cursor of the page before on."""
        ...

    async def index(self) -> AuditIndex:
        """Who and what occurs in the log, and what everything is called now."""
        ...


class AuditLine:
    """One line of the log in words. What was changed is kept packed: a log has many lines.

    Args:
        entry: As the hub has it.
        names: What ids are called.
    """

    __slots__ = ("_names", "_packed", "action", "actor", "at", "id", "subject")

    def __init__(self, entry: AuditEntry, names: Mapping[str, str]) -> None:
        self.id = entry.id
        self.at = entry.at
        self.actor = sys.intern(entry.actor)
        self.action = sys.intern(entry.action)
        self.subject = sys.intern(entry.subject)
        self._packed = msgspec.json.encode(entry.detail)
        self._names = names

    @property
    def detail(self) -> dict[str, Any]:
        """What was written down of it."""
        return msgspec.json.decode(self._packed, type=dict[str, Any])

    @property
    def entry(self) -> AuditEntry:
        """As the hub has it."""
        return AuditEntry(
            id=self.id,
            at=self.at,
            actor=self.actor,
            action=self.action,
            subject=self.subject,
            detail=self.detail,
        )

    @property
    def who(self) -> str:
        """Who did it."""
        return name_of(self.actor, self._names)

    @property
    def what(self) -> str:
        """What was done."""
        return action_words(self.action)

    @property
    def whom(self) -> str:
        """What it was done to, as it is called now, or was then."""
        subject, detail = self.subject, self.detail
        told = self._names.get(subject) or _told_name(detail) or self._names.get(_player(detail))
        return told or _NOBODY.get(subject, subject)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The fields that differ, with names for ids."""
        known = self._names
        return tuple(
            Change(
                field=one.field,
                before=known.get(one.before, one.before),
                after=known.get(one.after, one.after),
            )
            for one in changes_of(self.detail)
        )

    @property
    def gist(self) -> str:
        """What is most worth knowing of it, in a line."""
        detail = self.detail
        message = detail.get("message")
        if isinstance(message, str):
            return message
        if any(detail.get(key) is None for key in ("before", "after")):
            return ""
        changes = self.changes
        shown = [f"{one.field}: {one.before} → {one.after}" for one in changes[:_GIST_CHANGES]]
        more = len(changes) - len(shown)
        return "; ".join([*shown, f"{more} more"] if more else shown)


def name_of(actor: str, names: Mapping[str, str]) -> str:
    """What somebody who acts is called."""
    return names.get(actor) or _NOBODY.get(actor) or actor


def _told_name(detail: Mapping[str, Any]) -> str:
    """The name that the thing had when it was written down."""
    for key in ("after", "before"):
        thing = detail.get(key)
        if isinstance(thing, dict):
            fields = cast("dict[str, Any]", thing)
            names = (fields.get("firstName"), fields.get("lastName"))
            whole = " ".join(name for name in names if isinstance(name, str))
            name = fields.get("name") or fields.get("sensorName") or whole
            if isinstance(name, str) and name:
                return name
    name = detail.get("name")
    return name if isinstance(name, str) else ""


def _player(detail: Mapping[str, Any]) -> str:
    """The id of the player whom a restriction or a code is for."""
    for key in ("after", "before"):
        thing = detail.get(key)
        if isinstance(thing, dict):
            player_id = cast("dict[str, Any]", thing).get("playerId")
            return player_id if isinstance(player_id, str) else ""
    return ""
