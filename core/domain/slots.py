"""When a group could train: the question, and the times that are proposed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from core.domain.drafts import UnassignedPlayer
from core.domain.equipment import EquipmentType
from core.domain.ids import BundleId, FacilityId, PlayerId, SessionId, UnitId, UserId
from core.domain.session import SessionStatus
from core.domain.value import Value

LONGEST_SEARCH_DAYS = 42
"""How far one question may reach."""
MOST_SLOTS = 20


class SlotGroup(Value, frozen=True, kw_only=True):
    """A group that is to train."""

    equipment: EquipmentType
    player_ids: tuple[PlayerId, ...] = ()
    """Who is in it already; empty where all players are still to be spread."""
    facility_id: FacilityId | None = None
    """Where; the request's facility when None."""
    duration: float | None = None
    """Minutes; the request's when None."""


class SlotRequest(Value, frozen=True, kw_only=True):
    """The body of POST …/slots. Dates and times are on the facility's wall clock."""

    facility_id: FacilityId
    start_date: date
    end_date: date
    """The last day, at most six weeks after the first."""
    duration: float
    """Minutes."""
    groups: tuple[SlotGroup, ...]
    player_ids: tuple[PlayerId, ...] = ()
    """Players in no group yet: they may go into any that suits them."""
    earliest_time: str = "06:00"
    """No training begins before that."""
    latest_time: str = "22:00"
    """No training ends after that ("24:00": midnight)."""
    trainer_id: UserId | None = None
    """Who is to lead; he is not wanted elsewhere meanwhile."""
    limit: int = 5


class ReasonKind(StrEnum):
    """What a reason is about."""

    PLAYERS = "players"
    MACHINES = "machines"
    OPENING_HOURS = "opening_hours"
    REST = "rest"
    HABIT = "habit"
    TRAINER = "trainer"


class SlotReason(Value, frozen=True, kw_only=True):
    """One thing that speaks for a time, or against it."""

    kind: ReasonKind
    text: str
    """One sentence."""
    is_good: bool


class Slot(Value, frozen=True, kw_only=True):
    """A time that is proposed."""

    start_date: date
    start_time: str
    """"09:00", on the facility's wall clock."""
    starts_at: datetime
    """UTC."""
    ends_at: datetime
    """UTC; the end of the longest group."""
    score: float
    """0 to 100; of two times the higher is the better one."""
    player_count: int
    """How many can train."""
    left_out: tuple[UnassignedPlayer, ...] = ()
    """Who cannot, and why."""
    reasons: tuple[SlotReason, ...] = ()


class SlotProposals(Value, frozen=True, kw_only=True):
    """The answer: the best times, the best first."""

    slots: tuple[Slot, ...]
    note: str = ""
    """Why there are none, or fewer than were wanted."""


class BookedSession(Value, frozen=True, kw_only=True):
    """A planned session as far as others have to know it."""

    id: SessionId
    name: str
    bundle_id: BundleId | None = None
    facility_id: FacilityId
    equipment: EquipmentType
    trainer_id: UserId | None = None
    starts_at: datetime
    """UTC."""
    ends_at: datetime
    """UTC, as planned."""
    status: SessionStatus
    player_ids: tuple[PlayerId, ...] = ()
    unit_ids: tuple[UnitId, ...] = ()
    """The machines that it holds."""
