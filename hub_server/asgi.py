"""The words of ASGI, for the layers around the hub's applications."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from core.errors import HockeyHubError
from core.protocol.problem import problem_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header_of(scope: Scope, name: bytes) -> str:
    """The first header of a (lower-case) name; empty if there is none."""
    value: bytes = next((value for key, value in scope["headers"] if key == name), b"")
    return value.decode("latin-1")


async def refuse(kind: str, error: HockeyHubError, receive: Receive, send: Send) -> None:
    """Answer a connection or request with a refusal, before anything else has seen it.

    Args:
        kind: `http` or `websocket`.
        error: What is wrong.
        receive: Of the connection.
        send: Of the connection.
    """
    problem = problem_of(error)
    if kind == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": problem.message})
        return
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(problem)})
