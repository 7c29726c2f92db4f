"""Programmes: looked at, planned a week at a time, called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from core.domain.drafts import CreatedBundle
from core.domain.ids import ProgrammeId, UserId, new_id
from core.domain.programme import (
    Programme,
    ProgrammeChanges,
    ProgrammeDraft,
    ProgrammePreview,
    ProgrammeWeek,
)
from core.domain.session import Bundle, SessionStatus
from core.domain.user import Principal
from core.domain.value import Value
from core.errors import ConflictError, NotFoundError
from core.live.events import utc
from core.planning.content_rules import check_name
from core.planning.unfolding import Material, UnfoldedWeek, check_programme, notes_on, weeks_of
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.bundle_editing import existing_bundle
from core.services.club.programme_weeks import (
    TriedWeek,
    planned_week,
    shown_weeks,
    tried_week,
)
from core.services.club.staleness import check_fresh
from core.services.club.templates import visible

_set = msgspec.structs.replace


class PlannedProgramme(Value, frozen=True, kw_only=True):
    """A programme as it is now, and the bundles that have just been made."""

    programme: Programme
    created: tuple[CreatedBundle, ...] = ()


class CalledOff(Value, frozen=True, kw_only=True):
    """A programme that is over, and the bundles that are gone with it."""

    programme: Programme
    deleted: tuple[Bundle, ...]


class ProgrammeService:
    """Unfolds templates over weeks.

    Args:
        database: Where all is kept.
        clock: Dates creation, and says what is over.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def preview(self, draft: ProgrammeDraft, actor: Principal) -> ProgrammePreview:
        """All weeks with what stands in their way; nothing is stored.

        Raises:
            InvalidInputError: It cannot be meant.
            NotFoundError: There is no such template.
        """
        check_programme(draft)
        now = utc(self._clock.now())
        async with self._database.read() as unit:
            material = await _material(unit, draft, actor)
            tried = [
                await tried_week(unit, draft, material, week, actor, now)
                for week in weeks_of(draft)
            ]
        weeks = tuple(one.week for one in tried)
        return ProgrammePreview(
            name=draft.name.strip(),
            template_name=material.template.name,
            weeks=weeks,
            training_count=sum(len(week.trainings) for week in weeks),
            conflict_count=sum(len(week.problems) for week in weeks),
            notes=tuple(notes_on(draft, material)),
        )

    async def create(self, draft: ProgrammeDraft, actor: Principal) -> PlannedProgramme:
        """Plan a programme, a week in a transaction; weeks with a conflict are left and told.

        Raises:
            InvalidInputError: It cannot be meant.
            NotFoundError: There is no such template.
            ConflictError: No week at all can be planned; nothing is stored.
        """
        check_programme(draft)
        draft = _set(draft, name=draft.name.strip())
        programme = Programme(
            id=ProgrammeId(new_id()),
            plan=draft,
            template_name="",
            created_by=None,
            created_at=utc(self._clock.now()),
        )
        return await self._plan(programme, weeks_of(draft), actor, is_new=True)

    async def plan_rest(self, programme_id: ProgrammeId, actor: Principal) -> PlannedProgramme:
        """Plan the weeks that have no bundles: they were in conflict, or were called off.

        Raises:
            NotFoundError: There is no such programme.
            ConflictError: No week at all can be planned.
        """
        stored = await self.get(programme_id)
        missing = {week.number for week in stored.weeks if not week.is_planned}
        weeks = [week for week in weeks_of(stored.plan) if week.number in missing and week.days]
        if not weeks:
            return PlannedProgramme(programme=stored)
        return await self._plan(stored, weeks, actor, is_new=False)

    async def page(
        self, *, limit: int, after: tuple[datetime, ProgrammeId] | None = None
    ) -> tuple[Programme, ...]:
        """Programmes, the newest first, without their weeks."""
        async with self._database.read() as unit:
            return await unit.programmes.programmes(limit=limit, after=after)

    async def get(self, programme_id: ProgrammeId) -> Programme:
        """A programme with its weeks as they are planned.

        Raises:
            NotFoundError: There is no such programme.
        """
        async with self._database.read() as unit:
            return await _shown(unit, await _existing(unit, programme_id))

    async def change(
        self, programme_id: ProgrammeId, changes: ProgrammeChanges, actor: Principal
    ) -> Programme:
        """Give it another name; its bundles keep theirs.

        Raises:
            NotFoundError: There is no such programme.
            StaleError: It was changed since `version` was read.
        """
        check_name(changes.name, "name")
        async with self._database.write() as unit:
            before = await _existing(unit, programme_id)
            await check_fresh(unit, before, version=changes.version, subject=programme_id)
            plan = _set(before.plan, name=changes.name.strip())
            after = _set(before, plan=plan, version=before.version + 1)
            await unit.programmes.save_programme(after)
            await note_change(
                unit, actor, "programme.changed", programme_id, before=before, after=after
            )
            shown = await _shown(unit, after)
            await unit.commit()
        return shown

    async def call_off(self, programme_id: ProgrammeId, actor: Principal) -> CalledOff:
        """Delete all of its bundles that have not begun; what has begun stays.

        Raises:
            NotFoundError: There is no such programme.
        """
        async with self._database.write() as unit:
            before = await _existing(unit, programme_id)
            now = utc(self._clock.now())
            deleted = await _unbegun(unit, programme_id, now)
            for one in deleted:
                await unit.schedule.delete_bundle(one.id)
                await note_change(unit, actor, "bundle.deleted", one.id, before=one, after=None)
            after = _set(before, ended_at=now, version=before.version + 1)
            await unit.programmes.save_programme(after)
            await note_change(
                unit, actor, "programme.ended", programme_id, before=before, after=after
            )
            shown = await _shown(unit, after)
            await unit.commit()
        return CalledOff(programme=shown, deleted=tuple(deleted))

    async def _plan(
        self,
        programme: Programme,
        weeks: Sequence[UnfoldedWeek],
        actor: Principal,
        *,
        is_new: bool,
    ) -> PlannedProgramme:
        is_stored = not is_new
        tried: dict[int, ProgrammeWeek] = {}
        created: list[CreatedBundle] = []
        for week in weeks:
            async with self._database.write() as unit:
                if is_stored:
                    now = await _existing(unit, programme.id)
                    if now.ended_at not in {None, programme.ended_at}:
                        break  # It was ended since the week before.
                    programme = now
                    if week.number in await unit.programmes.trainings_of(programme.id):
                        continue
                found = await self._try(unit, programme, week, actor)
                tried[week.number] = found.week
                if found.week.problems:
                    continue
                if not is_stored or programme.ended_at is not None:
                    programme = await self._keep(unit, programme, actor, is_new=not is_stored)
                    is_stored = True
                created += await planned_week(unit, programme.id, week.number, found, actor)
                await unit.commit()
        if not created and (is_new or tried):
            raise _nothing_planned(tried)
        shown = await self.get(programme.id)
        weeks_now = tuple(
            tried[one.number] if one.number in tried and tried[one.number].problems else one
            for one in shown.weeks
        )
        there = {one.bundle_id for week in shown.weeks for one in week.trainings}
        return PlannedProgramme(
            programme=_set(shown, weeks=weeks_now),
            created=tuple(one for one in created if one.bundle_id in there),
        )

    async def _try(
        self, unit: UnitOfWork, programme: Programme, week: UnfoldedWeek, actor: Principal
    ) -> TriedWeek:
        material = await _material(unit, programme.plan, actor)
        now = utc(self._clock.now())
        return await tried_week(unit, programme.plan, material, week, actor, now)

    async def _keep(
        self, unit: UnitOfWork, programme: Programme, actor: Principal, *, is_new: bool
    ) -> Programme:
        """Store a programme with the first week that can be planned."""
        if is_new:
            user_ids = {user.id for user in await unit.club.users()}
            subject = UserId(actor.subject)
            programme = _set(programme, created_by=subject if subject in user_ids else None)
            before = None
        else:
            before = programme
            programme = _set(programme, ended_at=None, version=programme.version + 1, weeks=())
        await unit.programmes.save_programme(programme)
        action = "programme.created" if before is None else "programme.changed"
        await note_change(unit, actor, action, programme.id, before=before, after=programme)
        return programme


def _nothing_planned(tried: dict[int, ProgrammeWeek]) -> ConflictError:
    problems = [one for week in tried.values() for one in week.problems]
    first = problems[0].problem if problems else "There is no day left."
    return ConflictError(
        f"Not one week can be planned. {first}",
        suggested_action=problems[0].suggested_action if problems else "",
        field="startTime",
        details={"weeks": msgspec.to_builtins(list(tried.values()))},
    )


async def _material(unit: UnitOfWork, draft: ProgrammeDraft, actor: Principal) -> Material:
    return Material(
        template=await visible(unit, draft.template_id, actor),
        workouts={one.id: one for one in await unit.club.workouts(with_archived=True)},
        kinds=await unit.club.equipment_kinds(),
        facilities=await unit.club.facilities(),
    )


async def _existing(unit: UnitOfWork, programme_id: ProgrammeId) -> Programme:
    programme = await unit.programmes.programme(programme_id)
    if programme is None:
        message = f"There is no programme {programme_id}."
        raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")
    return programme


async def _unbegun(unit: UnitOfWork, programme_id: ProgrammeId, now: datetime) -> list[Bundle]:
    found: list[Bundle] = []
    weeks = await unit.programmes.trainings_of(programme_id)
    for training in (one for week in weeks.values() for one in week):
        if training.status is SessionStatus.SCHEDULED and training.starts_at >= now:
            bundle = await existing_bundle(unit, training.id)
            if not any(one.status.is_running or one.started_at for one in bundle.sessions):
                found.append(bundle)  # Not begun while we waited for it.
    return found


async def _shown(unit: UnitOfWork, programme: Programme) -> Programme:
    trainings = await unit.programmes.trainings_of(programme.id)
    places = {place.id: place for place in await unit.club.facilities()}
    return _set(
        programme,
        weeks=shown_weeks(programme.plan, trainings, places),
        training_count=sum(len(week) for week in trainings.values()),
    )
