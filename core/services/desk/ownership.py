"""Whose each packet is, from what kind of source, and whether it can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.sensor import Reading, Sensor, SensorKind, SensorMove, SensorReading
from core.domain.session import Session
from core.errors import NotFoundError
from core.live.belief import ReadingJudge
from core.ports.sensors import SensorSource
from core.services.desk.attribution import Route, attributed, routes_of
from core.services.desk.pairings import Pairings


class Ownership:
    """Gives packets their owners while some sessions are attended.

    Args:
        sensors: Tells what kind of device each one is.
        pairings: Who each sensor speaks for.
    """

    def __init__(self, sensors: SensorSource, pairings: Pairings) -> None:
        self._pairings = pairings
        self._kinds = {sensor.id: sensor.kind for sensor in sensors.sensors}
        self._routes: dict[SensorId, Route] = {}
        self._sessions: tuple[Session, ...] = ()
        self._judge = ReadingJudge()
        self.close = sensors.sensor_changed.connect(self._on_sensor)

    def attend(self, sessions: Sequence[Session]) -> None:
        """These sessions take readings now; call it again when pairings change."""
        self._sessions = tuple(sessions)
        self._routes = routes_of(self._pairings.all(), sessions)

    def owned(self, heard: SensorReading, now: float) -> tuple[SessionId, Reading] | None:
        """Session and reading, judged; None if the sensor speaks for nobody here."""
        route = self._routes.get(heard.sensor_id)
        if route is None:
            return None
        session_id, player_id = route
        source = self._kinds.get(heard.sensor_id, SensorKind.UNKNOWN).source
        return session_id, self._judge.judged(attributed(heard, player_id, source), now)

    def move(self, sensor_id: SensorId, to: PlayerId | None, since: float) -> SensorMove:
        """A sensor to another player.

        Raises:
            NotFoundError: The sensor or the player is in no attended session.
        """
        return move_of(sensor_id, self._routes.get(sensor_id), to, since, self._sessions)

    def swap(self, one: PlayerId, other: PlayerId, since: float) -> list[SensorMove]:
        """The straps of two players to each other.

        Raises:
            NotFoundError: One of the two has no strap, or is in no attended session.
        """
        return [
            self.move(strap, to, since)
            for owner, to in ((one, other), (other, one))
            for strap in straps_of(owner, self._pairings, self._kinds)
        ]

    def _on_sensor(self, sensor: Sensor) -> None:
        self._kinds[sensor.id] = sensor.kind


def move_of(
    sensor_id: SensorId,
    route: Route | None,
    to_player_id: PlayerId | None,
    since: float,
    sessions: Iterable[Session],
) -> SensorMove:
    """The move of a sensor that speaks for somebody now to another player.

    Raises:
        NotFoundError: The sensor speaks for nobody here, or the player does not train here.
    """
    if route is None:
        raise NotFoundError(
            "This sensor speaks for nobody who trains now.",
            suggested_action="Assign it on the Sensors page.",
        )
    session_id, from_player_id = route
    target: SessionId | None = None
    if to_player_id is not None:
        homes = [session.id for session in sessions if to_player_id in session.player_ids]
        if not homes:
            raise NotFoundError("This player is in none of the sessions on the dashboard.")
        target = session_id if session_id in homes else homes[0]
    return SensorMove(
        sensor_id=sensor_id,
        session_id=session_id,
        from_player_id=from_player_id,
        to_player_id=to_player_id,
        to_session_id=target if target != session_id else None,
        since=since,
    )


def straps_of(
    player_id: PlayerId, pairings: Pairings, kinds: dict[SensorId, SensorKind]
) -> list[SensorId]:
    """The heart-rate straps that are paired with a player.

    Raises:
        NotFoundError: He has none.
    """
    straps = [
        pairing.sensor_id
        for pairing in pairings.all()
        if pairing.player_id == player_id
        and kinds.get(pairing.sensor_id, SensorKind.HEART_RATE) is SensorKind.HEART_RATE
    ]
    if not straps:
        raise NotFoundError(
            "One of the two players has no strap.",
            suggested_action="Reassign the other's strap alone.",
        )
    return straps
