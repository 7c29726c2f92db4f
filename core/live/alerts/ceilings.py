"""Highest heart-rate zones that medicine allows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.domain.ids import PlayerId
from core.domain.restriction import Restriction


def ceilings_of(restrictions: Iterable[Restriction], day: date) -> dict[PlayerId, int]:
    """The lowest ceiling in force on a day, of each player who has one."""
    found: dict[PlayerId, int] = {}
    for one in restrictions:
        zone = one.intensity_ceiling_zone
        if zone is not None and one.holds_on(day):
            found[one.player_id] = min(zone, found.get(one.player_id, zone))
    return found
