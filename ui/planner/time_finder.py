"""Asks the hub when the groups of a plan could train best."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import msgspec

from core.domain.slots import Slot, SlotGroup, SlotProposals, SlotRequest
from core.errors import HockeyHubError
from core.ports.hub_link import HubLink
from ui.common.spawner import Spawner
from ui.planner.club import Club
from ui.planner.editor import PlanEditor
from ui.planner.finding import Fix
from ui.planner.plan import Plan

DAYS = 14
"""How far ahead is looked, from the plan's own day on."""


class TimeFinder:
    """What was asked last, and what the hub proposed.

    Args:
        link: The hub.
        tasks: Where the question runs.
        tell: Called when there is something new to show.
    """

    def __init__(self, link: HubLink, tasks: Spawner, tell: Callable[[], None]) -> None:
        self._link = link
        self._tasks = tasks
        self._tell = tell
        self._asked: SlotRequest | None = None
        self.is_busy = False
        self.proposals: SlotProposals | None = None
        self.problem: HockeyHubError | None = None

    def find(self, editor: PlanEditor) -> None:
        """Ask for the plan as it is."""
        self._asked = request_of(editor.plan, editor.club)
        self.is_busy, self.proposals, self.problem = True, None, None
        self._tell()
        self._tasks.spawn(self._find(self._asked), name="find a time")

    def forget(self) -> None:
        """Begin anew."""
        self._asked, self.is_busy, self.proposals, self.problem = None, False, None, None

    def is_about(self, plan: Plan, club: Club) -> bool:
        """Whether what was asked is still what the plan is about; its day and hour do not count."""
        if self._asked is None:
            return False
        now = request_of(plan, club)
        days = {"start_date": now.start_date, "end_date": now.end_date}
        return msgspec.structs.replace(self._asked, **days) == now

    async def _find(self, request: SlotRequest) -> None:
        proposals, problem = None, None
        try:
            proposals = await self._link.slots.propose(request)
        except HockeyHubError as error:
            problem = error
        if self._asked is request:  # else something newer was asked meanwhile
            self.is_busy, self.proposals, self.problem = False, proposals, problem
            self._tell()


def request_of(plan: Plan, club: Club) -> SlotRequest:
    """The question: whoever is in a group, or all players while nobody is."""
    everybody = tuple(club.players) if not plan.assigned_ids else ()
    return SlotRequest(
        facility_id=plan.facility_id,
        start_date=plan.day,
        end_date=plan.day + timedelta(days=DAYS - 1),
        duration=plan.duration_min,
        groups=tuple(
            SlotGroup(
                equipment=group.equipment,
                player_ids=group.player_ids,
                facility_id=group.facility_id,
                duration=group.duration_min,
            )
            for group in plan.groups
        ),
        player_ids=everybody,
        trainer_id=plan.trainer_id,
    )


def fix_of(slot: Slot, plan: Plan) -> Fix:
    """The plan at a proposed time."""
    start = time.fromisoformat(slot.start_time)
    moved = msgspec.structs.replace(plan, day=slot.start_date, start=start)
    return Fix(label=title_of(slot), plan=moved)


def title_of(slot: Slot) -> str:
    """Such as "Tue 17 Nov, 09:00"."""
    day = slot.start_date
    return f"{day:%a} {day.day} {day:%b}, {slot.start_time}"
