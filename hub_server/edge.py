"""The outermost layer: foreign host names and frames that are no packets get no further."""

from __future__ import annotations

import ipaddress
from typing import Final

from core.errors import NotAllowedError
from hub_server.asgi import App, Message, Receive, Scope, Send, header_of, refuse

_PACKET_KINDS: Final = frozenset("0123456")
_UNSUPPORTED_DATA: Final = 1003


class Edge:
    """An ASGI application around another one.

    A page of a foreign site could have its own name resolved to this machine and then call the
    hub as its own origin (DNS rebinding), so only addresses, `localhost`, `*.local` and the
    hub's own names are answered. python-engineio lets a frame that does not begin with a packet
    type escape as an exception; here such a peer is simply gone.

    Args:
        app: What is inside.
        names: The hub's own names; None where TLS proves the name anyway.
    """

    def __init__(self, app: App, names: frozenset[str] | None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection or request."""
        kind = scope["type"]
        if kind in ("http", "websocket") and not self._is_own(_host(scope)):
            error = NotAllowedError(
                "This hub does not answer to that name.",
                suggested_action="Use its address, or start it with --name.",
            )
            await refuse(kind, error, receive, send)
        else:
            await self._app(scope, _sane(receive) if kind == "websocket" else receive, send)

    def _is_own(self, host: str) -> bool:
        if self._names is None or host in self._names or host == "localhost":
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return host.endswith(".local")
        return True


def _host(scope: Scope) -> str:
    """The name in the Host header, without port and brackets."""
    text = header_of(scope, b"host").lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def _sane(receive: Receive) -> Receive:
    async def receive_sane() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive":
            return message
        text = message.get("text")
        if text and text[0] in _PACKET_KINDS:
            return message
        return {"type": "websocket.disconnect", "code": _UNSUPPORTED_DATA}

    return receive_sane
