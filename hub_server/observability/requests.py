"""Every HTTP request: an id that caller and log share, and the time until it was answered."""

from __future__ import annotations

import re
import time
from typing import Final

from core.domain.ids import new_id
from core.log_lines import REQUEST_ID
from hub_server.asgi import App, Message, Receive, Scope, Send, header_of
from hub_server.observability.metrics import HubMetrics

_NAME: Final = b"x-request-id"
_FIT: Final = re.compile(r"[A-Za-z0-9._:-]{8,64}")
"""What a proxy may hand in as an id; anything else gets an id of ours."""


class RequestWatch:
    """An ASGI application around another one.

    Args:
        app: What is inside.
        metrics: Counts and measures.
    """

    def __init__(self, app: App, metrics: HubMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection or request."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        given = header_of(scope, _NAME)
        request_id = given if _FIT.fullmatch(given) else new_id()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), (_NAME, request_id.encode())]
                message = {**message, "headers": headers}
            await send(message)

        context = REQUEST_ID.set(request_id)
        began = time.perf_counter()
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            REQUEST_ID.reset(context)
        if scope["type"] == "http" and "path_template" in scope:
            name = f"{scope['method']} {scope['path_template'] or '/'}"
            self._metrics.answered("rest", name, time.perf_counter() - began)
