"""A club at its first start."""

from __future__ import annotations

import msgspec

from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.value import Value


class ClubStart(Value, frozen=True, kw_only=True):
    """Whether there is a club yet."""

    is_empty: bool
    """Neither a team nor a facility: offer a new club, a roster, or the sample."""
    standard_kinds: tuple[EquipmentKind, ...]
    """Machine types that most gyms have, to choose from."""


class NewClub(Value, frozen=True, kw_only=True):
    """A club to begin with."""

    team_name: str
    facility_name: str
    time_zone: str
    """IANA name, such as `Europe/Stockholm`."""
    machines: dict[EquipmentType, int] = msgspec.field(default_factory=dict[EquipmentType, int])
    """How many of each standard type."""
