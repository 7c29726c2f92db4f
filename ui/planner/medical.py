"""Medical restrictions on the board: why a player may not be put somewhere, and where he may."""

from __future__ import annotations

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.domain.restriction import Restriction
from core.domain.value import Value
from core.planning.medical_gate import MedicalGate
from core.planning.medical_parts import is_eased, part_refusal
from ui.planner.club import Club
from ui.planner.plan import Plan


class Barrier(Value, frozen=True, kw_only=True):
    """Why a player may not be in a group."""

    reason: str
    instead: str = ""
    """Exercises that he may do in place of the forbidden ones; empty if that is no way out."""


def gate_of(plan: Plan, club: Club) -> MedicalGate:
    """The gate on the day of the plan."""
    return MedicalGate(club.restrictions, tuple(club.kinds.values()), plan.day)


def refusal(plan: Plan, club: Club, player_id: PlayerId, equipment: EquipmentType) -> str | None:
    """Why a player may not use a machine type that day; None if he may."""
    refused = gate_of(plan, club).refusal(club.player(player_id), equipment)
    return refused.reason if refused is not None else None


def barrier(plan: Plan, club: Club, player_id: PlayerId, index: int) -> Barrier | None:
    """Why a player may not be in a group: its machine, or what is done there.

    None if he may, or if the trainer has agreed to what he does instead.
    """
    if not _is_restricted(club, player_id):
        return None
    reason = refusal(plan, club, player_id, plan.groups[index].equipment)
    if reason is not None:
        return Barrier(reason=reason)
    if player_id in plan.groups[index].adapted_ids:
        return None
    content = club.content(plan.workout_of(index))
    gate = gate_of(plan, club).content(player_id)
    found = part_refusal(club.player(player_id), content, gate, club.known_parts)
    if found is None:
        return None
    return Barrier(reason=found.reason, instead=found.instead if found.has_way_out else "")


def is_kept_easy(plan: Plan, club: Club, player_id: PlayerId, index: int) -> bool:
    """Whether some interval of a group is made easier for a player."""
    if not _is_restricted(club, player_id):
        return False
    content = club.content(plan.workout_of(index))
    return is_eased(content, gate_of(plan, club).content(player_id))


def restrictions_on(plan: Plan, club: Club, player_id: PlayerId) -> tuple[Restriction, ...]:
    """A player's restrictions that hold on the day of the plan."""
    return tuple(
        one
        for one in club.restrictions
        if one.player_id == player_id
        and one.valid_from <= plan.day
        and (one.valid_to is None or plan.day <= one.valid_to)
    )


def allowed_groups(plan: Plan, club: Club, player_id: PlayerId) -> tuple[int, ...]:
    """Groups in which a player may be, emptiest first."""
    allowed = [
        index for index in range(len(plan.groups)) if barrier(plan, club, player_id, index) is None
    ]
    return tuple(sorted(allowed, key=lambda index: len(plan.groups[index].player_ids)))


def barred(plan: Plan, club: Club, index: int) -> tuple[PlayerId, ...]:
    """All players who may not be in a group."""
    return tuple(one for one in club.players if barrier(plan, club, one, index) is not None)


def _is_restricted(club: Club, player_id: PlayerId) -> bool:
    return any(one.player_id == player_id for one in club.restrictions)
