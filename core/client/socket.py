"""The hub's live side: one Socket.IO connection that comes back by itself and forgets nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from socketio import exceptions

from core.client.connection import HubConnection
from core.client.link_news import LinkNews
from core.client.pauses import Pauses
from core.client.trust import Trust
from core.domain.ids import EventId, SessionId
from core.errors import (
    HockeyHubError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    UnavailableError,
)
from core.live.events import Recorded, SensorReassigned, SessionEvent
from core.live.reducer import reduce
from core.live.state import SessionState
from core.ports.hub_link import LinkStatus
from core.protocol import realtime as wire
from core.protocol.problem import error_of
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

Payload = msgspec.Struct | Mapping[str, Any]
"""The one argument of an event."""

_ACK_TIMEOUT_S = 10
_AWAY = "The hub is away; what is measured now is kept here and sent when it is back."
_OWN_IDS_KEPT = 2000
_REJOIN_PAUSE_S = 0.5


class SocketLink(LinkNews):
    """The `/training` namespace as the desk uses it.

    After each reconnection every joined session is joined again from its last `seq`: what was
    missed comes as events, or, where the hub no longer has it, as a new state.

    Args:
        base_url: `http://host:port`.
        token: Gives a valid token at each connection.
        forget_token: Called when the hub does not take the token (any more).
        tasks: Owner of the background work.
        pauses: How long to wait between attempts to reach the hub.
        trust: Whose certificate is believed.
    """

    def __init__(
        self,
        base_url: str,
        token: Callable[[], Awaitable[str]],
        forget_token: Callable[[], None],
        tasks: TaskScope,
        *,
        pauses: Pauses | None = None,
        trust: Trust | None = None,
    ) -> None:
        super().__init__()
        self.status = LinkStatus.CONNECTING
        self._tasks = tasks
        self._last_seq: dict[SessionId, int] = {}
        self._outdated: set[SessionId] = set()
        """Joined sessions of which a whole new state is wanted."""
        self._joining: defaultdict[SessionId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._held: dict[SessionId, list[Recorded]] = {}
        """What happens in a session whose state is being asked for."""
        self._own_ids: dict[EventId, None] = {}
        self._online = asyncio.Event()
        self._connection = HubConnection(
            base_url, token, forget_token, tasks, self._set_status, pauses=pauses, trust=trust
        )
        self._client = self._connection.client
        self._client.on("connect", self._on_connect, namespace=wire.NAMESPACE)
        self._client.on("disconnect", self._on_disconnect, namespace=wire.NAMESPACE)
        self._client.on("*", self._on_event, namespace=wire.NAMESPACE)

    async def open(self) -> None:
        """Connect, and keep trying until it works once; later losses are repaired by themselves.

        Raises:
            HockeyHubError: The hub is there and does not let us in.
        """
        await self._connection.open()
        await self._online.wait()

    async def close(self) -> None:
        """Disconnect for good."""
        await self._connection.close()

    async def join(self, session_id: SessionId) -> SessionState:
        """Follow a session from its present state on."""
        state = await self._enter(session_id)
        if state is None:
            raise UnavailableError("The hub did not tell the session's state.")
        return state

    async def leave(self, session_id: SessionId) -> None:
        """No longer follow a session."""
        if self._last_seq.pop(session_id, None) is not None and self.status is LinkStatus.ONLINE:
            await self.request(wire.SESSION_LEAVE, wire.SessionCommand(session_id=session_id))

    async def request(
        self, name: str, payload: Payload, answer_type: type[wire.Ack] = wire.Ack
    ) -> wire.Ack:
        """Emit an event and wait for its acknowledgement.

        Raises:
            UnavailableError: No connection, or no answer in time.
            HockeyHubError: The hub's refusal.
        """
        if self.status is not LinkStatus.ONLINE and name != wire.SESSION_JOIN:
            raise UnavailableError(_AWAY)
        body: dict[str, Any] = msgspec.to_builtins(payload)
        if (own := body.get("eventId")) is not None:
            _remember(self._own_ids, own)
        try:
            answer = await self._client.call(
                name, body, namespace=wire.NAMESPACE, timeout=_ACK_TIMEOUT_S
            )
        except exceptions.SocketIOError as error:
            raise UnavailableError(_AWAY) from error
        ack = _ack_of(answer, answer_type)
        if ack.error is not None:
            refusal = error_of(ack.error)
            if isinstance(refusal, NotSignedInError):
                self._connection.renew()
            raise refusal
        self.sent.emit(name, body, ack.seq)
        return ack

    def acknowledged(self, session_id: SessionId, seq: int | None) -> None:
        """What this desk sent stands at `seq` of the stream; do not fetch it again."""
        if seq is not None and session_id in self._last_seq:
            self._last_seq[session_id] = max(self._last_seq[session_id], seq)

    async def _on_connect(self) -> None:
        self._tasks.replace(self._rejoin(), name="rejoin sessions")

    async def _rejoin(self) -> None:
        for session_id in tuple(self._last_seq):
            await self._rejoin_one(session_id)
        self._set_status(LinkStatus.ONLINE, "")
        self._online.set()

    async def _rejoin_one(self, session_id: SessionId) -> None:
        """Follow a session again from where we were, or give it up if the hub says so."""
        while session_id in self._last_seq:
            known_seq = None if session_id in self._outdated else self._last_seq[session_id]
            try:
                state = await self._enter(session_id, known_seq)
            except (NotFoundError, NotAllowedError) as refusal:
                _log.warning("session %s is lost: %s", session_id, refusal.message)
                self._last_seq.pop(session_id, None)
                self._outdated.discard(session_id)
                self.session_lost.emit(session_id, refusal)
            except HockeyHubError as error:
                _log.info("session %s not joined yet: %s", session_id, error.message)
                await asyncio.sleep(_REJOIN_PAUSE_S)
            else:
                if state is not None:
                    self.state_received.emit(state)
                return

    async def _enter(
        self, session_id: SessionId, last_seq: int | None = None
    ) -> SessionState | None:
        """Join. What happens until the answer is there is held back and follows on it.

        Returns:
            The new state; None if what was missed came as events.
        """
        async with self._joining[session_id]:
            held = self._held[session_id] = []
            try:
                ack = await self.request(
                    wire.SESSION_JOIN, wire.SessionJoin(session_id=session_id, last_seq=last_seq)
                )
            finally:
                del self._held[session_id]
            if ack.session is None:
                for recorded in (*(ack.missed or ()), *held):
                    self._take(session_id, recorded)
                return None
            state = ack.session
            for recorded in held:
                state = reduce(state, recorded)
            self._last_seq[session_id] = state.seq
            self._outdated.discard(session_id)
            if any(_is_correction(recorded, ack.session.seq) for recorded in held):
                self._tasks.replace(self._renew(session_id), name=f"state of {session_id}")
            return state

    async def _on_disconnect(self, *_reason: object) -> None:
        self._set_status(LinkStatus.AWAY, _AWAY)

    async def _on_event(self, name: str, payload: dict[str, Any]) -> None:
        self.heard.emit(name, dict(payload))
        if not name.startswith("training:"):
            return
        seq = payload.pop("seq", None)
        if seq is None:
            self.news_received.emit(name, payload)
            return
        try:
            event: SessionEvent = msgspec.convert(payload, SessionEvent)
        except msgspec.ValidationError:
            _log.exception("unreadable %s from the hub", name)
            return
        self._take(event.session_id, Recorded(seq=seq, event=event))

    def _take(self, session_id: SessionId, recorded: Recorded) -> None:
        held = self._held.get(session_id)
        if held is not None:
            held.append(recorded)
            return
        known = self._last_seq.get(session_id)
        if known is None or recorded.seq <= known:
            return
        self._last_seq[session_id] = recorded.seq
        if recorded.event.event_id not in self._own_ids or not _is_readings(recorded):
            self.event_received.emit(session_id, recorded)
        if isinstance(recorded.event, SensorReassigned):
            self._tasks.replace(self._renew(session_id), name=f"state of {session_id}")

    async def _renew(self, session_id: SessionId) -> None:
        """Figures were corrected: only the hub has the log to fold them anew."""
        self._outdated.add(session_id)
        await self._rejoin_one(session_id)

    def _set_status(self, status: LinkStatus, reason: str) -> None:
        if status is not self.status:
            self.status = status
            self.status_changed.emit(status, reason)


def _is_correction(recorded: Recorded, after_seq: int) -> bool:
    return recorded.seq > after_seq and isinstance(recorded.event, SensorReassigned)


def _is_readings(recorded: Recorded) -> bool:
    return recorded.event.__struct_config__.tag == wire.SESSION_READINGS


def _remember(own_ids: dict[EventId, None], event_id: EventId) -> None:
    own_ids[event_id] = None
    while len(own_ids) > _OWN_IDS_KEPT:
        del own_ids[next(iter(own_ids))]


def _ack_of(answer: object, answer_type: type[wire.Ack]) -> wire.Ack:
    is_ok = isinstance(answer, dict) and answer.get("ok") is True
    try:
        return msgspec.convert(answer, answer_type if is_ok else wire.Ack)
    except msgspec.ValidationError as error:
        raise UnavailableError("The hub gave an answer that nobody can read.") from error
