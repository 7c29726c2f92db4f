"""The hub about itself: who is connected, and what it takes."""

from __future__ import annotations

import inspect
import re
from typing import Any

import msgspec
from litestar import Controller, get

from core.domain.user import Role
from core.protocol.hub_watch import HUB, EventKind, HubPeers, PeerHealth
from hub_server.reachable import is_beyond_this_computer
from hub_server.realtime.handlers import ROUTES
from hub_server.realtime.route import Route
from hub_server.rest.guard import needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import ALLOWED, Action

_WATCH = needs(Action.WATCH_HUB)
_SOURCE = re.compile(r"\s*\(?\[S\d\]\)?\s*")
"""Which document a struct follows; of no use to who sends one."""


class WatchController(Controller):
    """For the event desk."""

    path = HUB
    tags = ["hub"]  # noqa: RUF012 - the framework reads it from the class

    @get("/peers", opt=_WATCH)
    async def peers(self, hub: TheHub) -> HubPeers:
        """All live connections and how each fares."""
        named = {device.id: (device, player) for device, player in await hub.access.devices.all()}
        address = hub.access.join_address()

        def with_names(health: PeerHealth) -> PeerHealth:
            if health.device_id is None or health.device_id not in named:
                return msgspec.structs.replace(health, name="", player_name=None)
            device, player = named[health.device_id]
            player_name = None if player is None else player.name
            return msgspec.structs.replace(health, name=device.name, player_name=player_name)

        return HubPeers(
            join_address=address,
            is_reachable=is_beyond_this_computer(address),
            peers=tuple(with_names(health) for health in hub.watch.health()),
        )

    @get("/events", opt=_WATCH)
    async def events(self) -> tuple[EventKind, ...]:
        """All events that clients may send: payload, who may send it, how often."""
        return tuple(kind_of(name, route) for name, route in sorted(ROUTES.items()))


def kind_of(name: str, route: Route) -> EventKind:
    """A route as the hub tells of it."""
    limit = route.limit
    return EventKind(
        name=name,
        about=_first_line(route.payload),
        schema=_schema(route.payload),
        roles=tuple(role for role in Role if route.action in ALLOWED[role]),
        every_s=None if limit is None else limit.every_s,
        burst=None if limit is None else limit.burst,
    )


def _first_line(payload: type[msgspec.Struct]) -> str:
    line = (inspect.getdoc(payload) or "").partition("\n")[0]
    return _SOURCE.sub("", line)


def _schema(payload: type[msgspec.Struct]) -> dict[str, Any]:
    (root,), parts = msgspec.json.schema_components([payload], ref_template="#/$defs/{name}")
    name = root["$ref"].rpartition("/")[2] if "$ref" in root else None
    schema = dict(parts[name]) if name is not None else dict(root)
    return {**schema, "$defs": parts}
