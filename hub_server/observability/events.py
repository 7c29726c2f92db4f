"""Every event of the `/training` namespace: counted, timed, and named in the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from core.log_lines import EVENT_ID
from core.protocol.realtime import Ack
from hub_server.observability.metrics import HubMetrics

_LONGEST_ID: Final = 64
_UNKNOWN: Final = "unknown"


def name_in_log(arguments: Sequence[object]) -> None:
    """From here on each line of the log carries this event's id.

    To be called in the task that handles the event alone: what is set ends with its context.

    Args:
        arguments: As the client sent them with it.
    """
    payload = arguments[0] if arguments else None
    event_id = payload.get("eventId") if isinstance(payload, Mapping) else None
    EVENT_ID.set(event_id[:_LONGEST_ID] if isinstance(event_id, str) else "")


class EventCounter:
    """Told of each answer.

    Args:
        metrics: Counts.
        names: Events that there are; a client's own inventions are all counted as one.
    """

    def __init__(self, metrics: HubMetrics, names: Collection[str]) -> None:
        self._metrics = metrics
        self._names = frozenset(names)

    def answered(self, name: str, ack: Ack, took_s: float) -> None:
        """An event was answered, well or not."""
        self._metrics.answered("socket", name if name in self._names else _UNKNOWN, took_s)
        if ack.error is not None:
            self._metrics.refused("socket", ack.error)
