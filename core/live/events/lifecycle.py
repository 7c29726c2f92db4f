"""The course of a session, and what the trainer says to everybody."""

from __future__ import annotations

from core.live.events.base import BaseEvent


class SessionStarted(BaseEvent, frozen=True, kw_only=True, tag="training:session:start"):
    """The clock of the session runs."""


class SessionPaused(BaseEvent, frozen=True, kw_only=True, tag="training:session:pause"):
    """The clock stands."""


class SessionResumed(BaseEvent, frozen=True, kw_only=True, tag="training:session:resume"):
    """The clock runs again."""


class SessionEnded(BaseEvent, frozen=True, kw_only=True, tag="training:session:end"):
    """Over as planned."""


class SessionForceEnded(BaseEvent, frozen=True, kw_only=True, tag="training:session:force:end"):
    """Ended from outside: by an administrator, or because nobody was there any more."""

    reason: str = ""


class MessageSent(BaseEvent, frozen=True, kw_only=True, tag="training:session:message"):
    """A sentence from the trainer to everybody in the session."""

    text: str
