"""What planning needs to know of the club, read in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, UserId, WorkoutId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.session import Session
from core.domain.value import Value
from core.domain.workout import Workout
from core.errors import InvalidInputError
from core.planning.medical_gate import MedicalGate
from core.planning.slot_fit import training_days
from core.planning.timing import to_local
from core.planning.validation import Known
from core.ports.storage import UnitOfWork

MOST_PLAYERS = 10_000


class ClubView(Value, frozen=True, kw_only=True):
    """The part of the club that a plan touches."""

    facility: Facility | None
    """Where most of it happens; None if there is none of that id."""
    elsewhere: Mapping[FacilityId, Facility] = msgspec.field(
        default_factory=dict[FacilityId, Facility]
    )
    """Further facilities."""
    kinds: tuple[EquipmentKind, ...]
    units: tuple[EquipmentUnit, ...]
    workouts: tuple[Workout, ...]
    players: dict[PlayerId, Player]
    restrictions: tuple[Restriction, ...]
    user_ids: frozenset[UserId]
    leader_ids: frozenset[UserId] = frozenset()
    """Those of the users who can be put in charge."""

    @property
    def known(self) -> Known:
        """What a draft may name."""
        capacity: dict[FacilityId, Counter[EquipmentType]] = {}
        for unit in self.units:
            if unit.state is UnitState.READY:
                capacity.setdefault(unit.facility_id, Counter())[unit.equipment] += 1
        found = [self.facility.id] if self.facility is not None else []
        return Known(
            facility_ids=frozenset((*found, *self.elsewhere)),
            trainer_ids=self.user_ids,
            workout_ids=frozenset(workout.id for workout in self.workouts),
            player_ids=frozenset(self.players),
            kinds={kind.code: kind for kind in self.kinds},
            capacity=capacity.get(found[0], {}) if found else {},
            capacity_elsewhere={one: capacity.get(one, {}) for one in self.elsewhere},
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

    def place_of(self, session: Session) -> Facility:
        """The facility of a session.

        Raises:
            InvalidInputError: It was not read.
        """
        if session.facility_id in self.elsewhere:
            return self.elsewhere[session.facility_id]
        return self.place

    def kind(self, code: EquipmentType) -> EquipmentKind:
        """A machine type that is known to exist."""
        return next(kind for kind in self.kinds if kind.code == code)

    def workout(self, workout_id: WorkoutId | None) -> Workout | None:
        """A workout; None if there is none of that id."""
        found = (workout for workout in self.workouts if workout.id == workout_id)
        return next(found, None)

    def check_joining(self, player_ids: Collection[PlayerId], field: str) -> None:
        """See that players who are new to a plan still belong to the club.

        Raises:
            InvalidInputError: One has left.
        """
        for one in player_ids:
            player = self.players.get(one)
            if player is not None and player.is_archived:
                message = f"{player.name} has left the club and cannot be planned."
                action = "Take the player out, or bring him back first."
                raise InvalidInputError(message, suggested_action=action, field=field)

    def check_leader(self, user_id: UserId | None, field: str) -> None:
        """See that whoever is newly put in charge can be.

        Raises:
            InvalidInputError: He cannot.
        """
        if user_id in self.user_ids and user_id not in self.leader_ids:
            message = f"User {user_id} cannot lead a session."
            raise InvalidInputError(message, suggested_action="Choose a trainer.", field=field)

    def gate(self, instant: datetime) -> MedicalGate:
        """The medical gate for the day that the facility's calendar shows at an instant."""
        day = to_local(instant, self.place.time_zone).date()
        return MedicalGate(self.restrictions, self.kinds, day)

    def gate_of(self, session: Session) -> MedicalGate:
        """The medical gate for a session, from its first day to its last."""
        days = training_days(self.place_of(session), session.starts_at, session.ends_at)
        return MedicalGate(self.restrictions, self.kinds, *days)


async def view_club(
    unit: UnitOfWork,
    facility_id: FacilityId,
    player_ids: Sequence[PlayerId],
    elsewhere: Collection[FacilityId] = (),
) -> ClubView:
    """Read what a plan with these players needs to know.

    In a unit of work that writes, facilities and players are kept from other planners, always
    in the order of their ids, so that no two of them wait for each other.

    Args:
        unit: The transaction.
        facility_id: The facility of most of it.
        player_ids: All players it names.
        elsewhere: Further facilities; unknown ones are left out.

    Raises:
        InvalidInputError: It names too many players.
    """
    if len(player_ids) > MOST_PLAYERS:
        message = f"A plan has at most {MOST_PLAYERS} players, not {len(player_ids)}."
        raise InvalidInputError(message, field="playerIds")
    found: dict[FacilityId, Facility] = {}
    units: list[EquipmentUnit] = []
    for one in sorted({facility_id, *elsewhere}):
        place = await unit.club.facility(one)
        if place is not None:
            found[one] = place
            units += await unit.club.equipment_units(one)
    users = await unit.club.users()
    players = await unit.club.players(sorted(set(player_ids)))
    return ClubView(
        facility=found.pop(facility_id, None),
        elsewhere=found,
        kinds=await unit.club.equipment_kinds(),
        units=tuple(units),
        workouts=await unit.club.workouts(with_archived=True),
        players={player.id: player for player in players},
        restrictions=await unit.club.restrictions(tuple(player.id for player in players)),
        user_ids=frozenset(user.id for user in users),
        leader_ids=frozenset(user.id for user in users if user.can_lead),
    )
