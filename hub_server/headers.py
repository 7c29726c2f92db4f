"""What every answer tells browsers: no frames, no guessing, no scripts, no traces."""

from __future__ import annotations

from typing import Final

from hub_server.asgi import App, Message, Receive, Scope, Send

_ALWAYS: Final = (
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),  # for those that do not know frame-ancestors
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)
"""Whoever answers may say otherwise: the page lets its own scripts run and its files be kept."""
_SECURE: Final = ((b"strict-transport-security", b"max-age=31536000"),)
"""Only where TLS is on already; whoever comes once, comes so for a year."""


class SecurityHeaders:
    """An ASGI application around another one.

    Args:
        app: What is inside.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection or request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        usual = (*_ALWAYS, *_SECURE) if scope.get("scheme") == "https" else _ALWAYS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ())]
                said = {bytes(name).lower() for name, _ in headers}
                headers += [pair for pair in usual if pair[0] not in said]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_headers)
