"""Fits planned sessions into what is there: players who may and can, machines that are free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import msgspec

from core.domain.drafts import UnassignedPlayer
from core.domain.equipment import EquipmentUnit
from core.domain.ids import PlayerId, SessionId, UnitId
from core.domain.session import Assignment, DistributionStrategy, Reservation, Session
from core.domain.value import Value
from core.errors import ConflictError
from core.planning.distribution import (
    Distribution,
    GroupOffer,
    distribute_at_random,
    distribute_by_skill,
    distribute_evenly,
)
from core.planning.reservations import (
    Shortage,
    UnitNeed,
    choose_units,
    over_capacity,
    reservation_of,
    shares,
)
from core.planning.timing import to_local
from core.ports.storage import UnitOfWork
from core.services.club.club_view import ClubView


class Arrangement(Value, frozen=True, kw_only=True):
    """Sessions whose players have machines, and the reservations to be made for them."""

    sessions: tuple[Session, ...]
    reservations: tuple[Reservation, ...]


class Arranger:
    """Arranges parallel sessions of one facility inside a transaction that writes.

    Args:
        unit: The transaction.
        club: What was read in it.
        paths: For each session, the field of the request to blame.
    """

    def __init__(self, unit: UnitOfWork, club: ClubView, paths: Mapping[SessionId, str]) -> None:
        self._unit = unit
        self._club = club
        self._paths = paths

    async def distribute(
        self, sessions: Sequence[Session], strategy: DistributionStrategy
    ) -> tuple[tuple[Session, ...], tuple[UnassignedPlayer, ...]]:
        """Spread all players of the sessions anew over the same sessions."""
        held = await self._held(sessions)
        room = shares([_need(session) for session in sessions], self._club.units, held)
        offers = [
            GroupOffer(equipment=session.equipment, capacity=capacity)
            for session, capacity in zip(sessions, room, strict=True)
        ]
        dealt = self._deal(sessions, offers, strategy)
        spread = tuple(
            msgspec.structs.replace(
                session, assignments=tuple(Assignment(player_id=one) for one in group)
            )
            for session, group in zip(sessions, dealt.groups, strict=True)
        )
        return spread, dealt.unassigned

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
        needs = {session.id: _need(session) for session in sessions}
        choice = choose_units(
            tuple(needs.values()),
            self._club.units,
            await self._held(sessions),
            preferred={session.id: _units_of(session) for session in sessions},
        )
        if choice.shortages:
            await self._refuse(choice.shortages[0])
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
        everybody = [player_id for session in sessions for player_id in session.player_ids]
        may = self._club.gate(sessions[0].starts_at).allows
        if strategy is DistributionStrategy.SKILL_BASED:
            players = [self._club.players[player_id] for player_id in everybody]
            return distribute_by_skill(players, offers, may)
        if strategy is DistributionStrategy.RANDOM:
            random = Random(sessions[0].id)  # noqa: S311 - to be repeatable, not secret
            return distribute_at_random(everybody, offers, may, random=random)
        return distribute_evenly(everybody, offers, may)

    def _check_restrictions(self, sessions: Sequence[Session]) -> None:
        gate = self._club.gate(sessions[0].starts_at)
        near = tuple(dict.fromkeys(session.equipment for session in sessions))
        for session in sessions:
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
        for session in sessions:
            for player_id in session.player_ids:
                other = busy.get(player_id)
                if other is not None and other.starts_at < session.ends_at:
                    raise self._conflict(player_id, session, other)

    def _conflict(self, player_id: PlayerId, session: Session, other: Session) -> ConflictError:
        zone = self._club.place.time_zone
        span = f"{to_local(other.starts_at, zone):%H:%M} to {to_local(other.ends_at, zone):%H:%M}"
        message = f"{self._club.players[player_id].name} is in “{other.name}” from {span}."
        return ConflictError(
            message,
            suggested_action="Choose another time, or leave the player out of one of the two.",
            field=f"{self._paths[session.id]}.playerIds",
        )

    async def _held(self, sessions: Sequence[Session]) -> tuple[Reservation, ...]:
        """What others have reserved while any of the sessions lasts."""
        own = {session.id for session in sessions}
        held = await self._unit.schedule.reservations(
            facility_id=self._club.place.id,
            starts_before=max(session.ends_at for session in sessions),
            ends_after=min(session.starts_at for session in sessions),
        )
        return tuple(one for one in held if one.session_id not in own)

    async def _refuse(self, shortage: Shortage) -> None:
        holders = [await self._unit.schedule.session(one) for one in shortage.held_by]
        need = shortage.need
        names = {session.id: session.name for session in holders if session is not None}
        names[need.session_id] = need.session_name
        raise over_capacity(
            shortage,
            self._club.kind(need.equipment),
            names,
            field=f"{self._paths[need.session_id]}.playerIds",
        )


def _need(session: Session) -> UnitNeed:
    return UnitNeed(
        session_id=session.id,
        session_name=session.name,
        equipment=session.equipment,
        count=len(session.assignments),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
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
