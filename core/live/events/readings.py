"""What sensors say, and whose sensors they were."""

from __future__ import annotations

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import Reading
from core.live.events.base import BaseEvent


class ReadingsReceived(BaseEvent, frozen=True, kw_only=True, tag="training:session:readings"):
    """A batch of sensor readings from a gateway, oldest first."""

    readings: tuple[Reading, ...]


class SensorReassigned(BaseEvent, frozen=True, kw_only=True, tag="training:session:reassigned"):
    """A sensor was on somebody else: its readings from `since` until now were his.

    `timestamp` is the instant of the decision; from then on senders know the owner.
    """

    sensor_id: SensorId
    from_player_id: PlayerId
    """Whom the readings were recorded for."""
    to_player_id: PlayerId | None = None
    """Whose they were; None: nobody's."""
    since: float
    """Seconds since 1970."""
    readings: tuple[Reading, ...] = ()
    """What another session recorded that was this one's, copied by the hub."""
