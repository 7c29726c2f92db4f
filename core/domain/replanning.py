"""Somebody does not come: the bundle as it could be instead, with what would be different."""

from __future__ import annotations

from enum import StrEnum

from core.domain.distribution import Measure
from core.domain.drafts import BundleChanges
from core.domain.equipment import EquipmentType
from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.value import Value


class ReplanMode(StrEnum):
    """How far the groups may change."""

    FEWEST_MOVES = "fewest_moves"
    """Who can stay stays; only so many move that the groups keep their proportions."""
    ANEW = "anew"
    """All who are there are spread anew, as the bundle's were."""


class ReplanRequest(Value, frozen=True, kw_only=True):
    """The body of POST …/replan."""

    absent_player_ids: tuple[PlayerId, ...] = ()
    joining_player_ids: tuple[PlayerId, ...] = ()
    """Players who come, but are in no session yet."""
    mode: ReplanMode = ReplanMode.FEWEST_MOVES


class StepKind(StrEnum):
    """What becomes of a player."""

    ABSENT = "absent"
    MOVED = "moved"
    JOINED = "joined"
    LEFT_OUT = "left_out"
    """Comes, but there is no place."""


class ReplanStep(Value, frozen=True, kw_only=True):
    """What is different for one player."""

    player_id: PlayerId
    kind: StepKind
    from_session_id: SessionId | None = None
    to_session_id: SessionId | None = None
    reason: str = ""


class ReplannedGroup(Value, frozen=True, kw_only=True):
    """One session before and after."""

    session_id: SessionId
    name: str
    equipment: EquipmentType
    capacity: int
    """Machines that it can have."""
    before: tuple[PlayerId, ...]
    after: tuple[PlayerId, ...]
    mean_before: float | None = None
    """Of the measure; None where nothing is known."""
    mean_after: float | None = None
    is_fixed: bool = False
    """It has begun or is over: nobody comes or goes by planning."""


class ReplanProposal(Value, frozen=True, kw_only=True):
    """What could be done; nothing is stored by it."""

    bundle_id: BundleId
    version: int
    """Of the bundle that it was made for."""
    mode: ReplanMode
    measure: Measure
    groups: tuple[ReplannedGroup, ...]
    steps: tuple[ReplanStep, ...]
    sentences: tuple[str, ...]
    """The same for people, the most important first."""
    changes: BundleChanges
    """To be sent as PATCH of the bundle if it is wanted."""
