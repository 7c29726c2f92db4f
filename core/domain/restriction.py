"""Medical restrictions: what a player may not do, and until when."""

from __future__ import annotations

from datetime import date

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, RestrictionId
from core.domain.value import Value


class Restriction(Value, frozen=True, kw_only=True):
    """A medical restriction. `note` is for the medical role and trainers only."""

    id: RestrictionId
    player_id: PlayerId
    body_part: str
    forbidden_equipment: tuple[EquipmentType, ...] = ()
    valid_from: date
    valid_to: date | None = None
    """Last day on which it holds; None until further notice."""
    note: str = ""

    def forbids(self, equipment: EquipmentType, day: date) -> bool:
        """Whether the machine type is forbidden on that day."""
        in_time = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_time and equipment in self.forbidden_equipment
