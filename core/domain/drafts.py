"""What somebody wants created or changed: the bodies of the bundle endpoints of [S0] 5.1."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import (
    BundleId,
    FacilityId,
    PlayerId,
    SessionId,
    TemplateId,
    UserId,
    WorkoutId,
)
from core.domain.session import DistributionStrategy, Reservation, SessionStatus
from core.domain.value import Value
from core.domain.workout import Block, Interval


class CommonProperties(Value, frozen=True, kw_only=True):
    """What all sessions of a bundle share. Date and time are on the facility's wall clock."""

    start_date: date
    start_time: str
    """"09:00", or "09:00:30"."""
    duration: float
    """Minutes."""
    facility_id: FacilityId
    trainer_id: UserId | None = None
    may_be_past: bool = False
    """Whether what began already, or is over, is meant: a training that is entered afterwards."""


class Customizations(Value, frozen=True, kw_only=True):
    """How a session's workout differs from the base."""

    intervals: tuple[Interval, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Instead of intervals, where the workout's kind has blocks."""


class SessionDraft(Value, frozen=True, kw_only=True):
    """One session of a bundle to be created."""

    name: str
    equipment: EquipmentType
    player_ids: tuple[PlayerId, ...] = ()
    workout_id: WorkoutId | None = None
    duration: float | None = None
    """Minutes; the bundle's when None."""
    customizations: Customizations | None = None
    facility_id: FacilityId | None = None
    """Where; the bundle's facility when None."""
    trainer_id: UserId | None = None
    """Who leads it; the bundle's trainer when None."""


class BundleDraft(Value, frozen=True, kw_only=True):
    """A bundle to be created."""

    name: str
    description: str = ""
    common_properties: CommonProperties
    sessions: tuple[SessionDraft, ...]
    auto_distribute: bool = False
    """Spread all players named in `sessions` (together) evenly instead of as written."""
    distribution_strategy: DistributionStrategy = DistributionStrategy.MANUAL
    save_as_template: bool = False
    template_name: str | None = None
    template_tags: tuple[str, ...] = ()
    template_is_public: bool = False
    """Whether all trainers see the template that is saved."""
    template_id: TemplateId | None = None
    """The template that it is made from."""


class CreatedSession(Value, frozen=True, kw_only=True):
    """A session that now exists."""

    id: SessionId
    status: str = "created"


class UnassignedPlayer(Value, frozen=True, kw_only=True):
    """A player who found no place, and why."""

    player_id: PlayerId
    reason: str


class CreatedBundle(Value, frozen=True, kw_only=True):
    """The answer to a creation."""

    bundle_id: BundleId
    sessions: tuple[CreatedSession, ...]
    equipment_reservations: tuple[Reservation, ...]
    unassigned: tuple[UnassignedPlayer, ...] = ()
    template_id: TemplateId | None = None
    """The template that was saved with it."""


class CommonChanges(Value, frozen=True, kw_only=True):
    """Changes that hold for all sessions of a bundle; what is UNSET stays."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    description: str | msgspec.UnsetType = msgspec.UNSET
    start_date: date | msgspec.UnsetType = msgspec.UNSET
    start_time: str | msgspec.UnsetType = msgspec.UNSET
    duration: float | msgspec.UnsetType = msgspec.UNSET
    facility_id: FacilityId | msgspec.UnsetType = msgspec.UNSET
    """Where; sessions that are in another facility than their bundle stay there."""
    trainer_id: UserId | msgspec.UnsetType = msgspec.UNSET
    """Who leads; sessions that another trainer leads keep theirs."""


class SessionChanges(Value, frozen=True, kw_only=True):
    """Changes of one session; what is UNSET stays."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    equipment: EquipmentType | msgspec.UnsetType = msgspec.UNSET
    player_ids: tuple[PlayerId, ...] | msgspec.UnsetType = msgspec.UNSET
    workout_id: WorkoutId | msgspec.UnsetType = msgspec.UNSET
    customizations: Customizations | msgspec.UnsetType = msgspec.UNSET
    facility_id: FacilityId | msgspec.UnsetType = msgspec.UNSET
    trainer_id: UserId | msgspec.UnsetType = msgspec.UNSET


class Updates(Value, frozen=True, kw_only=True):
    """Common and individual changes."""

    common: CommonChanges = CommonChanges()
    individual: dict[SessionId, SessionChanges] = msgspec.field(
        default_factory=dict[SessionId, SessionChanges]
    )


class BundleChanges(Value, frozen=True, kw_only=True):
    """The body of PATCH. `version`, if given, must be the stored one."""

    updates: Updates
    version: int | None = None


class SessionProgress(Value, frozen=True, kw_only=True):
    """One session in the bundle's status."""

    id: SessionId
    name: str
    status: SessionStatus
    progress: float
    """Percent of the planned active time, 0 to 100."""
    active_participants: int
    metrics: dict[str, float | None]
    """`averageHeartRate`, `averagePower`, `calories`."""


class AggregateMetrics(Value, frozen=True, kw_only=True):
    """Over all sessions of a bundle."""

    total_participants: int
    average_heart_rate: float | None
    total_calories: float


class BundleStatus(Value, frozen=True, kw_only=True):
    """The answer of GET …/status."""

    bundle_id: BundleId
    sessions: tuple[SessionProgress, ...]
    aggregate_metrics: AggregateMetrics


class BundleSummary(Value, frozen=True, kw_only=True):
    """A bundle in a list."""

    id: BundleId
    name: str
    starts_at: datetime
    """UTC."""
    duration_min: float
    facility_id: FacilityId
    status: SessionStatus
    """Of its sessions: running if any runs, scheduled if any still waits, else how they ended."""
    session_count: int
    player_count: int
    equipment: tuple[EquipmentType, ...]


class BundlePage(Value, frozen=True, kw_only=True):
    """A page of bundles, newest start first. `next_cursor` is None on the last page."""

    items: tuple[BundleSummary, ...]
    next_cursor: str | None = None
