"""Sessions with their assignments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, delete, select, update

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SessionId, UnitId
from core.domain.session import Assignment, Session, SessionStatus
from core.domain.workout import WorkoutKind
from core.storage import tables
from core.storage.repositories.spans import reaching_into
from core.storage.repositories.statements import Statements

OVER = tuple(status.value for status in SessionStatus if status.is_over)


class SessionStore:
    """The session part of `ScheduleRepository`."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def add_session(self, session: Session) -> None:
        """Insert a session with its assignments."""
        await self.add_sessions([session])

    async def add_sessions(self, sessions: Sequence[Session]) -> None:
        """Insert sessions with their assignments, all at once."""
        await self._db.add(tables.workout_sessions, [_session_row(one) for one in sessions])
        await self._add_assignments(sessions)

    async def session(self, session_id: SessionId) -> Session | None:
        """One session."""
        found = await self.find_sessions(tables.workout_sessions.c.id == session_id, is_kept=True)
        return found[0] if found else None

    async def sessions(self, statuses: Sequence[SessionStatus] = ()) -> tuple[Session, ...]:
        """Sessions in these states, or all; the earliest start first."""
        if not statuses:
            return await self.find_sessions()
        wanted = [status.value for status in statuses]
        return await self.find_sessions(tables.workout_sessions.c.status.in_(wanted))

    async def save_session(self, session: Session) -> None:
        """Replace a stored session and its assignments."""
        await self.save_sessions([session])

    async def save_sessions(self, sessions: Sequence[Session]) -> None:
        """Replace stored sessions and their assignments, all at once."""
        if not sessions:
            return
        table = tables.workout_sessions
        rows = [_session_row(session) for session in sessions]
        columns: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in rows[0] if name != "id"
        }
        change = update(table).where(table.c.id == bindparam("new_id")).values(columns)
        await self._db.run(
            change, [{f"new_{name}": value for name, value in row.items()} for row in rows]
        )
        of_these = tables.assignments.c.session_id.in_([session.id for session in sessions])
        await self._db.run(delete(tables.assignments).where(of_these))
        await self._add_assignments(sessions)

    async def busy_players(
        self,
        player_ids: Sequence[PlayerId],
        *,
        starts_before: datetime,
        ends_after: datetime,
        except_sessions: Sequence[SessionId] = (),
    ) -> dict[PlayerId, Session]:
        """Players who are in a session (not over) that overlaps the span, with that session."""
        planned = tables.workout_sessions.c
        # The few sessions of that time first: a player may have been in thousands of others.
        clashing = await self._db.rows(
            select(planned.id).where(
                *reaching_into(planned, starts_before, ends_after), planned.status.not_in(OVER)
            )
        )
        ids = {row["id"] for row in clashing}.difference(except_sessions)
        if not ids:
            return {}
        wanted = frozenset(player_ids)
        found = await self.find_sessions(planned.id.in_(ids))
        return {
            player_id: session
            for session in sorted(found, key=lambda one: one.starts_at, reverse=True)
            for player_id in session.player_ids
            if player_id in wanted
        }

    async def find_sessions(
        self, *conditions: ColumnElement[bool], is_kept: bool = False
    ) -> tuple[Session, ...]:
        """Sessions that meet all conditions, in the order of their start and bundle."""
        table, assigned = tables.workout_sessions, tables.assignments
        query = (
            select(table)
            .where(*conditions)
            .order_by(table.c.starts_at, table.c.bundle_id, table.c.bundle_order, table.c.id)
        )
        rows = await self._db.rows(self._db.kept(query) if is_kept else query)
        if not rows:
            return ()
        members: dict[str, list[Assignment]] = {row["id"]: [] for row in rows}
        who = (
            select(assigned)
            .join(table, table.c.id == assigned.c.session_id)
            .where(*conditions)
            .order_by(assigned.c.position)
        )
        for row in await self._db.rows(who):
            one = Assignment(player_id=PlayerId(row["player_id"]), unit_id=_unit_id(row))
            members[row["session_id"]].append(one)
        return tuple(_session(row, tuple(members[row["id"]])) for row in rows)

    async def _add_assignments(self, sessions: Sequence[Session]) -> None:
        rows = [
            {
                "session_id": session.id,
                "player_id": assignment.player_id,
                "position": position,
                "unit_id": assignment.unit_id,
            }
            for session in sessions
            for position, assignment in enumerate(session.assignments)
        ]
        await self._db.add(tables.assignments, rows)


def _unit_id(row: RowMapping) -> UnitId | None:
    return UnitId(row["unit_id"]) if row["unit_id"] is not None else None


def _session_row(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "bundle_id": session.bundle_id,
        "bundle_order": session.bundle_order,
        "name": session.name,
        "equipment": session.equipment,
        "facility_id": session.facility_id,
        "trainer_id": session.trainer_id,
        "workout_id": session.workout_id,
        "workout_version": session.workout_version,
        "kind": session.kind.value,
        "intervals": session.intervals,
        "blocks": session.blocks,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "duration_minutes": session.duration_min,
        "status": session.status.value,
        "started_at": session.started_at,
        "ended_at": session.ended_at,
    }


def _session(row: RowMapping, assignments: tuple[Assignment, ...]) -> Session:
    return Session(
        id=row["id"],
        bundle_id=row["bundle_id"],
        bundle_order=row["bundle_order"],
        name=row["name"],
        equipment=EquipmentType(row["equipment"]),
        facility_id=row["facility_id"],
        trainer_id=row["trainer_id"],
        workout_id=row["workout_id"],
        workout_version=row["workout_version"],
        kind=WorkoutKind(row["kind"]),
        intervals=row["intervals"],
        blocks=row["blocks"],
        starts_at=row["starts_at"],
        duration_min=row["duration_minutes"],
        status=SessionStatus(row["status"]),
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        assignments=assignments,
    )
