"""What stands on a calendar, read lightly: one statement for any number of sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, Table, func, select

from core.domain.calendar import CalendarEntry, CalendarSession
from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId
from core.domain.session import SessionStatus
from core.storage import tables
from core.storage.repositories.bookings import BookedStore
from core.storage.repositories.spans import reaching_into


class CalendarStore(BookedStore):
    """The part of `ScheduleRepository` that shows days, weeks and months."""

    async def calendar(
        self,
        *,
        starts_before: datetime,
        ends_after: datetime,
        facility_id: FacilityId | None = None,
    ) -> tuple[CalendarEntry, ...]:
        """Bundles and single sessions that reach into a span, the earliest first."""
        sessions, bundles = tables.workout_sessions, tables.session_bundles
        wanted = [*reaching_into(sessions.c, starts_before, ends_after)]
        if facility_id is not None:
            wanted.append(sessions.c.facility_id == facility_id)
        rows = await self._db.rows(
            select(
                sessions.c.id,
                sessions.c.bundle_id,
                sessions.c.name,
                sessions.c.equipment,
                sessions.c.facility_id,
                sessions.c.trainer_id,
                sessions.c.starts_at,
                sessions.c.ends_at,
                sessions.c.status,
                sessions.c.started_at,
                sessions.c.ended_at,
                bundles.c.name.label("bundle_name"),
                bundles.c.facility_id.label("bundle_facility_id"),
                bundles.c.trainer_id.label("bundle_trainer_id"),
                bundles.c.version.label("bundle_version"),
                _count(tables.assignments).label("player_count"),
                _count(tables.reservations).label("unit_count"),
            )
            .outerjoin(bundles, bundles.c.id == sessions.c.bundle_id)
            .where(*wanted)
            .order_by(
                sessions.c.starts_at, sessions.c.bundle_id, sessions.c.bundle_order, sessions.c.id
            )
        )
        groups: dict[str, list[RowMapping]] = {}
        for row in rows:
            groups.setdefault(row["bundle_id"] or row["id"], []).append(row)
        return tuple(_entry(group) for group in groups.values())


def _count(table: Table) -> ColumnElement[int]:
    """Rows of a session, found by the table's own key."""
    return (
        select(func.count())
        .select_from(table)
        .where(table.c.session_id == tables.workout_sessions.c.id)
        .correlate(tables.workout_sessions)
        .scalar_subquery()
    )


def _entry(rows: list[RowMapping]) -> CalendarEntry:
    first = rows[0]
    sessions = tuple(_session(row) for row in rows)
    if first["bundle_id"] is None:
        return CalendarEntry(
            name=first["name"],
            facility_id=first["facility_id"],
            trainer_id=first["trainer_id"],
            sessions=sessions,
        )
    return CalendarEntry(
        bundle_id=first["bundle_id"],
        name=first["bundle_name"],
        facility_id=first["bundle_facility_id"],
        trainer_id=first["bundle_trainer_id"],
        version=first["bundle_version"],
        sessions=sessions,
    )


def _session(row: RowMapping) -> CalendarSession:
    return CalendarSession(
        id=row["id"],
        name=row["name"],
        equipment=EquipmentType(row["equipment"]),
        facility_id=row["facility_id"],
        trainer_id=row["trainer_id"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        status=SessionStatus(row["status"]),
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        player_count=row["player_count"],
        unit_count=row["unit_count"],
    )
