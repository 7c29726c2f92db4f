"""Who could train if some groups began at an instant: machines, restrictions, other sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, UnitId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.slots import BookedSession, SlotRequest
from core.domain.value import Value
from core.planning.medical_gate import MedicalGate
from core.planning.parties import Party
from core.planning.placement import Placement
from core.planning.timetable import Timetable
from core.planning.timing import to_local

Pool = tuple[FacilityId, EquipmentType]
"""Machines of one type in one place; groups on the same ones share them."""
Days = tuple[tuple[date, date], ...]
"""First and last day of a training in each of its facilities."""


class Setting(Value, frozen=True, kw_only=True):
    """What there is, and what is planned already."""

    facilities: Mapping[FacilityId, Facility]
    kinds: tuple[EquipmentKind, ...]
    units: tuple[EquipmentUnit, ...]
    players: Mapping[PlayerId, Player]
    restrictions: tuple[Restriction, ...]
    booked: tuple[BookedSession, ...]
    """All sessions of the time that is looked at, and of some weeks before it."""


class Fit(Value, frozen=True, kw_only=True):
    """How a start fits."""

    free: dict[Pool, int]
    """Machines that are free then."""
    busy: dict[PlayerId, BookedSession]
    """Who is elsewhere, and where."""
    forbidden: frozenset[PlayerId]
    """Who may not use any machine that he could get."""
    placed: frozenset[PlayerId]
    """Who can train."""


class Fitter:
    """Tries starts for the groups of a request.

    Args:
        request: Which groups.
        setting: What there is.
    """

    def __init__(self, request: SlotRequest, setting: Setting) -> None:
        self._setting = setting
        self._wanted = _pools_by_player(request)
        self._lengths = _lengths(request)
        self.timetable = Timetable(setting.booked)
        self._units = _units_by_pool(setting.units, self._lengths)
        self._by_days: dict[Days, dict[PlayerId, tuple[Pool, ...]]] = {}
        self._known: dict[object, frozenset[PlayerId]] = {}

    @property
    def players(self) -> frozenset[PlayerId]:
        """Who is to train."""
        return frozenset(self._wanted)

    @property
    def facility_ids(self) -> tuple[FacilityId, ...]:
        """Where the groups would be."""
        return tuple(dict.fromkeys(facility_id for facility_id, _ in self._lengths))

    @property
    def longest(self) -> timedelta:
        """How long the longest group trains."""
        return max(self._lengths.values())

    def fit(self, starts_at: datetime) -> Fit:
        """Who could train if all began at an instant."""
        free = {pool: self._free(pool, starts_at) for pool in self._units}
        busy = self.timetable.busy(self._wanted, starts_at, starts_at + self.longest)
        days = self._days(starts_at)
        allowed = self._allowed(days)
        forbidden = frozenset(one for one, pools in allowed.items() if not pools)
        placed = self._placed(free, frozenset(busy), days)
        return Fit(free=free, busy=busy, forbidden=forbidden, placed=placed)

    def _free(self, pool: Pool, starts_at: datetime) -> int:
        turnaround = timedelta(minutes=self._setting.facilities[pool[0]].turnaround_min)
        held = self.timetable.held(starts_at, starts_at + self._lengths[pool], turnaround)
        return len(self._units[pool] - held)

    def _allowed(self, days: Days) -> dict[PlayerId, tuple[Pool, ...]]:
        """Which machines each player may use on those days; the same for all their hours."""
        if days not in self._by_days:
            setting = self._setting
            gates = {
                facility_id: MedicalGate(setting.restrictions, setting.kinds, *span)
                for facility_id, span in zip(self.facility_ids, days, strict=True)
            }
            self._by_days[days] = {
                player_id: tuple(
                    pool for pool in pools if gates[pool[0]].allows(player_id, pool[1])
                )
                for player_id, pools in self._wanted.items()
            }
        return self._by_days[days]

    def _days(self, starts_at: datetime) -> Days:
        places = (self._setting.facilities[one] for one in self.facility_ids)
        return tuple(training_days(one, starts_at, starts_at + self.longest) for one in places)

    def _placed(
        self,
        free: Mapping[Pool, int],
        busy: frozenset[PlayerId],
        days: Days,
    ) -> frozenset[PlayerId]:
        """Who finds a machine; most starts are like another one, so it is kept."""
        key = (tuple(free.values()), busy, days)
        if key not in self._known:
            order = {pool: index for index, pool in enumerate(free)}
            parties = [
                Party(members=(player_id,), allowed=tuple(order[pool] for pool in pools))
                for player_id, pools in self._allowed(days).items()
                if player_id not in busy
            ]
            # Who has the fewest choices goes first; the others then mostly just sit down.
            parties.sort(key=lambda party: len(party.allowed))
            left = {
                one
                for party in Placement(tuple(free.values())).place_all(parties)
                for one in party.members
            }
            here = {one for party in parties for one in party.members}
            self._known[key] = frozenset(here - left)
        return self._known[key]


def gate_during(
    setting: Setting, place: Facility, starts_at: datetime, ends_at: datetime
) -> MedicalGate:
    """The medical gate for a training, from its first day there to its last."""
    days = training_days(place, starts_at, ends_at)
    return MedicalGate(setting.restrictions, setting.kinds, *days)


def training_days(place: Facility, starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """First and last day of a training on the facility's calendar; until midnight is one day."""
    last = to_local(ends_at - timedelta(microseconds=1), place.time_zone)
    return to_local(starts_at, place.time_zone).date(), last.date()


def _pools_by_player(request: SlotRequest) -> dict[PlayerId, tuple[Pool, ...]]:
    wanted: dict[PlayerId, tuple[Pool, ...]] = {}
    everywhere: list[Pool] = []
    for group in request.groups:
        pool = (group.facility_id or request.facility_id, group.equipment)
        everywhere.append(pool)
        wanted.update(dict.fromkeys(group.player_ids, (pool,)))
    anywhere = tuple(dict.fromkeys(everywhere))
    return wanted | dict.fromkeys(request.player_ids, anywhere)


def _lengths(request: SlotRequest) -> dict[Pool, timedelta]:
    lengths: dict[Pool, timedelta] = {}
    for group in request.groups:
        pool = (group.facility_id or request.facility_id, group.equipment)
        own = timedelta(minutes=group.duration or request.duration)
        lengths[pool] = max(own, lengths.get(pool, own))
    return lengths


def _units_by_pool(
    units: Sequence[EquipmentUnit], pools: Mapping[Pool, timedelta]
) -> dict[Pool, frozenset[UnitId]]:
    return {
        pool: frozenset(
            unit.id
            for unit in units
            if (unit.facility_id, unit.equipment) == pool and unit.state is UnitState.READY
        )
        for pool in pools
    }
