"""What somebody may see of a session.

A player's device: its own numbers, the course, the trainer's words. Medical details: only the
medical staff and trainers; all others, and players of themselves, learn "restricted".
"""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId
from core.domain.user import Principal
from core.live.events import (
    ConditioningIntervalTransitioned,
    MedicalStatus,
    MedicalStatusChanged,
    ParticipantMoved,
    ReadingsReceived,
    Recorded,
    SensorReassigned,
    SessionEvent,
    concerned,
)
from core.live.medical_fold import without_details
from core.live.state import SessionState
from hub_server.security.permissions import Action, is_allowed


def is_for_each(event: SessionEvent) -> bool:
    """Whether each player's device gets another part of it."""
    return isinstance(event, ReadingsReceived | MedicalStatusChanged | ParticipantMoved) or (
        isinstance(event, ConditioningIntervalTransitioned) and bool(event.analysis)
    )


def part_of(recorded: Recorded, player_id: PlayerId) -> Recorded | None:
    """An event as far as it concerns a player; None if not at all."""
    event = recorded.event
    players = concerned(event)
    if players is not None and player_id not in players:
        return None
    if isinstance(event, MedicalStatusChanged | ParticipantMoved):
        hidden = without_diagnosis(recorded).event
        told = msgspec.structs.replace(hidden, changes=event.changes)
        return Recorded(seq=recorded.seq, event=told)
    match event:
        case ReadingsReceived():
            own = tuple(reading for reading in event.readings if reading.player_id == player_id)
            return Recorded(seq=recorded.seq, event=msgspec.structs.replace(event, readings=own))
        case ConditioningIntervalTransitioned() if event.analysis:
            mine = tuple(one for one in event.analysis if one.player_id == player_id)
            return Recorded(seq=recorded.seq, event=msgspec.structs.replace(event, analysis=mine))
        case _:
            return without_readings(recorded)


def without_readings(recorded: Recorded) -> Recorded:
    """A reassignment as it is told: the readings it moves are in the state that follows."""
    event = recorded.event
    if not isinstance(event, SensorReassigned) or not event.readings:
        return recorded
    return Recorded(seq=recorded.seq, event=msgspec.structs.replace(event, readings=()))


def is_confidential(event: SessionEvent) -> bool:
    """Whether an event has parts that not everybody in a session may read."""
    return isinstance(event, MedicalStatusChanged | ParticipantMoved)


def without_diagnosis(recorded: Recorded) -> Recorded:
    """The event as others learn it: restricted or not, and not what for."""
    event = recorded.event
    if isinstance(event, MedicalStatusChanged):
        is_fit = event.status is MedicalStatus.FIT
        event = msgspec.structs.replace(
            event,
            status=MedicalStatus.FIT if is_fit else MedicalStatus.LIMITED,
            previous_status=None,
            body_part="",
            note="",
            restriction_id=None,
            proposed_session_id=None,
            response="",
            changes=(),
        )
    elif isinstance(event, ParticipantMoved) and event.medical_status is not None:
        event = msgspec.structs.replace(
            event,
            reason="",
            medical_status=MedicalStatus.LIMITED,
            restriction_id=None,
            changes=(),
        )
    elif isinstance(event, ParticipantMoved):
        event = msgspec.structs.replace(event, reason="", changes=())
    else:
        return recorded
    return Recorded(seq=recorded.seq, event=event)


def seen_by(principal: Principal, recorded: Recorded) -> Recorded | None:
    """An event as far as somebody may see it; None if not at all."""
    if principal.player_id is not None:
        return part_of(recorded, principal.player_id)
    if is_allowed(principal, Action.READ_MEDICAL_DETAILS):
        return recorded
    return without_diagnosis(recorded)


def state_for(principal: Principal, state: SessionState) -> SessionState:
    """A session's state as far as somebody may see it."""
    if principal.player_id is not None:
        return own_state(state, principal.player_id)
    if is_allowed(principal, Action.READ_MEDICAL_DETAILS):
        return state
    players = {
        key: msgspec.structs.replace(without_details(player), changes=())
        for key, player in state.players.items()
    }
    return msgspec.structs.replace(state, players=players)


def own_state(state: SessionState, player_id: PlayerId) -> SessionState:
    """A session's state with this player alone."""
    own = {
        key: without_details(player) for key, player in state.players.items() if key == player_id
    }
    mine = tuple(one for one in state.session.assignments if one.player_id == player_id)
    session = msgspec.structs.replace(state.session, assignments=mine)
    return msgspec.structs.replace(state, session=session, players=own)
