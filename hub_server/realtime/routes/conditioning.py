"""Intervals, heart rate and power ([S2]); zone compliance is the hub's own."""

from __future__ import annotations

from typing import Final

from core.live import events
from core.protocol import realtime as wire
from hub_server.realtime.recording import own, recorded
from hub_server.realtime.route import Limit, Route, the_newest
from hub_server.security.permissions import Action

CONDITIONING_ROUTES: Final[dict[str, Route]] = {
    wire.CONDITIONING_INTERVAL_TRANSITION: Route(
        wire.IntervalTransition,
        Action.CONTROL_SESSION,
        recorded(events.ConditioningIntervalTransitioned),
    ),
    wire.CONDITIONING_HEART_RATE_UPDATE: Route(
        wire.HeartRateUpdate,
        Action.SPEAK_FOR_PLAYER,
        own(events.ConditioningHeartRateUpdated),
        Limit("The heart rates of this player", burst=5, every_s=2.0, kept=the_newest),
    ),
    wire.CONDITIONING_POWER_UPDATE: Route(
        wire.PowerUpdate,
        Action.SPEAK_FOR_PLAYER,
        own(events.ConditioningPowerUpdated),
        Limit("The power values of this player", burst=5, every_s=2.0, kept=the_newest),
    ),
}
"""To be joined to the table of all routes."""
