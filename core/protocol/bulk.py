"""Messages about all sessions of a bundle at once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from core.domain.bulk import BulkFailure, BulkOperation
from core.domain.ids import BundleId, EventId, SessionId
from core.domain.session import MAX_SESSIONS
from core.domain.value import Value

BULK_OPERATION = "training:bulk:operation"
BULK_OPERATION_STATUS = "training:bulk:operation_status"
BULK_OPERATION_ERROR = "training:bulk:operation_error"


class BulkOperationRequest(Value, frozen=True, kw_only=True):
    """Start, pause, resume, end or stop all sessions; trainers only, not limited in rate."""

    bundle_id: Annotated[BundleId, msgspec.Meta(min_length=1, max_length=64)]
    operation: BulkOperation
    event_id: Annotated[EventId, msgspec.Meta(min_length=1, max_length=64)] | None = None
    """UUIDv7 of the sender; a repeated one is answered as before and done once."""
    timestamp: datetime | float | None = None
    """When it was ordered: ISO 8601 or milliseconds since 1970; the hub's clock if absent."""
    affected_sessions: Annotated[
        tuple[Annotated[SessionId, msgspec.Meta(max_length=64)], ...],
        msgspec.Meta(max_length=MAX_SESSIONS),
    ] = ()
    """Only these; empty for all of the bundle."""


class BulkOperationError(Value, frozen=True, kw_only=True):
    """Some sessions could not do it."""

    event_id: EventId
    bundle_id: BundleId
    operation: BulkOperation
    message: str
    suggested_action: str
    recoverable: bool
    """Whether trying again may help."""
    failures: tuple[BulkFailure, ...]
