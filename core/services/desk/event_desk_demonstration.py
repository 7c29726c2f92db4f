"""Plans sessions that are there for demonstrations only."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from core.domain.drafts import BundleDraft, CommonProperties, SessionDraft
from core.domain.ids import BundleId
from core.domain.session import MIN_SESSIONS
from core.errors import NotFoundError
from core.ports.hub_link import HubLink
from core.services.desk.event_desk_scenarios import DEMONSTRATION

_PLAYERS: Final = 3
"""In each session."""
_MINUTES: Final = 30.0


async def plan_demonstration(link: HubLink, now: float) -> BundleId:
    """Plan as few sessions as a bundle may have, beginning now, where most machines are.

    Args:
        link: The hub.
        now: Seconds since 1970.

    Raises:
        NotFoundError: The club has no place, no machines or no players.
        HockeyHubError: The hub refuses, because everybody is busy, for example.
    """
    players, units = await link.players(), await link.equipment_units()
    places = {facility.id: facility for facility in await link.facilities()}
    machines = Counter(
        (unit.facility_id, unit.equipment) for unit in units if unit.facility_id in places
    )
    if not players or not machines:
        raise NotFoundError(
            "A demonstration needs players and machines.",
            suggested_action="Start the program with --demo to try everything out.",
        )
    facility_id, equipment = machines.most_common(1)[0][0]
    here = datetime.fromtimestamp(now, ZoneInfo(places[facility_id].time_zone))
    draft = BundleDraft(
        name=DEMONSTRATION,
        common_properties=CommonProperties(
            start_date=here.date(),
            start_time=f"{here:%H:%M:%S}",
            duration=_MINUTES,
            facility_id=facility_id,
            may_be_past=True,  # the clocks of desk and hub may differ
        ),
        sessions=tuple(
            SessionDraft(
                name=f"{DEMONSTRATION} {number + 1}",
                equipment=equipment,
                player_ids=tuple(
                    player.id for player in players[number * _PLAYERS : (number + 1) * _PLAYERS]
                ),
            )
            for number in range(MIN_SESSIONS)
        ),
    )
    return (await link.create_bundle(draft)).bundle_id
