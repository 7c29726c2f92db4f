"""What a player's device may see of a session: its own numbers, the course, the trainer's words."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId
from core.live.events import (
    MessageSent,
    ReadingsReceived,
    Recorded,
    SensorReassigned,
    SessionEnded,
    SessionForceEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from core.live.state import SessionState

FOR_EVERYBODY = (
    SessionStarted,
    SessionPaused,
    SessionResumed,
    SessionEnded,
    SessionForceEnded,
    MessageSent,
)
"""Events that concern all players of a session."""


def part_of(recorded: Recorded, player_id: PlayerId) -> Recorded | None:
    """An event as far as it concerns a player; None if not at all."""
    event = recorded.event
    if isinstance(event, FOR_EVERYBODY):
        return recorded
    if isinstance(event, ReadingsReceived):
        own = tuple(reading for reading in event.readings if reading.player_id == player_id)
        if not own:
            return None
        return Recorded(seq=recorded.seq, event=msgspec.structs.replace(event, readings=own))
    if isinstance(event, SensorReassigned):
        is_concerned = player_id in (event.from_player_id, event.to_player_id)
        return without_readings(recorded) if is_concerned else None
    return recorded if event.player_id == player_id else None


def without_readings(recorded: Recorded) -> Recorded:
    """A reassignment as it is told: the readings it moves are in the state that follows."""
    event = recorded.event
    if not isinstance(event, SensorReassigned) or not event.readings:
        return recorded
    return Recorded(seq=recorded.seq, event=msgspec.structs.replace(event, readings=()))


def own_state(state: SessionState, player_id: PlayerId) -> SessionState:
    """A session's state with this player alone."""
    own = {key: player for key, player in state.players.items() if key == player_id}
    mine = tuple(one for one in state.session.assignments if one.player_id == player_id)
    session = msgspec.structs.replace(state.session, assignments=mine)
    return msgspec.structs.replace(state, session=session, players=own)
