"""Facilities, machine types and machines."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, MaintenanceEntry
from core.domain.facility import Facility
from core.domain.ids import FacilityId, UnitId
from core.protocol.rest import API
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.rest.new_ids import with_id
from hub_server.rest.paging import Cursor, Limit, paged
from hub_server.rest.patching import patched
from hub_server.security.permissions import Action

_READ = needs(Action.READ_CLUB)
_CHANGE = needs(Action.CHANGE_CLUB)


class FacilityController(Controller):
    """Where training happens. POST adds, or replaces what has the same id; empty: a new one."""

    path = f"{API}/facilities"
    tags = ["club"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=_READ)
    async def all(
        self, hub: TheHub, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[Facility, ...]]:
        """All facilities, or a page of them by name."""
        return paged(await hub.catalog.facilities(), lambda one: (one.name, one.id), limit, cursor)

    @post(opt=_CHANGE)
    async def save(self, hub: TheHub, principal: Caller, data: JSONBody[Facility]) -> Facility:
        """Save a facility."""
        return await hub.catalog.save_facility(with_id(data), principal)

    @patch("/{facility_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        facility_id: FromPath[FacilityId],
        data: JSONBody[dict[str, Any]],
    ) -> Facility:
        """Change the fields that are sent."""
        facility = patched(await hub.catalog.facility(facility_id), data)
        return await hub.catalog.save_facility(facility, principal)

    @delete("/{facility_id:str}", opt=_CHANGE)
    async def delete(
        self, hub: TheHub, principal: Caller, facility_id: FromPath[FacilityId]
    ) -> None:
        """Delete a facility without machines and sessions."""
        await hub.catalog.delete_facility(facility_id, principal)


class EquipmentKindController(Controller):
    """The types of machines; a club may add its own."""

    path = f"{API}/equipment-kinds"
    tags = ["club"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=_READ)
    async def all(
        self, hub: TheHub, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[EquipmentKind, ...]]:
        """All machine types, or a page of them by name."""
        kinds = await hub.catalog.equipment_kinds()
        return paged(kinds, lambda one: (one.name, one.code), limit, cursor)

    @post(opt=_CHANGE)
    async def save(
        self, hub: TheHub, principal: Caller, data: JSONBody[EquipmentKind]
    ) -> EquipmentKind:
        """Save a machine type."""
        return await hub.catalog.save_equipment_kind(data, principal)

    @patch("/{code:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        code: FromPath[EquipmentType],
        data: JSONBody[dict[str, Any]],
    ) -> EquipmentKind:
        """Change the fields that are sent."""
        kind = patched(await hub.catalog.equipment_kind(code), data, key="code")
        return await hub.catalog.save_equipment_kind(kind, principal)

    @delete("/{code:str}", opt=_CHANGE)
    async def delete(self, hub: TheHub, principal: Caller, code: FromPath[EquipmentType]) -> None:
        """Delete a machine type that nothing is of."""
        await hub.catalog.delete_equipment_kind(code, principal)


class EquipmentController(Controller):
    """The machines. POST adds, or replaces what has the same id; empty: a new one."""

    path = f"{API}/equipment"
    tags = ["club"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=_READ)
    async def all(
        self, hub: TheHub, limit: Limit = None, cursor: Cursor = None
    ) -> Response[tuple[EquipmentUnit, ...]]:
        """All machines in natural order, or a page of them by facility, type and name."""
        units = await hub.catalog.equipment_units()
        return paged(
            units,
            lambda one: (one.facility_id, one.equipment, one.name, one.id),
            limit,
            cursor,
        )

    @post(opt=_CHANGE)
    async def save(
        self, hub: TheHub, principal: Caller, data: JSONBody[EquipmentUnit]
    ) -> EquipmentUnit:
        """Save a machine."""
        return await hub.catalog.save_equipment_unit(with_id(data), principal)

    @patch("/{unit_id:str}", opt=_CHANGE)
    async def change(
        self,
        hub: TheHub,
        principal: Caller,
        unit_id: FromPath[UnitId],
        data: JSONBody[dict[str, Any]],
    ) -> EquipmentUnit:
        """Change the fields that are sent."""
        machine = patched(await hub.catalog.equipment_unit(unit_id), data)
        return await hub.catalog.save_equipment_unit(machine, principal)

    @post("/{unit_id:str}/maintenance", opt=_CHANGE)
    async def log_maintenance(
        self,
        hub: TheHub,
        principal: Caller,
        unit_id: FromPath[UnitId],
        data: JSONBody[MaintenanceEntry],
    ) -> EquipmentUnit:
        """Add a line to the maintenance log; with `state`, the machine is set to it."""
        return await hub.catalog.log_maintenance(unit_id, data, principal)

    @delete("/{unit_id:str}", opt=_CHANGE)
    async def delete(self, hub: TheHub, principal: Caller, unit_id: FromPath[UnitId]) -> None:
        """Delete a machine that never was reserved."""
        await hub.catalog.delete_equipment_unit(unit_id, principal)
