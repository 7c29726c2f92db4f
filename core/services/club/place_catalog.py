"""Facilities, machine types and machines of the club."""

from __future__ import annotations

import msgspec

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, MaintenanceEntry
from core.domain.facility import Facility
from core.domain.ids import FacilityId, UnitId
from core.domain.user import Principal
from core.errors import ConflictError, InvalidInputError
from core.planning.place_rules import (
    check_equipment_kind,
    check_equipment_unit,
    check_facility,
)
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.finding import check_exists, found
from core.services.club.staleness import next_version


class PlaceCatalog:
    """The half of `CatalogService` that is about places and what stands there.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def facilities(self) -> tuple[Facility, ...]:
        """All facilities by name."""
        async with self._database.read() as unit:
            return await unit.club.facilities()

    async def facility(self, facility_id: FacilityId) -> Facility:
        """One facility.

        Raises:
            NotFoundError: There is no such facility.
        """
        async with self._database.read() as unit:
            return found(await unit.club.facility(facility_id), "facility", facility_id)

    async def save_facility(self, facility: Facility, actor: Principal) -> Facility:
        """Keep a facility.

        Raises:
            InvalidInputError: Name, time zone, opening hours or turn-around cannot be meant.
            StaleError: Somebody else changed it meanwhile.
        """
        check_facility(facility)
        key = facility.id
        async with self._database.write() as unit:
            before = await unit.club.facility(key)
            after = await next_version(unit, before, facility, key)
            await unit.club.save_facility(after)
            await note_change(unit, actor, "facility.saved", key, before=before, after=after)
            await unit.commit()
        return after

    async def delete_facility(self, facility_id: FacilityId, actor: Principal) -> None:
        """Delete a facility without machines and sessions.

        Raises:
            NotFoundError: There is no such facility.
            ConflictError: It has some.
        """
        key = facility_id
        async with self._database.write() as unit:
            before = found(await unit.club.facility(key), "facility", key)
            await unit.club.delete_facility(key)
            await note_change(unit, actor, "facility.deleted", key, before=before, after=None)
            await unit.commit()

    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        """All machine types by name."""
        async with self._database.read() as unit:
            return await unit.club.equipment_kinds()

    async def equipment_kind(self, code: EquipmentType) -> EquipmentKind:
        """One machine type.

        Raises:
            NotFoundError: There is no such type.
        """
        async with self._database.read() as unit:
            return found(await unit.club.equipment_kind(code), "machine type", code)

    async def save_equipment_kind(self, kind: EquipmentKind, actor: Principal) -> EquipmentKind:
        """Keep a machine type.

        Raises:
            InvalidInputError: Its code or a name cannot be meant.
            StaleError: Somebody else changed it meanwhile.
        """
        check_equipment_kind(kind)
        key = kind.code
        async with self._database.write() as unit:
            before = await unit.club.equipment_kind(key)
            after = await next_version(unit, before, kind, key)
            await unit.club.save_equipment_kind(after)
            await note_change(unit, actor, "equipment-kind.saved", key, before=before, after=after)
            await unit.commit()
        return after

    async def delete_equipment_kind(self, code: EquipmentType, actor: Principal) -> None:
        """Delete a machine type that nothing is of.

        Raises:
            NotFoundError: There is no such type.
            ConflictError: Machines or sessions are of it.
        """
        async with self._database.write() as unit:
            before = found(await unit.club.equipment_kind(code), "machine type", code)
            await unit.club.delete_equipment_kind(code)
            await note_change(
                unit, actor, "equipment-kind.deleted", code, before=before, after=None
            )
            await unit.commit()

    async def equipment_units(self) -> tuple[EquipmentUnit, ...]:
        """All machines in natural order of their names."""
        async with self._database.read() as unit:
            return await unit.club.equipment_units()

    async def equipment_unit(self, unit_id: UnitId) -> EquipmentUnit:
        """One machine.

        Raises:
            NotFoundError: There is no such machine.
        """
        async with self._database.read() as unit:
            return found(await unit.club.equipment_unit(unit_id), "machine", unit_id)

    async def save_equipment_unit(self, machine: EquipmentUnit, actor: Principal) -> EquipmentUnit:
        """Keep a machine.

        Raises:
            InvalidInputError: Its name is missing or taken, or its facility or type does not
                exist.
            ConflictError: It is to move or become another type while sessions count on it.
            StaleError: Somebody else changed it meanwhile.
        """
        check_equipment_unit(machine)
        async with self._database.write() as unit:
            after = await self._keep_unit(unit, machine, actor)
            await unit.commit()
        return after

    async def log_maintenance(
        self, unit_id: UnitId, entry: MaintenanceEntry, actor: Principal
    ) -> EquipmentUnit:
        """Add a line to a machine's maintenance log, and set its state if the line has one.

        Raises:
            NotFoundError: There is no such machine.
            InvalidInputError: The line says nothing, or the log is full.
        """
        async with self._database.write() as unit:
            machine = found(await unit.club.equipment_unit(unit_id), "machine", unit_id)
            machine = msgspec.structs.replace(
                machine,
                maintenance=(*machine.maintenance, entry),
                state=machine.state if entry.state is None else entry.state,
            )
            check_equipment_unit(machine)
            after = await self._keep_unit(unit, machine, actor)
            await unit.commit()
        return after

    async def delete_equipment_unit(self, unit_id: UnitId, actor: Principal) -> None:
        """Delete a machine that never was reserved.

        Raises:
            NotFoundError: There is no such machine.
            ConflictError: It was.
        """
        key = unit_id
        async with self._database.write() as unit:
            before = found(await unit.club.equipment_unit(key), "machine", key)
            await unit.club.delete_equipment_unit(key)
            await note_change(unit, actor, "equipment-unit.deleted", key, before=before, after=None)
            await unit.commit()

    async def _keep_unit(
        self, unit: UnitOfWork, machine: EquipmentUnit, actor: Principal
    ) -> EquipmentUnit:
        key = machine.id
        kinds = {kind.code for kind in await unit.club.equipment_kinds()}
        check_exists("machine type", machine.equipment, kinds, "equipment")
        before = await unit.club.equipment_unit(key)
        # Who plans there keeps the facility too, so nobody gets the machine meanwhile.
        places = {machine.facility_id, before.facility_id if before else machine.facility_id}
        known = {one for one in sorted(places) if await unit.club.facility(one) is not None}
        check_exists("facility", machine.facility_id, known, "facilityId")
        after = await next_version(unit, before, machine, key)
        if before is not None:
            await _check_stays(unit, before, after)
        for other in await unit.club.equipment_units(machine.facility_id):
            if other.id != key and other.name.casefold() == machine.name.casefold():
                message = f"There already is a “{other.name}” in this facility."
                raise InvalidInputError(message, field="name")
        await unit.club.save_equipment_unit(after)
        await note_change(unit, actor, "equipment-unit.saved", key, before=before, after=after)
        return after


async def _check_stays(unit: UnitOfWork, before: EquipmentUnit, after: EquipmentUnit) -> None:
    """Pass if a machine keeps its place and type, or no session counts on it."""
    is_moved = before.facility_id != after.facility_id
    if not is_moved and before.equipment == after.equipment:
        return
    sessions = await unit.club.sessions_on(before.id)
    if sessions:
        verb = "be moved" if is_moved else "become another type"
        raise ConflictError(
            f"“{before.name}” cannot {verb}: “{sessions[0]}” has it reserved.",
            suggested_action="Wait until its sessions are over, or give them another machine.",
            field="facilityId" if is_moved else "equipment",
        )
