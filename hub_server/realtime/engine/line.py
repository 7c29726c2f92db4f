"""uvicorn's WebSocket, spoken to and listened to without a queue and a task in between."""

from __future__ import annotations

from typing import Any, Final, Protocol

from typing_extensions import override
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from hub_server.realtime.engine.cutting import PLAIN_TEXT, frame_end, payload_of
from hub_server.realtime.engine.turnstile import Turnstile

SCOPE_KEY: Final = "hockeyhub.line"
"""Where an ASGI scope has the line it came by."""
MESSAGES_PER_S: Final = 500.0
"""What one connection may send in the long run; faster ones are read more slowly."""
MESSAGES_AT_ONCE: Final = 500.0
_SLICE_OCTETS: Final = 16_384
"""Taken in at a time, so that one who sends much does not hold up the others."""
_LAST_WORDS_S: Final = 5.0
_UNSUPPORTED_DATA: Final = 1003


class Ears(Protocol):
    """Who listens on a line."""

    def heard(self, text: str) -> None:
        """A message came."""
        ...

    def drained(self) -> None:
        """The line takes more again."""
        ...

    def lost(self) -> None:
        """There is no connection any more."""
        ...


class Line(WebSocketsSansIOProtocol):
    """One WebSocket connection. Until somebody `listen`s, it is uvicorn's own.

    Args:
        turnstile: Counts connections.
        uvicorn: As uvicorn passes it.
    """

    def __init__(self, turnstile: Turnstile, **uvicorn: Any) -> None:  # noqa: ANN401
        super().__init__(**uvicorn)
        self._turnstile = turnstile
        self._ears: Ears | None = None
        self._is_congested = False
        self._unread = bytearray()
        self._partial = b""
        """The beginning of a frame."""
        self._has_shaken_hands = False
        self._is_resting = False
        self._credit = MESSAGES_AT_ONCE
        self._credited_at = self.loop.time()

    @property
    def takes_more(self) -> bool:
        """Whether what is written now goes out soon."""
        return not self._is_congested

    def write(self, octets: bytes) -> None:
        """Send frames."""
        if not (self.close_sent or self.disconnected or self.transport.is_closing()):
            self.transport.write(octets)

    def listen(self, ears: Ears) -> None:
        """Hand over what came so far and whatever comes, until `lost`."""
        self._ears = ears
        while not self.queue.empty():
            event = self.queue.get_nowait()
            if event["type"] == "websocket.receive":
                ears.heard(event.get("text") or "")
        if self.disconnected:
            ears.lost()
        elif self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    def end(self, code: int, reason: str) -> None:
        """Close; at once if the peer does not listen anyway."""
        if self.disconnected or self.close_sent:
            return
        self.close_sent = True
        if self._is_congested or self.conn.state is not State.OPEN:
            self.transport.abort()
        else:
            self.conn.send_close(code, reason)
            self.transport.write(b"".join(self.conn.data_to_send()))
            # The peer's own close frame ends it sooner.
            self.close_timer = self.loop.call_later(_LAST_WORDS_S, self.transport.abort)
        if self._ears is not None:
            self._ears.lost()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self.client is not None:
            self._turnstile.leave(self.client[0])
        super().connection_lost(exc)
        self._unread.clear()
        if self._ears is not None:
            self._ears.lost()

    @override
    def pause_writing(self) -> None:
        self._is_congested = True
        super().pause_writing()

    @override
    def resume_writing(self) -> None:
        self._is_congested = False
        super().resume_writing()
        if self._ears is not None:
            self._ears.drained()

    @override
    def data_received(self, data: bytes) -> None:
        if not self._unread and len(data) <= _SLICE_OCTETS and self._credit > 0:
            self._take(data)
            self._rest_if_due()
        else:
            self._unread += data
            self._rest_if_due(now=True)

    @override
    def send_receive_event_to_app(self) -> None:
        if self._ears is None:
            super().send_receive_event_to_app()
            return
        octets = b"".join(self.frames)
        self.frames = []
        self._hear(octets if self.curr_msg_data_type == "text" else b"", self._ears)

    @override
    async def run_asgi(self) -> None:
        self.scope[SCOPE_KEY] = self  # type: ignore[typeddict-unknown-key]
        await super().run_asgi()

    def _take(self, octets: bytes) -> None:
        """What came, cut into frames: the plain ones the short way, all others the library's."""
        if not self._has_shaken_hands:  # uvicorn hands over the request, and nothing else
            self._has_shaken_hands = True
            super().data_received(octets)
            return
        largest = self.config.ws_max_size
        octets, start = self._partial + octets, 0
        while (end := frame_end(octets, start, largest)) is not None:
            is_amid_message = self.conn.current_size is not None
            if self._ears is None or octets[start] != PLAIN_TEXT or is_amid_message:
                super().data_received(octets[start:end])
            else:
                self._hear(payload_of(octets, start, end), self._ears)
            if self.disconnected or self.transport.is_closing():
                return
            start = end
        self._partial = octets[start:]

    def _hear(self, octets: bytes, ears: Ears) -> None:
        if self.close_sent:
            return
        self._credit -= 1
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            text = ""
        if text and text[0] in "0123456":
            ears.heard(text)
        else:
            self.end(_UNSUPPORTED_DATA, "not a packet")

    def _rest_if_due(self, *, now: bool = False) -> None:
        """Read no further while too much came too fast, or while others wait for their turn."""
        passed_s = self.loop.time() - self._credited_at
        self._credited_at += passed_s
        self._credit = min(self._credit + passed_s * MESSAGES_PER_S, MESSAGES_AT_ONCE)
        if self._is_resting or not (now or self._credit <= 0):
            return
        self._is_resting = True
        self.transport.pause_reading()
        self.loop.call_later(max(-self._credit / MESSAGES_PER_S, 0.0), self._read_on)

    def _read_on(self) -> None:
        self._is_resting = False
        if self.disconnected or self.transport.is_closing():
            return
        piece = bytes(self._unread[:_SLICE_OCTETS])
        del self._unread[: len(piece)]
        if piece:
            self._take(piece)
        self._rest_if_due(now=bool(self._unread))
        if not self._is_resting and not self.read_paused:
            self.transport.resume_reading()
