"""What all messages of the `/training` namespace have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from core.domain.bulk import BulkStatus
from core.domain.ids import EventId, SessionId
from core.domain.value import Value
from core.live.events import Recorded
from core.live.state import SessionState
from core.protocol.problem import Problem

NAMESPACE = "/training"

LineText = Annotated[str, msgspec.Meta(max_length=200)]
"""A name or a short reason."""
IdText = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""An id of the sender's: of an exercise or a drill."""
MessageText = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Number = Annotated[int, msgspec.Meta(ge=1, le=1000)]
"""A place in a sequence that begins with 1."""
Index = Annotated[int, msgspec.Meta(ge=0, le=1000)]
"""A place in a sequence that begins with 0."""
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
RunSeconds = Annotated[float, msgspec.Meta(gt=0, le=3600)]
"""How long a run, or a part of it, took."""
Kilograms = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Rating = Annotated[int, msgspec.Meta(ge=1, le=5)]
"""1 (bad) to 5 (clean)."""


class ConnectAuth(Value, frozen=True, kw_only=True):
    """The `auth` of the Socket.IO handshake."""

    token: str
    protocol_version: int | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What all requests have in common."""

    session_id: Annotated[SessionId, msgspec.Meta(max_length=64)]
    event_id: Annotated[EventId, msgspec.Meta(min_length=1, max_length=64)] | None = None
    """UUIDv7 of the sender; a repeated one is acknowledged and ignored. Made here if absent."""
    timestamp: datetime | float | None = None
    """When it happened: ISO 8601 or milliseconds since 1970; the hub's clock if absent."""


class Ack(Value, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to every emit: `{"ok": true, "seq": n}` or `{"ok": false, "error": {…}}`."""

    ok: bool = msgspec.field()
    seq: int | None = None
    error: Problem | None = None
    session: SessionState | None = None
    """Snapshot, after a join without `lastSeq` (or with one that is too old)."""
    missed: tuple[Recorded, ...] | None = None
    """What happened since `lastSeq`."""
    bulk: BulkStatus | None = None
    """How a bulk operation ended."""
