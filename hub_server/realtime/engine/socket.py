"""One Engine.IO connection: what comes in, what goes out, whether it still lives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol

from engineio import exceptions
from engineio.async_socket import AsyncSocket
from engineio.packet import NOOP, PING, PONG, UPGRADE, Packet
from socketio.packet import EVENT
from typing_extensions import override

from core.protocol.connections import CONNECTION_ENDED, ConnectionEnded, EndReason
from core.protocol.realtime import NAMESPACE
from hub_server.realtime.engine.frames import Frame
from hub_server.realtime.engine.line import SCOPE_KEY, Line
from hub_server.realtime.engine.outbox import Outbox
from hub_server.realtime.wire import HubPacket

_log = logging.getLogger(__name__)

_PONG_TEXT: Final = str(PONG)
_EVENT_TEXT: Final = "42"
_NORMAL: Final = 1000
_TRY_AGAIN_LATER: Final = 1013
_ENDINGS: Final = {
    EndReason.TOO_SLOW: ConnectionEnded(
        reason=EndReason.TOO_SLOW,
        message="This connection is too slow for what it is told.",
        suggested_action="Connect again; what was missed comes by your last seq.",
    ),
    EndReason.SILENT: ConnectionEnded(
        reason=EndReason.SILENT,
        message="This connection did not answer.",
        suggested_action="Connect again.",
    ),
    EndReason.NOT_SIGNED_IN: ConnectionEnded(
        reason=EndReason.NOT_SIGNED_IN,
        message="This connection did not say who it is.",
        suggested_action="Connect again and sign in to the namespace at once.",
    ),
    EndReason.REPLACED: ConnectionEnded(
        reason=EndReason.REPLACED,
        message="There are too many connections of the same person; the oldest was ended.",
        suggested_action="Close the others, then connect again.",
    ),
}


class Engine(Protocol):
    """What a socket needs of the engine it belongs to."""

    beat_s: float
    """The heart's own time."""
    monotonic: Callable[[], float]
    """Seconds that never jump."""
    on_event: Callable[[str, str], None]
    """Takes an event's packet of a connection."""
    reason: Any

    def flush_soon(self, outbox: Outbox) -> None:
        """Let an outbox send before the loop waits again."""
        ...

    def start_background_task(self, target: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401
        """The library's way to a task."""
        ...


class HubSocket(AsyncSocket):
    """The library's socket with an outbox, and with a line instead of reader and writer tasks."""

    server: Engine
    queue: Outbox

    def __init__(self, server: Engine, sid: str) -> None:
        super().__init__(server, sid)
        self.queue = Outbox(
            server.monotonic, server.flush_soon, partial(self.end, EndReason.TOO_SLOW)
        )
        self.opened_at = self.heard_at = server.beat_s
        self.asked_at = server.beat_s
        self.round_trip_s: float | None = None
        """Of the last heartbeat."""
        self.is_signed_in = False
        """To the namespace."""
        self._asked_exactly = 0.0
        self._line: Line | None = None
        self._is_ending = False
        self._loss: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._backlog: list[str] = []
        self._in_hand: asyncio.Future[None] | None = None

    def ask(self) -> None:
        """Send a heartbeat."""
        self.asked_at = self.server.beat_s
        self._asked_exactly = self.server.monotonic()
        self.queue.put_nowait(Packet(PING))

    def end(self, reason: EndReason) -> None:
        """End the connection, saying why as far as the peer listens."""
        if self._is_ending or self.closed:
            return
        self._is_ending = True
        _log.warning("a connection is ended: %s", reason)
        ending = _ENDINGS[reason]
        line = self._line
        if line is None:
            self.queue.shut()
            _ = self.server.start_background_task(self.close, wait=False, abort=True)
            return
        packet = HubPacket(EVENT, namespace=NAMESPACE, data=[CONNECTION_ENDED, ending])
        line.write(Frame(str(packet.encode())).octets)
        self.queue.shut()
        line.end(_TRY_AGAIN_LATER, ending.message)

    def heard(self, text: str) -> None:
        """A packet came over the line."""
        self.heard_at = self.server.beat_s
        if text == _PONG_TEXT:
            self.note_answer()
        elif self._in_hand is None and text.startswith(_EVENT_TEXT):
            self.server.on_event(self.sid, text[1:])
        else:
            self._backlog.append(text)
            self._work_off()

    def signed_out(self) -> None:
        """It left the namespace; there is not much time to come in again."""
        self.is_signed_in = False
        self.opened_at = self.server.beat_s

    def drained(self) -> None:
        """The line takes more again."""
        self.queue.flush()

    def lost(self) -> None:
        """There is no line any more."""
        if not self._loss.done():
            self._loss.set_result(None)

    def note_answer(self) -> None:
        """A heartbeat was answered."""
        self.heard_at = self.server.beat_s
        self.round_trip_s = self.server.monotonic() - self._asked_exactly

    @override
    async def receive(self, pkt: Packet) -> None:
        self.heard_at = self.server.beat_s
        if pkt.packet_type == PONG:
            self.note_answer()
        else:
            await super().receive(pkt)

    @override
    async def send(self, pkt: Packet) -> None:
        if self.closed:
            raise exceptions.SocketIsClosedError
        self.queue.put_nowait(pkt)

    @override
    async def check_ping_timeout(self) -> bool:
        return not self.closed  # the engine's `beat` looks after that

    @override
    def schedule_ping(self) -> None:
        """Nothing: the engine's `beat` asks."""

    @override
    async def close(
        self, wait: bool = True, abort: bool = False, reason: str | None = None
    ) -> None:
        await super().close(wait=False, abort=abort, reason=reason)
        if self._line is None:
            self.queue.shut()  # ends the poll that waits
        else:
            self._line.end(_NORMAL, "")

    @override
    async def _upgrade_websocket(self, environ: dict[str, Any]) -> Any:
        self._line = environ["asgi.scope"][SCOPE_KEY]
        return await super()._upgrade_websocket(environ)

    @override
    async def _websocket_handler(self, ws: Any) -> None:
        line = self._line
        if line is None or (self.connected and not await self._is_upgraded_by(ws)):
            return
        self.connected = self.upgraded = True
        self.queue.attach(line)
        line.listen(self)
        await self._loss
        await self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    async def _is_upgraded_by(self, ws: Any) -> bool:  # noqa: ANN401 - the library has no types
        """Shake hands with one who was polling before."""
        self.upgrading = True
        try:
            if await ws.wait() != f"{PING}probe":
                return False
            await ws.send(f"{PONG}probe")
            self.queue.put_nowait(Packet(NOOP))  # ends the poll that waits
            self.upgraded = await ws.wait() == str(UPGRADE)
        except OSError:
            return False
        finally:
            self.upgrading = False
        return self.upgraded

    def _work_off(self) -> None:
        """One after the other: what signs in must be done before what follows it."""
        if self._in_hand is None and self._backlog and not self.closed:
            task = self.server.start_background_task(self._take, self._backlog.pop(0))
            self._in_hand = task
            task.add_done_callback(self._taken)

    async def _take(self, text: str) -> None:
        try:
            await self.receive(Packet(encoded_packet=text))
        except (exceptions.EngineIOError, ValueError) as error:
            _log.info("a packet is not understood: %s", error)

    def _taken(self, done: asyncio.Future[None]) -> None:
        self._in_hand = None
        if not done.cancelled() and (error := done.exception()) is not None:
            _log.error("a packet was not handled", exc_info=error)
        self._work_off()
