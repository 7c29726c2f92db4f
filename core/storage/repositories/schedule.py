"""What is planned: bundles, sessions, reservations, templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, delete, select

from core.domain.ids import FacilityId, SessionId, UserId
from core.domain.session import Reservation
from core.live.events import utc
from core.ports.clock import Clock
from core.storage import tables
from core.storage.repositories.bundles import BundleStore
from core.storage.repositories.statements import Statements


class SqlScheduleRepository(BundleStore):
    """Fulfils `ScheduleRepository`."""

    def __init__(self, statements: Statements, clock: Clock) -> None:
        super().__init__(statements)
        self._clock = clock

    async def reserve(self, reservations: Sequence[Reservation]) -> None:
        """Hold units for sessions, all at once."""
        rows = [
            {
                "session_id": reservation.session_id,
                "unit_id": reservation.unit_id,
                "starts_at": reservation.starts_at,
                "ends_at": reservation.ends_at,
            }
            for reservation in reservations
        ]
        await self._db.add(tables.reservations, rows)

    async def release(self, session_ids: Sequence[SessionId]) -> None:
        """Let go of all units that sessions hold."""
        table = tables.reservations
        await self._db.run(delete(table).where(table.c.session_id.in_(session_ids)))

    async def reservations(
        self, *, facility_id: FacilityId, starts_before: datetime, ends_after: datetime
    ) -> tuple[Reservation, ...]:
        """Reservations that overlap the span (ends excluded)."""
        table = tables.reservations.c
        return await self._reservations(
            tables.equipment_units.c.facility_id == facility_id,
            table.starts_at < starts_before,
            table.ends_at > ends_after,
        )

    async def reservations_of(self, session_ids: Sequence[SessionId]) -> tuple[Reservation, ...]:
        """Reservations of these sessions."""
        return await self._reservations(tables.reservations.c.session_id.in_(session_ids))

    async def save_template(
        self, *, template_id: str, name: str, created_by: UserId | None, config: bytes
    ) -> None:
        """Insert or replace a bundle template; `config` is a JSON object."""
        content = msgspec.json.decode(config, type=dict[str, object])
        row = {
            "id": template_id,
            "name": name,
            "created_by": created_by,
            "config": content,
            "tags": content.get("tags", ()),
            "created_at": utc(self._clock.now()),
        }
        await self._db.put(tables.bundle_templates, row)

    async def _reservations(self, *conditions: ColumnElement[bool]) -> tuple[Reservation, ...]:
        table, units = tables.reservations, tables.equipment_units
        rows = await self._db.rows(
            select(table, units.c.name.label("unit_name"), units.c.equipment)
            .join(units, units.c.id == table.c.unit_id)
            .where(*conditions)
            .order_by(table.c.starts_at, table.c.session_id, units.c.id)
        )
        return tuple(Reservation(**row) for row in rows)
