"""What the trainer has answered so far: one frozen value, and the pure changes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from core.domain.drafts import Customizations
from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, TemplateId, UserId, WorkoutId
from core.domain.session import MAX_SESSIONS, MIN_SESSIONS, DistributionStrategy
from core.domain.value import Value

_LETTERS = "ABCDEFGH"

SHORTEST_MIN = 5
LONGEST_MIN = 240
"""Limits of what the wizard offers as a duration."""


class GroupPlan(Value, frozen=True, kw_only=True):
    """One column of the board."""

    name: str
    is_named_by_hand: bool = False
    """A name the trainer typed stays when the machine changes; a default one follows it."""
    equipment: EquipmentType
    player_ids: tuple[PlayerId, ...] = ()
    workout_id: WorkoutId | None = None
    """None: the base workout."""
    duration_min: int | None = None
    """None: as long as the bundle."""
    facility_id: FacilityId | None = None
    """None: where the bundle is."""
    trainer_id: UserId | None = None
    """Who leads it; None: who leads the bundle."""
    wanted_count: int | None = None
    """How many players a template has here; spreading puts no more in."""
    customizations: Customizations | None = None
    """How a template's session differs from its workout."""
    adapted_ids: tuple[PlayerId, ...] = ()
    """Players who do other exercises here, in place of those that they may not do."""


class Plan(Value, frozen=True, kw_only=True):
    """All answers of the wizard. Day and start are on the facility's wall clock."""

    name: str
    day: date
    start: time
    duration_min: int
    facility_id: FacilityId
    trainer_id: UserId | None = None
    """Who leads it; None: who plans it."""
    workout_id: WorkoutId | None = None
    """The base workout."""
    uses_same_workout: bool = True
    auto_distributes: bool = False
    groups: tuple[GroupPlan, ...] = ()
    strategy: DistributionStrategy = DistributionStrategy.MANUAL
    seed: int | None = None
    """Of the last random distribution."""
    saves_template: bool = False
    template_name: str = ""
    shares_template: bool = False
    """Whether all trainers see the template."""
    template_id: TemplateId | None = None
    """The template that it was begun with."""
    locked_ids: tuple[PlayerId, ...] = ()
    """Players who stay in their groups, whoever spreads the others."""

    @property
    def assigned_ids(self) -> tuple[PlayerId, ...]:
        """All players who are in a group, group by group."""
        return tuple(player_id for group in self.groups for player_id in group.player_ids)

    def group_of(self, player_id: PlayerId) -> int | None:
        """Index of a player's group; None while unassigned."""
        for index, group in enumerate(self.groups):
            if player_id in group.player_ids:
                return index
        return None

    def minutes_of(self, index: int) -> int:
        """How long a group trains."""
        return self.groups[index].duration_min or self.duration_min

    def place_of(self, index: int | None) -> FacilityId:
        """Where a group trains; with None, where the bundle does."""
        own = None if index is None else self.groups[index].facility_id
        return own or self.facility_id

    def workout_of(self, index: int) -> WorkoutId | None:
        """What a group does: its own workout, else the base."""
        return self.groups[index].workout_id or self.workout_id


def default_name(kind_name: str, index: int) -> str:
    """Such as "Rowing Group A" for the first group on rowers."""
    return f"{kind_name} Group {_LETTERS[index]}"


def span(plan: Plan, facility: Facility, index: int | None = None) -> tuple[datetime, datetime]:
    """Start and end of the bundle, or of one group, in UTC."""
    zone = ZoneInfo(facility.time_zone)
    starts_at = datetime.combine(plan.day, plan.start, zone).astimezone(UTC)
    minutes = plan.duration_min if index is None else plan.minutes_of(index)
    return starts_at, starts_at + timedelta(minutes=minutes)


def with_count(plan: Plan, count: int, kinds: Sequence[EquipmentKind]) -> Plan:
    """The plan with so many groups; new ones take the machine types in turn.

    Players of a group that goes away are unassigned again.
    """
    wanted = min(max(count, MIN_SESSIONS), MAX_SESSIONS)
    groups = list(plan.groups[:wanted])
    for index in range(len(groups), wanted):
        kind = kinds[index % len(kinds)]
        workout_id = None if plan.uses_same_workout else plan.workout_id
        groups.append(
            GroupPlan(
                name=default_name(kind.name, index), equipment=kind.code, workout_id=workout_id
            )
        )
    placed = {player_id for group in groups for player_id in group.player_ids}
    locked_ids = tuple(one for one in plan.locked_ids if one in placed)
    return msgspec.structs.replace(plan, groups=tuple(groups), locked_ids=locked_ids)


def with_group(plan: Plan, index: int, group: GroupPlan) -> Plan:
    """The plan with one group replaced."""
    groups = (*plan.groups[:index], group, *plan.groups[index + 1 :])
    return msgspec.structs.replace(plan, groups=groups)


def with_equipment(plan: Plan, index: int, kind: EquipmentKind) -> Plan:
    """The plan with a group on other machines; a default name follows."""
    group = plan.groups[index]
    name = group.name if group.is_named_by_hand else default_name(kind.name, index)
    return with_group(plan, index, msgspec.structs.replace(group, equipment=kind.code, name=name))


def with_same_workout(plan: Plan, *, is_same: bool) -> Plan:
    """The plan with one workout for all, or with each group's own (which starts as the base)."""
    workout_id = None if is_same else plan.workout_id
    groups = tuple(msgspec.structs.replace(group, workout_id=workout_id) for group in plan.groups)
    return msgspec.structs.replace(plan, uses_same_workout=is_same, groups=groups)


def moved(plan: Plan, player_ids: Collection[PlayerId], target: int | None) -> Plan:
    """The plan with players put into a group (at its end), or taken out of all groups.

    Those who are in the target already keep their place; who leaves a group is locked no more.
    """
    groups = []
    for index, group in enumerate(plan.groups):
        if index == target:
            new = tuple(one for one in player_ids if one not in group.player_ids)
            kept = group.player_ids + new
        else:
            kept = tuple(one for one in group.player_ids if one not in player_ids)
        groups.append(msgspec.structs.replace(group, player_ids=kept))
    here = plan.groups[target].player_ids if target is not None else ()
    return msgspec.structs.replace(
        plan,
        groups=tuple(groups),
        locked_ids=tuple(one for one in plan.locked_ids if one not in player_ids or one in here),
        strategy=DistributionStrategy.MANUAL,
        seed=None,
    )


def with_distribution(
    plan: Plan,
    placed: Sequence[Sequence[PlayerId]],
    strategy: DistributionStrategy,
    seed: int | None = None,
) -> Plan:
    """The plan with the players of all groups replaced by what an algorithm found."""
    groups = tuple(
        msgspec.structs.replace(group, player_ids=tuple(player_ids))
        for group, player_ids in zip(plan.groups, placed, strict=True)
    )
    return msgspec.structs.replace(plan, groups=groups, strategy=strategy, seed=seed)
