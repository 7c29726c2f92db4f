"""Which sensor speaks for whom: shared by all desks, and told to gateways."""

from __future__ import annotations

from litestar import Controller, delete, get, put
from litestar.params import FromPath, JSONBody

from core.domain.gateway import GatewayPlan
from core.domain.ids import SensorId
from core.domain.sensor import Pairing
from core.protocol.gateways import GATEWAY_PLAN, PAIRINGS, PairingsUpdate
from core.protocol.rest import API
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action


class PairingController(Controller):
    """The club's pairings."""

    path = API
    tags = ["pairings"]  # noqa: RUF012 - the framework reads it from the class

    @get(PAIRINGS.removeprefix(API), opt=needs(Action.READ_PAIRINGS))
    async def pairings(self, hub: TheHub) -> tuple[Pairing, ...]:
        """All pairings."""
        return await hub.pairings.all()

    @put(PAIRINGS.removeprefix(API), opt=needs(Action.CHANGE_PAIRINGS))
    async def save(
        self, hub: TheHub, principal: Caller, data: JSONBody[PairingsUpdate]
    ) -> tuple[Pairing, ...]:
        """Give sensors their owners, all or none of them; earlier owners are replaced."""
        if await hub.pairings.save(data.pairings, principal):
            hub.broadcaster.pairings_changed(principal.subject)
        return data.pairings

    @delete(f"{PAIRINGS.removeprefix(API)}/{{sensor_id:str}}", opt=needs(Action.CHANGE_PAIRINGS))
    async def remove(self, hub: TheHub, principal: Caller, sensor_id: FromPath[SensorId]) -> None:
        """The sensor speaks for nobody now; does nothing if it did not."""
        if await hub.pairings.remove(sensor_id, principal):
            hub.broadcaster.pairings_changed(principal.subject)

    @get(GATEWAY_PLAN.removeprefix(API), opt=needs(Action.READ_PAIRINGS))
    async def plan(self, hub: TheHub) -> GatewayPlan:
        """Pairings and running sessions, as a gateway needs them to attribute what it hears."""
        return await hub.pairings.plan()
