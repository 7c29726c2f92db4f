"""What the hub does with each event of the `/training` namespace, as a table."""

from __future__ import annotations

from typing import Final

from hub_server.realtime.route import Route
from hub_server.realtime.routes.agility import AGILITY_ROUTES
from hub_server.realtime.routes.alert import ALERT_ROUTES
from hub_server.realtime.routes.bulk import BULK_ROUTES
from hub_server.realtime.routes.conditioning import CONDITIONING_ROUTES
from hub_server.realtime.routes.crossing import CROSSING_ROUTES
from hub_server.realtime.routes.hybrid import HYBRID_ROUTES
from hub_server.realtime.routes.player import PLAYER_ROUTES
from hub_server.realtime.routes.session import SESSION_ROUTES
from hub_server.realtime.routes.strength import STRENGTH_ROUTES
from hub_server.realtime.watch_routes import WATCH_ROUTES

ROUTES: Final[dict[str, Route]] = {
    **SESSION_ROUTES,
    **PLAYER_ROUTES,
    **STRENGTH_ROUTES,
    **CONDITIONING_ROUTES,
    **HYBRID_ROUTES,
    **AGILITY_ROUTES,
    **CROSSING_ROUTES,
    **BULK_ROUTES,
    **ALERT_ROUTES,
    **WATCH_ROUTES,
}
"""Every event that a client may emit."""
