"""Programmes on both databases: weeks whole or not at all, and what has begun stays."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from typing import cast

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.ids import TemplateId
from core.domain.programme import ProgrammeDraft
from core.domain.session import SessionStatus
from core.domain.user import Principal, Role
from core.errors import ConflictError, NotFoundError
from core.ports.storage import Database, UnitOfWork
from core.services.club.bundles import BundleService
from core.services.club.programmes import ProgrammeService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, common, players, three_groups

MONDAY = date(2026, 3, 2)


@pytest.fixture
def programmes(club: SqlDatabase, clock: ManualClock) -> ProgrammeService:
    return ProgrammeService(club, clock)


def draft(**changes: object) -> ProgrammeDraft:
    plan = ProgrammeDraft(
        name="Build-up",
        template_id=TemplateId("template-3-station"),
        first_date=MONDAY,
        weeks=4,
        weekdays=(1, 4),
        start_time="09:00",
        groups=(players(1, 6), players(7, 12), players(13, 18)),
    )
    return msgspec.structs.replace(plan, **changes)


async def test_that_the_clocks_change_and_the_wall_time_stays(
    programmes: ProgrammeService,
) -> None:
    made = (await programmes.create(draft(weeks=6, weekdays=(1,)), TRAINER)).programme
    starts = [one.starts_at for week in made.weeks for one in week.trainings]
    assert starts[0] == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert starts[-1] == datetime(2026, 4, 6, 7, tzinfo=UTC)


async def test_that_a_time_that_the_clocks_leave_out_is_a_conflict_of_that_day(
    programmes: ProgrammeService,
) -> None:
    """On 29 March 2026, a Sunday, 02:30 does not exist in Stockholm."""
    preview = await programmes.preview(draft(weeks=5, weekdays=(7,), start_time="02:30"), TRAINER)
    (problem,) = [one for week in preview.weeks for one in week.problems]
    assert (problem.day, problem.starts_at) == (date(2026, 3, 29), None)
    assert "the clocks go forward" in problem.problem


async def test_that_a_week_in_conflict_leaves_no_half_of_itself(
    programmes: ProgrammeService, bundles: BundleService
) -> None:
    taken = three_groups(common_properties=common(start_date=date(2026, 3, 12)))
    await bundles.create(taken, TRAINER)
    made = (await programmes.create(draft(), TRAINER)).programme
    assert [week.is_planned for week in made.weeks] == [True, False, True, True]
    page = await bundles.list()
    starts = {item.starts_at.date() for item in page.items}
    assert date(2026, 3, 9) not in starts
    assert made.weeks[1].problems[0].conflict.held_by


async def test_that_what_has_begun_stays_when_a_programme_is_called_off(
    programmes: ProgrammeService, club: SqlDatabase, bundles: BundleService
) -> None:
    made = await programmes.create(draft(weeks=2), TRAINER)
    first = await bundles.get(made.created[0].bundle_id)
    async with club.write() as unit:
        running = msgspec.structs.replace(first.sessions[0], status=SessionStatus.IN_PROGRESS)
        await unit.schedule.save_session(running)
        await unit.commit()
    off = (await programmes.call_off(made.programme.id, TRAINER)).programme
    assert off.training_count == 1
    assert off.weeks[0].trainings[0].bundle_id == first.id
    assert off.ended_at is not None
    again = (await programmes.plan_rest(made.programme.id, TRAINER)).programme
    assert (again.training_count, again.ended_at) == (3, None)


async def test_that_nothing_is_stored_when_no_week_is_free(
    programmes: ProgrammeService, bundles: BundleService
) -> None:
    await bundles.create(three_groups(), TRAINER)
    with pytest.raises(ConflictError, match="Not one week can be planned"):
        await programmes.create(draft(weeks=1), TRAINER)
    assert await programmes.page(limit=10) == ()


async def test_that_the_list_goes_on_behind_a_place(
    programmes: ProgrammeService, clock: ManualClock
) -> None:
    made = []
    for start_time in ("06:00", "09:00", "12:00"):
        await clock.advance(1.0)
        plan = draft(weeks=1, start_time=start_time, name=start_time)
        made.append((await programmes.create(plan, TRAINER)).programme)
    first = await programmes.page(limit=2)
    rest = await programmes.page(limit=2, after=(first[-1].created_at, first[-1].id))
    assert [one.plan.name for one in (*first, *rest)] == ["12:00", "09:00", "06:00"]
    assert [one.training_count for one in first] == [2, 2]


async def test_that_a_private_template_of_somebody_else_cannot_be_unfolded(
    programmes: ProgrammeService, club: SqlDatabase
) -> None:
    async with club.write() as unit:
        template = await unit.templates.template(TemplateId("template-3-station"))
        assert template is not None
        await unit.templates.save_template(msgspec.structs.replace(template, is_public=False))
        await unit.commit()
    stranger = Principal(subject="trainer-009", name="Nils", role=Role.TRAINER)
    with pytest.raises(NotFoundError):
        await programmes.preview(draft(), stranger)


class Interrupted:
    """A database on which others do something before the second write."""

    def __init__(self, database: SqlDatabase, others: Callable[[], Awaitable[object]]) -> None:
        self._database = database
        self._others = others
        self._writes = 0

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._database.read()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        self._writes += 1
        if self._writes == 2:
            await self._others()
        async with self._database.write() as unit:
            yield unit


async def test_that_planning_stops_once_somebody_has_called_the_programme_off(
    programmes: ProgrammeService, club: SqlDatabase, clock: ManualClock
) -> None:
    async def call_off() -> None:
        (one,) = await programmes.page(limit=2)
        await programmes.call_off(one.id, TRAINER)

    interrupted = cast("Database", Interrupted(club, call_off))
    made = await ProgrammeService(interrupted, clock).create(draft(), TRAINER)
    assert (made.programme.training_count, made.programme.ended_at is None) == (0, False)
    assert made.created == ()


async def test_that_weeks_somebody_else_plans_meanwhile_are_not_planned_twice(
    programmes: ProgrammeService, club: SqlDatabase, clock: ManualClock
) -> None:
    made = (await programmes.create(draft(groups=()), TRAINER)).programme
    await programmes.call_off(made.id, TRAINER)

    async def others() -> None:
        await programmes.plan_rest(made.id, TRAINER)

    interrupted = cast("Database", Interrupted(club, others))
    again = await ProgrammeService(interrupted, clock).plan_rest(made.id, TRAINER)
    assert again.programme.training_count == 8
