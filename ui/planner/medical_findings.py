"""What the medical gate has to say of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.ids import PlayerId
from ui.planner import places
from ui.planner.board_changes import with_adapted
from ui.planner.club import Club
from ui.planner.finding import Finding, Fix, joined, problem, warning
from ui.planner.medical import Barrier, allowed_groups, barrier, is_kept_easy
from ui.planner.plan import Plan, moved

_MOST_WAYS = 2


def medical_findings(plan: Plan, club: Club) -> Iterator[Finding]:
    """Players who may not be where they are, and those who train easier than their group."""
    for index, group in enumerate(plan.groups):
        field = places.group_field(index, "playerIds")
        for player_id in group.player_ids:
            found = barrier(plan, club, player_id, index)
            if found is not None:
                yield problem(found.reason, field, *_ways_out(plan, club, player_id, index, found))
        eased = [one for one in group.player_ids if is_kept_easy(plan, club, one, index)]
        if eased:
            names = joined([club.player(one).last_name for one in eased])
            verb = "trains" if len(eased) == 1 else "train"
            yield warning(
                f"{names} {verb} easier than “{group.name}”: hard intervals are eased.", field
            )


def _ways_out(
    plan: Plan, club: Club, player_id: PlayerId, index: int, found: Barrier
) -> Iterator[Fix]:
    player = club.player(player_id)
    ways = []
    if found.instead:
        adapted = with_adapted(plan, player.id, index)
        ways.append(Fix(label=f"{found.instead} instead", plan=adapted))
    for target in allowed_groups(plan, club, player.id):
        label = f"To {plan.groups[target].name}"
        ways.append(Fix(label=label, plan=moved(plan, [player.id], target)))
    yield from ways[:_MOST_WAYS]
    yield Fix(label="Unassign", plan=moved(plan, [player.id], None))
