"""News about players who need the trainer; told, not recorded.

So is that somebody has seen it: an alert is of the moment, and no part of the session.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.value import Value
from core.live.alerts.alert import AlertKind, AlertLevel
from core.protocol.realtime import Request

ALERT_RAISED = "training:alert:raised"
ALERT_CLEARED = "training:alert:cleared"
ALERT_ACKNOWLEDGED = "training:alert:acknowledged"


class AlertRaised(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Something the trainer should look after; once for as long as it lasts."""

    alert_id: str
    level: AlertLevel
    """1 to know, 2 to look after, 3 to act on at once."""
    alert: AlertKind
    session_id: SessionId
    bundle_id: BundleId | None = None
    player_id: PlayerId
    player_name: str
    jersey_number: int
    text: str
    """What is so."""
    reason: str
    """The numbers behind it, or what to do."""
    timestamp: datetime
    replaces: str | None = None
    """Id of the lower alert that became this one."""


class AlertAcknowledgement(Request, frozen=True, kw_only=True):
    """A trainer has seen the alerts of this kind about a player that were raised up to now."""

    player_id: Annotated[PlayerId, msgspec.Meta(max_length=64)]
    alert: AlertKind


class AlertAcknowledged(Value, frozen=True, kw_only=True):
    """Somebody has seen the alerts of this kind about this player that were raised up to now."""

    session_id: SessionId
    player_id: PlayerId
    alert: AlertKind
    by: str
    """Who, in words."""
    timestamp: datetime
    """By the hub's clock."""


class AlertCleared(Value, frozen=True, kw_only=True):
    """It is over."""

    alert_id: str
    session_id: SessionId
    timestamp: datetime
