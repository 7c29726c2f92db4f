"""Drills ([S2]): pattern and times every 0.5 s in the long run."""

from __future__ import annotations

from typing import Final

from core.live import events
from core.protocol import realtime as wire
from hub_server.realtime.recording import own
from hub_server.realtime.route import Limit, Route, often, the_newest
from hub_server.security.permissions import Action

_SPEAK = Action.SPEAK_FOR_PLAYER
_EVERY_S = 0.5


def _run(request: wire.DrillCompletion) -> object:
    return request.drill_id, request.repetition


AGILITY_ROUTES: Final[dict[str, Route]] = {
    wire.AGILITY_DRILL_COMPLETION: Route(
        wire.DrillCompletion,
        _SPEAK,
        own(events.AgilityDrillCompleted),
        Limit("The runs of this player", burst=3, every_s=5.0, kept=_run),
    ),
    wire.AGILITY_ERROR_TRACKING: Route(
        wire.DrillError, _SPEAK, own(events.AgilityErrorTracked), often("The errors of this player")
    ),
    wire.AGILITY_PATTERN_PROGRESS: Route(
        wire.PatternProgress,
        _SPEAK,
        own(events.AgilityPatternProgressed),
        Limit("The steps of this player", burst=2, every_s=_EVERY_S, kept=the_newest),
    ),
    wire.AGILITY_TIMING_UPDATE: Route(
        wire.DrillTiming,
        _SPEAK,
        own(events.AgilityTimingUpdated),
        Limit("The times of this player", burst=5, every_s=_EVERY_S, kept=the_newest),
    ),
}
"""To be joined to the table of all routes."""
