"""What a player's device says ([S3])."""

from __future__ import annotations

from typing import Final

from core.live import events
from core.protocol import realtime as wire
from hub_server.realtime.recording import own, recorded
from hub_server.realtime.route import Limit, Route, often, the_newest
from hub_server.security.permissions import Action

_SPEAK = Action.SPEAK_FOR_PLAYER


def _set(request: wire.PlayerExerciseProgress) -> object:
    return request.exercise_id, request.set_number


PLAYER_ROUTES: Final[dict[str, Route]] = {
    wire.PLAYER_JOIN: Route(
        wire.PlayerCommand, _SPEAK, own(events.PlayerJoined), often("Entries of this player")
    ),
    wire.PLAYER_LEAVE: Route(
        wire.PlayerCommand, _SPEAK, own(events.PlayerLeft), often("Departures of this player")
    ),
    wire.PLAYER_METRICS: Route(
        wire.PlayerMetricsUpdate,
        _SPEAK,
        own(events.PlayerMetrics),
        Limit("The metrics of this player", burst=5, every_s=2.0, kept=the_newest),
    ),
    wire.PLAYER_EXERCISE: Route(
        wire.PlayerExerciseProgress,
        _SPEAK,
        own(events.ExerciseProgressed),
        Limit("The sets of this player", burst=3, every_s=5.0, kept=_set),
    ),
    wire.PLAYER_INTERVAL: Route(
        wire.PlayerIntervalProgress,
        _SPEAK,
        own(events.IntervalProgressed),
        often("The intervals of this player"),
    ),
    wire.PLAYER_STATUS: Route(
        wire.PlayerStatusUpdate,
        _SPEAK,
        own(events.PlayerStatusChanged),
        often("The statuses of this player"),
    ),
    wire.PLAYER_RPE: Route(
        wire.PlayerRating, _SPEAK, own(events.SessionRated), often("The ratings of this player")
    ),
    wire.PLAYER_KICK: Route(wire.PlayerKick, Action.CONTROL_SESSION, recorded(events.PlayerKicked)),
}
"""To be joined to the table of all routes."""
