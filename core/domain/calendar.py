"""What is on, by day: bundles and single sessions as they stand on a calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from core.domain.equipment import EquipmentType
from core.domain.ids import BundleId, FacilityId, SessionId, UserId
from core.domain.session import FOREMOST_FIRST, SessionStatus
from core.domain.value import Value

_FOREMOST = (
    SessionStatus.IN_PROGRESS,
    SessionStatus.PAUSED,
    SessionStatus.SCHEDULED,
    SessionStatus.COMPLETED,
    SessionStatus.FORCE_ENDED,
    SessionStatus.CANCELLED,
)
_AS_PLANNED = (0.8, 1.2)
_NEARLY = (0.5, 1.5)

YEARS = range(1970, 3000)
"""Far from where instants and time zones end."""


class Fulfilment(StrEnum):
    """How what was done compares with what was planned, by time."""

    AS_PLANNED = "as_planned"
    """80 to 120 %."""
    NEARLY = "nearly"
    """50 to 150 %."""
    FAR_OFF = "far_off"


class CalendarSession(Value, frozen=True, kw_only=True):
    """One session of an entry."""

    id: SessionId
    name: str
    equipment: EquipmentType
    facility_id: FacilityId
    trainer_id: UserId | None = None
    starts_at: datetime
    """UTC, as planned."""
    ends_at: datetime
    """UTC, as planned."""
    status: SessionStatus
    started_at: datetime | None = None
    ended_at: datetime | None = None
    player_count: int = 0
    unit_count: int = 0
    """Machines that it holds."""

    @property
    def done_share(self) -> float | None:
        """How long it took, of the time that was planned; None where it has not ended."""
        if not self.status.is_over:
            return None
        planned = self.ends_at - self.starts_at
        if self.started_at is None or self.ended_at is None or not planned:
            return 0.0
        return (self.ended_at - self.started_at) / planned


class CalendarEntry(Value, frozen=True, kw_only=True):
    """A bundle, or a session that is in none, with its sessions in their order."""

    bundle_id: BundleId | None = None
    name: str
    facility_id: FacilityId
    """Where most of it happens; times are meant on the wall clock there."""
    trainer_id: UserId | None = None
    version: int = 1
    """Of the bundle: what a change of it must name."""
    sessions: tuple[CalendarSession, ...]
    """At least one."""

    @property
    def id(self) -> str:
        """Of the bundle, or of the session."""
        return self.bundle_id or self.sessions[0].id

    @property
    def starts_at(self) -> datetime:
        """When the first session begins, UTC."""
        return min(one.starts_at for one in self.sessions)

    @property
    def ends_at(self) -> datetime:
        """When the last session ends, UTC."""
        return max(one.ends_at for one in self.sessions)

    @property
    def status(self) -> SessionStatus:
        """Where the foremost of its sessions stands."""
        return min((one.status for one in self.sessions), key=FOREMOST_FIRST.index)

    @property
    def player_count(self) -> int:
        """Players in all sessions."""
        return sum(one.player_count for one in self.sessions)

    @property
    def done_share(self) -> float | None:
        """The mean of what its sessions did of what was planned; None before they have ended.

        Sessions that were called off beside others that took place do not count.
        """
        if not self.status.is_over:
            return None
        held = [one for one in self.sessions if one.status is not SessionStatus.CANCELLED]
        shares = [share for one in held if (share := one.done_share) is not None]
        return sum(shares) / len(shares) if shares else None

    def is_missed(self, now: datetime) -> bool:
        """Whether its time is over and nobody ever started it."""
        return self.status is SessionStatus.SCHEDULED and self.ends_at < now.astimezone(UTC)


def fulfilment_of(done_share: float) -> Fulfilment:
    """The judgement of a share of the planned time."""
    percent = round(done_share * 100) / 100
    if _AS_PLANNED[0] <= percent <= _AS_PLANNED[1]:
        return Fulfilment.AS_PLANNED
    if _NEARLY[0] <= percent <= _NEARLY[1]:
        return Fulfilment.NEARLY
    return Fulfilment.FAR_OFF


def is_instant(moment: datetime) -> bool:
    """Whether it has a zone, and lies far from where instants and time zones end."""
    return moment.tzinfo is not None and moment.year in YEARS
