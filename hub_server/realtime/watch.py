"""How each connection fares, and the feed of refusals for trainers who watch."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.domain.ids import PlayerId, SessionId
from core.errors import TooManyError
from core.events import Event
from core.live.events import utc
from core.ports.clock import Clock
from core.protocol.hub_watch import HUB_REFUSED, EventRefused, PeerHealth
from core.protocol.problem import Problem
from core.protocol.realtime import Ack
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.peers import Peer, Peers
from hub_server.realtime.rooms import WATCHERS
from hub_server.realtime.wire import MALFORMED
from hub_server.security.throttle import Throttle

_KEPT_TIMES: Final = 50
_LONGEST_NAME: Final = 80
_LONGEST_ID: Final = 64


@dataclass(slots=True)
class _Tally:
    """What is known of one connection besides who it is."""

    connected_at: datetime
    heard_at: datetime | None = None
    last_event: str | None = None
    events: int = 0
    refused: int = 0
    refused_at: datetime | None = None
    refusal: str | None = None
    unreported: int = 0
    took_s: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT_TIMES))


class HubWatch:
    """Counts what comes in from each connection, and tells watching trainers of refusals.

    Args:
        peers: Who is connected.
        manager: Knows the lines, and posts to who watches.
        clock: Dates what comes in.
    """

    def __init__(self, peers: Peers, manager: DirectManager, clock: Clock) -> None:
        self.answered: Event[[str, Ack, float]] = Event()
        """Name, answer and seconds of each event that was handled."""
        self._peers = peers
        self._manager = manager
        self._clock = clock
        self._tallies: dict[str, _Tally] = {}
        self._allowance = Throttle(clock, capacity=20, per_second=5, what="Refusals")

    def connected(self, sid: str) -> None:
        """Somebody was let in."""
        self._tallies[sid] = _Tally(utc(self._clock.now()))

    def gone(self, sid: str) -> None:
        """A connection ended."""
        self._tallies.pop(sid, None)

    def handled(
        self, name: str, sid: str, arguments: tuple[object, ...], ack: Ack, took_s: float
    ) -> None:
        """An event of a client was answered.

        Args:
            name: Of the event.
            sid: The connection.
            arguments: What came with it.
            ack: The answer.
            took_s: How long that took.
        """
        self.answered.emit(name, ack, took_s)
        tally = self._tallies.get(sid)
        if tally is None:
            return
        now = utc(self._clock.now())
        tally.heard_at, tally.last_event = now, name[:_LONGEST_NAME]
        tally.events += 1
        tally.took_s.append(took_s)
        if ack.error is not None:
            tally.refused += 1
            tally.refused_at, tally.refusal = now, ack.error.message
            self._tell(name, sid, arguments, ack.error, tally)

    def health(self) -> tuple[PeerHealth, ...]:
        """All connections, those that came first before others."""
        known = ((peer, self._tallies.get(peer.sid)) for peer in self._peers)
        return tuple(self._health_of(peer, tally) for peer, tally in known if tally is not None)

    def _health_of(self, peer: Peer, tally: _Tally) -> PeerHealth:
        line = self._manager.line_of(peer.sid)
        took_s = tally.took_s
        return PeerHealth(
            connection_id=peer.sid,
            subject=peer.principal.subject,
            role=peer.principal.role,
            device_id=peer.principal.device_id,
            player_id=peer.principal.player_id,
            address=peer.host,
            is_secure=peer.is_secure,
            connected_at=tally.connected_at,
            heard_at=tally.heard_at,
            last_event=tally.last_event,
            events=tally.events,
            refused=tally.refused,
            refused_at=tally.refused_at,
            refusal=tally.refusal,
            round_trip_ms=None if line.round_trip_s is None else line.round_trip_s * 1000,
            waiting=line.waiting,
            handling_ms=sum(took_s) / len(took_s) * 1000 if took_s else None,
            session_ids=tuple(sorted(peer.joined)),
        )

    def _tell(
        self,
        name: str,
        sid: str,
        arguments: tuple[object, ...],
        problem: Problem,
        tally: _Tally,
    ) -> None:
        peer = self._peers.get(sid)
        if peer is None or not self._manager.has_members(WATCHERS):
            return
        try:
            self._allowance.take(sid)
        except TooManyError:
            tally.unreported += 1
            return
        session_id, player_id = (_id_in(arguments, key) for key in ("sessionId", "playerId"))
        news = EventRefused(
            name="(unreadable)" if name == MALFORMED else name[:_LONGEST_NAME],
            code=problem.code,
            reason=problem.message,
            suggested_action=problem.suggested_action,
            field=problem.field,
            retry_after_ms=problem.retry_after_ms,
            subject=peer.principal.subject,
            role=peer.principal.role,
            device_id=peer.principal.device_id,
            player_id=peer.principal.player_id or (PlayerId(player_id) if player_id else None),
            session_id=SessionId(session_id) if session_id else None,
            address=peer.host,
            timestamp=utc(self._clock.now()),
            unreported=tally.unreported,
        )
        tally.unreported = 0
        self._manager.post(HUB_REFUSED, news, [WATCHERS])


def _id_in(arguments: tuple[object, ...], key: str) -> str | None:
    """An id that the sender named, if it looks like one; nothing else of a payload is repeated."""
    body = arguments[0] if arguments else None
    value = body.get(key) if isinstance(body, Mapping) else None
    return value if isinstance(value, str) and len(value) <= _LONGEST_ID else None
