"""What the trainer does to the plan: each act one undo step, refusals said with a way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId, WorkoutId
from core.domain.session import DistributionStrategy
from ui.planner import plan as changes
from ui.planner.bookings import Booking
from ui.planner.club import Club
from ui.planner.defaults import STRATEGY_NAMES, template_name_for
from ui.planner.findings import Fix, Level
from ui.planner.medical import allowed_groups, refusal
from ui.planner.plan import GroupPlan, Plan
from ui.planner.spreading import spread
from ui.planner.store import Notice, PlanStore


class PlanEditor(PlanStore):
    """All that can be done to a plan."""

    def __init__(
        self,
        club: Club,
        bookings: Sequence[Booking],
        first: Plan,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(club, bookings, first, now)
        self._seed = int(now().timestamp()) % 1000

    # Step 1

    def set_name(self, name: str) -> None:
        """Name the bundle."""
        self._replace(merge_key="name", name=name)

    def set_day(self, day: date) -> None:
        """Choose the day, on the facility's calendar."""
        self._replace(day=day)

    def set_start(self, start: time) -> None:
        """Choose the start, on the facility's wall clock."""
        self._replace(merge_key="start", start=start)

    def set_duration(self, minutes: int) -> None:
        """Choose how long all train."""
        self._replace(merge_key="duration", duration_min=minutes)

    def set_facility(self, facility_id: FacilityId) -> None:
        """Choose the place."""
        self._replace(facility_id=facility_id)

    def set_workout(self, workout_id: WorkoutId | None) -> None:
        """Choose the base workout."""
        self._replace(workout_id=workout_id)

    def set_same_workout(self, *, is_same: bool) -> None:
        """Let all do the base workout, or each group its own."""
        self.commit(changes.with_same_workout(self.plan, is_same=is_same))

    def set_count(self, count: int) -> None:
        """Choose how many sessions run side by side."""
        kinds = self.club.kinds_for(self.plan.facility_id, self.plan.workout_id)
        self.commit(self._kept_even(changes.with_count(self.plan, count, kinds)))

    def set_auto(self, *, distributes: bool) -> None:
        """Spread the players evenly at once and after each change of the groups, or stop that."""
        plan = msgspec.structs.replace(self.plan, auto_distributes=distributes)
        if distributes:
            plan = self._spread(plan, DistributionStrategy.AUTOMATIC)
        self.commit(plan)

    # Step 2

    def rename_group(self, index: int, name: str) -> None:
        """Name a group; from now on the name stays when its machine changes."""
        group = msgspec.structs.replace(self.plan.groups[index], name=name, is_named_by_hand=True)
        self.commit(changes.with_group(self.plan, index, group), merge_key=f"name{index}")

    def set_equipment(self, index: int, equipment: EquipmentType) -> None:
        """Put a group on other machines."""
        plan = changes.with_equipment(self.plan, index, self.club.kind(equipment))
        self.commit(self._kept_even(plan))

    def set_group_workout(self, index: int, workout_id: WorkoutId | None) -> None:
        """Give a group a workout of its own, or the base one again (None)."""
        self._replace_group(index, workout_id=workout_id)

    def set_group_duration(self, index: int, minutes: int | None) -> None:
        """Let a group train shorter or longer than the bundle (None: the same)."""
        own = None if minutes == self.plan.duration_min else minutes
        self._replace_group(index, merge_key=f"duration{index}", duration_min=own)

    def move(self, player_ids: Sequence[PlayerId], target: int | None) -> None:
        """Put players into a group, or out of all; who may not use its machine stays."""
        if target is None:
            self.commit(changes.moved(self.plan, player_ids, None))
            return
        refusals = self.refusals(player_ids, target)
        allowed = [one for one in player_ids if one not in refusals]
        plan = changes.moved(self.plan, allowed, target) if allowed else self.plan
        notice = self._refused(plan, refusals) if refusals else None
        self.commit(plan, notice=notice)

    def refusals(self, player_ids: Sequence[PlayerId], target: int) -> dict[PlayerId, str]:
        """Who of them may not use a group's machine, and why."""
        equipment = self.plan.groups[target].equipment
        reasons = {one: refusal(self.plan, self.club, one, equipment) for one in player_ids}
        return {one: reason for one, reason in reasons.items() if reason is not None}

    def distribute(self, strategy: DistributionStrategy) -> None:
        """Spread all players anew; a random one takes a new seed each time."""
        if strategy is DistributionStrategy.RANDOM:
            self._seed += 1
        plan = self._spread(self.plan, strategy)
        self.commit(plan, notice=self._spread_notice(plan))

    def clear(self) -> None:
        """Take all players out of the groups."""
        self.commit(changes.moved(self.plan, self.plan.assigned_ids, None))

    # Step 3

    def set_template(self, *, saves: bool) -> None:
        """Also keep the set as a template, or not."""
        name = self.plan.template_name or template_name_for(self.plan)
        self._replace(saves_template=saves, template_name=name)

    def set_template_name(self, name: str) -> None:
        """Name the template."""
        self._replace(merge_key="template", template_name=name)

    def _replace(self, *, merge_key: str = "", **fields: object) -> None:
        self.commit(msgspec.structs.replace(self.plan, **fields), merge_key=merge_key)

    def _replace_group(self, index: int, *, merge_key: str = "", **fields: object) -> None:
        group: GroupPlan = msgspec.structs.replace(self.plan.groups[index], **fields)
        self.commit(changes.with_group(self.plan, index, group), merge_key=merge_key)

    def _kept_even(self, plan: Plan) -> Plan:
        untouched = plan.strategy is DistributionStrategy.AUTOMATIC
        if plan.auto_distributes and untouched:
            return self._spread(plan, DistributionStrategy.AUTOMATIC)
        return plan

    def _spread(self, plan: Plan, strategy: DistributionStrategy) -> Plan:
        found = spread(plan, self.club, self.bookings, strategy, self._seed)
        seed = self._seed if strategy is DistributionStrategy.RANDOM else None
        return changes.with_distribution(plan, found.groups, strategy, seed)

    def _spread_notice(self, plan: Plan) -> Notice:
        placed, everybody = len(plan.assigned_ids), len(self.club.players)
        how = STRATEGY_NAMES[plan.strategy].lower()
        text = f"{placed} of {everybody} players spread {how}."
        if plan.seed is not None:
            text = f"{placed} of {everybody} players spread at random (seed {plan.seed})."
        if placed < everybody:
            text += " For the others no machine they may use is free."
        return Notice(text=text, level=Level.WARNING if placed < everybody else None)

    def _refused(self, plan: Plan, refusals: dict[PlayerId, str]) -> Notice:
        fixes = []
        for player_id in refusals:
            for target in allowed_groups(plan, self.club, player_id)[:1]:
                label = f"{self.club.player(player_id).last_name} to {plan.groups[target].name}"
                fixes.append(Fix(label=label, plan=changes.moved(plan, [player_id], target)))
        return Notice(text=" ".join(refusals.values()), level=Level.PROBLEM, fixes=tuple(fixes[:2]))
