"""Whether the hub is there, and which version."""

from __future__ import annotations

from litestar import Controller, get

from core.protocol.rest import Health
from core.protocol.version import PROTOCOL_VERSION
from hub_server.rest.guard import OPEN
from hub_server.rest.hub import Hub
from hub_server.version import VERSION


class HealthController(Controller):
    """Open to all."""

    path = "/health"
    tags = ["health"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=OPEN)
    async def health(self, hub: Hub) -> Health:
        """The hub serves."""
        return Health(
            status="ok",
            version=VERSION,
            protocol_version=PROTOCOL_VERSION,
            instance=hub.instance,
        )
