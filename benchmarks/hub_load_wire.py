"""A Socket.IO client over WebSocket that costs next to nothing: frames in, frames out.

The load generator must stay far from its own limits, so that what it measures is the server.
"""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable

from typing_extensions import override

NAMESPACE = b"/training"
_TEXT = 0x81
_MASKED = 0x80
_CLOSE = 0x8


class RawPeer(asyncio.Protocol):
    """One connection: shakes hands, signs in to the namespace, answers pings.

    Args:
        host: As in the URL.
        auth: JSON of the Socket.IO handshake.
        on_event: Called with each event's JSON, `["name",{…}]`.
    """

    def __init__(self, host: str, auth: bytes, on_event: Callable[[bytes], None]) -> None:
        loop = asyncio.get_running_loop()
        self.connected: asyncio.Future[None] = loop.create_future()
        self.gone: asyncio.Future[None] = loop.create_future()
        self.acknowledged: dict[int, Callable[[bytes], None]] = {}
        self._host = host
        self._auth = auth
        self._on_event = on_event
        self._buffer = bytearray()
        self._is_open = False
        self._last_id = 0
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")  # noqa: S101
        self._transport = transport  # type: ignore[assignment]
        key = base64.b64encode(os.urandom(16)).decode()
        self._write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self._host}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)
        if not self.connected.done():
            # A server that is just dying still takes connections, and answers none.
            is_silent = not (self._is_open or self._buffer)
            error = ConnectionRefusedError if is_silent else ConnectionError
            self.connected.set_exception(error("not let in"))

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head[:20]:
                self.close()
                return
            self._is_open = True
            self._buffer = bytearray(rest)
        self._take_frames()

    def emit(self, event: bytes, on_ack: Callable[[bytes], None] | None = None) -> None:
        """Send an event, `["name",{…}]`."""
        number = b""
        if on_ack is not None:
            self._last_id += 1
            self.acknowledged[self._last_id] = on_ack
            number = b"%d" % self._last_id
        self._send(b"42" + NAMESPACE + b"," + number + event)

    async def call(self, event: bytes) -> bytes:
        """Send an event and wait for its acknowledgement's JSON."""
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.emit(event, answer.set_result)
        return await answer

    def close(self) -> None:
        """Cut the connection."""
        if self._transport is not None:
            self._transport.abort()

    def _take_frames(self) -> None:
        buffer, start, end = self._buffer, 0, len(self._buffer)
        while end - start >= 2:
            size, body = buffer[start + 1], start + 2
            if size == 126:
                body, size = body + 2, int.from_bytes(buffer[body : body + 2], "big")
            elif size == 127:
                body, size = body + 8, int.from_bytes(buffer[body : body + 8], "big")
            if body + size > end:
                break
            if buffer[start] & 0x0F == _CLOSE:
                self.close()
                return
            self._take(bytes(buffer[body : body + size]))
            start = body + size
        del buffer[:start]

    def _take(self, packet: bytes) -> None:
        kind = packet[:2]
        if kind == b"42":
            self._on_event(packet[12:])
        elif kind == b"43":
            number, _, answer = packet[12:].partition(b"[")
            self.acknowledged.pop(int(number))(answer[:-1])
        elif kind == b"2":
            self._send(b"3")
        elif kind == b"40":
            self.connected.set_result(None)
        elif kind == b"44":
            self.connected.set_exception(ConnectionError(packet.decode()))
        elif kind[:1] == b"0":
            self._send(b"40" + NAMESPACE + b"," + self._auth)

    def _send(self, packet: bytes) -> None:
        # A mask of zeros is a mask; the payload stays as it is.
        size = len(packet)
        length = bytes([size | _MASKED]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self._write(bytes([_TEXT]) + length + b"\0\0\0\0" + packet)

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)
