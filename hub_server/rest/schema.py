"""The description of this interface, generated from the code: `/schema/openapi.json`."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from litestar import Request, Response, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.status_codes import HTTP_404_NOT_FOUND
from typing_extensions import override

from core.errors import NotFoundError
from core.protocol.problem import Problem
from hub_server.rest.errors import MEDIA_TYPE, answer
from hub_server.rest.guard import OPEN
from hub_server.version import VERSION

_METHODS: Final = frozenset({"get", "put", "post", "delete", "patch"})


class _Description(JsonRenderPlugin):
    """What the framework generates, with the one form that all refusals have here."""

    @override
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, _with_refusals(openapi_schema))


def openapi_config() -> OpenAPIConfig:
    """OpenAPI 3.1 as JSON, open to all; no pages, which would load scripts from elsewhere."""
    return OpenAPIConfig(
        title="Hockey Hub Trainer",
        version=VERSION,
        render_plugins=[_Description(path="/openapi.json")],
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


def _with_refusals(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema in which every operation names `Problem` for what is refused or cannot be now."""
    (reference,), parts = msgspec.json.schema_components(
        [Problem], ref_template="#/components/schemas/{name}"
    )
    refusal = {
        "description": "Refused: the reason in one sentence, and the next step.",
        "content": {MEDIA_TYPE: {"schema": reference}},
    }
    components = schema.get("components", {})
    return {
        **schema,
        "components": {**components, "schemas": {**parts, **components.get("schemas", {})}},
        "paths": {
            path: {
                name: _refusing(part, refusal) if name in _METHODS else part
                for name, part in operations.items()
            }
            for path, operations in schema.get("paths", {}).items()
        },
    }


def _refusing(operation: dict[str, Any], refusal: dict[str, Any]) -> dict[str, Any]:
    responses = {
        status: response
        for status, response in operation.get("responses", {}).items()
        if status.startswith("2")
    }
    return {**operation, "responses": {**responses, "4XX": refusal, "503": refusal}}
