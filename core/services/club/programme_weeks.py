"""One week of a programme: tried, planned, shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from core.domain.conflict import conflict_of
from core.domain.drafts import BundleDraft, BundleSummary, CreatedBundle
from core.domain.facility import Facility
from core.domain.ids import FacilityId, ProgrammeId
from core.domain.programme import PlannedTraining, ProgrammeDraft, ProgrammeWeek
from core.domain.user import Principal
from core.domain.value import Value
from core.errors import HockeyHubError, InvalidInputError
from core.planning.timing import to_local, to_utc
from core.planning.unfolding import Material, UnfoldedWeek, bundle_of, weeks_of
from core.ports.storage import UnitOfWork
from core.services.club.bundle_planning import PlannedBundle, plan_bundle, store_planned


class TriedWeek(Value, frozen=True, kw_only=True):
    """A week as it would be, and its bundles where nothing stands in the way."""

    week: ProgrammeWeek
    bundles: tuple[PlannedBundle, ...]


async def tried_week(
    unit: UnitOfWork,
    draft: ProgrammeDraft,
    material: Material,
    week: UnfoldedWeek,
    actor: Principal,
    now: datetime,
) -> TriedWeek:
    """See what becomes of a week; nothing is written.

    Raises:
        InvalidInputError: The programme itself is wrong: no facility, groups that do not fit.
    """
    trainings: list[PlannedTraining] = []
    bundles: list[PlannedBundle] = []
    for day in week.days:
        wanted = bundle_of(draft, material, week, day)
        try:
            planned = await plan_bundle(unit, wanted, actor, now)
        except HockeyHubError as error:
            trainings.append(_refused(day, wanted, material, error))
            continue
        bundles.append(planned)
        trainings.append(
            PlannedTraining(
                day=day,
                starts_at=planned.bundle.starts_at,
                ends_at=max(session.ends_at for session in planned.bundle.sessions),
                player_count=sum(len(one.assignments) for one in planned.bundle.sessions),
                unassigned=planned.unassigned,
            )
        )
    return TriedWeek(
        week=ProgrammeWeek(
            number=week.number,
            starts_on=week.starts_on,
            load_share=week.load.share,
            is_deload=week.load.is_deload,
            trainings=tuple(trainings),
        ),
        bundles=tuple(bundles),
    )


async def planned_week(
    unit: UnitOfWork, programme_id: ProgrammeId, number: int, tried: TriedWeek, actor: Principal
) -> tuple[CreatedBundle, ...]:
    """Write a week down, in the transaction in which it was tried."""
    created: list[CreatedBundle] = []
    for one in tried.bundles:
        bundle = msgspec.structs.replace(
            one.bundle, programme_id=programme_id, programme_week=number
        )
        planned = msgspec.structs.replace(one, bundle=bundle)
        await store_planned(unit, planned, actor)
        created.append(planned.created())
    return tuple(created)


def shown_weeks(
    draft: ProgrammeDraft,
    trainings: Mapping[int, Sequence[BundleSummary]],
    places: Mapping[FacilityId, Facility],
) -> tuple[ProgrammeWeek, ...]:
    """All weeks as they are planned: their bundles, or the days that have none."""
    return tuple(
        ProgrammeWeek(
            number=week.number,
            starts_on=week.starts_on,
            load_share=week.load.share,
            is_deload=week.load.is_deload,
            trainings=(
                tuple(_existing(one, places) for one in trainings.get(week.number, ()))
                or tuple(PlannedTraining(day=day, starts_at=None) for day in week.days)
            ),
        )
        for week in weeks_of(draft)
    )


def _existing(bundle: BundleSummary, places: Mapping[FacilityId, Facility]) -> PlannedTraining:
    place = places.get(bundle.facility_id)
    local = bundle.starts_at if place is None else to_local(bundle.starts_at, place.time_zone)
    return PlannedTraining(
        day=local.date(),
        starts_at=bundle.starts_at,
        ends_at=bundle.starts_at.astimezone(UTC) + timedelta(minutes=bundle.duration_min),
        bundle_id=bundle.id,
        status=bundle.status,
        player_count=bundle.player_count,
    )


def _refused(
    day: date, wanted: BundleDraft, material: Material, error: HockeyHubError
) -> PlannedTraining:
    return PlannedTraining(
        day=day,
        starts_at=_instant(wanted, material),
        problem=error.message,
        suggested_action=error.suggested_action,
        conflict=conflict_of(error),
    )


def _instant(wanted: BundleDraft, material: Material) -> datetime | None:
    common = wanted.common_properties
    for place in material.facilities:
        if place.id == common.facility_id:
            try:
                return to_utc(common.start_date, common.start_time, place.time_zone)
            except InvalidInputError:
                return None
    return None
