"""The demo's bundle: the sample club's players on three kinds of machines, by the ordinary API."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from core.domain.drafts import BundleDraft, CommonProperties, Customizations, SessionDraft
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.session import DistributionStrategy
from core.domain.workout import Interval
from core.errors import NotFoundError
from core.ports.hub_link import BundlePlanner, ClubCatalog

_TAG = "vo2max"
"""A workout that shows all zones in an hour."""
_WARM_UP_S = 120.0
_MARGIN_S = 120.0
"""Connecting takes time before the start."""
_GROUPS = (
    ("Rowing Group A", ROWING),
    ("Bike Erg Group B", BIKE_ERG),
    ("Ski Erg Group C", SKI_ERG),
)


async def plan_demo(club: ClubCatalog, starts_at: float, minutes: float) -> BundleDraft:
    """Three parallel groups of all players, spread evenly, in the club's first facility.

    Args:
        club: Whose players, places and workouts.
        starts_at: Seconds since 1970.
        minutes: How long.

    Raises:
        NotFoundError: The club has no facility, no player or no workout yet.
    """
    facilities = await club.facilities()
    players = await club.players()
    workouts = await club.workouts()
    workouts = tuple(workout for workout in workouts if workout.intervals)
    if not (facilities and players and workouts):
        raise NotFoundError(
            "The demo needs a facility, players and a workout.",
            suggested_action="Start it with the sample club: hockeyhub --demo.",
        )
    facility = facilities[0]
    workout = min(workouts, key=lambda one: (_TAG not in one.tags, len(one.intervals)))
    local_start = datetime.fromtimestamp(starts_at, tz=ZoneInfo(facility.time_zone))
    shares = [players[index :: len(_GROUPS)] for index in range(len(_GROUPS))]
    return BundleDraft(
        name="Team Conditioning",
        description="Three parallel groups on virtual sensors.",
        common_properties=CommonProperties(
            start_date=local_start.date(),
            start_time=local_start.strftime("%H:%M:%S"),
            duration=minutes,
            facility_id=facility.id,
            may_be_past=True,  # the demo plays an hour that has just been
        ),
        sessions=tuple(
            SessionDraft(
                name=name,
                equipment=equipment,
                player_ids=tuple(player.id for player in share),
                workout_id=workout.id,
                customizations=Customizations(intervals=_without_delay(workout.intervals)),
            )
            for (name, equipment), share in zip(_GROUPS, shares, strict=True)
        ),
        auto_distribute=True,
        distribution_strategy=DistributionStrategy.AUTOMATIC,
    )


async def free_start(hub: BundlePlanner, start: float, minutes: float) -> float:
    """The latest instant up to `start` from which nothing planned or begun is in the way.

    What a run that was cut off has left keeps its players and machines, and its recording.

    Args:
        hub: Knows all bundles.
        start: Where the time would begin best, seconds since 1970.
        minutes: How long it has to be free.
    """
    cursor = None
    while True:
        page = await hub.bundles(cursor)  # newest start first: each can only push further back
        for bundle in page.items:
            begins_at = bundle.starts_at.timestamp()
            ends_at = begins_at + bundle.duration_min * 60
            is_there = begins_at < start + minutes * 60 + _MARGIN_S and ends_at > start
            if is_there and not bundle.status.is_over:
                start = begins_at - minutes * 60 - _MARGIN_S
        cursor = page.next_cursor
        if cursor is None:
            return start


def _without_delay(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """With a short warm-up: who looks at a demo wants to see the team at work."""
    first, *others = intervals
    short_s = min(first.duration_s, _WARM_UP_S)
    return (msgspec.structs.replace(first, duration_s=short_s), *others)
