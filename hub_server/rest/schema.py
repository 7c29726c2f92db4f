"""The description of this interface, generated from the code: `/schema/openapi.json`."""

from __future__ import annotations

from typing import Any

from litestar import Response, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.status_codes import HTTP_404_NOT_FOUND

from core.errors import NotFoundError
from hub_server.rest.errors import answer
from hub_server.rest.guard import OPEN
from hub_server.version import VERSION


def openapi_config() -> OpenAPIConfig:
    """OpenAPI 3.1 as JSON, open to all; no pages, which would load scripts from elsewhere."""
    return OpenAPIConfig(
        title="Hockey Hub Trainer",
        version=VERSION,
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        openapi_router=Router(
            "/schema",
            route_handlers=[],
            opt=OPEN,
            include_in_schema=False,
            after_request=_without_pages,
        ),
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")
            }
        ),
        security=[{"token": []}],
    )


def _without_pages(response: Response[Any]) -> Response[Any]:
    if response.status_code == HTTP_404_NOT_FOUND:
        return answer(NotFoundError("There is nothing at this address."))
    return response
