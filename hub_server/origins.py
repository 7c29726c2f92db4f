"""Which web pages may call the hub: its own, and those that the operator has named."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from core.errors import InvalidInputError, NotAllowedError
from hub_server.asgi import App, Receive, Scope, Send, header_of, refuse


class Origins:
    """The hub's own origin, and an allow list.

    Args:
        allowed: Such as `https://board.club.example`, without path.

    Raises:
        InvalidInputError: One of them is no origin.
    """

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        for origin in allowed:
            parts = urlsplit(origin)
            if not parts.scheme or not parts.netloc or f"{parts.scheme}://{parts.netloc}" != origin:
                raise InvalidInputError(
                    f"{origin} is no origin.",
                    suggested_action="It looks like https://board.club.example, with no path.",
                )
        self.allowed = frozenset(origin.lower() for origin in allowed)

    def is_allowed(self, origin: str, host: str) -> bool:
        """Whether a page of this origin may call.

        Args:
            origin: The header, empty for programs that are no pages.
            host: The Host header of the same call.
        """
        if not origin or origin.lower() in self.allowed:
            return True
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()

    def is_allowed_by_socketio(self, origin: str | None, environ: dict[str, Any]) -> bool:
        """The same, as python-socketio asks it."""
        return self.is_allowed(origin or "", str(environ.get("HTTP_HOST", "")))


class OriginGuard:
    """An ASGI application around another one; pages of foreign sites get no further.

    Tokens are never in cookies, so a foreign page could do little; this takes the rest from it,
    such as trying join codes from a visitor's browser.

    Args:
        app: What is inside.
        origins: Who may call.
    """

    def __init__(self, app: App, origins: Origins) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection or request."""
        kind = scope["type"]
        if kind in ("http", "websocket") and not self._origins.is_allowed(
            header_of(scope, b"origin"), header_of(scope, b"host")
        ):
            error = NotAllowedError(
                "Pages of other sites may not call this hub.",
                suggested_action="Its operator can let a site in with --allow-origin.",
            )
            await refuse(kind, error, receive, send)
        else:
            await self._app(scope, receive, send)
