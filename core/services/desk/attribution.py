"""From a packet to a player: straps belong to players, ergs to units, assignments join them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.domain.ids import EventId, PlayerId, SensorId, SessionId, UnitId
from core.domain.sensor import Pairing, Reading, SensorReading, SourceKind
from core.domain.session import Session
from core.live.events import ReadingsReceived, Recorded, utc

Route = tuple[SessionId, PlayerId]
"""Session and player a sensor's readings belong to."""


def routes_of(pairings: Iterable[Pairing], sessions: Iterable[Session]) -> dict[SensorId, Route]:
    """Where each paired sensor's readings go while these sessions are on."""
    by_player: dict[PlayerId, Route] = {}
    by_unit: dict[UnitId, Route] = {}
    for session in sessions:
        for assignment in session.assignments:
            route = (session.id, assignment.player_id)
            by_player[assignment.player_id] = route
            if assignment.unit_id is not None:
                by_unit[assignment.unit_id] = route
    routes: dict[SensorId, Route] = {}
    for pairing in pairings:
        route_or_none = None
        if pairing.player_id is not None:
            route_or_none = by_player.get(pairing.player_id)
        elif pairing.unit_id is not None:
            route_or_none = by_unit.get(pairing.unit_id)
        if route_or_none is not None:
            routes[pairing.sensor_id] = route_or_none
    return routes


def attributed(
    reading: SensorReading, player_id: PlayerId, source: SourceKind = SourceKind.UNKNOWN
) -> Reading:
    """The reading with its owner and what kind of source it comes from."""
    return Reading(player_id=player_id, source=source, **msgspec.structs.asdict(reading))


def seen_here(session_id: SessionId, readings: tuple[Reading, ...]) -> Recorded:
    """Readings as an event for this desk's own picture; the hub has not numbered it."""
    at = utc(readings[-1].at)
    event = ReadingsReceived(event_id=EventId(""), session_id=session_id, at=at, readings=readings)
    return Recorded(seq=0, event=event)
