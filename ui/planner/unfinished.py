"""A plan that was left half done: kept at every change, offered when the wizard begins."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from core.domain.value import Value
from core.ports.draft_store import DraftStore
from ui.planner.club import Club
from ui.planner.places import Step
from ui.planner.plan import GroupPlan, Plan

_log = logging.getLogger(__name__)
_FORMAT = 1
_set = msgspec.structs.replace


class UnfinishedPlan(Value, frozen=True, kw_only=True):
    """How far the trainer was."""

    format: int = _FORMAT
    plan: Plan
    step: int
    saved_at: float
    """Seconds since 1970."""


class PlanKeeper:
    """Keeps the plan that is being made.

    Args:
        store: Where; None keeps nothing.
        now: Seconds since 1970.
    """

    def __init__(self, store: DraftStore | None, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now

    def left_behind(self) -> UnfinishedPlan | None:
        """What an earlier start left; what cannot be read is forgotten."""
        content = self._store.read() if self._store is not None else None
        if content is None:
            return None
        try:
            found = msgspec.json.decode(content, type=UnfinishedPlan)
        except msgspec.MsgspecError as error:
            _log.warning("the unfinished plan could not be read: %s", error)
            return None
        return found if found.format == _FORMAT and found.plan.groups else None

    def keep(self, plan: Plan, step: Step) -> None:
        """Keep the plan as it is now."""
        if self._store is not None:
            left = UnfinishedPlan(plan=plan, step=int(step), saved_at=self._now())
            self._store.write(msgspec.json.encode(left))

    def forget(self) -> None:
        """It was created, or thrown away."""
        if self._store is not None:
            self._store.clear()


def fitted_to(plan: Plan, club: Club) -> Plan:
    """The plan with what the club still has: who or what is gone is left out."""
    facility_id = plan.facility_id
    if facility_id not in club.facilities:
        facility_id = next(iter(club.facilities))
    return _set(
        plan,
        facility_id=facility_id,
        trainer_id=plan.trainer_id if plan.trainer_id in club.trainers else None,
        workout_id=plan.workout_id if plan.workout_id in club.workouts else None,
        locked_ids=tuple(one for one in plan.locked_ids if one in club.players),
        groups=tuple(_fitted(group, club) for group in plan.groups),
    )


def _fitted(group: GroupPlan, club: Club) -> GroupPlan:
    known = group.equipment in club.kinds
    return _set(
        group,
        equipment=group.equipment if known else next(iter(club.kinds)),
        player_ids=tuple(one for one in group.player_ids if one in club.players),
        workout_id=group.workout_id if group.workout_id in club.workouts else None,
        facility_id=group.facility_id if group.facility_id in club.facilities else None,
        trainer_id=group.trainer_id if group.trainer_id in club.trainers else None,
    )
