"""Spreading all players over the groups of a plan by an algorithm."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from core.domain.session import DistributionStrategy
from core.planning.distribution import (
    Distribution,
    GroupOffer,
    distribute_at_random,
    distribute_by_skill,
    distribute_evenly,
)
from ui.planner.bookings import Booking
from ui.planner.capacity import free_units
from ui.planner.club import Club
from ui.planner.medical import gate_of
from ui.planner.plan import Plan


def spread(
    plan: Plan,
    club: Club,
    bookings: Sequence[Booking],
    strategy: DistributionStrategy,
    seed: int,
) -> Distribution:
    """Where all players of the club would go; `seed` matters for a random one only."""
    players = tuple(club.players.values())
    ids = tuple(club.players)
    offers, may = offers_of(plan, club, bookings), gate_of(plan, club).allows
    match strategy:
        case DistributionStrategy.SKILL_BASED:
            return distribute_by_skill(players, offers, may)
        case DistributionStrategy.RANDOM:
            order = Random(seed)  # noqa: S311 - a draw that can be repeated, not a secret
            return distribute_at_random(ids, offers, may, random=order)
        case _:
            return distribute_evenly(ids, offers, may)


def offers_of(plan: Plan, club: Club, bookings: Sequence[Booking]) -> tuple[GroupOffer, ...]:
    """Room in each group; groups on the same machines share them, the earlier take the rest."""
    offers = []
    for index, group in enumerate(plan.groups):
        sharing = [at for at, other in enumerate(plan.groups) if other.equipment == group.equipment]
        free = len(free_units(plan, club, bookings, group.equipment, index))
        share, rest = divmod(free, len(sharing))
        capacity = share + (1 if sharing.index(index) < rest else 0)
        offers.append(GroupOffer(equipment=group.equipment, capacity=capacity))
    return tuple(offers)
