"""What every event has: its own id, its session, its time, and who is behind it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from core.domain.ids import EventId, SessionId


class BaseEvent(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename="camel",
    omit_defaults=True,
    tag_field="kind",
    # Nothing in an event can point back at it; the collector need not walk through logs.
    gc=False,
):
    """An event of a session. Subclasses say its name on the wire as their tag."""

    event_id: EventId
    session_id: SessionId
    at: datetime = msgspec.field(name="timestamp")
    """When it happened (UTC), by the clock of whoever saw it."""
    actor: str = ""
    """Subject of the token behind it: user id or player id; empty for the hub itself."""
    restricted: bool = False
    """The player it is about is under a medical restriction; set by the hub."""

    @property
    def instant(self) -> float:
        """`at` in seconds since 1970."""
        return self.at.timestamp()


def utc(instant: float) -> datetime:
    """Seconds since 1970 as a UTC datetime."""
    return datetime.fromtimestamp(instant, tz=UTC)
