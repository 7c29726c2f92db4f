"""The hub as a gateway sees it; `core.client` fulfils it."""

from __future__ import annotations

from typing import Protocol

from core.domain.gateway import GatewayHeard, GatewayPlan
from core.events import Event
from core.ports.hub_link import ReadingLink


class GatewayLink(ReadingLink, Protocol):
    """Readings in, and whose they are out."""

    plan_changed: Event[[]]
    """Ask for the plan again."""

    async def plan(self) -> GatewayPlan:
        """Whose each sensor is, and who trains now.

        Raises:
            HockeyHubError: The hub is away or refuses.
        """
        ...

    async def report(self, heard: GatewayHeard) -> None:
        """Tell the trainers what is heard here; nothing is lost if it does not arrive.

        Raises:
            HockeyHubError: The hub is away or refuses.
        """
        ...
