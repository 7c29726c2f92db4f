"""Connections that sign in and are never heard of again, as when a phone's battery is taken out."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_HANDSHAKE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
_TIMEOUT_S = 20


@contextmanager
def mute_socket(url: str, *, receive_buffer: int | None = None) -> Iterator[socket.socket]:
    """A TCP socket for `say_hello`; the operating system still takes what comes, nobody reads it.

    Args:
        url: Of the hub.
        receive_buffer: Octets that the operating system takes; None for as many as usual.
    """
    with socket.socket() as mute:
        if receive_buffer is not None:
            mute.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        address = urlsplit(url)
        mute.connect((address.hostname, address.port))
        mute.setblocking(False)  # noqa: FBT003 - the standard library's signature
        yield mute


async def say_hello(mute: socket.socket, token: str) -> None:
    """Shake hands and sign in; the last that is sent, and the last that is read."""
    loop = asyncio.get_running_loop()
    packet = b"40/training," + json.dumps({"token": token}).encode()
    frame = b"\x81\xfe" + len(packet).to_bytes(2, "big") + b"\0\0\0\0" + packet
    async with asyncio.timeout(_TIMEOUT_S):
        for words, answer in ((_HANDSHAKE, b'0{"sid"'), (frame, b"40/training,")):
            await loop.sock_sendall(mute, words)
            heard = b""
            while answer not in heard:
                piece = await loop.sock_recv(mute, 65536)
                assert piece, heard
                heard += piece


async def rest_of(mute: socket.socket) -> bytes:
    """Everything that came since, up to the end of the connection."""
    loop = asyncio.get_running_loop()
    heard = b""
    async with asyncio.timeout(_TIMEOUT_S):
        try:
            while piece := await loop.sock_recv(mute, 65536):
                heard += piece
        except ConnectionResetError:
            return heard
    return heard


@contextmanager
def many_descriptors(wanted: int) -> Iterator[None]:
    """Let this process have so many sockets and files open."""
    if sys.platform == "win32":
        yield
        return
    import resource  # noqa: PLC0415 - only where there is such a limit

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = max(soft, wanted) if hard == resource.RLIM_INFINITY else min(max(soft, wanted), hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
