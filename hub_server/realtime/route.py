"""How one event of the `/training` namespace is handled: a line of the table of routes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from core.protocol.realtime import Ack
from hub_server.realtime.peers import Peer
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action

Handler = Callable[[Stage, Peer, Any], Awaitable[Ack]]


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a phone may send an event, for each player and session."""

    what: str
    """What is limited, for the refusal."""
    burst: int
    every_s: float
    """In the long run."""
    kept: Callable[[Any], object] | None = None
    """Of what came too soon the newest is kept and handled as soon as there is room: the newest
    of each of these (of each set, say). None: it is dropped, and the sender must come again."""


@dataclass(frozen=True, slots=True)
class Route:
    """How one event is handled."""

    payload: type[msgspec.Struct]
    action: Action
    handler: Handler
    limit: Limit | None = None


def often(what: str) -> Limit:
    """The limit of what a person does by hand."""
    return Limit(what, burst=5, every_s=1.0)


def the_newest(_request: object) -> object:
    """For `Limit.kept`, where a newer value makes the older ones worthless."""
    return None
