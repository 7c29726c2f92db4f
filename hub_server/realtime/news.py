"""What the hub tells of its own accord, besides what it has recorded, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.bulk import BulkStatus
from core.live.events import ConditioningZoneCompliance, HybridMixedMetrics
from core.protocol import (
    alerts,
    bulk,
    connections,
    devices,
    gateways,
    hub_watch,
    playback,
    realtime as wire,
)


@dataclass(frozen=True, slots=True)
class News:
    """One kind of message that the hub sends of its own accord."""

    payload: type[msgspec.Struct]
    to: str
    """Who gets it, in words."""


_TRAINERS: Final = "trainers"
_LEADERS: Final = "trainers and assistant trainers"
_FOLLOWERS: Final = "whoever follows the session, and the player it is about"

NEWS: Final[dict[str, News]] = {
    wire.BUNDLE_CREATED: News(wire.BundleCreated, _TRAINERS),
    wire.BUNDLE_STARTED: News(wire.BundleStarted, _TRAINERS),
    wire.BUNDLE_UPDATED: News(wire.BundleUpdated, _TRAINERS),
    wire.BUNDLE_PARTICIPANT_MOVED: News(wire.BundleParticipantMoved, _TRAINERS),
    wire.BULK_SESSION_CREATED: News(wire.BulkSessionCreated, _TRAINERS),
    wire.BULK_SESSION_UPDATE: News(wire.BulkSessionUpdate, _TRAINERS),
    bulk.BULK_OPERATION_STATUS: News(BulkStatus, _LEADERS),
    bulk.BULK_OPERATION_ERROR: News(bulk.BulkOperationError, _LEADERS),
    wire.AGGREGATE_METRICS_BROADCAST: News(wire.AggregateMetricsBroadcast, _LEADERS),
    wire.CONDITIONING_ZONE_COMPLIANCE: News(ConditioningZoneCompliance, _FOLLOWERS),
    wire.HYBRID_MIXED_METRICS: News(HybridMixedMetrics, _FOLLOWERS),
    wire.TYPE_SPECIFIC_ERROR: News(wire.TypeSpecificError, _FOLLOWERS),
    alerts.ALERT_RAISED: News(
        alerts.AlertRaised, f"{_LEADERS} (these without what is the matter, where it is medical)"
    ),
    alerts.ALERT_CLEARED: News(alerts.AlertCleared, _LEADERS),
    alerts.ALERT_ACKNOWLEDGED: News(alerts.AlertAcknowledged, _LEADERS),
    devices.DEVICE_JOINED: News(devices.DeviceJoined, _TRAINERS),
    devices.DEVICE_REFUSED: News(devices.DeviceRefused, _TRAINERS),
    devices.DEVICE_SIGNED_OUT: News(devices.DeviceSignedOut, "the device that is sent away"),
    gateways.PAIRINGS_CHANGED: News(gateways.PairingsChanged, _TRAINERS),
    gateways.GATEWAY_PLAN_CHANGED: News(gateways.PlanChanged, "gateways"),
    hub_watch.HUB_REFUSED: News(hub_watch.EventRefused, "trainers who watch the hub"),
    connections.CONNECTION_ENDED: News(
        connections.ConnectionEnded, "the connection that the hub ends"
    ),
    playback.PLAYBACK_EVENT: News(playback.PlaybackEvent, "the connection that asked"),
    playback.PLAYBACK_STATUS: News(playback.PlaybackStatus, "the connection that asked"),
}
"""By name. What is recorded is told as well, under its own name and with its `seq`."""
