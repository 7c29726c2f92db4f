"""What somebody says of a player's fitness, and the restriction that follows from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from core.domain.equipment import EquipmentType
from core.domain.ids import EventId, PlayerId, RestrictionId, SessionId
from core.domain.restriction import Restriction, Severity
from core.domain.value import Value
from core.live.events import MedicalStatus

_NOT_SAID: Final = "not said"
_RECOVERY_ZONE: Final = 2
"""As hard as somebody may train who was injured just now, until the medical staff says more."""


class MedicalOrder(Value, frozen=True, kw_only=True):
    """How a player is, as it was said."""

    event_id: EventId
    player_id: PlayerId
    session_id: SessionId
    at: datetime
    """UTC."""
    status: MedicalStatus
    body_part: str = ""
    note: str = ""
    forbidden_equipment: tuple[EquipmentType, ...] | None = None
    """None: as usual for the status."""
    forbidden_movements: tuple[str, ...] = ()
    intensity_ceiling_zone: int | None = None
    """None: as usual for the status."""
    alternative_exercises: tuple[str, ...] = ()
    severity: Severity | None = None
    """None: as usual for the status."""
    until: date | None = None
    """Last day; None: as usual for the status."""


def restriction_of(order: MedicalOrder) -> RestrictionId:
    """The id of the restriction that follows from it."""
    return RestrictionId(order.event_id)


def restriction_for(order: MedicalOrder, equipment: EquipmentType, day: date) -> Restriction:
    """What holds from now on.

    Pain is a caution for the day. An injury keeps a player off the machine he was on and in the
    zones of recovery until further notice, unless more or less was said.

    Args:
        order: What was said.
        equipment: The machine type of the session in which it happened.
        day: The day there.
    """
    is_injury = order.status is MedicalStatus.INJURED
    is_pain = order.status is MedicalStatus.PAIN
    forbidden = order.forbidden_equipment
    if forbidden is None:
        forbidden = (equipment,) if is_injury else ()
    ceiling = order.intensity_ceiling_zone
    return Restriction(
        id=restriction_of(order),
        player_id=order.player_id,
        body_part=order.body_part.strip() or _NOT_SAID,
        forbidden_equipment=forbidden,
        valid_from=day,
        valid_to=day if is_pain and order.until is None else order.until,
        note=order.note,
        severity=order.severity or (Severity.CAUTION if is_pain else Severity.LIMITED),
        forbidden_movements=order.forbidden_movements,
        intensity_ceiling_zone=_RECOVERY_ZONE if is_injury and ceiling is None else ceiling,
        alternative_exercises=order.alternative_exercises,
    )
