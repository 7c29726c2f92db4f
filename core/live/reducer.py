"""What a running session looks like after an event: one pure function for hub and clients.

The hub folds recorded events into the truth, every Python client into its picture. An event
counts by its own time, not by its arrival. Two simplifications keep it fast, and the summary
(`core.reports.summary`), made from the whole recording, has neither: a value older than one
already taken of its quantity is left out, and a start, pause, resume or end that arrives later
than readings after it does not change what these have counted already. A reassignment holds at
once for readings that still come; what was counted before is folded anew by whoever has the log
(`core.live.reassignment.refolded`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.live import (
    agility_fold,
    course_fold,
    events,
    hybrid_fold,
    medical_fold,
    move_fold,
    presence_fold,
    strength_fold,
)
from core.live.active_time import ActiveTime
from core.live.events import PlayerStatus, Recorded, SessionEvent, concerned
from core.live.metrics import as_metrics
from core.live.opening import opened, restricted
from core.live.player_fold import PlayerFold
from core.live.reassignment import reassignment_of, with_true_owner
from core.live.state import PlayerState, Roster, SessionState

_set = msgspec.structs.replace


def open_session(roster: Roster) -> SessionState:
    """The state before the first event: everybody waits."""
    session = roster.session
    known = {player.id: player for player in roster.players}
    players: dict[PlayerId, PlayerState] = {}
    for assignment in session.assignments:
        player = known.get(assignment.player_id)
        if player is None:
            continue
        unit_id = assignment.unit_id
        unit_name = roster.unit_names.get(unit_id, "") if unit_id is not None else ""
        begun = opened(player, session, unit_id, unit_name)
        players[player.id] = restricted(
            begun, roster.adapted.get(player.id), roster.restricted_parts.get(player.id, "")
        )
    return SessionState(session=session, players=players)


Taken = Callable[[Player, float, float | None, float | None], None]
"""Told of each value that was believed: player, instant, heart rate (bpm), power (W)."""


def reduce(state: SessionState, recorded: Recorded, taken: Taken | None = None) -> SessionState:
    """The state after an event.

    An event whose `seq` is already in the state is ignored. `seq` 0 marks an event that is not
    numbered (seen here first); it is applied and leaves the state's `seq` alone.

    Args:
        state: Before it.
        recorded: The event.
        taken: Told of each heart rate and power in it that was believed.
    """
    if recorded.seq != 0 and recorded.seq <= state.seq:
        return state
    event = recorded.event
    if isinstance(event, events.ReadingsReceived):
        after = _readings(state, event, taken)
    elif (metrics := as_metrics(event)) is not None:
        after = _metrics(state, metrics, taken)
    else:
        after = _applied(state, event)
    return _set(after, seq=max(state.seq, recorded.seq), last_event_at=_last_event_at(state, event))


def _last_event_at(state: SessionState, event: SessionEvent) -> float | None:
    """The clock's own transitions are nobody's deed: they do not keep an empty session alive."""
    if events.is_by_the_clock(event):
        return state.last_event_at
    if state.last_event_at is None:
        return event.instant
    return max(event.instant, state.last_event_at)


def _readings(
    state: SessionState, event: events.ReadingsReceived, taken: Taken | None
) -> SessionState:
    time = ActiveTime.of(state)
    folds: dict[PlayerId, PlayerFold] = {}
    players = state.players
    for raw in event.readings:
        reading = with_true_owner(raw, state.reassignments) if state.reassignments else raw
        if reading is None:
            continue
        fold = folds.get(reading.player_id)
        if fold is None:
            player = players.get(reading.player_id)
            if player is None or player.removed_at is not None:
                continue
            own = time if player.content is None else ActiveTime.of(state, player)
            fold = PlayerFold(player, own, course_fold.age_of(state, player))
            folds[reading.player_id] = fold
        fold.reading(reading)
        if taken is not None:
            _tell(taken, players[reading.player_id].player, fold, reading.at)
    changed = {player_id: fold.result() for player_id, fold in folds.items()}
    return _set(state, players={**players, **changed})


def _metrics(state: SessionState, event: events.PlayerMetrics, taken: Taken | None) -> SessionState:
    player = state.players.get(event.player_id)
    if player is None or player.removed_at is not None:
        return state
    fold = PlayerFold(player, ActiveTime.of(state, player), course_fold.age_of(state, player))
    fold.metrics(event)
    if taken is not None:
        _tell(taken, player.player, fold, event.instant)
    return _set(state, players={**state.players, event.player_id: fold.result()})


def _tell(taken: Taken, player: Player, fold: PlayerFold, at: float) -> None:
    bpm = fold.heart.value if fold.heart.at == at else None
    power_w = fold.power.value if fold.power.at == at else None
    if bpm is not None or power_w is not None:
        taken(player, at, bpm, power_w)


def _reassigned(state: SessionState, event: SessionEvent) -> SessionState:
    if not isinstance(event, events.SensorReassigned):
        return state
    return _set(state, reassignments=(*state.reassignments, reassignment_of(event)))


def _applied(state: SessionState, event: SessionEvent) -> SessionState:
    for_session = _FOR_SESSION.get(type(event))
    if for_session is not None:
        state = for_session(state, event)
    for_player = _FOR_PLAYER.get(type(event))
    if for_player is None:
        return state
    named = concerned(event)
    players = {
        player_id: for_player(player, event)
        for player_id in (state.players if named is None else named)
        if (player := state.players.get(player_id)) is not None and player.removed_at is None
    }
    return _set(state, players={**state.players, **players}) if players else state


def _taken_out(
    state: SessionState, event: events.PlayerKicked | events.PlayerStatusChanged
) -> SessionState:
    if isinstance(event, events.PlayerStatusChanged) and event.status is not PlayerStatus.REMOVED:
        return state
    player = state.players.get(event.player_id)
    if player is None or player.removed_at is not None:
        return state
    gone = course_fold.removed(state, player, event.instant)
    return _set(state, players={**state.players, event.player_id: gone})


_FOR_SESSION: dict[type, Callable[[SessionState, Any], SessionState]] = {
    events.SessionStarted: course_fold.started,
    events.SessionPaused: course_fold.paused,
    events.SessionResumed: course_fold.resumed,
    events.SessionEnded: course_fold.ended,
    events.SessionForceEnded: course_fold.ended,
    events.MessageSent: course_fold.message,
    events.SensorReassigned: _reassigned,
    events.ParticipantMoved: move_fold.moved,
    events.PlayerKicked: _taken_out,
    events.PlayerStatusChanged: _taken_out,
    events.ConditioningIntervalTransitioned: course_fold.interval_transitioned,
    events.HybridBlockTransitioned: hybrid_fold.block_transitioned,
}
"""What an event does to the session; first."""

_FOR_PLAYER: dict[type, Callable[[PlayerState, Any], PlayerState]] = {
    events.PlayerJoined: presence_fold.joined,
    events.PlayerLeft: presence_fold.left,
    events.PlayerStatusChanged: presence_fold.status_changed,
    events.SessionRated: presence_fold.rated,
    events.MedicalStatusChanged: medical_fold.status_changed,
    events.ExerciseProgressed: strength_fold.exercise_progressed,
    events.StrengthSetCompleted: strength_fold.set_completed,
    events.StrengthWeightUpdated: strength_fold.weight_updated,
    events.StrengthRestTimer: strength_fold.rest_timer,
    events.StrengthFormFeedback: strength_fold.form_feedback,
    events.HybridModeSwitched: hybrid_fold.mode_switched,
    events.AgilityDrillCompleted: agility_fold.drill_completed,
    events.AgilityErrorTracked: agility_fold.error_tracked,
    events.AgilityPatternProgressed: agility_fold.pattern_progressed,
    events.AgilityTimingUpdated: agility_fold.timing_updated,
}
"""What it does to each player it is about, who is there and was not taken out."""
