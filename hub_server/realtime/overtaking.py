"""Which events tell only the newest of something, so that a slow peer may miss older ones."""

from __future__ import annotations

from collections.abc import Hashable

from core.live.events import PlayerMetrics, ReadingsReceived, SessionEvent


def topics_of(event: SessionEvent) -> frozenset[Hashable] | None:
    """What an event tells the newest of; None if it must reach everybody.

    A batch of readings is overtaken once newer ones have spoken for each player and sensor in
    it; what a phone says of its player, by a newer word on the same quantities. Everything else
    is the course of the session, and nobody may miss it.
    """
    session = event.session_id
    if isinstance(event, ReadingsReceived):
        return frozenset((session, one.player_id, one.sensor_id) for one in event.readings)
    if isinstance(event, PlayerMetrics):
        named = ("heart_rate", "power", "cadence", "pace")
        said = tuple(name for name in named if getattr(event, name) is not None)
        return frozenset(((session, event.player_id, said),))
    return None
