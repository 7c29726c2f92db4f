"""Proposes who trains in which group, with the reasons. Nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from core.domain.distribution import (
    DistributionProposal,
    DistributionRequest,
    GroupWish,
    PlayerForm,
    Wishes,
)
from core.domain.drafts import SessionDraft, UnassignedPlayer
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.session import DistributionStrategy, Session
from core.errors import InvalidInputError
from core.physiology.form import HISTORY_DAYS
from core.planning.distribution import Distribution, distribute
from core.planning.distribution_rules import check_request
from core.planning.explanation import Asked, explained
from core.planning.measures import PastSession, Values, form_of, readiness_of, strength_of
from core.planning.medical_gate import MedicalGate
from core.planning.parties import GroupOffer
from core.planning.timing import to_utc
from core.ports.storage import Database, UnitOfWork
from core.services.club.arrangement import Arranger
from core.services.club.club_view import ClubView, view_club
from core.services.club.drafting import session_of

_DAY = timedelta(days=1)
_HISTORY = timedelta(days=HISTORY_DAYS)


class DistributionService:
    """Proposes distributions.

    Args:
        database: Where the club and its sessions are.
        draw: Draws the seed of a random distribution.
    """

    def __init__(self, database: Database, draw: Callable[[], int]) -> None:
        self._database = database
        self._draw = draw

    async def propose(self, request: DistributionRequest) -> DistributionProposal:
        """Who would go where.

        Raises:
            InvalidInputError: The request breaks a rule; `field` says where.
        """
        common = request.common_properties
        elsewhere = {one.facility_id for one in request.groups if one.facility_id is not None}
        async with self._database.read() as unit:
            named = await _named(unit, request)
            club = await view_club(unit, common.facility_id, named, elsewhere)
            check_request(request, club.known)
            place = club.place
            starts_at = to_utc(common.start_date, common.start_time, place.time_zone)
            sessions = _sessions(request, starts_at, club)
            room = await Arranger(unit, club, {}).room(sessions)
            busy = await _busy(unit, sessions, named)
            ready = await _readiness(unit, request, starts_at, named)
        players = {one: club.players[one] for one in named}
        gate = club.gate_of(max(sessions, key=lambda session: session.duration_min))
        offers = tuple(
            GroupOffer(name=group.name, equipment=group.equipment, capacity=_capacity(group, free))
            for group, free in zip(request.groups, room, strict=True)
        )
        # A thousand players take a tenth of a second: not on the loop that serves sessions.
        return await asyncio.to_thread(self._spread, request, players, offers, gate, busy, ready)

    async def form(self, now: datetime) -> PlayerForm:
        """How ready all players are at an instant, from the load of what was recorded."""
        async with self._database.read() as unit:
            players = await unit.club.players()
            ids = frozenset(player.id for player in players if not player.is_archived)
            return PlayerForm(values=(await _form(unit, now, ids)).known)

    def _spread(
        self,
        request: DistributionRequest,
        players: dict[PlayerId, Player],
        offers: tuple[GroupOffer, ...],
        gate: MedicalGate,
        busy: dict[PlayerId, str],
        ready: Values,
    ) -> DistributionProposal:
        here = [player for player in players.values() if player.id not in busy]
        strength = strength_of(here)
        is_ready = request.strategy is DistributionStrategy.READINESS
        is_drawn = request.strategy is DistributionStrategy.RANDOM
        seed = request.seed if request.seed is not None else self._draw()
        found = distribute(
            here,
            offers,
            gate.allows,
            strategy=request.strategy,
            wishes=_wishes(request),
            seed=seed,
            values=ready if is_ready else strength,
        )
        absent = tuple(UnassignedPlayer(player_id=one, reason=busy[one]) for one in busy)
        asked = Asked(
            players=players,
            offers=offers,
            strategy=request.strategy,
            seed=seed if is_drawn else None,
            measures=(ready, strength) if is_ready else (strength, ready),
            apart=request.keep_apart,
        )
        whole = Distribution(groups=found.groups, unassigned=(*found.unassigned, *absent))
        return explained(whole, asked, gate)


async def _named(unit: UnitOfWork, request: DistributionRequest) -> tuple[PlayerId, ...]:
    """Who is to be spread: as named, and who is locked; else everybody who is not archived."""
    if request.player_ids is None:
        players = await unit.club.players()
        return tuple(player.id for player in players if not player.is_archived)
    locked = (one for group in request.groups for one in group.locked_player_ids)
    return tuple(dict.fromkeys((*request.player_ids, *locked)))


async def _readiness(
    unit: UnitOfWork,
    request: DistributionRequest,
    starts_at: datetime,
    named: Sequence[PlayerId],
) -> Values:
    """As it was told; where it matters and nothing was told, form.

    Raises:
        InvalidInputError: It matters, and nothing was recorded either.
    """
    if request.readiness or request.strategy is not DistributionStrategy.READINESS:
        return readiness_of(request.readiness)
    found = await _form(unit, starts_at, frozenset(named))
    if not found.known:
        raise InvalidInputError(
            "Nothing is known of how ready the players are.",
            suggested_action="Say how ready they are, or spread them in another way.",
            field="readiness",
        )
    return found


async def _form(unit: UnitOfWork, at: datetime, players: Collection[PlayerId]) -> Values:
    recorded = await unit.recordings.summaries_between(at - _HISTORY, at)
    past = [
        PastSession(age_days=(at - began) / _DAY, players=summary.players)
        for began, summary in recorded
    ]
    return form_of(past, players)


def _sessions(
    request: DistributionRequest, starts_at: datetime, club: ClubView
) -> tuple[Session, ...]:
    """The groups as sessions that want machines."""
    return tuple(
        session_of(
            SessionDraft(
                name=group.name,
                equipment=group.equipment,
                duration=group.duration,
                facility_id=group.facility_id,
            ),
            request.common_properties,
            starts_at,
            club,
        )
        for group in request.groups
    )


async def _busy(
    unit: UnitOfWork, sessions: Sequence[Session], named: Sequence[PlayerId]
) -> dict[PlayerId, str]:
    """Who trains elsewhere at that time, and where."""
    busy = await unit.schedule.busy_players(
        named,
        starts_before=max(session.ends_at for session in sessions),
        ends_after=min(session.starts_at for session in sessions),
    )
    return {
        player_id: f"Is in “{session.name}” at that time." for player_id, session in busy.items()
    }


def _capacity(group: GroupWish, free: int) -> int:
    return free if group.capacity is None else min(group.capacity, free)


def _wishes(request: DistributionRequest) -> Wishes:
    return Wishes(
        locks={
            one: index
            for index, group in enumerate(request.groups)
            for one in group.locked_player_ids
        },
        together=request.keep_together,
        apart=request.keep_apart,
    )
