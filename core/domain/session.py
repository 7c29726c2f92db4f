"""Sessions and bundles: who trains what, where, when and on which machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from core.domain.equipment import EquipmentType
from core.domain.ids import (
    BundleId,
    FacilityId,
    PlayerId,
    ProgrammeId,
    SessionId,
    TemplateId,
    UnitId,
    UserId,
    WorkoutId,
)
from core.domain.value import Value
from core.domain.workout import Block, Content, Interval, WorkoutKind

MIN_SESSIONS = 2
MAX_SESSIONS = 8
"""Sessions in a bundle, both ends included (metrics 11.4)."""


class SessionStatus(StrEnum):
    """Where a session stands; REST and database words of the seed documents."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FORCE_ENDED = "force_ended"

    @property
    def is_running(self) -> bool:
        """Started and not ended: in progress or paused."""
        return self in (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED)

    @property
    def is_over(self) -> bool:
        """Ended in one way or another."""
        return self in (SessionStatus.COMPLETED, SessionStatus.CANCELLED, SessionStatus.FORCE_ENDED)


FOREMOST_FIRST = (
    SessionStatus.IN_PROGRESS,
    SessionStatus.PAUSED,
    SessionStatus.SCHEDULED,
    SessionStatus.COMPLETED,
    SessionStatus.FORCE_ENDED,
    SessionStatus.CANCELLED,
)
"""A bundle stands where the foremost of its sessions stands."""


class DistributionStrategy(StrEnum):
    """How players were spread over the sessions."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    SKILL_BASED = "skill-based"
    RANDOM = "random"
    POSITION = "position"
    """The same mix of positions in each group."""
    READINESS = "readiness"
    """As ready for today as each other."""


class Assignment(Value, frozen=True, kw_only=True):
    """A player in a session, on a machine."""

    player_id: PlayerId
    unit_id: UnitId | None = None


class PlayerMove(Value, frozen=True, kw_only=True):
    """A player goes from one session of a bundle to another."""

    player_id: PlayerId
    from_session_id: SessionId
    to_session_id: SessionId
    reason: str = ""

    @property
    def undone(self) -> PlayerMove:
        """The move back."""
        return PlayerMove(
            player_id=self.player_id,
            from_session_id=self.to_session_id,
            to_session_id=self.from_session_id,
            reason="Undo",
        )


class Reservation(Value, frozen=True, kw_only=True):
    """A unit held for a session from `starts_at` to `ends_at` (UTC, end excluded)."""

    session_id: SessionId
    unit_id: UnitId
    unit_name: str
    equipment: EquipmentType
    starts_at: datetime
    ends_at: datetime


class Session(Value, frozen=True, kw_only=True):
    """A workout at a time, in a place, with players."""

    id: SessionId
    bundle_id: BundleId | None = None
    bundle_order: int | None = None
    name: str
    equipment: EquipmentType
    facility_id: FacilityId
    trainer_id: UserId | None = None
    workout_id: WorkoutId | None = None
    workout_version: int | None = None
    """Which version of the workout it was made from; later ones change nothing here."""
    kind: WorkoutKind = WorkoutKind.CONDITIONING
    intervals: tuple[Interval, ...] = ()
    """The workout as this session does it: base or customised, fitted to the duration. Where it
    has blocks, these are the blocks along time."""
    blocks: tuple[Block, ...] = ()
    starts_at: datetime
    """UTC."""
    duration_min: float
    status: SessionStatus = SessionStatus.SCHEDULED
    started_at: datetime | None = None
    ended_at: datetime | None = None
    assignments: tuple[Assignment, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """Planned end, UTC."""
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.duration_min)

    @property
    def content(self) -> Content:
        """What it is about, apart from when, where and with whom."""
        return Content(kind=self.kind, intervals=self.intervals, blocks=self.blocks)

    @property
    def player_ids(self) -> tuple[PlayerId, ...]:
        """Players in the order of their assignment."""
        return tuple(assignment.player_id for assignment in self.assignments)


class Bundle(Value, frozen=True, kw_only=True):
    """Parallel sessions that are planned, run and reported as one."""

    id: BundleId
    name: str
    description: str = ""
    facility_id: FacilityId
    trainer_id: UserId | None = None
    starts_at: datetime
    duration_min: float
    distribution_strategy: DistributionStrategy = DistributionStrategy.MANUAL
    sessions: tuple[Session, ...] = ()
    created_at: datetime
    updated_at: datetime
    version: int = 1
    template_id: TemplateId | None = None
    """The template that it was made from."""
    programme_id: ProgrammeId | None = None
    """The programme that it belongs to."""
    programme_week: int | None = None
    """Its week in that, from 1."""
