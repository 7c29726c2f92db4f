"""Engine.IO and Socket.IO servers that go the short way wherever the library allows it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import engineio
import socketio
from engineio.packet import OPEN, Packet
from socketio.packet import ACK, EVENT
from typing_extensions import override

from core.protocol.connections import EndReason
from core.protocol.realtime import NAMESPACE
from core.tasks import TaskScope
from hub_server.realtime.engine.frames import Frame
from hub_server.realtime.engine.outbox import LONGEST_BEHIND_S, Outbox
from hub_server.realtime.engine.socket import HubSocket
from hub_server.realtime.wire import HubPacket, plain_event

ASK_EVERY_S: Final = 20.0
ANSWER_WITHIN_S: Final = 15.0
"""A connection that has become one-sided is found within the sum of both."""
SIGN_IN_WITHIN_S: Final = 20.0
_LONGEST_STEP_S: Final = 2.0


class HubEngine(engineio.AsyncServer):
    """The library's engine with sockets of our own and one heart for all of them.

    Args:
        monotonic: Seconds that never jump.
        on_event: Takes an event's packet of a connection.
        options: The library's.
    """

    sockets: dict[str, HubSocket]

    def __init__(
        self,
        monotonic: Callable[[], float],
        on_event: Callable[[str, str], None],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(ping_interval=ASK_EVERY_S, ping_timeout=ANSWER_WITHIN_S, **options)
        self.monotonic = monotonic
        self.on_event = on_event
        self.beat_s = 0.0
        """The heart's own time: it stands still while the computer sleeps, so that nobody is
        taken for dead who could not be heard."""
        self._beaten_at = monotonic()
        self._opened = 0
        self._unflushed: list[Outbox] = []

    def beat(self) -> None:
        """Ask who has not been heard, end who does not answer; to be called every second."""
        now = self.monotonic()
        self.beat_s += min(max(now - self._beaten_at, 0.0), _LONGEST_STEP_S)
        self._beaten_at = now
        for sid, socket in tuple(self.sockets.items()):
            if socket.closed:
                self.sockets.pop(sid, None)
            elif (reason := self._end_of(socket)) is not None:
                socket.end(reason)
            elif self.beat_s - socket.asked_at >= ASK_EVERY_S:
                socket.ask()

    def flush_soon(self, outbox: Outbox) -> None:
        """Let an outbox send before the loop waits again, together with what else is said."""
        if not self._unflushed:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unflushed.append(outbox)

    def _flush(self) -> None:
        outboxes, self._unflushed = self._unflushed, []
        for outbox in outboxes:
            outbox.flush()

    def _end_of(self, socket: HubSocket) -> EndReason | None:
        if self.beat_s - socket.heard_at > ASK_EVERY_S + ANSWER_WITHIN_S:
            return EndReason.SILENT
        if not socket.is_signed_in and self.beat_s - socket.opened_at > SIGN_IN_WITHIN_S:
            return EndReason.NOT_SIGNED_IN
        return EndReason.TOO_SLOW if socket.queue.behind_s > LONGEST_BEHIND_S else None

    @override
    async def _handle_connect(
        self, environ: dict[str, Any], transport: str, jsonp_index: int | None = None
    ) -> Any:
        sid = self.generate_id()
        socket = HubSocket(self, sid)
        # Hundreds who come at once are not asked at once ever after.
        self._opened += 1
        socket.asked_at -= self._opened % ASK_EVERY_S
        self.sockets[sid] = socket
        await socket.send(Packet(OPEN, self._greeting(sid, transport)))
        answer = await self._trigger_event("connect", sid, environ, run_async=False)
        if answer is not None and answer is not True:
            del self.sockets[sid]
            return self._unauthorized(answer or None)
        if transport == "websocket":
            result = await socket.handle_get_request(environ)
            self.sockets.pop(sid, None)
            return result
        socket.connected = True
        return self._ok(await socket.poll(), jsonp_index=jsonp_index)

    def _greeting(self, sid: str, transport: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingTimeout": round(ANSWER_WITHIN_S * 1000),
            "pingInterval": round(ASK_EVERY_S * 1000),
            "maxPayload": self.max_http_buffer_size,
        }


class HubSocketServer(socketio.AsyncServer):
    """The library's server; events go from the line to the namespace without its detours.

    Args:
        tasks: Owner of the tasks in which events are handled.
        monotonic: Seconds that never jump.
        options: The library's.
    """

    eio: HubEngine

    def __init__(
        self,
        tasks: TaskScope,
        monotonic: Callable[[], float] = time.monotonic,
        **options: Any,  # noqa: ANN401
    ) -> None:
        self._tasks = tasks
        self._monotonic = monotonic
        super().__init__(**options)

    @override
    def _engineio_server_class(self) -> Callable[..., HubEngine]:
        return partial(HubEngine, self._monotonic, self._take_event)

    def _take_event(self, engine_sid: str, encoded: str) -> None:
        plain = plain_event(encoded)
        if plain is not None:
            self._answer_soon(engine_sid, NAMESPACE, *plain)
            return
        packet = HubPacket(encoded_packet=encoded)
        if packet.packet_type == EVENT:
            self._answer_soon(engine_sid, packet.namespace, packet.id, packet.data)

    @override
    async def _handle_event(
        self, eio_sid: str, namespace: str | None, id: int | None, data: list[Any]
    ) -> None:
        self._answer_soon(eio_sid, namespace, id, data)

    def _answer_soon(
        self, engine_sid: str, namespace: str | None, number: int | None, data: list[Any]
    ) -> None:
        """In a task of its own, so that nobody waits for another's commit."""
        sid = self.manager.sid_from_eio_sid(engine_sid, NAMESPACE)
        if namespace == NAMESPACE and sid and self.manager.is_connected(sid, NAMESPACE):
            self._tasks.spawn(self._answer(engine_sid, sid, number, data), name="event")

    async def _answer(self, engine_sid: str, sid: str, number: int | None, data: list[Any]) -> None:
        name, *arguments = data
        ack = await self.namespace_handlers[NAMESPACE].trigger_event(name, sid, *arguments)
        socket = self.eio.sockets.get(engine_sid)
        if number is not None and socket is not None and not socket.closed:
            packet = HubPacket(ACK, namespace=NAMESPACE, id=number, data=[ack])
            socket.queue.put_nowait(Frame(str(packet.encode())))
