"""How often phones may send what: a bucket of tokens for each kind of event, player and session."""

from __future__ import annotations

from collections.abc import Mapping

from core.ports.clock import Clock
from hub_server.realtime.route import Route
from hub_server.security.throttle import Throttle


class RateLimits:
    """The limits of all routes. Trainers and gateways have none: they speak for many.

    Args:
        clock: Refills the buckets.
        routes: With their limits.
    """

    def __init__(self, clock: Clock, routes: Mapping[str, Route]) -> None:
        self._throttles = {
            name: Throttle(
                clock,
                capacity=limit.burst,
                per_second=1 / limit.every_s,
                what=limit.what,
            )
            for name, route in routes.items()
            if (limit := route.limit) is not None
        }

    def take(self, name: str, key: str) -> None:
        """Take a token for an event.

        Args:
            name: Of the event.
            key: Player and session; all devices of a player count together.

        Raises:
            TooManyError: It comes too soon; says when there is room.
        """
        throttle = self._throttles.get(name)
        if throttle is not None:
            throttle.take(key)
