"""What the trainer does on the board: each act one undo step, refusals said with a way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from core.domain.ids import PlayerId
from core.domain.session import DistributionStrategy
from core.planning.distribution import Distribution
from ui.planner import board_changes, plan as changes
from ui.planner.bookings import Booking
from ui.planner.club import Club
from ui.planner.explained import spread_notice
from ui.planner.finding import Fix, Level
from ui.planner.medical import Barrier, allowed_groups, barrier
from ui.planner.plan import Plan
from ui.planner.spreading import spread
from ui.planner.store import Notice, PlanStore

_MOST_FIXES = 2
_NO_FORM = (
    "Nothing was recorded yet, so nobody's readiness is known. Spread by skill or position instead."
)


class BoardEditor(PlanStore):
    """Moves, swaps, locks and spreads players."""

    def __init__(
        self,
        club: Club,
        bookings: Sequence[Booking],
        first: Plan,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(club, bookings, first, now)
        self._seed = int(now().timestamp()) % 1000

    def move(self, player_ids: Sequence[PlayerId], target: int | None) -> None:
        """Put players into a group, or out of all; who may not be there, or is locked, stays."""
        held = [one for one in self._held(player_ids) if self.plan.group_of(one) != target]
        free = [one for one in player_ids if one not in held]
        refusals = {} if target is None else self.refusals(free, target)
        allowed = [one for one in free if one not in refusals]
        plan = changes.moved(self.plan, allowed, target) if allowed else self.plan
        notice = None
        if refusals and target is not None:
            notice = self._refused(plan, refusals, target)
        elif held:
            notice = self._locked(plan, held, target)
        self.commit(plan, notice=notice)

    def swap(self, one: PlayerId, other: PlayerId) -> None:
        """Let two players change places; medical restrictions and locks hold for both."""
        first, second = self.plan.group_of(one), self.plan.group_of(other)
        if one == other or first == second:
            self.commit(self.plan, notice=Notice(text="Choose two players in different columns."))
            return
        held = self._held([one, other])
        if held:
            plan = board_changes.with_locks(self.plan, held, is_locked=False)
            plan = board_changes.swapped(plan, one, other)
            fix = Fix(label="Unlock and swap", plan=plan)
            self.note(Notice(text=self._locked_text(held), level=Level.PROBLEM, fixes=(fix,)))
            return
        plan = board_changes.swapped(self.plan, one, other)
        pairs = ((one, second), (other, first))
        reasons = [
            found.reason
            for player_id, target in pairs
            if target is not None and (found := barrier(plan, self.club, player_id, target))
        ]
        if reasons:
            self.note(Notice(text=" ".join(reasons), level=Level.PROBLEM))
            return
        self.commit(plan)

    def toggle_locks(self, player_ids: Sequence[PlayerId]) -> None:
        """Hold players in their groups; let them go if all of them are held."""
        placed = [one for one in player_ids if self.plan.group_of(one) is not None]
        if not placed:
            self.note(Notice(text="Only players in a group can be locked to it."))
            return
        is_locked = not board_changes.same_lock(self.plan, placed)
        self.commit(board_changes.with_locks(self.plan, placed, is_locked=is_locked))

    def refusals(self, player_ids: Sequence[PlayerId], target: int) -> dict[PlayerId, Barrier]:
        """Who of them may not be in a group, and why: its machine, or its exercises."""
        found = {one: barrier(self.plan, self.club, one, target) for one in player_ids}
        return {one: why for one, why in found.items() if why is not None}

    def distribute(self, strategy: DistributionStrategy) -> None:
        """Spread all players anew, but who is locked; a random one takes a new seed each time."""
        if strategy is DistributionStrategy.RANDOM:
            self._seed += 1
        if strategy is DistributionStrategy.READINESS and not self.club.form.known:
            self.note(Notice(text=_NO_FORM, level=Level.WARNING))
            return
        found = self._found(self.plan, strategy)
        plan = self._with(self.plan, found, strategy)
        self.commit(plan, notice=spread_notice(plan, self.club, found))

    def clear(self) -> None:
        """Take all players out of the groups, but who is locked."""
        free = [one for one in self.plan.assigned_ids if one not in self.plan.locked_ids]
        self.commit(changes.moved(self.plan, free, None))

    def _held(self, player_ids: Sequence[PlayerId]) -> list[PlayerId]:
        return [one for one in player_ids if one in self.plan.locked_ids]

    def _kept_even(self, plan: Plan) -> Plan:
        untouched = plan.strategy is DistributionStrategy.AUTOMATIC
        if plan.auto_distributes and untouched:
            return self._spread(plan, DistributionStrategy.AUTOMATIC)
        return plan

    def _spread(self, plan: Plan, strategy: DistributionStrategy) -> Plan:
        return self._with(plan, self._found(plan, strategy), strategy)

    def _found(self, plan: Plan, strategy: DistributionStrategy) -> Distribution:
        return spread(plan, self.club, self.bookings, strategy, self._seed)

    def _with(self, plan: Plan, found: Distribution, strategy: DistributionStrategy) -> Plan:
        seed = self._seed if strategy is DistributionStrategy.RANDOM else None
        return changes.with_distribution(plan, found.groups, strategy, seed)

    def _refused(self, plan: Plan, refusals: dict[PlayerId, Barrier], wanted: int) -> Notice:
        fixes: list[Fix] = []
        for player_id, why in refusals.items():
            name = self.club.player(player_id).last_name
            if why.instead:
                adapted = board_changes.with_adapted(plan, player_id, wanted)
                fixes.append(Fix(label=f"{name}: {why.instead} instead", plan=adapted))
            for target in allowed_groups(plan, self.club, player_id)[:1]:
                label = f"{name} to {plan.groups[target].name}"
                fixes.append(Fix(label=label, plan=changes.moved(plan, [player_id], target)))
        text = " ".join(why.reason for why in refusals.values())
        return Notice(text=text, level=Level.PROBLEM, fixes=tuple(fixes[:_MOST_FIXES]))

    def _locked(self, plan: Plan, held: Sequence[PlayerId], target: int | None) -> Notice:
        unlocked = board_changes.with_locks(plan, held, is_locked=False)
        fix = Fix(label="Unlock and move", plan=changes.moved(unlocked, held, target))
        is_allowed = target is None or not self.refusals(held, target)
        return Notice(
            text=self._locked_text(held),
            level=Level.WARNING,
            fixes=(fix,) if is_allowed else (),
        )

    def _locked_text(self, held: Sequence[PlayerId]) -> str:
        names = ", ".join(self.club.player(one).last_name for one in held)
        verb = "is locked and stays" if len(held) == 1 else "are locked and stay"
        return f"{names} {verb} in the group."
