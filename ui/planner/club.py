"""What the club has, as the wizard looks things up in it."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, WorkoutId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.workout import Workout, WorkoutKind
from core.ports.hub_link import ClubCatalog


class Club:
    """Players, machines, places and workouts at one instant.

    Args:
        players: In the order in which they are shown.
        facilities: At least one is needed to plan.
        kinds: Machine types, in the order in which groups take them.
        units: All machines of all facilities.
        workouts: To choose from.
        restrictions: Of all players.
    """

    def __init__(
        self,
        *,
        players: Iterable[Player],
        facilities: Iterable[Facility],
        kinds: Iterable[EquipmentKind],
        units: Iterable[EquipmentUnit],
        workouts: Iterable[Workout],
        restrictions: Iterable[Restriction],
    ) -> None:
        self.players = {player.id: player for player in players}
        self.facilities = {facility.id: facility for facility in facilities}
        self.kinds = {kind.code: kind for kind in kinds}
        self.units = tuple(units)
        self.workouts = {workout.id: workout for workout in workouts}
        self.restrictions = tuple(restrictions)

    def ready_units(
        self, facility_id: FacilityId, equipment: EquipmentType
    ) -> tuple[EquipmentUnit, ...]:
        """Machines of a type in a place that are in order."""
        return tuple(
            unit
            for unit in self.units
            if unit.facility_id == facility_id
            and unit.equipment == equipment
            and unit.state is UnitState.READY
        )

    def kinds_at(self, facility_id: FacilityId) -> tuple[EquipmentKind, ...]:
        """Machine types of which the place has at least one in order; all, if it has none."""
        there = tuple(
            kind for kind in self.kinds.values() if self.ready_units(facility_id, kind.code)
        )
        return there or tuple(self.kinds.values())

    def kinds_for(
        self, facility_id: FacilityId, workout_id: WorkoutId | None
    ) -> tuple[EquipmentKind, ...]:
        """Machine types of a place on which a workout can be done; all, if there are none."""
        workout = self.workouts.get(workout_id) if workout_id is not None else None
        wanted = workout.kind if workout is not None else WorkoutKind.CONDITIONING
        there = self.kinds_at(facility_id)
        return tuple(kind for kind in there if wanted in kind.suits) or there

    def kind(self, code: EquipmentType) -> EquipmentKind:
        """A machine type; one the catalog does not know is shown by its code."""
        return self.kinds.get(code) or EquipmentKind(code=code, name=code, unit_name=code)

    def player(self, player_id: PlayerId) -> Player:
        """A player of the club."""
        return self.players[player_id]

    def workout_name(self, workout_id: WorkoutId | None) -> str:
        """Name of a workout; "Free training" for none."""
        workout = self.workouts.get(workout_id) if workout_id is not None else None
        return workout.name if workout is not None else "Free training"


async def load_club(catalog: ClubCatalog) -> Club:
    """Read everything the wizard needs.

    Raises:
        UnavailableError: The hub does not answer.
    """
    return Club(
        players=sorted(await catalog.players(), key=lambda player: player.jersey_number),
        facilities=await catalog.facilities(),
        kinds=await catalog.equipment_kinds(),
        units=await catalog.equipment_units(),
        workouts=await catalog.workouts(),
        restrictions=await catalog.restrictions(),
    )
