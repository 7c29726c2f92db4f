"""Blocks and modes ([S2])."""

from __future__ import annotations

from typing import Final

from core.live import events
from core.protocol import realtime as wire
from hub_server.realtime.recording import own, own_or_all
from hub_server.realtime.route import Limit, Route, often, the_newest
from hub_server.security.permissions import Action

HYBRID_ROUTES: Final[dict[str, Route]] = {
    wire.HYBRID_BLOCK_TRANSITION: Route(
        wire.BlockTransition,
        Action.CHANGE_BLOCK,
        own_or_all(events.HybridBlockTransitioned),
        often("The blocks of this player"),
    ),
    wire.HYBRID_MODE_SWITCH: Route(
        wire.ModeSwitch,
        Action.CHANGE_BLOCK,
        own_or_all(events.HybridModeSwitched),
        often("The modes of this player"),
    ),
    wire.HYBRID_MIXED_METRICS: Route(
        wire.MixedMetrics,
        Action.SPEAK_FOR_PLAYER,
        own(events.HybridMixedMetrics),
        Limit("The metrics of this player", burst=5, every_s=2.0, kept=the_newest),
    ),
}
"""To be joined to the table of all routes."""
