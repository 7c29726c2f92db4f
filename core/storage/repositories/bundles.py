"""Bundles: sessions that are planned as one."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Tuple,
    case,
    delete,
    func,
    literal,
    select,
    tuple_,
    update,
)

from core.domain.calendar import is_instant
from core.domain.drafts import BundlePage, BundleSummary
from core.domain.equipment import EquipmentType
from core.domain.ids import BundleId, ProgrammeId
from core.domain.session import FOREMOST_FIRST, Bundle, DistributionStrategy, SessionStatus
from core.errors import InvalidInputError
from core.storage import tables
from core.storage.column_types import UtcInstant
from core.storage.repositories.sessions import SessionStore

_STATUS_BY_RANK = FOREMOST_FIRST
_UNSTARTED_RANK = _STATUS_BY_RANK.index(SessionStatus.SCHEDULED)


class BundleStore(SessionStore):
    """The bundle part of `ScheduleRepository`."""

    async def add_bundle(self, bundle: Bundle) -> None:
        """Insert a bundle with its sessions and assignments."""
        await self._db.add(tables.session_bundles, [_bundle_row(bundle)])
        await self.add_sessions(bundle.sessions)

    async def save_bundle(self, bundle: Bundle) -> None:
        """Replace a stored bundle, its sessions and assignments."""
        table, sessions = tables.session_bundles, tables.workout_sessions
        row = _bundle_row(bundle)
        await self._db.run(update(table).where(table.c.id == bundle.id).values(**row))
        in_bundle = sessions.c.bundle_id == bundle.id
        stored = {row["id"] for row in await self._db.rows(select(sessions.c.id).where(in_bundle))}
        gone = stored - {session.id for session in bundle.sessions}
        if gone:
            await self._db.run(delete(sessions).where(sessions.c.id.in_(gone)))
        await self.save_sessions([one for one in bundle.sessions if one.id in stored])
        await self.add_sessions([one for one in bundle.sessions if one.id not in stored])

    async def bundle(self, bundle_id: BundleId, *, is_kept: bool = True) -> Bundle | None:
        """A bundle with its sessions in their order, all kept from other writers if wanted."""
        table = tables.session_bundles
        query = select(table).where(table.c.id == bundle_id)
        row = await self._db.row(self._db.kept(query) if is_kept else query)
        if row is None:
            return None
        in_bundle = tables.workout_sessions.c.bundle_id == bundle_id
        sessions = await self.find_sessions(in_bundle, is_kept=is_kept)
        return Bundle(
            id=row["id"],
            name=row["name"],
            description=row["description"],
            facility_id=row["facility_id"],
            trainer_id=row["trainer_id"],
            starts_at=row["starts_at"],
            duration_min=row["duration_minutes"],
            distribution_strategy=DistributionStrategy(row["distribution_strategy"]),
            sessions=sessions,
            created_at=row["created_at"],
            updated_at=row["updated_at"],
            version=row["version"],
            template_id=row["template_id"],
            programme_id=row["programme_id"],
            programme_week=row["programme_week"],
        )

    async def bundles(
        self, *, limit: int, cursor: str | None = None, status: SessionStatus | None = None
    ) -> BundlePage:
        """A page of bundles, the newest start first."""
        table = tables.session_bundles
        rank = _rank_of_bundle()
        query = (
            select(table, rank.label("rank"))
            .order_by(table.c.starts_at.desc(), table.c.id.desc())
            .limit(limit + 1)
        )
        if status is not None:
            ids = await self._ids_in(status, limit=limit + 1, cursor=cursor)
            query = query.where(table.c.id.in_(ids))
        elif cursor is not None:
            query = query.where(tuple_(table.c.starts_at, table.c.id) < _place(cursor))
        rows = await self._db.rows(query)
        shown = rows[:limit]
        groups = await self._groups([row["id"] for row in shown])
        items = tuple(_summary(row, groups.get(row["id"], [])) for row in shown)
        more = len(rows) > limit
        return BundlePage(items=items, next_cursor=_cursor(items[-1]) if more else None)

    async def summaries_of(self, programme_id: ProgrammeId) -> dict[int, list[BundleSummary]]:
        """The bundles of a programme by week, each by their start."""
        table = tables.session_bundles
        rows = await self._db.rows(
            select(table, _rank_of_bundle().label("rank"))
            .where(table.c.programme_id == programme_id)
            .order_by(table.c.starts_at, table.c.id)
        )
        groups = await self._groups([row["id"] for row in rows])
        weeks: dict[int, list[BundleSummary]] = {}
        for row in rows:
            summary = _summary(row, groups.get(row["id"], []))
            weeks.setdefault(row["programme_week"] or 0, []).append(summary)
        return weeks

    async def delete_bundle(self, bundle_id: BundleId) -> None:
        """Delete with sessions, assignments, reservations, recordings and summaries."""
        table = tables.session_bundles
        await self._db.run(delete(table).where(table.c.id == bundle_id))

    async def _ids_in(self, status: SessionStatus, *, limit: int, cursor: str | None) -> list[str]:
        """The first bundles in a state, along the index of its sessions.

        A bundle's sessions all begin when it begins, so their order is its order.
        """
        sessions = tables.workout_sessions.alias("foremost")
        others = tables.workout_sessions.alias("other")
        ahead = _STATUS_BY_RANK[: _STATUS_BY_RANK.index(status)]
        one_ahead = select(others.c.id).where(
            others.c.bundle_id == sessions.c.bundle_id, others.c.status.in_([*ahead])
        )
        query = (
            select(sessions.c.starts_at, sessions.c.bundle_id)
            .where(
                sessions.c.status == status.value,
                sessions.c.bundle_id.is_not(None),
                ~one_ahead.exists(),
            )
            .distinct()
            .order_by(sessions.c.starts_at.desc(), sessions.c.bundle_id.desc())
            .limit(limit)
        )
        if cursor is not None:
            place = tuple_(sessions.c.starts_at, sessions.c.bundle_id)
            query = query.where(place < _place(cursor))
        return [row["bundle_id"] for row in await self._db.rows(query)]

    async def _groups(self, bundle_ids: list[str]) -> dict[str, list[RowMapping]]:
        sessions, assigned = tables.workout_sessions.c, tables.assignments.c
        player_count = (
            select(func.count())
            .where(assigned.session_id == sessions.id)
            .correlate(tables.workout_sessions)
            .scalar_subquery()
        )
        rows = await self._db.rows(
            select(sessions.bundle_id, sessions.equipment, player_count.label("players"))
            .where(sessions.bundle_id.in_(bundle_ids))
            .order_by(sessions.bundle_order)
        )
        groups: dict[str, list[RowMapping]] = {}
        for row in rows:
            groups.setdefault(row["bundle_id"], []).append(row)
        return groups


def _rank_of_bundle() -> ColumnElement[int]:
    sessions = tables.workout_sessions.c
    ranks = {status.value: rank for rank, status in enumerate(_STATUS_BY_RANK)}
    foremost = (
        select(func.min(case(ranks, value=sessions.status)))
        .where(sessions.bundle_id == tables.session_bundles.c.id)
        .correlate(tables.session_bundles)
        .scalar_subquery()
    )
    return func.coalesce(foremost, _UNSTARTED_RANK)


def _bundle_row(bundle: Bundle) -> dict[str, Any]:
    return {
        "id": bundle.id,
        "name": bundle.name,
        "description": bundle.description,
        "trainer_id": bundle.trainer_id,
        "facility_id": bundle.facility_id,
        "starts_at": bundle.starts_at,
        "duration_minutes": bundle.duration_min,
        "distribution_strategy": bundle.distribution_strategy.value,
        "created_at": bundle.created_at,
        "updated_at": bundle.updated_at,
        "version": bundle.version,
        "template_id": bundle.template_id,
        "programme_id": bundle.programme_id,
        "programme_week": bundle.programme_week,
    }


def _summary(row: RowMapping, groups: list[RowMapping]) -> BundleSummary:
    return BundleSummary(
        id=row["id"],
        name=row["name"],
        starts_at=row["starts_at"],
        duration_min=row["duration_minutes"],
        facility_id=row["facility_id"],
        status=_STATUS_BY_RANK[row["rank"]],
        session_count=len(groups),
        player_count=sum(group["players"] for group in groups),
        equipment=tuple(EquipmentType(group["equipment"]) for group in groups),
    )


def _cursor(last: BundleSummary) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((last.starts_at, last.id))).decode()


def _place(cursor: str) -> Tuple:
    try:
        raw = base64.urlsafe_b64decode(cursor)
        starts_at, bundle_id = msgspec.json.decode(raw, type=tuple[datetime, str])
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise InvalidInputError("This page of bundles does not exist.", field="cursor") from error
    if not is_instant(starts_at):
        raise InvalidInputError("This page of bundles does not exist.", field="cursor")
    return tuple_(literal(starts_at, UtcInstant), literal(bundle_id))
