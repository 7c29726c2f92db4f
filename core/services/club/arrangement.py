"""Fits planned sessions into what is there: players who may and can, machines that are free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from core.domain.drafts import UnassignedPlayer
from core.domain.equipment import EquipmentUnit
from core.domain.ids import SessionId, UnitId
from core.domain.session import Assignment, DistributionStrategy, Reservation, Session
from core.domain.value import Value
from core.planning.distribution import Distribution, GroupOffer, distribute, seed_of
from core.planning.reservations import (
    UnitNeed,
    choose_units,
    reservation_of,
    shares,
)
from core.planning.ways_out import Paths
from core.ports.storage import UnitOfWork
from core.services.club.club_view import ClubView
from core.services.club.conflicts import Conflicts


class Arrangement(Value, frozen=True, kw_only=True):
    """Sessions whose players have machines, and the reservations to be made for them."""

    sessions: tuple[Session, ...]
    reservations: tuple[Reservation, ...]


class Arranger:
    """Arranges parallel sessions inside a transaction that writes.

    Args:
        unit: The transaction.
        club: What was read in it.
        paths: For each session, the field of the request to blame.
        common: The field under which stands what all of them share.
    """

    def __init__(
        self,
        unit: UnitOfWork,
        club: ClubView,
        paths: Mapping[SessionId, str],
        common: str = "commonProperties",
    ) -> None:
        self._unit = unit
        self._club = club
        self._paths = paths
        self._conflicts = Conflicts(unit, club, Paths(common=common, sessions=paths))

    async def distribute(
        self, sessions: Sequence[Session], strategy: DistributionStrategy
    ) -> tuple[tuple[Session, ...], tuple[UnassignedPlayer, ...]]:
        """Spread all players of the sessions anew over the same sessions."""
        offers = [
            GroupOffer(equipment=session.equipment, capacity=capacity)
            for session, capacity in zip(sessions, await self.room(sessions), strict=True)
        ]
        dealt = self._deal(sessions, offers, strategy)
        spread = tuple(
            msgspec.structs.replace(
                session, assignments=tuple(Assignment(player_id=one) for one in group)
            )
            for session, group in zip(sessions, dealt.groups, strict=True)
        )
        return spread, dealt.unassigned

    async def room(self, sessions: Sequence[Session]) -> tuple[int, ...]:
        """How many machines each of the sessions can count on."""
        held = await self._held(sessions)
        return shares([self._need(session) for session in sessions], self._club.units, held)

    async def arrange(self, sessions: Sequence[Session]) -> Arrangement:
        """Check all players and find each a machine; what a player had stays, if it can.

        Raises:
            RestrictedError: A player may not use the machine.
            ConflictError: A player trains elsewhere at that time.
            OverCapacityError: There are not enough free machines.
        """
        if not sessions:
            return Arrangement(sessions=(), reservations=())
        self._check_restrictions(sessions)
        await self._check_players_free(sessions)
        needs = {session.id: self._need(session) for session in sessions}
        choice = choose_units(
            tuple(needs.values()),
            self._club.units,
            await self._held(sessions),
            preferred={session.id: _units_of(session) for session in sessions},
        )
        if choice.shortages:
            raise await self._conflicts.too_few_machines(sessions, choice.shortages[0])
        return Arrangement(
            sessions=tuple(_equipped(session, choice.units[session.id]) for session in sessions),
            reservations=tuple(
                reservation_of(needs[session.id], unit)
                for session in sessions
                for unit in choice.units[session.id]
            ),
        )

    def _deal(
        self,
        sessions: Sequence[Session],
        offers: Sequence[GroupOffer],
        strategy: DistributionStrategy,
    ) -> Distribution:
        players = [self._club.players[one] for session in sessions for one in session.player_ids]
        longest = max(sessions, key=lambda session: session.duration_min)
        may = self._club.gate_of(longest).allows
        seed = seed_of(sessions[0].id)
        return distribute(players, offers, may, strategy=strategy, seed=seed)

    def _check_restrictions(self, sessions: Sequence[Session]) -> None:
        near = tuple(dict.fromkeys(session.equipment for session in sessions))
        for session in sessions:
            gate = self._club.gate_of(session)
            field = f"{self._paths[session.id]}.playerIds"
            for player_id in session.player_ids:
                player = self._club.players[player_id]
                gate.check(player, session.equipment, offered=near, field=field)

    async def _check_players_free(self, sessions: Sequence[Session]) -> None:
        everybody = [player_id for session in sessions for player_id in session.player_ids]
        busy = await self._unit.schedule.busy_players(
            everybody,
            starts_before=max(session.ends_at for session in sessions),
            ends_after=min(session.starts_at for session in sessions),
            except_sessions=tuple(session.id for session in sessions),
        )
        for session in sessions if busy else ():
            elsewhere = {
                one: busy[one]
                for one in session.player_ids
                if one in busy and busy[one].starts_at < session.ends_at
            }
            if elsewhere:
                raise await self._conflicts.players_elsewhere(sessions, session, elsewhere)

    async def _held(self, sessions: Sequence[Session]) -> tuple[Reservation, ...]:
        """What others have reserved while any of the sessions lasts, or shortly before or after."""
        own = {session.id for session in sessions}
        starts_before = max(session.ends_at for session in sessions)
        ends_after = min(session.starts_at for session in sessions)
        held: list[Reservation] = []
        for place in {
            session.facility_id: self._club.place_of(session) for session in sessions
        }.values():
            turnaround = timedelta(minutes=place.turnaround_min)
            held += await self._unit.schedule.reservations(
                facility_id=place.id,
                starts_before=starts_before + turnaround,
                ends_after=ends_after - turnaround,
            )
        return tuple(one for one in held if one.session_id not in own)

    def _need(self, session: Session) -> UnitNeed:
        return UnitNeed(
            session_id=session.id,
            session_name=session.name,
            equipment=session.equipment,
            count=len(session.assignments),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            facility_id=session.facility_id,
            turnaround=timedelta(minutes=self._club.place_of(session).turnaround_min),
        )


def _units_of(session: Session) -> list[UnitId]:
    return [one.unit_id for one in session.assignments if one.unit_id is not None]


def _equipped(session: Session, units: Sequence[EquipmentUnit]) -> Session:
    """The session with a unit for each player: the one he had, or the next free one."""
    ids = {unit.id for unit in units}
    kept = {one.player_id: one.unit_id for one in session.assignments if one.unit_id in ids}
    others = iter([unit.id for unit in units if unit.id not in kept.values()])
    return msgspec.structs.replace(
        session,
        assignments=tuple(
            Assignment(player_id=one.player_id, unit_id=kept.get(one.player_id) or next(others))
            for one in session.assignments
        ),
    )
