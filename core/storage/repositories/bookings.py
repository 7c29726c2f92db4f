"""Planned sessions as others have to know them: when, where, who, on what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, tuple_

from core.domain.ids import FacilityId, PlayerId, SessionId
from core.domain.session import Session, SessionStatus
from core.domain.slots import BookedSession
from core.storage import tables
from core.storage.column_types import UtcInstant
from core.storage.repositories.bundles import BundleStore
from core.storage.repositories.spans import reaching_into


class BookedStore(BundleStore):
    """The part of `ScheduleRepository` that looks at many sessions lightly."""

    async def booked(
        self,
        *,
        starts_before: datetime,
        ends_after: datetime,
        facility_id: FacilityId | None = None,
    ) -> tuple[BookedSession, ...]:
        """Sessions that reach into a span (ends excluded), without those that were called off."""
        table = tables.workout_sessions
        wanted = [
            *reaching_into(table.c, starts_before, ends_after),
            table.c.status != SessionStatus.CANCELLED.value,
        ]
        if facility_id is not None:
            wanted.append(table.c.facility_id == facility_id)
        rows = await self._db.rows(
            select(
                table.c.id,
                table.c.name,
                table.c.bundle_id,
                table.c.facility_id,
                table.c.equipment,
                table.c.trainer_id,
                table.c.starts_at,
                table.c.ends_at,
                table.c.status,
            )
            .where(*wanted)
            .order_by(table.c.starts_at, table.c.bundle_id, table.c.bundle_order, table.c.id)
        )
        players = await self._of_each(_players(wanted))
        units = await self._of_each(_units(wanted))
        return tuple(
            BookedSession(
                **{
                    **row,
                    "status": SessionStatus(row["status"]),
                    "player_ids": tuple(players.get(row["id"], ())),
                    "unit_ids": tuple(units.get(row["id"], ())),
                }
            )
            for row in rows
        )

    async def sessions_after(
        self,
        after: tuple[datetime, SessionId] | None,
        *,
        limit: int,
        statuses: Sequence[SessionStatus] = (),
        player_id: PlayerId | None = None,
    ) -> tuple[Session, ...]:
        """Sessions, the newest start first, those after a place in that order."""
        table = tables.workout_sessions.c
        query = (
            select(table.id, table.starts_at)
            .order_by(table.starts_at.desc(), table.id.desc())
            .limit(limit)
        )
        if after is not None:
            place = tuple_(literal(after[0], UtcInstant), literal(after[1]))
            query = query.where(tuple_(table.starts_at, table.id) < place)
        if player_id is not None:
            assigned = tables.assignments.c
            own = select(assigned.session_id).where(assigned.player_id == player_id)
            query = query.where(table.id.in_(own))
        # One walk along the index for each state: for several at once there is no such order.
        walks = [query.where(table.status == status.value) for status in statuses] or [query]
        rows = [row for walk in walks for row in await self._db.rows(walk)]
        rows.sort(key=lambda row: (row["starts_at"], row["id"]), reverse=True)
        ids = [row["id"] for row in rows[:limit]]
        found = {one.id: one for one in await self.find_sessions(table.id.in_(ids))} if ids else {}
        return tuple(found[one] for one in ids)

    async def _of_each(self, query: Select[tuple[str, Any]]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in await self._db.rows(query):
            found.setdefault(row["session_id"], []).append(row["value"])
        return found


def _players(wanted: list[ColumnElement[bool]]) -> Select[tuple[str, Any]]:
    assigned = tables.assignments.c
    return (
        select(assigned.session_id, assigned.player_id.label("value"))
        .join(tables.workout_sessions, tables.workout_sessions.c.id == assigned.session_id)
        .where(*wanted)
        .order_by(assigned.session_id, assigned.position)
    )


def _units(wanted: list[ColumnElement[bool]]) -> Select[tuple[str, Any]]:
    held = tables.reservations.c
    return (
        select(held.session_id, held.unit_id.label("value"))
        .join(tables.workout_sessions, tables.workout_sessions.c.id == held.session_id)
        .where(*wanted)
        .order_by(held.session_id, held.unit_id)
    )
