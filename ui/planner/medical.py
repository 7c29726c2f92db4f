"""Medical restrictions on the board: why a player may not be put somewhere, and where he may."""

from __future__ import annotations

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.domain.restriction import Restriction
from core.planning.medical_gate import MedicalGate
from ui.planner.club import Club
from ui.planner.plan import Plan


def gate_of(plan: Plan, club: Club) -> MedicalGate:
    """The gate on the day of the plan."""
    return MedicalGate(club.restrictions, tuple(club.kinds.values()), plan.day)


def refusal(plan: Plan, club: Club, player_id: PlayerId, equipment: EquipmentType) -> str | None:
    """Why a player may not use a machine type that day; None if he may."""
    refused = gate_of(plan, club).refusal(club.player(player_id), equipment)
    return refused.reason if refused is not None else None


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
    """Groups whose machines a player may use, emptiest first."""
    gate = gate_of(plan, club)
    allowed = [
        index for index, group in enumerate(plan.groups) if gate.allows(player_id, group.equipment)
    ]
    return tuple(sorted(allowed, key=lambda index: len(plan.groups[index].player_ids)))
