"""An alert, and a fact that may become one."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from core.domain.ids import PlayerId, SessionId
from core.domain.value import Value


class AlertLevel(IntEnum):
    """How much it matters."""

    INFO = 1
    """To know."""
    WARNING = 2
    """To look after."""
    STOP = 3
    """To act on at once."""


class AlertKind(StrEnum):
    """What it is about."""

    OUT_OF_ZONE = "out_of_zone"
    ABOVE_CEILING = "above_ceiling"
    SENSOR_LOST = "sensor_lost"
    W_BALANCE_LOW = "w_balance_low"
    FATIGUE = "fatigue"
    MEDICAL = "medical"


LEVELS = {
    AlertKind.OUT_OF_ZONE: AlertLevel.INFO,
    AlertKind.ABOVE_CEILING: AlertLevel.WARNING,
    AlertKind.SENSOR_LOST: AlertLevel.WARNING,
    AlertKind.W_BALANCE_LOW: AlertLevel.WARNING,
    AlertKind.FATIGUE: AlertLevel.WARNING,
    AlertKind.MEDICAL: AlertLevel.STOP,
}


class AlertSeen(Value, frozen=True, kw_only=True):
    """Somebody has seen the alerts of a kind about a player that were raised up to now."""

    session_id: SessionId
    player_id: PlayerId
    kind: AlertKind
    by: str
    """Who, in words."""


class Finding(Value, frozen=True, kw_only=True):
    """Something that is so at this instant."""

    kind: AlertKind
    text: str
    """What is so, in a few words."""
    reason: str
    """The numbers behind it, or what to do about it."""
    topic: str = ""
    """What else tells two episodes of a kind apart: the target, the status."""
    away: float = 0.0
    """How far it is from being all right (bpm); while that shrinks, it is on its way."""


class Alert(Value, frozen=True, kw_only=True):
    """Something the trainer is told once for as long as it lasts."""

    id: str
    level: AlertLevel
    kind: AlertKind
    session_id: SessionId
    player_id: PlayerId
    text: str
    reason: str
    at: float
    """When it was raised, seconds since 1970."""
    replaces: str | None = None
    """A lower alert of this player, raised less than a minute before, that became this one."""
