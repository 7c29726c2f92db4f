"""The players' page and its files, open to all: who has no token gets as far as the door."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Request, Response, get

from core.errors import NotFoundError, UnavailableError
from hub_server.companion.page import HEADERS, SCREENS, Page
from hub_server.rest.guard import OPEN


def pages(page: Page) -> type[Controller]:
    """The controller that answers with this page's files.

    Args:
        page: As built.
    """

    class PageController(Controller):
        """Files only; everything that moves comes through the API."""

        include_in_schema = False
        opt = OPEN

        @get([*SCREENS, "/sw.js", "/icon.svg", "/manifest.webmanifest", "/page/{name:str}"])
        async def file(self, request: Request[Any, Any, Any]) -> Response[bytes]:
            """A screen, or a file that it needs."""
            found = page.file(request.url.path)
            if found is None and not page.is_built:
                raise UnavailableError(
                    "The players' page was not built in this installation.",
                    suggested_action="Run `python3 dev.py page`, then start the hub again.",
                )
            if found is None:
                raise NotFoundError("There is nothing at this address.")
            return Response(
                found.body,
                media_type=found.media_type,
                headers={**HEADERS, "Cache-Control": found.cache_control},
            )

    return PageController
