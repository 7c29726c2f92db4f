"""The club's pairings, kept by the hub; `core.client` fulfils it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.domain.ids import SensorId
from core.domain.sensor import Pairing
from core.events import Event
from core.ports.hub_link import LinkStatus


class PairingBook(Protocol):
    """What all desks and gateways share. All errors are `HockeyHubError`s."""

    pairings_changed: Event[[]]
    """Somebody changed them, this desk included: read them anew."""
    status_changed: Event[[LinkStatus, str]]

    @property
    def status(self) -> LinkStatus:
        """Whether the hub hears us now."""
        ...

    async def pairings(self) -> tuple[Pairing, ...]: ...
    async def save_pairings(self, pairings: Sequence[Pairing]) -> None:
        """Insert or replace, all or none.

        Raises:
            InvalidInputError: One of them names somebody whom the hub does not know.
        """
        ...

    async def remove_pairing(self, sensor_id: SensorId) -> None:
        """The sensor speaks for nobody; does nothing if it did not."""
        ...
