"""One command to all sessions of a bundle: what is asked, how far it has come, what failed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from core.domain.drafts import BundleStatus
from core.domain.ids import BundleId, EventId, SessionId
from core.domain.value import Value


class BulkOperation(StrEnum):
    """What all sessions shall do."""

    START_ALL = "start_all"
    PAUSE_ALL = "pause_all"
    RESUME_ALL = "resume_all"
    END_ALL = "end_all"
    EMERGENCY_STOP_ALL = "emergency_stop_all"
    """End at once, whatever is still on its way; said to everybody as an emergency."""


class BulkStanding(StrEnum):
    """How far the whole operation is."""

    INITIATED = "initiated"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    """All that could be done is done; `BulkProgress.errors` says what could not."""
    FAILED = "failed"
    """No session did it."""


class BulkOrder(Value, frozen=True, kw_only=True):
    """A command to a bundle. Repeating it (same `event_id`) changes nothing."""

    event_id: EventId
    bundle_id: BundleId
    operation: BulkOperation
    at: datetime
    """When it was given (UTC); holds for all sessions alike."""
    actor: str = ""
    sessions: tuple[SessionId, ...] = ()
    """Only these of the bundle; empty for all."""


class BulkProgress(Value, frozen=True, kw_only=True):
    """How many sessions have done it."""

    completed: int
    total: int
    errors: tuple[str, ...] = ()
    """One sentence per session that could not."""


class BulkFailure(Value, frozen=True, kw_only=True):
    """One session that could not do it."""

    session_id: SessionId
    name: str
    message: str
    suggested_action: str = ""
    recoverable: bool = True


class BulkStatus(Value, frozen=True, kw_only=True):
    """Where a bulk operation stands ([S2] BulkSessionOperationPayload)."""

    event_id: EventId
    bundle_id: BundleId
    operation: BulkOperation
    affected_sessions: tuple[SessionId, ...]
    progress: BulkProgress
    operation_status: BulkStanding
    failures: tuple[BulkFailure, ...] = ()
    summary: BundleStatus | None = None
    """How the bundle stands afterwards; at the end only."""
