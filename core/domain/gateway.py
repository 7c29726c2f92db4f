"""What a gateway needs to know, and what it says of itself."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import Pairing, Sensor, SensorReading
from core.domain.session import Session
from core.domain.value import Value


class GatewayPlan(Value, frozen=True, kw_only=True):
    """All that a gateway learns of the club: whose its sensors are, and who trains now."""

    pairings: tuple[Pairing, ...] = ()
    sessions: tuple[Session, ...] = ()
    """Those that run, paused ones included; the earliest start first."""
    owners: dict[SensorId, str] = msgspec.field(default_factory=dict[SensorId, str])
    """Who wears or is measured by each paired sensor, in words ("17 Berg", "Rower 3")."""
    at: float = 0.0
    """The hub's clock when it said so, seconds since 1970."""

    @property
    def player_ids(self) -> frozenset[PlayerId]:
        """Everybody who trains now."""
        return frozenset(one for session in self.sessions for one in session.player_ids)


class GatewayHeard(Value, frozen=True, kw_only=True):
    """What one gateway hears now."""

    receiver: str
    """What the gateway is called."""
    sensors: tuple[Sensor, ...] = ()
    readings: tuple[SensorReading, ...] = ()
    """What these said last, where it is new since the gateway spoke last."""
    waiting: int = 0
    """Readings that it keeps because the hub has not acknowledged them."""
