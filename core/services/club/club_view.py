"""What planning needs to know of the club, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, UserId, WorkoutId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.value import Value
from core.domain.workout import Workout
from core.errors import InvalidInputError
from core.planning.medical_gate import MedicalGate
from core.planning.timing import to_local
from core.planning.validation import Known
from core.ports.storage import UnitOfWork


class ClubView(Value, frozen=True, kw_only=True):
    """The part of the club that a plan touches."""

    facility: Facility | None
    kinds: tuple[EquipmentKind, ...]
    units: tuple[EquipmentUnit, ...]
    workouts: tuple[Workout, ...]
    players: dict[PlayerId, Player]
    restrictions: tuple[Restriction, ...]
    user_ids: frozenset[UserId]

    @property
    def known(self) -> Known:
        """What a draft may name."""
        capacity: dict[EquipmentType, int] = {}
        for unit in self.units:
            if unit.state is UnitState.READY:
                capacity[unit.equipment] = capacity.get(unit.equipment, 0) + 1
        found = [self.facility.id] if self.facility is not None else []
        return Known(
            facility_ids=frozenset(found),
            trainer_ids=self.user_ids,
            workout_ids=frozenset(workout.id for workout in self.workouts),
            player_ids=frozenset(self.players),
            kinds={kind.code: kind for kind in self.kinds},
            capacity=capacity,
        )

    @property
    def place(self) -> Facility:
        """The facility.

        Raises:
            InvalidInputError: There is none of that id.
        """
        if self.facility is None:
            raise InvalidInputError("There is no such facility.", field="facilityId")
        return self.facility

    def kind(self, code: EquipmentType) -> EquipmentKind:
        """A machine type that is known to exist."""
        return next(kind for kind in self.kinds if kind.code == code)

    def workout(self, workout_id: WorkoutId | None) -> Workout | None:
        """A workout; None if there is none of that id."""
        found = (workout for workout in self.workouts if workout.id == workout_id)
        return next(found, None)

    def gate(self, instant: datetime) -> MedicalGate:
        """The medical gate for the day that the facility's calendar shows at an instant."""
        day = to_local(instant, self.place.time_zone).date()
        return MedicalGate(self.restrictions, self.kinds, day)


async def view_club(
    unit: UnitOfWork, facility_id: FacilityId, player_ids: Sequence[PlayerId]
) -> ClubView:
    """Read what a plan in that facility with these players needs to know.

    In a unit of work that writes, facility and players are kept from other planners.
    """
    facility = await unit.club.facility(facility_id)
    players = await unit.club.players(sorted(set(player_ids)))
    return ClubView(
        facility=facility,
        kinds=await unit.club.equipment_kinds(),
        units=await unit.club.equipment_units(facility_id),
        workouts=await unit.club.workouts(),
        players={player.id: player for player in players},
        restrictions=await unit.club.restrictions(tuple(player.id for player in players)),
        user_ids=frozenset(user.id for user in await unit.club.users()),
    )
