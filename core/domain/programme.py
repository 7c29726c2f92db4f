"""Programmes: a template unfolded over weeks, with loads that rise and rest between."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from core.domain.conflict import Conflict
from core.domain.drafts import UnassignedPlayer
from core.domain.ids import BundleId, FacilityId, PlayerId, ProgrammeId, TemplateId, UserId
from core.domain.session import DistributionStrategy, SessionStatus
from core.domain.value import Value

MAX_WEEKS = 52
LOAD_STEP = 0.05
DELOAD_EVERY = 4
DELOAD_SHARE = 0.6
"""What coaches mostly plan: 5 % more a week, every fourth week at 60 % of what would be due."""


class ProgressionKind(StrEnum):
    """What grows."""

    INTENSITY = "intensity"
    """Targets: shares of FTP, watts, paces, shares of the maximum heart rate, loads on the bar."""
    VOLUME = "volume"
    """Durations, sets, repetitions of drills."""


class Progression(Value, frozen=True, kw_only=True):
    """How the load goes from week to week. It is pure arithmetic: no bodies are asked."""

    kind: ProgressionKind = ProgressionKind.INTENSITY
    step: float = LOAD_STEP
    """How much more of the first week's load each loading week has than the one before: 0.05."""
    deload_every: int = DELOAD_EVERY
    """Every so many weeks one is easier; 0: none."""
    deload_share: float = DELOAD_SHARE
    """What an easier week has of the load of the week before."""


class ProgrammeDraft(Value, frozen=True, kw_only=True):
    """A programme to be planned. Dates and times are on the facility's wall clock."""

    name: str
    template_id: TemplateId
    first_date: date
    """The first day on which there may be a training; its week is the first one."""
    weeks: int
    weekdays: tuple[int, ...]
    """ISO: 1 is Monday, 7 is Sunday."""
    start_time: str
    """"09:00", the same in summer and in winter."""
    facility_id: FacilityId | None = None
    """The template's when None."""
    trainer_id: UserId | None = None
    progression: Progression = Progression()
    skipped_dates: tuple[date, ...] = ()
    """Days without training: matches, holidays."""
    groups: tuple[tuple[PlayerId, ...], ...] = ()
    """Who is in each session, in their order; empty where players are spread each time."""
    player_ids: tuple[PlayerId, ...] = ()
    """Who is spread over the sessions, if there are no groups."""
    distribution_strategy: DistributionStrategy | None = None
    """How; the template's when None."""


class PlannedTraining(Value, frozen=True, kw_only=True):
    """One training of a programme: as it would be, or as it is."""

    day: date
    starts_at: datetime | None
    """UTC; None on a day on which the wall clock never shows that time."""
    ends_at: datetime | None = None
    bundle_id: BundleId | None = None
    """None: it is not planned (yet)."""
    status: SessionStatus | None = None
    player_count: int = 0
    unassigned: tuple[UnassignedPlayer, ...] = ()
    problem: str = ""
    """Why it cannot be planned, one sentence; empty if it can."""
    suggested_action: str = ""
    conflict: Conflict = Conflict()
    """Who is in the way, as data."""


class ProgrammeWeek(Value, frozen=True, kw_only=True):
    """A week of a programme. It is planned whole or not at all."""

    number: int
    """From 1."""
    starts_on: date
    """Its Monday."""
    load_share: float
    """Of the first week's load: 1.0, 1.05, …"""
    is_deload: bool
    trainings: tuple[PlannedTraining, ...]

    @property
    def problems(self) -> tuple[PlannedTraining, ...]:
        """The trainings that cannot be planned."""
        return tuple(one for one in self.trainings if one.problem)

    @property
    def is_planned(self) -> bool:
        """Whether its bundles exist."""
        return any(one.bundle_id is not None for one in self.trainings)


class ProgrammePreview(Value, frozen=True, kw_only=True):
    """What a programme would be. Nothing is stored by it."""

    name: str
    template_name: str
    weeks: tuple[ProgrammeWeek, ...]
    training_count: int
    conflict_count: int
    notes: tuple[str, ...] = ()
    """What is good to know, one sentence each."""


class Programme(Value, frozen=True, kw_only=True):
    """A programme of the club."""

    id: ProgrammeId
    plan: ProgrammeDraft
    template_name: str
    created_by: UserId | None = None
    created_at: datetime
    ended_at: datetime | None = None
    """When it was called off; what had begun by then stayed."""
    version: int = 1
    weeks: tuple[ProgrammeWeek, ...] = ()
    """Empty in lists."""
    training_count: int = 0
    """Bundles that it has."""


class ProgrammePage(Value, frozen=True, kw_only=True):
    """Programmes, the newest first. `next_cursor` is None on the last page."""

    items: tuple[Programme, ...]
    next_cursor: str | None = None


class ProgrammeChanges(Value, frozen=True, kw_only=True):
    """What is changed of a programme. `version` is the one that was read."""

    version: int
    name: str
