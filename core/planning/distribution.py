"""Spreads players over groups: as evenly as capacity and restrictions allow, and nobody lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from core.domain.drafts import UnassignedPlayer
from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.value import Value
from core.planning.placement import Placement

Permission = Callable[[PlayerId, EquipmentType], bool]
"""Whether a player may use a machine type; `MedicalGate.allows`."""


class GroupOffer(Value, frozen=True, kw_only=True):
    """Room for players: a session's machine type and how many machines it can have."""

    equipment: EquipmentType
    capacity: int


class Distribution(Value, frozen=True, kw_only=True):
    """Players by group, in the order of the offers, and those who found no place."""

    groups: tuple[tuple[PlayerId, ...], ...]
    unassigned: tuple[UnassignedPlayer, ...] = ()


def everybody(_player_id: PlayerId, _equipment: EquipmentType) -> bool:
    """The permission of those without restrictions."""
    return True


def distribute_evenly(
    players: Sequence[PlayerId], offers: Sequence[GroupOffer], may: Permission = everybody
) -> Distribution:
    """Deal players out in their order, always to the smallest group (metrics 11.3).

    Of equally small groups the earlier takes the next player. Somebody already placed moves
    on where that makes room for one whom restrictions leave fewer choices.
    """
    return _deal(players, offers, may, dict.fromkeys(players, 0.0))


def distribute_by_skill(
    players: Sequence[Player], offers: Sequence[GroupOffer], may: Permission = everybody
) -> Distribution:
    """Deal out evenly so that groups are equally strong.

    The strongest (threshold power per kilogram) are dealt first; of equally small groups the
    weakest so far takes the next player, which without restrictions is a snake draft.
    """
    skill = skill_of(players)
    ordered = sorted(skill, key=lambda player_id: -skill[player_id])
    return _deal(ordered, offers, may, skill)


def distribute_at_random(
    players: Sequence[PlayerId],
    offers: Sequence[GroupOffer],
    may: Permission = everybody,
    *,
    random: Random,
) -> Distribution:
    """Deal out evenly in random order."""
    shuffled = list(players)
    random.shuffle(shuffled)
    return distribute_evenly(shuffled, offers, may)


def skill_of(players: Sequence[Player]) -> dict[PlayerId, float]:
    """Threshold power per kilogram, mean over the player's machines (W/kg).

    Who was never measured counts as the mean of the others.
    """
    known = {
        player.id: sum(player.ftp_w.values()) / len(player.ftp_w) / player.mass_kg
        for player in players
        if player.ftp_w and player.mass_kg > 0
    }
    mean = sum(known.values()) / len(known) if known else 0.0
    return {player.id: known.get(player.id, mean) for player in players}


def _deal(
    players: Sequence[PlayerId],
    offers: Sequence[GroupOffer],
    may: Permission,
    skill: dict[PlayerId, float],
) -> Distribution:
    allowed = {
        player_id: [index for index, offer in enumerate(offers) if may(player_id, offer.equipment)]
        for player_id in players
    }
    placement = Placement([offer.capacity for offer in offers], allowed, skill)
    unassigned = [
        UnassignedPlayer(player_id=player_id, reason=_reason(allowed[player_id], len(offers)))
        for player_id in allowed
        if not placement.place(player_id)
    ]
    return Distribution(
        groups=tuple(tuple(group) for group in placement.groups), unassigned=tuple(unassigned)
    )


def _reason(allowed: list[int], group_count: int) -> str:
    if not allowed:
        return "May not use any of these machines (medical restriction)."
    if len(allowed) < group_count:
        return "The machines this player may use are all taken."
    return "All machines are taken."
