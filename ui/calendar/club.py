"""What the calendar needs to know of the club."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.value import Value
from core.planning.timing import to_local
from core.ports.hub_link import ClubCatalog

_UNKNOWN_ZONE = "UTC"


class Club(Value, frozen=True, kw_only=True):
    """Read once, when the page is shown."""

    facilities: Mapping[FacilityId, Facility] = msgspec.field(
        default_factory=dict[FacilityId, Facility]
    )
    kinds: tuple[EquipmentKind, ...] = ()
    units: tuple[EquipmentUnit, ...] = ()
    players: Mapping[PlayerId, Player] = msgspec.field(default_factory=dict[PlayerId, Player])
    restrictions: tuple[Restriction, ...] = ()

    def zone(self, facility_id: FacilityId | None) -> str:
        """Of a facility; of the first one where none is meant."""
        first = next(iter(self.facilities.values()), None)
        place = first if facility_id is None else self.facilities.get(facility_id)
        return place.time_zone if place is not None else _UNKNOWN_ZONE

    def local(self, instant: datetime, facility_id: FacilityId | None) -> datetime:
        """What the facility's wall clock shows."""
        return to_local(instant, self.zone(facility_id))

    def kind_name(self, code: EquipmentType) -> str:
        """Name of a machine type."""
        return next((one.name for one in self.kinds if one.code == code), code)


async def load_club(link: ClubCatalog) -> Club:
    """Read it.

    Raises:
        UnavailableError: The hub does not answer.
    """
    return Club(
        facilities={one.id: one for one in await link.facilities()},
        kinds=await link.equipment_kinds(),
        units=await link.equipment_units(),
        players={one.id: one for one in await link.players()},
        restrictions=await link.restrictions(),
    )
