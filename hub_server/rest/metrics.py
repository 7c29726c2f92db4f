"""`/metrics`: what the hub counts and measures, as Prometheus reads it."""

from __future__ import annotations

from typing import Any, Final

from litestar import Controller, Request, Response, get
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from hub_server.rest.caller import address_of
from hub_server.rest.guard import OPEN, who_calls
from hub_server.rest.hub import TheHub
from hub_server.security.gatekeeper import is_loopback
from hub_server.security.permissions import Action, require

_KIND: Final = CONTENT_TYPE_LATEST


class MetricsController(Controller):
    """For a collector on this machine, or one that signs in."""

    path = "/metrics"
    tags = ["health"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=OPEN, media_type=_KIND)
    async def metrics(self, hub: TheHub, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Prometheus' text: from this machine without a token, from others with a trainer's."""
        if not is_loopback(address_of(request)):
            require(who_calls(hub, request).principal, Action.WATCH_HUB)
        return Response(generate_latest(hub.metrics.registry), media_type=_KIND)
