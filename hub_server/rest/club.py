"""Teams, facilities, machines and workouts."""

from __future__ import annotations

from litestar import Controller, get, post

from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.player import Team
from core.domain.user import Principal
from core.domain.workout import Workout
from core.protocol.rest import API
from hub_server.rest.guard import needs
from hub_server.rest.hub import Hub
from hub_server.security.permissions import Action

_READ = needs(Action.READ_CLUB)
_CHANGE = needs(Action.CHANGE_CLUB)


class ClubController(Controller):
    """What the club has. POST inserts, or replaces what has the same id."""

    path = API
    tags = ["club"]  # noqa: RUF012 - the framework reads it from the class

    @get("/teams", opt=_READ)
    async def teams(self, hub: Hub) -> tuple[Team, ...]:
        """All teams."""
        return await hub.catalog.teams()

    @post("/teams", opt=_CHANGE)
    async def save_team(self, hub: Hub, principal: Principal, data: Team) -> Team:
        """Save a team."""
        await hub.catalog.save_team(data, principal)
        return data

    @get("/facilities", opt=_READ)
    async def facilities(self, hub: Hub) -> tuple[Facility, ...]:
        """All facilities."""
        return await hub.catalog.facilities()

    @post("/facilities", opt=_CHANGE)
    async def save_facility(self, hub: Hub, principal: Principal, data: Facility) -> Facility:
        """Save a facility."""
        await hub.catalog.save_facility(data, principal)
        return data

    @get("/equipment-kinds", opt=_READ)
    async def equipment_kinds(self, hub: Hub) -> tuple[EquipmentKind, ...]:
        """All machine types."""
        return await hub.catalog.equipment_kinds()

    @post("/equipment-kinds", opt=_CHANGE)
    async def save_equipment_kind(
        self, hub: Hub, principal: Principal, data: EquipmentKind
    ) -> EquipmentKind:
        """Save a machine type."""
        await hub.catalog.save_equipment_kind(data, principal)
        return data

    @get("/equipment", opt=_READ)
    async def equipment(self, hub: Hub) -> tuple[EquipmentUnit, ...]:
        """All machines."""
        return await hub.catalog.equipment_units()

    @post("/equipment", opt=_CHANGE)
    async def save_equipment(
        self, hub: Hub, principal: Principal, data: EquipmentUnit
    ) -> EquipmentUnit:
        """Save a machine."""
        await hub.catalog.save_equipment_unit(data, principal)
        return data

    @get("/workouts", opt=_READ)
    async def workouts(self, hub: Hub) -> tuple[Workout, ...]:
        """All workouts."""
        return await hub.catalog.workouts()

    @post("/workouts", opt=_CHANGE)
    async def save_workout(self, hub: Hub, principal: Principal, data: Workout) -> Workout:
        """Save a workout."""
        await hub.catalog.save_workout(data, principal)
        return data
