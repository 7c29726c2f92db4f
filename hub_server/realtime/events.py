"""From a client's request to the event that is recorded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

from core.domain.ids import EventId, new_id
from core.errors import InvalidInputError
from core.live.events import SessionEvent, utc
from core.protocol.realtime import Request

_EventT = TypeVar("_EventT", bound=SessionEvent)
_COMMON = ("session_id", "event_id", "timestamp")


def event_from(kind: type[_EventT], request: Request, *, actor: str, now: float) -> _EventT:
    """The event that a request reports; its other fields are taken over as they are.

    Args:
        kind: Which event.
        request: As decoded.
        actor: Subject of the token behind it.
        now: When it happened, if the request does not say.

    Raises:
        InvalidInputError: A time that no calendar has, or a number that is none.
    """
    fields: dict[str, Any] = {
        name: getattr(request, name)
        for name in request.__struct_fields__
        if name not in _COMMON and name in kind.__struct_fields__
    }
    if "heart_rate" in fields:
        fields["heart_rate"] = _whole(fields["heart_rate"])
    return kind(
        event_id=request.event_id or EventId(new_id()),
        session_id=request.session_id,
        at=instant_of(request.timestamp, now),
        actor=actor,
        **fields,
    )


def instant_of(timestamp: datetime | float | None, now: float) -> datetime:
    """When a request says that it happened; now if it does not.

    Raises:
        InvalidInputError: A time that no calendar has.
    """
    if timestamp is None:
        return utc(now)
    try:
        if isinstance(timestamp, datetime):
            aware = timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
            return aware.astimezone(UTC)
        return utc(timestamp / 1000)
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidInputError(
            "`timestamp` must be ISO 8601 or milliseconds since 1970.", field="timestamp"
        ) from error


def _whole(heart_rate: float | None) -> int | None:
    if heart_rate is None:
        return None
    try:
        return round(heart_rate)
    except (ValueError, OverflowError) as error:
        raise InvalidInputError("`heartRate` must be a number.", field="heartRate") from error
