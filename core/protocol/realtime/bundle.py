"""News about bundles ([S0] 5.2, [S2]). Operations on one are in `core.protocol.bulk`."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.session import Reservation
from core.domain.value import Value

BUNDLE_CREATED = "bundle:created"
BUNDLE_STARTED = "bundle:started"
BUNDLE_UPDATED = "bundle:bulk_update"
BUNDLE_PARTICIPANT_MOVED = "bundle:participant_moved"
BULK_SESSION_CREATED = "training:bulk:session_created"
BULK_SESSION_UPDATE = "training:bulk:session_update"
AGGREGATE_METRICS_BROADCAST = "training:aggregate:metrics_broadcast"


class BundleCreated(Value, frozen=True, kw_only=True):
    """[S0] 5.2."""

    bundle_id: BundleId
    sessions: tuple[SessionId, ...]


class BundleStarted(Value, frozen=True, kw_only=True):
    """[S0] 5.2: its first session was started."""

    bundle_id: BundleId
    timestamp: datetime


class BundleUpdated(Value, frozen=True, kw_only=True):
    """[S0] 5.2: the bundle was changed or deleted; read it anew."""

    bundle_id: BundleId
    updates: dict[str, object]


class BundleParticipantMoved(Value, frozen=True, kw_only=True):
    """[S0] 5.2: a player changed sessions."""

    from_session_id: SessionId = msgspec.field(name="from")
    to_session_id: SessionId = msgspec.field(name="to")
    player_id: PlayerId
    bundle_id: BundleId | None = None


class BulkSessionCreated(Value, frozen=True, kw_only=True):
    """[S2]: a bundle was created, with the machines that were reserved for it."""

    bundle_id: BundleId
    sessions: tuple[SessionId, ...]
    resource_allocation: tuple[Reservation, ...] = ()


class BulkSessionUpdate(Value, frozen=True, kw_only=True):
    """[S2]: a bundle's plan or its sessions' statuses have changed."""

    bundle_id: BundleId
    updates: dict[str, object]
    """As the body of a change: `common`, and `individual` by session; a status stands beside
    what can be planned."""


class AggregateMetrics(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Figures of one session, or of all of a bundle."""

    session_id: SessionId | None = None
    """None: all together."""
    name: str = ""
    equipment: EquipmentType | None = None
    total_participants: int = 0
    active_participants: int = 0
    average_heart_rate: float | None = None
    """bpm"""
    average_power: float | None = None
    """W"""
    total_calories: float | None = None
    """kcal"""
    compliance_percent: float | None = None
    progress_percent: float | None = None
    volume_kg: float | None = None


class AggregateMetricsBroadcast(Value, frozen=True, kw_only=True, omit_defaults=True):
    """[S2]: how a bundle is doing, every 30 s."""

    bundle_id: BundleId | None = None
    timestamp: datetime
    total: AggregateMetrics
    sessions: tuple[AggregateMetrics, ...] = ()
