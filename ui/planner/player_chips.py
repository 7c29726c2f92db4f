"""Players as chips of the board."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.domain.player import Position
from core.planning.medical_gate import MedicalGate
from ui.planner.club import Club
from ui.planner.medical import gate_of, restrictions_on
from ui.planner.plan import Plan
from widgets.board import Chip

_LETTERS = {Position.GOALKEEPER: "G", Position.DEFENCE: "D", Position.FORWARD: "F"}


def chips_of(
    plan: Plan, club: Club, player_ids: Iterable[PlayerId], equipment: EquipmentType | None
) -> tuple[Chip, ...]:
    """Chips for a column; with a machine type, those who may not use it are marked refused."""
    gate = gate_of(plan, club)
    return tuple(_chip(plan, club, player_id, equipment, gate) for player_id in player_ids)


def _chip(
    plan: Plan,
    club: Club,
    player_id: PlayerId,
    equipment: EquipmentType | None,
    gate: MedicalGate,
) -> Chip:
    player = club.player(player_id)
    restricted = restrictions_on(plan, club, player_id)
    said = [f"{player.name}, {player.position.value}"]
    for one in restricted:
        kinds = ", ".join(club.kind(code).name for code in one.forbidden_equipment)
        said.append(f"{one.body_part.capitalize()}: no {kinds}" if kinds else one.body_part)
    return Chip(
        id=player_id,
        badge=str(player.jersey_number),
        title=player.last_name,
        detail=_LETTERS[player.position],
        has_mark=bool(restricted),
        is_refused=equipment is not None and not gate.allows(player_id, equipment),
        tooltip=". ".join(said),
    )
