"""Medical restrictions: what a player may not do, and until when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, RestrictionId
from core.domain.value import Value


class Severity(StrEnum):
    """How far a restriction goes beyond what it forbids by name."""

    CAUTION = "caution"
    """Everything else is allowed, but nothing heavier than planned on that part of the body."""
    LIMITED = "limited"
    """No exercise and no drill that loads that part of the body."""
    STOP = "stop"
    """No training."""


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
    severity: Severity = Severity.LIMITED
    forbidden_movements: tuple[str, ...] = ()
    """"squat", "jump", "overhead": the words of exercises and drills."""
    intensity_ceiling_zone: int | None = None
    """Highest heart-rate zone, 1 to 5, that he may train in; None: any."""
    alternative_exercises: tuple[str, ...] = ()
    """Ids or names of exercises that the medical staff wants instead, the best first."""
    version: int = 1
    """Grows with each change."""

    def without_details(self) -> Restriction:
        """What those may know who may not read medical details."""
        return Restriction(
            id=self.id,
            player_id=self.player_id,
            body_part="restricted",
            forbidden_equipment=self.forbidden_equipment,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            version=self.version,
        )

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def forbids(self, equipment: EquipmentType, day: date) -> bool:
        """Whether the machine type is forbidden on that day."""
        is_out = self.severity is Severity.STOP or equipment in self.forbidden_equipment
        return is_out and self.holds_on(day)
