"""What can be chosen when a bundle is changed, and how things are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.bundle_edit import BundleDifference
from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.player import Player
from core.domain.user import Trainer
from core.domain.value import Value
from core.domain.workout import Workout
from core.ports.hub_link import HubLink

_CAPTIONS = {
    "name": "Name",
    "description": "Description",
    "startsAt": "Start",
    "durationMin": "Duration",
    "facilityId": "Facility",
    "trainerId": "Trainer",
    "equipment": "Machines",
    "workoutId": "Workout",
    "intervals": "Targets",
    "blocks": "Content",
    "playerIds": "Players",
    "unitIds": "Units",
    "assignments": "Players and units",
    "sessions": "Sessions",
    "distributionStrategy": "Distribution",
}


class EditFacts(Value, frozen=True, kw_only=True):
    """The club, as far as the form needs it."""

    facilities: tuple[Facility, ...]
    kinds: tuple[EquipmentKind, ...]
    workouts: tuple[Workout, ...]
    trainers: tuple[Trainer, ...]
    players: tuple[Player, ...]
    units: tuple[EquipmentUnit, ...]

    def place(self, facility_id: str) -> Facility:
        """A facility; the first one for one that is gone."""
        found = (one for one in self.facilities if one.id == facility_id)
        return next(found, self.facilities[0])

    def value_text(self, difference: BundleDifference, *, is_after: bool, place: Facility) -> str:
        """One side of a difference in words."""
        value = difference.after if is_after else difference.before
        return self.text_of(difference.field, value, place)

    def text_of(self, field: str, value: object, place: Facility) -> str:
        """What stands on the wire, in words; empty for what is too much to be read."""
        if value in (None, ""):
            return "none"
        if isinstance(value, list | tuple | dict):
            return self._many_text(field, list(value))
        things: dict[str, Sequence[Value]] = {
            "facilityId": self.facilities,
            "trainerId": self.trainers,
            "workoutId": self.workouts,
            "equipment": self.kinds,
        }
        if field in things:
            return _name_in(things[field], str(value))
        if field == "startsAt":
            zone = ZoneInfo(place.time_zone)
            local = datetime.fromisoformat(str(value)).astimezone(zone)
            return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"
        return f"{value:g} min" if isinstance(value, int | float) else str(value)

    def _many_text(self, field: str, values: Sequence[object]) -> str:
        if field == "playerIds":
            return ", ".join(self._player_name(str(one)) for one in values) or "nobody"
        if field == "unitIds":
            return ", ".join(_name_in(self.units, str(one)) for one in values) or "none"
        return ""

    def _player_name(self, player_id: str) -> str:
        found = (one.last_name for one in self.players if one.id == player_id)
        return next(found, player_id)


def caption_of(field: str) -> str:
    """A field as people call it."""
    return _CAPTIONS.get(field, field)


async def load_facts(link: HubLink) -> EditFacts:
    """Read what can be chosen.

    Raises:
        UnavailableError: The hub does not answer.
    """
    return EditFacts(
        facilities=await link.facilities(),
        kinds=await link.equipment_kinds(),
        workouts=await link.workouts(),
        trainers=await link.club.trainers(),
        players=await link.players(),
        units=await link.equipment_units(),
    )


def _name_in(things: Sequence[Value], wanted: str) -> str:
    """The name of what has this id, or, of a machine type, this code."""
    keys = [(str(getattr(one, "id", "") or getattr(one, "code", "")), one) for one in things]
    return next((str(getattr(one, "name", "")) for key, one in keys if key == wanted), wanted)
