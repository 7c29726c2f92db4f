"""A hub's templates and programmes as a test has put them there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import msgspec
from typing_extensions import override

from core.domain.bundle_template import (
    BundleTemplate,
    KeptTemplate,
    TemplateChanges,
    TemplateFilter,
)
from core.domain.ids import BundleId, ProgrammeId, TemplateId
from core.domain.programme import (
    PlannedTraining,
    Programme,
    ProgrammeDraft,
    ProgrammePreview,
    ProgrammeWeek,
)
from core.domain.session import SessionStatus
from core.errors import ConflictError, NotFoundError, StaleError
from core.planning.timing import to_utc
from core.planning.unfolding import check_programme, weeks_of
from core.ports.template_link import ProgrammeLink
from tests.helpers.planning_fakes import FakeTemplates, make_template

_set = msgspec.structs.replace
WHY = "Rowing 4 × 4 has 6 × Rower from 09:00 to 10:00; none is free."


class FakeTemplateShelf(FakeTemplates):
    """Keeps templates, and what is put away."""

    def __init__(self, check: Callable[[], None]) -> None:
        super().__init__(check)
        self.away: dict[TemplateId, KeptTemplate] = {}

    @override
    async def page(
        self,
        wanted: TemplateFilter = TemplateFilter(),  # noqa: B008 - frozen
    ) -> tuple[KeptTemplate, ...]:
        found = await super().page(wanted)
        words = wanted.text.lower().split()
        return tuple(
            one for one in found if all(word in f"{one.name} {one.tags}".lower() for word in words)
        )

    @override
    async def change(self, template_id: TemplateId, changes: TemplateChanges) -> KeptTemplate:
        self._check()
        before = self._find(template_id)
        if changes.version != before.version:
            raise StaleError("Ingrid Solhaug changed this meanwhile: name.", field="version")
        given = {
            name: value
            for name, value in msgspec.structs.asdict(changes).items()
            if value is not msgspec.UNSET
        }
        after = _set(before, **{**given, "version": before.version + 1})
        self.kept = tuple(after if one.id == template_id else one for one in self.kept)
        return after

    @override
    async def create(self, template: BundleTemplate) -> KeptTemplate:
        self._check()
        fields = msgspec.structs.asdict(template)
        made = KeptTemplate(**fields, id=TemplateId(f"template-{len(self.kept) + 1}"))
        self.kept = (*self.kept, made)
        return made

    @override
    async def duplicate(self, template_id: TemplateId) -> KeptTemplate:
        self._check()
        source = self._find(template_id)
        copy = _set(source, id=TemplateId(f"{source.id}-copy"), name=f"{source.name} (copy)")
        self.kept = (*self.kept, copy)
        return copy

    @override
    async def archive(self, template_id: TemplateId) -> None:
        self._check()
        self.away[template_id] = self._find(template_id)
        self.kept = tuple(one for one in self.kept if one.id != template_id)

    @override
    async def bring_back(self, template_id: TemplateId) -> KeptTemplate:
        self._check()
        template = self.away.pop(template_id)
        self.kept = (*self.kept, template)
        return template

    def _find(self, template_id: TemplateId) -> KeptTemplate:
        for one in self.kept:
            if one.id == template_id:
                return one
        raise NotFoundError("There is no such template.")


class FakeProgrammes(ProgrammeLink):
    """Unfolds as the hub does; on `taken` days somebody else trains."""

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
        self.taken: set[date] = set()
        self.kept: dict[ProgrammeId, Programme] = {}

    @override
    async def page(self) -> tuple[Programme, ...]:
        self._check()
        return tuple(_set(one, weeks=()) for one in self.kept.values())

    @override
    async def programme(self, programme_id: ProgrammeId) -> Programme:
        self._check()
        return self.kept[programme_id]

    @override
    async def preview(self, draft: ProgrammeDraft) -> ProgrammePreview:
        self._check()
        check_programme(draft)
        weeks = self._weeks(draft)
        return ProgrammePreview(
            name=draft.name,
            template_name="3-Station Parallel",
            weeks=weeks,
            training_count=sum(len(week.trainings) for week in weeks),
            conflict_count=sum(len(week.problems) for week in weeks),
        )

    @override
    async def create(self, draft: ProgrammeDraft) -> Programme:
        self._check()
        weeks = tuple(week if week.problems else _made(week) for week in self._weeks(draft))
        if all(week.problems for week in weeks):
            raise ConflictError(f"Not one week can be planned. {WHY}", field="startTime")
        programme = Programme(
            id=ProgrammeId(f"programme-{len(self.kept) + 1}"),
            plan=draft,
            template_name="3-Station Parallel",
            created_at=datetime(2026, 11, 16, tzinfo=UTC),
            weeks=weeks,
            training_count=sum(len(week.trainings) for week in weeks if not week.problems),
        )
        self.kept[programme.id] = programme
        return programme

    @override
    async def plan_rest(self, programme_id: ProgrammeId) -> Programme:
        self._check()
        before = self.kept[programme_id]
        weeks = tuple(week if week.problems else _made(week) for week in self._weeks(before.plan))
        count = sum(len(week.trainings) for week in weeks if not week.problems)
        self.kept[programme_id] = _set(before, weeks=weeks, training_count=count, ended_at=None)
        return self.kept[programme_id]

    @override
    async def call_off(self, programme_id: ProgrammeId) -> None:
        self._check()
        before = self.kept[programme_id]
        weeks = tuple(
            _set(
                week,
                trainings=tuple(
                    PlannedTraining(day=one.day, starts_at=None) for one in week.trainings
                ),
            )
            for week in before.weeks
        )
        ended = datetime(2026, 11, 17, tzinfo=UTC)
        self.kept[programme_id] = _set(before, weeks=weeks, training_count=0, ended_at=ended)

    def _weeks(self, draft: ProgrammeDraft) -> tuple[ProgrammeWeek, ...]:
        return tuple(
            ProgrammeWeek(
                number=week.number,
                starts_on=week.starts_on,
                load_share=week.load.share,
                is_deload=week.load.is_deload,
                trainings=tuple(self._training(draft, day) for day in week.days),
            )
            for week in weeks_of(draft)
        )

    def _training(self, draft: ProgrammeDraft, day: date) -> PlannedTraining:
        starts_at = to_utc(day, draft.start_time, "Europe/Stockholm")
        if day in self.taken:
            return PlannedTraining(
                day=day,
                starts_at=starts_at,
                problem=WHY,
                suggested_action="Choose another time, or fewer players.",
            )
        ends_at = starts_at + timedelta(hours=1)
        return PlannedTraining(day=day, starts_at=starts_at, ends_at=ends_at, player_count=18)


def _made(week: ProgrammeWeek) -> ProgrammeWeek:
    trainings = tuple(
        _set(
            one,
            bundle_id=BundleId(f"bundle-{one.day.isoformat()}"),
            status=SessionStatus.SCHEDULED,
        )
        for one in week.trainings
    )
    return _set(week, trainings=trainings)


def sample_templates() -> tuple[KeptTemplate, ...]:
    """Three templates: one that is used much, one that is private, one that nobody used."""
    used = datetime(2026, 11, 12, 8, tzinfo=UTC)
    parallel = _set(
        make_template(tags=("conditioning", "intervals", "team")),
        description="Three groups side by side on rowers, bikes and skis.",
        is_public=True,
        created_by_name="Ingrid Solhaug",
        usage_count=14,
        last_used_at=used,
    )
    morning = _set(
        make_template("Morning endurance", tags=("endurance",)),
        usage_count=3,
        last_used_at=used,
        created_by_name="Ingrid Solhaug",
    )
    return parallel, morning, _set(make_template("Power Friday", tags=("power",)), is_public=True)
