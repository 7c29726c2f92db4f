"""Facilities and machines."""

from __future__ import annotations

import re

import msgspec
from sqlalchemy import RowMapping, select

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, UnitId
from core.storage import tables
from core.storage.repositories.statements import Statements


class PlacesStore:
    """The half of `ClubRepository` that is not about people."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def facilities(self) -> tuple[Facility, ...]:
        """All facilities by name."""
        rows = await self._db.rows(select(tables.facilities).order_by(tables.facilities.c.name))
        return tuple(Facility(**row) for row in rows)

    async def facility(self, facility_id: FacilityId) -> Facility | None:
        """One facility; a writer keeps it, and with it the planning of its machines."""
        query = select(tables.facilities).where(tables.facilities.c.id == facility_id)
        row = await self._db.row(self._db.kept(query))
        return Facility(**row) if row is not None else None

    async def save_facility(self, facility: Facility) -> None:
        """Insert or replace."""
        await self._db.put(tables.facilities, msgspec.structs.asdict(facility))

    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        """All machine types by name."""
        table = tables.equipment_kinds
        rows = await self._db.rows(select(table).order_by(table.c.name))
        return tuple(EquipmentKind(**row) for row in rows)

    async def equipment_kind(self, code: EquipmentType) -> EquipmentKind | None:
        """One machine type; a writer keeps it."""
        table = tables.equipment_kinds
        row = await self._db.row(self._db.kept(select(table).where(table.c.code == code)))
        return None if row is None else EquipmentKind(**row)

    async def save_equipment_kind(self, kind: EquipmentKind) -> None:
        """Insert or replace."""
        await self._db.put(tables.equipment_kinds, msgspec.structs.asdict(kind))

    async def equipment_units(
        self,
        facility_id: FacilityId | None = None,
        equipment: EquipmentType | None = None,
        state: UnitState | None = None,
    ) -> tuple[EquipmentUnit, ...]:
        """Units by name in natural order ("Rower 2" before "Rower 10")."""
        table = tables.equipment_units
        query = select(table)
        if facility_id is not None:
            query = query.where(table.c.facility_id == facility_id)
        if equipment is not None:
            query = query.where(table.c.equipment == equipment)
        if state is not None:
            query = query.where(table.c.state == state)
        units = [_unit(row) for row in await self._db.rows(query)]
        return tuple(sorted(units, key=lambda unit: (_natural(unit.name), unit.id)))

    async def equipment_unit(self, unit_id: UnitId) -> EquipmentUnit | None:
        """One machine; a writer keeps it."""
        table = tables.equipment_units
        row = await self._db.row(self._db.kept(select(table).where(table.c.id == unit_id)))
        return None if row is None else _unit(row)

    async def save_equipment_unit(self, unit: EquipmentUnit) -> None:
        """Insert or replace."""
        await self._db.put(tables.equipment_units, msgspec.structs.asdict(unit))


def _unit(row: RowMapping) -> EquipmentUnit:
    return EquipmentUnit(**{**row, "state": UnitState(row["state"])})


def _natural(name: str) -> tuple[tuple[str, int], ...]:
    parts = re.findall(r"(\D*)(\d*)", name)
    return tuple((text.casefold(), int(number or 0)) for text, number in parts)
