"""What the club has, as the wizard looks things up in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, UserId, WorkoutId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.user import Trainer
from core.domain.workout import Content, Workout, WorkoutKind
from core.planning.adaptation import KnownParts, known_parts
from core.planning.measures import form_values
from core.ports.hub_link import HubLink


class Club:
    """Players, machines, places and workouts at one instant.

    Args:
        players: In the order in which they are shown.
        facilities: At least one is needed to plan.
        kinds: Machine types, in the order in which groups take them.
        units: All machines of all facilities.
        workouts: To choose from.
        restrictions: Of all players.
        trainers: Who can lead a session.
        form: How ready players are today, as far as the hub knows.
    """

    def __init__(  # noqa: PLR0913 - the parts of a club, each by its name
        self,
        *,
        players: Iterable[Player],
        facilities: Iterable[Facility],
        kinds: Iterable[EquipmentKind],
        units: Iterable[EquipmentUnit],
        workouts: Iterable[Workout],
        restrictions: Iterable[Restriction],
        trainers: Iterable[Trainer] = (),
        form: Mapping[PlayerId, float] | None = None,
    ) -> None:
        self.players = {player.id: player for player in players}
        self.facilities = {facility.id: facility for facility in facilities}
        self.kinds = {kind.code: kind for kind in kinds}
        self.units = tuple(units)
        self.workouts = {workout.id: workout for workout in workouts}
        self.restrictions = tuple(restrictions)
        self.form = form_values(form or {})
        self.trainers = {trainer.id: trainer for trainer in trainers}

    @cached_property
    def known_parts(self) -> KnownParts:
        """All exercises and drills of the club's workouts."""
        return known_parts(self.workouts.values())

    def content(self, workout_id: WorkoutId | None) -> Content:
        """What is done in a workout; nothing in particular for none."""
        workout = self.workouts.get(workout_id) if workout_id is not None else None
        if workout is None:
            return Content()
        return Content(kind=workout.kind, intervals=workout.intervals, blocks=workout.blocks)

    def place_name(self, facility_id: FacilityId | None) -> str:
        """Name of a facility; empty for none, or one that is gone."""
        facility = self.facilities.get(facility_id) if facility_id is not None else None
        return facility.name if facility is not None else ""

    def trainer_name(self, trainer_id: UserId | None) -> str:
        """Name of a trainer; empty for none, or one who is gone."""
        trainer = self.trainers.get(trainer_id) if trainer_id is not None else None
        return trainer.name if trainer is not None else ""

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


async def load_club(link: HubLink) -> Club:
    """Read everything the wizard needs.

    Raises:
        UnavailableError: The hub does not answer.
    """
    return Club(
        players=sorted(await link.players(), key=lambda player: player.jersey_number),
        facilities=await link.facilities(),
        kinds=await link.equipment_kinds(),
        units=await link.equipment_units(),
        workouts=await link.workouts(),
        restrictions=await link.restrictions(),
        trainers=await link.club.trainers(),
        form=(await link.distributions.form()).values,
    )
