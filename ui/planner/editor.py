"""What the trainer does to the plan: each act one undo step, refusals said with a way out."""

from __future__ import annotations

from datetime import date, time

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, UserId, WorkoutId
from core.domain.session import DistributionStrategy
from ui.planner import plan as changes
from ui.planner.board_editor import BoardEditor
from ui.planner.defaults import template_name_for
from ui.planner.plan import GroupPlan, Plan
from ui.planner.store import Notice


class PlanEditor(BoardEditor):
    """All that can be done to a plan."""

    def begin(self, plan: Plan, text: str) -> None:
        """Go on from a template, an earlier bundle or an unfinished plan, and say so.

        Players are spread where that is wanted and nobody is placed yet.
        """
        if plan.auto_distributes and not plan.assigned_ids:
            plan = self._spread(plan, plan.strategy)
        self.commit(plan, notice=Notice(text=text))

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

    def set_trainer(self, trainer_id: UserId | None) -> None:
        """Choose who leads (None: who plans it)."""
        self._replace(trainer_id=trainer_id)

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
        self._replace_group(index, workout_id=workout_id, adapted_ids=(), customizations=None)

    def set_group_duration(self, index: int, minutes: int | None) -> None:
        """Let a group train shorter or longer than the bundle (None: the same)."""
        own = None if minutes == self.plan.duration_min else minutes
        self._replace_group(index, merge_key=f"duration{index}", duration_min=own)

    def set_group_place(self, index: int, facility_id: FacilityId | None) -> None:
        """Let a group train elsewhere than the bundle (None: the same)."""
        own = None if facility_id == self.plan.facility_id else facility_id
        self._replace_group(index, facility_id=own)

    def set_group_trainer(self, index: int, trainer_id: UserId | None) -> None:
        """Let somebody else lead a group (None: who leads the bundle)."""
        self._replace_group(index, trainer_id=trainer_id)

    # Step 3

    def set_template(self, *, saves: bool) -> None:
        """Also keep the set as a template, or not."""
        name = self.plan.template_name or template_name_for(self.plan)
        self._replace(saves_template=saves, template_name=name)

    def set_template_shared(self, *, is_shared: bool) -> None:
        """Let all trainers see the template, or keep it for oneself."""
        self._replace(shares_template=is_shared)

    def set_template_name(self, name: str) -> None:
        """Name the template."""
        self._replace(merge_key="template", template_name=name)

    def _replace(self, *, merge_key: str = "", **fields: object) -> None:
        self.commit(msgspec.structs.replace(self.plan, **fields), merge_key=merge_key)

    def _replace_group(self, index: int, *, merge_key: str = "", **fields: object) -> None:
        group: GroupPlan = msgspec.structs.replace(self.plan.groups[index], **fields)
        self.commit(changes.with_group(self.plan, index, group), merge_key=merge_key)
