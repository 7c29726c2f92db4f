"""The refusals of plans that are in each other's way: who has it, when, and what would go."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

import msgspec

from core.domain.conflict import Conflict, Holder, WayOut, conflict_of, details_of
from core.domain.ids import PlayerId, SessionId
from core.domain.session import Session
from core.errors import ConflictError, HockeyHubError, OverCapacityError
from core.planning.reservations import Shortage, over_capacity, span_text
from core.planning.slot_fit import Setting
from core.planning.ways_out import AHEAD, Paths, WaysOut
from core.ports.storage import UnitOfWork
from core.services.club.club_view import ClubView

_MARGIN = timedelta(days=1)
_MOST_NAMES = 3

Refused = TypeVar("Refused", bound=HockeyHubError)


class Conflicts:
    """Makes refusals inside the transaction in which the plan failed.

    Args:
        unit: The transaction.
        club: What was read in it.
        paths: Where in the request to blame, and what to change.
    """

    def __init__(self, unit: UnitOfWork, club: ClubView, paths: Paths) -> None:
        self._unit = unit
        self._club = club
        self._paths = paths

    async def too_few_machines(
        self, sessions: Sequence[Session], shortage: Shortage
    ) -> OverCapacityError:
        """A session that gets too few machines.

        Args:
            sessions: All that were wanted together.
            shortage: Which of them, and who holds the machines.
        """
        wanted = next(one for one in sessions if one.id == shortage.need.session_id)
        holders = [
            holder_of(other, unit_count=count)
            for other, count in [
                (await self._session(one, sessions), count)
                for one, count in shortage.held_by.items()
            ]
            if other is not None
        ]
        place = self._club.place_of(wanted)
        error = over_capacity(
            shortage,
            self._club.kind(wanted.equipment),
            holders,
            time_zone=place.time_zone,
            field=f"{self._paths.sessions[wanted.id]}.playerIds",
        )
        search = await self._search(sessions)
        # Hundreds of starts are tried: not on the loop that serves running sessions.
        ways_out = await asyncio.to_thread(search.for_machines, wanted, shortage.free)
        return _with_ways_out(error, ways_out)

    async def players_elsewhere(
        self, sessions: Sequence[Session], wanted: Session, busy: Mapping[PlayerId, Session]
    ) -> ConflictError:
        """Players of a session who are in other ones at that time.

        Args:
            sessions: All that were wanted together.
            wanted: The one of them whose players are elsewhere.
            busy: Where.
        """
        by_session: dict[SessionId, list[PlayerId]] = {}
        for player_id, other in busy.items():
            by_session.setdefault(other.id, []).append(player_id)
        others = {other.id: other for other in busy.values()}
        holders = tuple(
            holder_of(others[one], player_ids=tuple(ids)) for one, ids in by_session.items()
        )
        first, zone = holders[0], self._club.place_of(wanted).time_zone
        who = self._names(first.player_ids)
        message = f"{who} in “{first.session_name}” from {span_text(first, zone)}."
        error = ConflictError(
            message,
            suggested_action="Choose another time, or leave the player out of one of the two.",
            field=f"{self._paths.sessions[wanted.id]}.playerIds",
            details=details_of(Conflict(held_by=holders)),
        )
        search = await self._search(sessions)
        return _with_ways_out(error, await asyncio.to_thread(search.for_players, wanted, busy))

    async def _session(self, session_id: SessionId, sessions: Sequence[Session]) -> Session | None:
        here = (one for one in sessions if one.id == session_id)
        return next(here, None) or await self._unit.schedule.session(session_id)

    async def _search(self, sessions: Sequence[Session]) -> WaysOut:
        begins = min(one.starts_at for one in sessions)
        own = {one.id for one in sessions}
        booked = await self._unit.schedule.booked(
            starts_before=begins + AHEAD + _MARGIN, ends_after=begins - _MARGIN
        )
        place = self._club.place
        setting = Setting(
            facilities={**self._club.elsewhere, place.id: place},
            kinds=self._club.kinds,
            units=self._club.units,
            players=self._club.players,
            restrictions=self._club.restrictions,
            booked=tuple(one for one in booked if one.id not in own),
        )
        return WaysOut(sessions, setting, self._paths, place)

    def _names(self, player_ids: Sequence[PlayerId]) -> str:
        """With the verb: "Liam Ek is", "Ek, Berg and 2 others are"."""
        players = [self._club.players[one] for one in player_ids]
        if len(players) == 1:
            return f"{players[0].name} is"
        named = [one.last_name for one in players[:_MOST_NAMES]]
        others = len(players) - len(named)
        if others:
            return f"{', '.join(named)} and {others} {'other' if others == 1 else 'others'} are"
        return f"{', '.join(named[:-1])} and {named[-1]} are"


def holder_of(
    session: Session, *, unit_count: int = 0, player_ids: tuple[PlayerId, ...] = ()
) -> Holder:
    """A session as somebody who has what others want."""
    return Holder(
        session_id=session.id,
        session_name=session.name,
        bundle_id=session.bundle_id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        unit_count=unit_count,
        player_ids=player_ids,
    )


def _with_ways_out(error: Refused, ways_out: Sequence[WayOut]) -> Refused:
    conflict = msgspec.structs.replace(conflict_of(error), ways_out=tuple(ways_out))
    error.details = details_of(conflict)
    return error
