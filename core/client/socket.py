"""The hub's live side: one Socket.IO connection that comes back by itself and forgets nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import socketio
from socketio import exceptions

from core.domain.ids import EventId, SessionId
from core.errors import UnavailableError
from core.events import Event
from core.live.events import Recorded, SessionEvent
from core.live.state import SessionState
from core.ports.hub_link import LinkStatus
from core.protocol import realtime as wire
from core.protocol.problem import error_of
from core.protocol.version import PROTOCOL_VERSION
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_ACK_TIMEOUT_S = 10
_AWAY = "The hub is away; what is measured now is kept here and sent when it is back."
_OWN_IDS_KEPT = 2000


class SocketLink:
    """The `/training` namespace as the desk uses it.

    After each reconnection every joined session is joined again from its last `seq`: what was
    missed comes as events, or, where the hub no longer has it, as a new state.

    Args:
        base_url: `http://host:port`.
        token: Gives a valid token at each connection.
        tasks: Owner of the background work.
    """

    def __init__(
        self, base_url: str, token: Callable[[], Awaitable[str]], tasks: TaskScope
    ) -> None:
        self.event_received: Event[[SessionId, Recorded]] = Event()
        self.state_received: Event[[SessionState]] = Event()
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.status = LinkStatus.CONNECTING
        self._base_url = base_url
        self._token = token
        self._tasks = tasks
        self._last_seq: dict[SessionId, int] = {}
        self._own_ids: dict[EventId, None] = {}
        self._online = asyncio.Event()
        self._client = socketio.AsyncClient(
            reconnection_delay=0.1, reconnection_delay_max=1, randomization_factor=0.3
        )
        self._client.on("connect", self._on_connect, namespace=wire.NAMESPACE)
        self._client.on("disconnect", self._on_disconnect, namespace=wire.NAMESPACE)
        self._client.on("*", self._on_event, namespace=wire.NAMESPACE)

    async def open(self) -> None:
        """Connect, and keep trying until it works once; later losses are repaired by themselves."""
        self._tasks.spawn(self._connect(), name="hub connection")
        await self._online.wait()

    async def close(self) -> None:
        """Disconnect for good."""
        await self._client.shutdown()

    async def join(self, session_id: SessionId) -> SessionState:
        """Follow a session from its present state on."""
        ack = await self.request(wire.SESSION_JOIN, wire.SessionJoin(session_id=session_id))
        if ack.session is None:
            raise UnavailableError("The hub did not tell the session's state.")
        self._last_seq[session_id] = ack.session.seq
        return ack.session

    async def leave(self, session_id: SessionId) -> None:
        """No longer follow a session."""
        if self._last_seq.pop(session_id, None) is not None and self.status is LinkStatus.ONLINE:
            await self.request(wire.SESSION_LEAVE, wire.SessionCommand(session_id=session_id))

    async def request(self, name: str, payload: msgspec.Struct) -> wire.Ack:
        """Emit an event and wait for its acknowledgement.

        Raises:
            UnavailableError: No connection, or no answer in time.
            HockeyHubError: The hub's refusal.
        """
        if self.status is not LinkStatus.ONLINE and name != wire.SESSION_JOIN:
            raise UnavailableError(_AWAY)
        body: dict[str, Any] = msgspec.to_builtins(payload)
        if (own := body.get("eventId")) is not None:
            self._remember(own)
        try:
            answer = await self._client.call(
                name, body, namespace=wire.NAMESPACE, timeout=_ACK_TIMEOUT_S
            )
        except exceptions.SocketIOError as error:
            raise UnavailableError(_AWAY) from error
        ack = msgspec.convert(answer, wire.Ack)
        if ack.error is not None:
            raise error_of(ack.error)
        return ack

    def acknowledged(self, session_id: SessionId, seq: int | None) -> None:
        """What this desk sent stands at `seq` of the stream; do not fetch it again."""
        if seq is not None and session_id in self._last_seq:
            self._last_seq[session_id] = max(self._last_seq[session_id], seq)

    def _remember(self, event_id: EventId) -> None:
        self._own_ids[event_id] = None
        while len(self._own_ids) > _OWN_IDS_KEPT:
            del self._own_ids[next(iter(self._own_ids))]

    async def _connect(self) -> None:
        while not self._client.connected:
            try:
                await self._client.connect(
                    self._base_url,
                    transports=["websocket"],
                    namespaces=[wire.NAMESPACE],
                    auth=self._auth,
                    wait_timeout=5,
                )
            except (exceptions.SocketIOError, UnavailableError) as error:
                self._set_status(LinkStatus.CONNECTING, "Looking for the hub …")
                _log.info("hub not reached: %s", error)
                await asyncio.sleep(0.2)

    async def _auth(self) -> dict[str, Any]:
        return {"token": await self._token(), "protocolVersion": PROTOCOL_VERSION}

    async def _on_connect(self) -> None:
        self._tasks.replace(self._rejoin(), name="rejoin sessions")

    async def _rejoin(self) -> None:
        for session_id, last_seq in tuple(self._last_seq.items()):
            ack = await self.request(
                wire.SESSION_JOIN, wire.SessionJoin(session_id=session_id, last_seq=last_seq)
            )
            if ack.session is not None:
                self._last_seq[session_id] = ack.session.seq
                self.state_received.emit(ack.session)
            for recorded in ack.missed or ():
                self._take(session_id, recorded)
        self._set_status(LinkStatus.ONLINE, "")
        self._online.set()

    async def _on_disconnect(self, *_reason: object) -> None:
        self._set_status(LinkStatus.AWAY, _AWAY)

    async def _on_event(self, name: str, payload: dict[str, Any]) -> None:
        if not name.startswith("training:"):
            return
        seq = payload.pop("seq", None)
        try:
            event: SessionEvent = msgspec.convert(payload, SessionEvent)
        except msgspec.ValidationError:
            _log.exception("unreadable %s from the hub", name)
            return
        if seq is not None:
            self._take(event.session_id, Recorded(seq=seq, event=event))

    def _take(self, session_id: SessionId, recorded: Recorded) -> None:
        known = self._last_seq.get(session_id)
        if known is None or recorded.seq <= known:
            return
        self._last_seq[session_id] = recorded.seq
        if recorded.event.event_id not in self._own_ids or not _is_readings(recorded):
            self.event_received.emit(session_id, recorded)

    def _set_status(self, status: LinkStatus, reason: str) -> None:
        if status is not self.status:
            self.status = status
            self.status_changed.emit(status, reason)


def _is_readings(recorded: Recorded) -> bool:
    return recorded.event.__struct_config__.tag == wire.SESSION_READINGS
