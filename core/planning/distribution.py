"""Spreads players over groups: as capacity, restrictions and wishes allow, and nobody lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from zlib import crc32

from core.domain.distribution import Wishes
from core.domain.drafts import UnassignedPlayer
from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.session import DistributionStrategy
from core.domain.value import Value
from core.planning.exchange import balance
from core.planning.measures import Values, strength_of
from core.planning.parties import GroupOffer, Parties, Party, PartyMaker, Permission, name_of
from core.planning.placement import Placement
from core.planning.positions import mix

__all__ = [
    "Distribution",
    "GroupOffer",
    "Permission",
    "distribute",
    "everybody",
    "seed_of",
]


class Distribution(Value, frozen=True, kw_only=True):
    """Players by group, in the order of the offers, and those who found no place."""

    groups: tuple[tuple[PlayerId, ...], ...]
    unassigned: tuple[UnassignedPlayer, ...] = ()


def seed_of(text: str) -> int:
    """A seed that is always the same for a text."""
    return crc32(text.encode())


def everybody(_player_id: PlayerId, _equipment: EquipmentType) -> bool:
    """The permission of those without restrictions."""
    return True


def distribute(  # noqa: PLR0913 - each is a different thing, most have a usual value
    players: Sequence[Player],
    offers: Sequence[GroupOffer],
    may: Permission = everybody,
    *,
    strategy: DistributionStrategy = DistributionStrategy.AUTOMATIC,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    seed: int = 0,
    values: Values | None = None,
) -> Distribution:
    """Spread players over groups.

    Room, restrictions and wishes hold always; who cannot be placed without breaking one is left
    out with the reason. All but the placement by hand make groups of equal size, smallest first,
    of equal ones the earlier (metrics 11.3).

    Args:
        players: In the order in which they are dealt out and shown.
        offers: The groups.
        may: The medical gate.
        strategy: By hand only who is locked is placed. Evenly they are dealt in their order, at
            random in one of the seed's, by position so that each group has the same mix. By
            skill, readiness and position the groups are as equally strong as exchanging makes
            them, by position among players of the same one.
        wishes: Locks, who stays together, who is kept apart.
        seed: Of the random order.
        values: What they are weighed by; strength, if not given (readiness must be).
    """
    ids = [player.id for player in players]
    weights = _weights(players, strategy, values)
    is_by_position = strategy is DistributionStrategy.POSITION
    kinds = {player.id: player.position.value for player in players} if is_by_position else {}
    maker = PartyMaker(offers, may, wishes)
    if strategy is DistributionStrategy.MANUAL:
        made = maker.make([one for one in ids if one in wishes.locks], {}, {})
    else:
        made = maker.make(ids, weights, kinds)
    placement = Placement([offer.capacity for offer in offers])
    left = placement.place_all(_dealing_order(made.parties, strategy, seed))
    if is_by_position:
        mix(placement)
    if weights:
        balance(placement)
    return _result(ids, offers, placement, made, left)


def _weights(
    players: Sequence[Player], strategy: DistributionStrategy, values: Values | None
) -> Mapping[PlayerId, int]:
    match strategy:
        case DistributionStrategy.SKILL_BASED | DistributionStrategy.POSITION:
            found = values or strength_of(players)
        case DistributionStrategy.READINESS if values is not None:
            found = values
        case _:
            return {}
    return found.weights([player.id for player in players])


def _dealing_order(
    parties: Sequence[Party], strategy: DistributionStrategy, seed: int
) -> list[Party]:
    """Who is locked, then who comes with wishes, the most demanding first, then the others."""
    others = list(parties)
    if strategy is DistributionStrategy.RANDOM:
        Random(seed).shuffle(others)  # noqa: S311 - a draw that can be repeated, not a secret
    others.sort(key=lambda one: (one.kind, -one.weight))
    return sorted(others, key=_demand)


def _demand(party: Party) -> tuple[int, int, int, int]:
    if party.is_free:
        return (2, 0, 0, 0)
    if party.is_locked:
        return (0, 0, 0, 0)
    return (1, len(party.allowed), -party.size, -len(party.apart))


def _result(
    ids: Sequence[PlayerId],
    offers: Sequence[GroupOffer],
    placement: Placement,
    made: Parties,
    left: Sequence[Party],
) -> Distribution:
    order = {one: at for at, one in enumerate(ids)}
    reasons = {one.player_id: one.reason for one in made.refused}
    for party in left:
        reasons.update(dict.fromkeys(party.members, _reason(party, offers)))
    groups = tuple(
        tuple(sorted((one for party in group for one in party.members), key=order.__getitem__))
        for group in placement.groups
    )
    placed = {one for group in groups for one in group}
    by_hand = "Nobody has put this player into a group."
    return Distribution(
        groups=groups,
        unassigned=tuple(
            UnassignedPlayer(player_id=one, reason=reasons.get(one, by_hand))
            for one in order
            if one not in placed
        ),
    )


def _reason(party: Party, offers: Sequence[GroupOffer]) -> str:
    if party.is_locked and len(party.allowed) == 1:
        return f"Is locked to {name_of(offers, party.allowed[0])}, which has no room left."
    if party.size > 1:
        return f"No group has room for all {party.size} who are to stay together."
    if party.apart:
        return "In each group with room there is somebody from whom to be kept apart."
    if len(party.allowed) < len(offers):
        return "Where this player may train, all machines are taken."
    return "All machines are taken."
