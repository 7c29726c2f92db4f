"""The hub's refusal with its ways out, as fixes of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

import msgspec

from core.domain.conflict import conflict_of
from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId
from core.errors import HockeyHubError
from ui.planner.club import Club
from ui.planner.finding import Fix, Level
from ui.planner.plan import Plan, moved, with_equipment, with_group
from ui.planner.store import Notice

_set = msgspec.structs.replace


def notice_of(error: HockeyHubError, plan: Plan, club: Club) -> Notice:
    """What the hub said, with a button for each way out that it named."""
    fixes = []
    for way in conflict_of(error).ways_out:
        changed = _changed(plan, club, way.changes)
        if changed is not None:
            fixes.append(Fix(label=way.label, plan=changed))
    # Where there are buttons they are the next step; no need to say it in words as well.
    text = error.message if fixes else f"{error.message} {error.suggested_action}".strip()
    return Notice(text=text, level=Level.PROBLEM, fixes=tuple(fixes))


def _changed(plan: Plan, club: Club, changes: Mapping[str, str | tuple[str, ...]]) -> Plan | None:
    """The plan with the request's fields changed; None if one of them is not on the board."""
    for path, value in changes.items():
        match path.split("."), value:
            case ["commonProperties", "startDate"], str():
                plan = _set(plan, day=date.fromisoformat(value))
            case ["commonProperties", "startTime"], str():
                plan = _set(plan, start=time.fromisoformat(value))
            case ["sessions", index, "equipment"], str() if int(index) < len(plan.groups):
                plan = with_equipment(plan, int(index), club.kind(EquipmentType(value)))
            case ["sessions", index, "facilityId"], str() if int(index) < len(plan.groups):
                group = _set(plan.groups[int(index)], facility_id=FacilityId(value))
                plan = with_group(plan, int(index), group)
            case ["sessions", index, "playerIds"], tuple() if int(index) < len(plan.groups):
                kept = [PlayerId(one) for one in value]
                left = [one for one in plan.groups[int(index)].player_ids if one not in kept]
                plan = moved(plan, left, None)
            case _:
                return None
    return plan
