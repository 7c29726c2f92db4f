"""Tells a session's trainers what of a player's work was refused, and why ([S2])."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from core.domain.ids import SessionId
from core.domain.workout import WorkoutKind
from core.errors import TooManyError
from core.ports.clock import Clock
from core.protocol.problem import Problem
from core.protocol.realtime import TYPE_SPECIFIC_ERROR, TypeSpecificError
from hub_server.realtime.peers import Peer
from hub_server.realtime.rooms import player_room, session_room
from hub_server.security.throttle import Throttle

_KINDS: Final = {
    "training:strength:": WorkoutKind.STRENGTH,
    "training:conditioning:": WorkoutKind.CONDITIONING,
    "training:hybrid:": WorkoutKind.HYBRID,
    "training:agility:": WorkoutKind.AGILITY,
}


def kind_of_event(name: str) -> WorkoutKind | None:
    """The kind of work that an event is about; None if it is about any."""
    return next((kind for start, kind in _KINDS.items() if name.startswith(start)), None)


class TypeErrors:
    """The feed of such refusals; a phone that errs without end does not flood it.

    Args:
        clock: Times the feed.
        post: Tells rooms: name, payload, rooms.
    """

    def __init__(self, clock: Clock, post: Callable[[str, object, Iterable[str]], None]) -> None:
        self._post = post
        self._allowance = Throttle(clock, capacity=5, per_second=1, what="Refusals")

    def tell(self, name: str, peer: Peer, arguments: tuple[object, ...], problem: Problem) -> None:
        """Tell of a refusal, if it concerns a session that the sender's player is in.

        Args:
            name: The event that was refused.
            peer: Who sent it.
            arguments: As they came; may be anything.
            problem: Why.
        """
        kind = kind_of_event(name)
        player_id = peer.principal.player_id
        body = arguments[0] if arguments else None
        session_id = body.get("sessionId") if isinstance(body, Mapping) else None
        if kind is None or player_id is None or not isinstance(session_id, str):
            return
        if session_id not in peer.joined:
            return
        try:
            self._allowance.take(peer.sid)
        except TooManyError:
            return
        news = TypeSpecificError(
            session_id=SessionId(session_id),
            player_id=player_id,
            workout_kind=kind,
            event_name=name,
            error=problem,
        )
        rooms = [session_room(news.session_id), player_room(player_id)]
        self._post(TYPE_SPECIFIC_ERROR, news, rooms)
