"""Readings as a message to the hub."""

from __future__ import annotations

from core.domain.sensor import ReadingBatch
from core.live.events import utc
from core.protocol import realtime as wire


def request_of(batch: ReadingBatch) -> wire.SessionReadings:
    """The request that records a batch; repeated, it changes nothing."""
    return wire.SessionReadings(
        session_id=batch.session_id,
        event_id=batch.event_id,
        timestamp=utc(batch.readings[-1].at),
        readings=batch.readings,
    )
