"""Spreading all players over the groups of a plan by an algorithm."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.domain.distribution import Wishes
from core.domain.drafts import UnassignedPlayer
from core.domain.session import DistributionStrategy
from core.planning.distribution import Distribution, GroupOffer, distribute
from ui.planner.board_changes import locks_of
from ui.planner.bookings import Booking
from ui.planner.capacity import bookings_during, free_units, sharing
from ui.planner.club import Club
from ui.planner.medical import barred, gate_of
from ui.planner.plan import Plan


def spread(
    plan: Plan,
    club: Club,
    bookings: Sequence[Booking],
    strategy: DistributionStrategy,
    seed: int,
) -> Distribution:
    """Where all players of the club would go; who is locked stays, who trains elsewhere too.

    `seed` matters for a random one only.
    """
    locks = locks_of(plan)
    busy = {
        one: f"Is in “{other.session_name}” at that time."
        for other in bookings_during(plan, club, bookings)
        for one in other.player_ids
        if one in club.players and one not in locks
    }
    players = tuple(one for one in club.players.values() if one.id not in busy)
    offers, may = offers_of(plan, club, bookings), gate_of(plan, club).allows
    wishes = Wishes(locks=locks)
    found = distribute(
        players,
        offers,
        may,
        strategy=strategy,
        wishes=wishes,
        seed=seed,
        values=club.form if strategy is DistributionStrategy.READINESS else None,
    )
    absent = (UnassignedPlayer(player_id=one, reason=busy[one]) for one in busy)
    return msgspec.structs.replace(found, unassigned=(*found.unassigned, *absent))


def offers_of(plan: Plan, club: Club, bookings: Sequence[Booking]) -> tuple[GroupOffer, ...]:
    """Room in each group; groups on the same machines share them, the earlier take the rest."""
    offers = []
    for index, group in enumerate(plan.groups):
        rivals = sharing(plan, index)
        free = len(free_units(plan, club, bookings, group.equipment, index))
        share, rest = divmod(free, len(rivals))
        capacity = share + (1 if rivals.index(index) < rest else 0)
        if group.wanted_count is not None:
            capacity = min(capacity, group.wanted_count)
        offers.append(
            GroupOffer(
                equipment=group.equipment,
                capacity=capacity,
                name=group.name,
                barred=barred(plan, club, index),
            )
        )
    return tuple(offers)
