"""Whether the hub is there, which version, and whether it can do its work."""

from __future__ import annotations

import asyncio
from typing import Final

from litestar import Controller, get

from core.errors import UnavailableError
from core.protocol.rest import Health
from core.protocol.version import PROTOCOL_VERSION
from hub_server.rest.guard import OPEN
from hub_server.rest.hub import Hub, TheHub
from hub_server.version import VERSION

_DATABASE_TIMEOUT_S: Final = 2.0
_MOST_LAG_S: Final = 10.0
"""An event that waits longer to be recorded means that the disk or server does not take it."""


class HealthController(Controller):
    """Open to all."""

    path = "/health"
    tags = ["health"]  # noqa: RUF012 - the framework reads it from the class

    @get(["/", "/live"], opt=OPEN)
    async def health(self, hub: TheHub) -> Health:
        """The hub serves; if this fails, start it anew."""
        return _health(hub)

    @get("/ready", opt=OPEN)
    async def ready(self, hub: TheHub) -> Health:
        """The hub can read and record; if this fails, look at its database and its log."""
        try:
            async with asyncio.timeout(_DATABASE_TIMEOUT_S), hub.database.read() as unit:
                await unit.access.signing_keys()
        except TimeoutError as error:
            raise UnavailableError(
                "The hub's database does not answer.",
                suggested_action="Check the disk or the database server.",
            ) from error
        lag_s = hub.running.vitals.lag_s
        if lag_s > _MOST_LAG_S:
            raise UnavailableError(
                f"Events have waited {lag_s:.0f} s to be recorded.",
                suggested_action="Check the disk or the database server.",
            )
        return _health(hub)


def _health(hub: Hub) -> Health:
    return Health(
        status="ok", version=VERSION, protocol_version=PROTOCOL_VERSION, instance=hub.instance
    )
