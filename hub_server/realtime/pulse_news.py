"""Tells connected peers what the hub has found by itself, and how far bulk operations are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from core.domain.bulk import BulkOperation, BulkStanding, BulkStatus
from core.domain.ids import SessionId
from core.live.alerts.alert import Alert, AlertKind
from core.live.events import ConditioningZoneCompliance, HybridMixedMetrics, utc, wire_name
from core.live.state import SessionState
from core.ports.clock import Clock
from core.protocol.alerts import ALERT_CLEARED, ALERT_RAISED, AlertCleared, AlertRaised
from core.protocol.bulk import BULK_OPERATION_ERROR, BULK_OPERATION_STATUS, BulkOperationError
from core.protocol.realtime import AGGREGATE_METRICS_BROADCAST, AggregateMetricsBroadcast
from core.services.running.bulk import BulkOperations
from core.services.running.pulse import Pulse
from hub_server.realtime.engine.frames import Topics
from hub_server.realtime.rooms import (
    ASSISTANTS,
    TRAINERS,
    open_room,
    player_room,
    session_room,
)

_WORDS = {
    BulkOperation.START_ALL: "started",
    BulkOperation.PAUSE_ALL: "paused",
    BulkOperation.RESUME_ALL: "resumed",
    BulkOperation.END_ALL: "ended",
    BulkOperation.EMERGENCY_STOP_ALL: "stopped",
}

_LEADERS = (TRAINERS, ASSISTANTS)
_CONFIDENTIAL = frozenset((AlertKind.MEDICAL, AlertKind.ABOVE_CEILING))
"""What an alert of these says comes from a restriction, or lets it be reckoned."""


class Post(Protocol):
    """Tells rooms something that is not recorded."""

    def __call__(
        self, name: str, payload: object, rooms: Iterable[str], *, topics: Topics | None = None
    ) -> None:
        """Put an event into the outboxes of all in these rooms.

        Args:
            name: The event's name.
            payload: Its one argument.
            rooms: To whom.
            topics: What it tells the newest of, for peers that do not keep up.
        """


class PulseNews:
    """Listens to the pulse and to bulk operations, and posts to rooms.

    Args:
        pulse: What the hub finds.
        bulk: What is done to whole bundles.
        post: Tells rooms something that is not recorded.
        clock: The time.
    """

    def __init__(
        self,
        pulse: Pulse,
        bulk: BulkOperations,
        post: Post,
        clock: Clock,
    ) -> None:
        self._post = post
        self._clock = clock
        pulse.compliance_changed.connect(self._on_compliance)
        pulse.mixed_metrics_changed.connect(self._on_mixed)
        pulse.aggregated.connect(self._on_aggregated)
        pulse.alert_raised.connect(self._on_raised)
        pulse.alert_cleared.connect(self._on_cleared)
        bulk.told.connect(self._on_bulk)

    def _on_compliance(self, event: ConditioningZoneCompliance) -> None:
        self._post(wire_name(event), event, _rooms_of(event))

    def _on_mixed(self, event: HybridMixedMetrics) -> None:
        topics = frozenset(((wire_name(event), event.session_id, event.player_id),))
        self._post(wire_name(event), event, _rooms_of(event), topics=lambda: topics)

    def _on_aggregated(self, aggregates: AggregateMetricsBroadcast) -> None:
        self._post(AGGREGATE_METRICS_BROADCAST, aggregates, _LEADERS)

    def _on_raised(self, alert: Alert, state: SessionState) -> None:
        player = state.players[alert.player_id].player
        news = AlertRaised(
            alert_id=alert.id,
            level=alert.level,
            alert=alert.kind,
            session_id=alert.session_id,
            bundle_id=state.session.bundle_id,
            player_id=alert.player_id,
            player_name=player.name,
            jersey_number=player.jersey_number,
            text=alert.text,
            reason=alert.reason,
            timestamp=utc(alert.at),
            replaces=alert.replaces,
        )
        if alert.kind in _CONFIDENTIAL:
            self._post(ALERT_RAISED, news, [TRAINERS])
            self._post(ALERT_RAISED, without_details(news), [ASSISTANTS])
        else:
            self._post(ALERT_RAISED, news, _LEADERS)

    def _on_cleared(self, alert_id: str, session_id: SessionId) -> None:
        now = utc(self._clock.now())
        news = AlertCleared(alert_id=alert_id, session_id=session_id, timestamp=now)
        self._post(ALERT_CLEARED, news, _LEADERS)

    def _on_bulk(self, status: BulkStatus) -> None:
        rooms = [*_LEADERS, *(session_room(one) for one in status.affected_sessions)]
        self._post(BULK_OPERATION_STATUS, status, rooms)
        is_over = status.operation_status in (BulkStanding.COMPLETED, BulkStanding.FAILED)
        if is_over and status.failures:
            self._post(BULK_OPERATION_ERROR, _error_of(status), rooms)


def _rooms_of(event: ConditioningZoneCompliance | HybridMixedMetrics) -> list[str]:
    session_id = event.session_id
    return [session_room(session_id), open_room(session_id), player_room(event.player_id)]


def without_details(news: AlertRaised) -> AlertRaised:
    """An alert as it is told to who may know no more than that there is one."""
    if news.alert is AlertKind.ABOVE_CEILING:
        # The share of the maximum would tell the highest zone that the medical staff allows.
        return msgspec.structs.replace(news, text="Heart rate too high", reason="Ease off.")
    return msgspec.structs.replace(
        news, text="Needs a trainer now", reason="Why is for trainers and the medical staff."
    )


def _error_of(status: BulkStatus) -> BulkOperationError:
    missing = status.progress.total - status.progress.completed
    first = status.failures[0]
    word = _WORDS[status.operation]
    return BulkOperationError(
        event_id=status.event_id,
        bundle_id=status.bundle_id,
        operation=status.operation,
        message=f"{missing} of {status.progress.total} sessions could not be {word}: "
        f"{first.name}: {first.message}",
        suggested_action=first.suggested_action or "Try again; what is done is not done twice.",
        recoverable=any(failure.recoverable for failure in status.failures),
        failures=status.failures,
    )
