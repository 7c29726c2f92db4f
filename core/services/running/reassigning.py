"""What a corrected sensor means for the session of its true owner."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.domain.ids import EventId, PlayerId, SessionId
from core.domain.sensor import Reading
from core.live.events import Recorded, SensorReassigned
from core.live.reassignment import said_of_players
from core.services.running.plausible import unknown_player
from core.services.running.recorder import Receipt
from core.services.running.sessions import RunningSessions


async def reassign(
    running: RunningSessions, event: SensorReassigned, to_session_id: SessionId | None = None
) -> Receipt:
    """Record that a sensor was on somebody else, who may train in another session.

    That one then gets his readings. Repeating it does no harm; after a failure it has to be.

    Raises:
        NotFoundError: The true owner does not train there.
        HockeyHubError: As `RunningSessions.submit`.
    """
    target = event.session_id if to_session_id is None else to_session_id
    if target == event.session_id:
        return await running.submit(event)
    if event.to_player_id not in (await running.state(target)).players:
        raise unknown_player(event.to_player_id or PlayerId("nobody"))
    receipt = await running.submit(event)
    arrival = arrival_of(event.event_id, await running.log(event.session_id), target)
    if arrival is not None:
        await running.submit(arrival)
    return receipt


def arrival_of(
    event_id: EventId, recorded: Sequence[Recorded], session_id: SessionId
) -> SensorReassigned | None:
    """What the session of the true owner is told, with the readings that are his.

    Args:
        event_id: The reassignment, as recorded in the session that heard the sensor.
        recorded: That session's whole log.
        session_id: Where the true owner trains.
    """
    event = next((one.event for one in recorded if one.event.event_id == event_id), None)
    if not isinstance(event, SensorReassigned) or event.to_player_id is None:
        return None
    said = said_of_players(recorded, {event.to_player_id}).get(event.to_player_id, ())
    readings = tuple(
        entry
        for entry in said
        if isinstance(entry, Reading)
        and entry.sensor_id == event.sensor_id
        and event.since <= entry.at <= event.instant
    )
    return msgspec.structs.replace(
        event,
        event_id=EventId(f"{event.event_id}:arrival"),
        session_id=session_id,
        readings=readings,
    )
