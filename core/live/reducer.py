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

import msgspec

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.session import SessionStatus
from core.live import events
from core.live.active_time import ActiveTime
from core.live.events import PlayerStatus, Recorded, SessionEvent, utc
from core.live.player_fold import PlayerFold
from core.live.reassignment import reassignment_of, with_true_owner
from core.live.state import PlayerState, Roster, SessionState
from core.physiology.energy import age_years

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
        w_prime_j = player.w_prime_j.get(session.equipment)
        has_balance = w_prime_j and player.ftp_w.get(session.equipment)
        players[player.id] = PlayerState(
            player=player,
            equipment=session.equipment,
            unit_id=unit_id,
            unit_name=roster.unit_names.get(unit_id, "") if unit_id is not None else "",
            w_balance_j=w_prime_j if has_balance else None,
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
    elif isinstance(event, events.PlayerMetrics):
        after = _metrics(state, event, taken)
    else:
        after = _APPLY[type(event)](state, event)
    last_at = event.instant
    if state.last_event_at is not None:
        last_at = max(last_at, state.last_event_at)
    return _set(after, seq=max(state.seq, recorded.seq), last_event_at=last_at)


def _started(state: SessionState, event: SessionEvent) -> SessionState:
    if state.started_at is not None:
        return state
    session = _set(state.session, status=SessionStatus.IN_PROGRESS, started_at=event.at)
    return _set(state, session=session, started_at=event.instant, running_since=event.instant)


def _paused(state: SessionState, event: SessionEvent) -> SessionState:
    if state.status is not SessionStatus.IN_PROGRESS:
        return state
    session = _set(state.session, status=SessionStatus.PAUSED)
    return _set(_clock_stopped(state, event.instant), session=session)


def _resumed(state: SessionState, event: SessionEvent) -> SessionState:
    if state.status is not SessionStatus.PAUSED:
        return state
    instant = max(event.instant, state.active_spans[-1][1] if state.active_spans else 0.0)
    session = _set(state.session, status=SessionStatus.IN_PROGRESS)
    return _set(state, session=session, running_since=instant)


def _ended(state: SessionState, event: SessionEvent) -> SessionState:
    if state.status.is_over:
        return state
    is_forced = isinstance(event, events.SessionForceEnded)
    status = SessionStatus.FORCE_ENDED if is_forced else SessionStatus.COMPLETED
    stopped = _clock_stopped(state, event.instant)
    last_stop = stopped.active_spans[-1][1] if stopped.active_spans else event.instant
    ended_at = max(event.instant, last_stop)
    session = _set(state.session, status=status, ended_at=utc(ended_at))
    return _set(stopped, session=session, ended_at=ended_at)


def _clock_stopped(state: SessionState, instant: float) -> SessionState:
    """The state with its open span closed and the last values of all players counted."""
    if state.running_since is None:
        return state
    span = (state.running_since, max(instant, state.running_since))
    stopped = _set(
        state,
        running_since=None,
        active_before_s=state.active_before_s + span[1] - span[0],
        active_spans=(*state.active_spans, span),
    )
    players: dict[PlayerId, PlayerState] = {}
    for player_id, player in stopped.players.items():
        players[player_id] = player
        if player.removed_at is None:
            players[player_id] = _folded(stopped, player, PlayerFold.close_span)
    return _set(stopped, players=players)


def _folded(
    state: SessionState, player: PlayerState, take: Callable[[PlayerFold], None]
) -> PlayerState:
    fold = PlayerFold(player, ActiveTime.of(state), _age(state, player))
    take(fold)
    return fold.result()


def _age(state: SessionState, player: PlayerState) -> int:
    return age_years(player.player.birth_date, state.session.starts_at.date())


def _message(state: SessionState, event: SessionEvent) -> SessionState:
    return _set(state, message=event.text) if isinstance(event, events.MessageSent) else state


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
            fold = PlayerFold(player, time, _age(state, player))
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
    fold = PlayerFold(player, ActiveTime.of(state), _age(state, player))
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


def _player(state: SessionState, event: SessionEvent) -> SessionState:
    """What concerns one player who is in the session and was not removed."""
    if not isinstance(event, _PLAYER_EVENTS):
        return state
    player = state.players.get(event.player_id)
    if player is None or player.removed_at is not None:
        return state
    return _set(state, players={**state.players, event.player_id: _moved(state, player, event)})


def _moved(state: SessionState, player: PlayerState, event: events.PlayerEvent) -> PlayerState:
    after = player  # which interval a phone shows is recorded; the session's clock rules here
    match event:
        case events.PlayerJoined() | events.PlayerLeft():
            after = _set(player, is_phone_present=isinstance(event, events.PlayerJoined))
        case events.PlayerKicked() | events.PlayerStatusChanged(status=PlayerStatus.REMOVED):
            after = _removed(state, player, event.instant)
        case events.PlayerStatusChanged():
            after = _set(player, status=event.status)
        case events.ExerciseProgressed():
            after = _set(player, exercise=_set_in_words(event))
        case events.IntervalProgressed() | events.PlayerMetrics():
            pass
    return after


def _removed(state: SessionState, player: PlayerState, instant: float) -> PlayerState:
    """The player as he leaves: his last values counted as at a session's end."""
    left = state
    if state.running_since is not None:
        span = (state.running_since, max(instant, state.running_since))
        left = _set(state, running_since=None, active_spans=(*state.active_spans, span))
    closed = _folded(left, player, PlayerFold.close_span)
    return _set(closed, status=PlayerStatus.REMOVED, removed_at=instant, is_phone_present=False)


def _set_in_words(event: events.ExerciseProgressed) -> str:
    words = f"{event.exercise_name} {event.set_number}/{event.total_sets}"
    if event.reps is None:
        return words
    weight = "" if event.weight is None else f" × {event.weight:g} kg"
    return f"{words}: {event.reps}{weight}"


_PLAYER_EVENTS = (
    events.PlayerJoined,
    events.PlayerLeft,
    events.PlayerKicked,
    events.PlayerStatusChanged,
    events.ExerciseProgressed,
    events.IntervalProgressed,
)

_APPLY: dict[type, Callable[[SessionState, SessionEvent], SessionState]] = {
    events.SessionStarted: _started,
    events.SessionPaused: _paused,
    events.SessionResumed: _resumed,
    events.SessionEnded: _ended,
    events.SessionForceEnded: _ended,
    events.MessageSent: _message,
    events.SensorReassigned: _reassigned,
    **dict.fromkeys(_PLAYER_EVENTS, _player),
}
