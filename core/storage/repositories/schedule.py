"""What is planned: bundles, sessions, reservations, templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from core.domain.ids import FacilityId, SessionId
from core.domain.session import Reservation
from core.storage import tables
from core.storage.repositories.calendar import CalendarStore
from core.storage.repositories.sessions import OVER
from core.storage.repositories.spans import reaching_into


class SqlScheduleRepository(CalendarStore):
    """Fulfils `ScheduleRepository`."""

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
        """Reservations that overlap the span (ends excluded), of sessions that are not over."""
        table, planned = tables.reservations.c, tables.workout_sessions.c
        is_over = select(planned.id).where(planned.id == table.session_id, planned.status.in_(OVER))
        return await self._reservations(
            tables.equipment_units.c.facility_id == facility_id,
            *reaching_into(table, starts_before, ends_after),
            ~is_over.exists(),
        )

    async def reservations_of(self, session_ids: Sequence[SessionId]) -> tuple[Reservation, ...]:
        """Reservations of these sessions."""
        return await self._reservations(tables.reservations.c.session_id.in_(session_ids))

    async def _reservations(self, *conditions: ColumnElement[bool]) -> tuple[Reservation, ...]:
        table, units = tables.reservations, tables.equipment_units
        rows = await self._db.rows(
            select(table, units.c.name.label("unit_name"), units.c.equipment)
            .join(units, units.c.id == table.c.unit_id)
            .where(*conditions)
            .order_by(table.c.starts_at, table.c.session_id, units.c.id)
        )
        return tuple(Reservation(**row) for row in rows)
