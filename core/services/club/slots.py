"""Smart scheduling: when could these groups train?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from core.domain.ids import FacilityId
from core.domain.session import MAX_SESSIONS
from core.domain.slots import (
    LONGEST_SEARCH_DAYS,
    MOST_SLOTS,
    BookedSession,
    SlotProposals,
    SlotRequest,
)
from core.errors import InvalidInputError
from core.live.events import utc
from core.planning.limits import check_year
from core.planning.slot_fit import Setting
from core.planning.slot_search import propose, window_of
from core.planning.validation import Known, check_duration, check_known, check_players_once
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.club.club_view import ClubView, view_club

_HABIT = timedelta(weeks=8)
"""How far back is looked for the club's usual times."""
_MARGIN = timedelta(days=2)
_LONGEST_SPAN = timedelta(days=100)


class SlotService:
    """Proposes times, and shows what is planned.

    Args:
        database: Where the club and its sessions are.
        clock: Nothing is proposed for the past.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def propose(self, request: SlotRequest) -> SlotProposals:
        """The best times for some groups, with reasons.

        Raises:
            InvalidInputError: The request breaks a rule; `field` says where.
        """
        _check_shape(request)
        named = [
            *request.player_ids,
            *(one for group in request.groups for one in group.player_ids),
        ]
        elsewhere = {one.facility_id for one in request.groups if one.facility_id is not None}
        now = utc(self._clock.now())
        async with self._database.read() as unit:
            club = await view_club(unit, request.facility_id, named, elsewhere)
            _check_known(request, club.known)
            booked = await unit.schedule.booked(
                starts_before=datetime.combine(request.end_date, time(0), UTC) + _MARGIN,
                ends_after=min(now, datetime.combine(request.start_date, time(0), UTC)) - _HABIT,
            )
        setting = _setting(club, booked)
        # Some thousand starts are tried: not on the loop that serves running sessions.
        return await asyncio.to_thread(propose, request, setting, now)

    async def booked(
        self, starts_before: datetime, ends_after: datetime, facility_id: FacilityId | None = None
    ) -> tuple[BookedSession, ...]:
        """What is planned in a span: who and what is taken.

        Raises:
            InvalidInputError: The span is none, or too long.
        """
        check_year(ends_after, "from")
        check_year(starts_before, "to")
        if not ends_after < starts_before <= ends_after + _LONGEST_SPAN:
            raise InvalidInputError(
                f"The end comes after the beginning, at most {_LONGEST_SPAN.days} days.",
                suggested_action="Choose a shorter span.",
                field="to",
            )
        async with self._database.read() as unit:
            return await unit.schedule.booked(
                starts_before=starts_before, ends_after=ends_after, facility_id=facility_id
            )


def _setting(club: ClubView, booked: Sequence[BookedSession]) -> Setting:
    return Setting(
        facilities={**club.elsewhere, club.place.id: club.place},
        kinds=club.kinds,
        units=club.units,
        players=club.players,
        restrictions=club.restrictions,
        booked=tuple(booked),
    )


def _check_shape(request: SlotRequest) -> None:
    check_duration(request.duration, "duration")
    check_year(request.start_date, "startDate")
    check_year(request.end_date, "endDate")
    days = (request.end_date - request.start_date).days
    if not 0 <= days <= LONGEST_SEARCH_DAYS:
        raise InvalidInputError(
            f"The last day is 0 to {LONGEST_SEARCH_DAYS} days after the first.",
            suggested_action="Choose other days.",
            field="endDate",
        )
    if not 1 <= len(request.groups) <= MAX_SESSIONS:
        message = f"There are 1 to {MAX_SESSIONS} groups, not {len(request.groups)}."
        raise InvalidInputError(message, field="groups")
    if not 1 <= request.limit <= MOST_SLOTS:
        message = f"1 to {MOST_SLOTS} times can be proposed, not {request.limit}."
        raise InvalidInputError(message, field="limit")
    window = window_of(request)
    if window.latest != time(0) and window.latest <= window.earliest:
        raise InvalidInputError(
            "The latest time is not after the earliest.",
            suggested_action="Choose longer hours.",
            field="latestTime",
        )
    groups = [(f"group {at}", group.player_ids) for at, group in enumerate(request.groups, 1)]
    check_players_once(groups, "groups.{}.playerIds")
    everybody = tuple(one for group in request.groups for one in group.player_ids)
    check_players_once([("a group", everybody), ("the list", request.player_ids)], "playerIds")


def _check_known(request: SlotRequest, known: Known) -> None:
    check_known("facility", request.facility_id, known.facility_ids, "facilityId")
    if request.trainer_id is not None:
        check_known("trainer", request.trainer_id, known.trainer_ids, "trainerId")
    for player_id in request.player_ids:
        check_known("player", player_id, known.player_ids, "playerIds")
    for index, group in enumerate(request.groups):
        path = f"groups.{index}"
        check_known("machine type", group.equipment, known.kinds, f"{path}.equipment")
        if group.duration is not None:
            check_duration(group.duration, f"{path}.duration")
        if group.facility_id is not None:
            check_known("facility", group.facility_id, known.facility_ids, f"{path}.facilityId")
        for player_id in group.player_ids:
            check_known("player", player_id, known.player_ids, f"{path}.playerIds")
