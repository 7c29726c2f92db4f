"""Spreading players over groups: what is asked for, and a proposal that explains itself."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.domain.drafts import CommonProperties, UnassignedPlayer
from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId
from core.domain.player import Position
from core.domain.session import DistributionStrategy
from core.domain.value import Value


class Wishes(Value, frozen=True, kw_only=True):
    """What a distribution has to keep to besides room and restrictions.

    Who cannot be placed without breaking a wish is left out with the reason.
    """

    locks: dict[PlayerId, int] = msgspec.field(default_factory=dict[PlayerId, int])
    """Players who stay in a group, by its place in the list."""
    together: tuple[tuple[PlayerId, ...], ...] = ()
    """Players of each set end in one group, or all of them outside."""
    apart: tuple[tuple[PlayerId, ...], ...] = ()
    """No two players of a set end in one group."""


class Measure(StrEnum):
    """By what players were weighed against each other."""

    FTP_PER_KG = "ftp_per_kg"
    """Threshold power per kilogram, mean over the player's machines, in W/kg."""
    SKILL_RATING = "skill_rating"
    """The trainer's rating, 1 to 10."""
    READINESS = "readiness"
    """As it was told, 0 to 100."""
    FORM = "form"
    """Fitness less fatigue, from the load of what was recorded: above 0 who has rested."""


class Figures(Value, frozen=True, kw_only=True):
    """One measure over the players of a group."""

    measure: Measure
    known: int
    """Of how many players there is a value; the others are in none of the figures."""
    mean: float
    deviation: float
    """Standard deviation of the group itself (n)."""
    lowest: float
    highest: float


class Barred(Value, frozen=True, kw_only=True):
    """A player who could not go into a group, and why."""

    player_id: PlayerId
    reason: str


class ProposedGroup(Value, frozen=True, kw_only=True):
    """One group of a proposal with what it is made of."""

    name: str
    equipment: EquipmentType
    capacity: int
    """Machines that it could have had."""
    player_ids: tuple[PlayerId, ...]
    figures: tuple[Figures, ...] = ()
    """One for each measure of which anything is known."""
    positions: dict[Position, int] = msgspec.field(default_factory=dict[Position, int])
    barred: tuple[Barred, ...] = ()


class Spread(Value, frozen=True, kw_only=True):
    """How far the groups are from each other, in one measure."""

    measure: Measure
    group_range: float
    """Highest less lowest mean of a group."""
    player_range: float
    """Highest less lowest value of a player, to compare with."""
    unknown: int
    """Players without a value; they counted as the mean."""


class DistributionProposal(Value, frozen=True, kw_only=True):
    """Where everybody would go. Nothing is stored by it."""

    strategy: DistributionStrategy
    seed: int | None = None
    """Of a random one; the same seed gives the same groups."""
    groups: tuple[ProposedGroup, ...]
    unassigned: tuple[UnassignedPlayer, ...] = ()
    spreads: tuple[Spread, ...] = ()
    sentences: tuple[str, ...] = ()
    """The same for people, the most important first."""


class GroupWish(Value, frozen=True, kw_only=True):
    """A group that players are to be spread over."""

    name: str
    equipment: EquipmentType
    capacity: int | None = None
    """At most so many players; None: as many as there are machines free."""
    duration: float | None = None
    """Minutes; the bundle's when None."""
    facility_id: FacilityId | None = None
    """Where; the bundle's facility when None."""
    locked_player_ids: tuple[PlayerId, ...] = ()
    """Who stays in it. By hand these are all of its players."""


class DistributionRequest(Value, frozen=True, kw_only=True):
    """The body of POST …/distributions."""

    common_properties: CommonProperties
    groups: tuple[GroupWish, ...]
    player_ids: tuple[PlayerId, ...] | None = None
    """Who is to be spread; None: all players of the club."""
    strategy: DistributionStrategy = DistributionStrategy.AUTOMATIC
    seed: int | None = None
    """Of a random one; None: one is drawn, and told."""
    keep_together: tuple[tuple[PlayerId, ...], ...] = ()
    keep_apart: tuple[tuple[PlayerId, ...], ...] = ()
    readiness: dict[PlayerId, float] = msgspec.field(default_factory=dict[PlayerId, float])
    """How ready players are today, 0 to 100. Where nobody is named, those with the better form
    count as readier: fitness less fatigue, from the load of what was recorded."""


class PlayerForm(Value, frozen=True, kw_only=True):
    """The answer of GET …/distributions/form."""

    values: dict[PlayerId, float]
    """Fitness less fatigue of each player of whom anything was recorded: above 0 who has rested."""
