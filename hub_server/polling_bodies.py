"""No endless bodies at the sockets' door: what cannot be a message is not even read."""

from __future__ import annotations

from typing import Final

import msgspec

from core.errors import InvalidInputError
from core.protocol.problem import problem_of
from hub_server.asgi import App, Message, Receive, Scope, Send, header_of

_DOOR: Final = "/socket.io"
_TOO_LARGE: Final = 413


class PollingBodies:
    """An ASGI application around Socket.IO's.

    python-engineio gathers a body that tells no length without end, before it looks at any
    token, and waits for the peer where it refuses one that tells too much. Here such a request
    is refused after at most `most_bytes`, and its connection closed.

    Args:
        app: What is inside.
        most_bytes: The largest message.
    """

    def __init__(self, app: App, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection or request."""
        if scope["type"] != "http" or not scope["path"].startswith(_DOOR):
            await self._app(scope, receive, send)
            return
        told = header_of(scope, b"content-length")
        if told.isdecimal() and int(told) > self._most_bytes:
            await _refuse(send)
            return
        try:
            await self._app(scope, self._counted(receive), send)
        except _TooLargeError:
            await _refuse(send)

    def _counted(self, receive: Receive) -> Receive:
        read_bytes = 0

        async def receive_counted() -> Message:
            nonlocal read_bytes
            message = await receive()
            read_bytes += len(message.get("body", b""))
            if read_bytes > self._most_bytes:
                raise _TooLargeError
            return message

        return receive_counted


class _TooLargeError(Exception):
    """More came than one message may be long."""


async def _refuse(send: Send) -> None:
    problem = msgspec.structs.replace(
        problem_of(InvalidInputError("The message is too large.")), status=_TOO_LARGE
    )
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": _TOO_LARGE, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(problem)})
