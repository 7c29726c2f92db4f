"""A workout rewritten for a player who may not do all of it."""

from __future__ import annotations

from core.domain.value import Value
from core.domain.workout import Content


class Change(Value, frozen=True, kw_only=True):
    """One thing that is other than planned. Its words carry no diagnosis."""

    what: str
    """What was planned: "Back squat", "Work 2"."""
    instead: str | None = None
    """What is done instead; None: it is left out."""
    reason: str
    """"not allowed until 31 March 2026"."""

    @property
    def text(self) -> str:
        """In a sentence without its full stop."""
        return f"{self.what}: {self.instead or 'left out'} ({self.reason})"


class Adapted(Value, frozen=True, kw_only=True):
    """What a player does, and where it differs from the plan."""

    content: Content
    changes: tuple[Change, ...] = ()
