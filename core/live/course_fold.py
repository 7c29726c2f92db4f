"""How the course of a session changes its state: its clock, its timeline, who is in it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from core.domain.ids import PlayerId
from core.domain.session import SessionStatus
from core.live import events
from core.live.active_time import ActiveTime
from core.live.events import PlayerStatus, SessionEvent, utc
from core.live.interval_result import sums_of
from core.live.player_fold import PlayerFold
from core.live.state import PlayerState, SessionState
from core.live.timeline import Jump, with_jump
from core.physiology.energy import age_years

_set = msgspec.structs.replace


def started(state: SessionState, event: SessionEvent) -> SessionState:
    """The clock runs, if it did not yet."""
    if state.started_at is not None:
        return state
    session = _set(state.session, status=SessionStatus.IN_PROGRESS, started_at=event.at)
    return _set(state, session=session, started_at=event.instant, running_since=event.instant)


def paused(state: SessionState, event: SessionEvent) -> SessionState:
    """The clock stands."""
    if state.status is not SessionStatus.IN_PROGRESS:
        return state
    session = _set(state.session, status=SessionStatus.PAUSED)
    return _set(_clock_stopped(state, event.instant), session=session)


def resumed(state: SessionState, event: SessionEvent) -> SessionState:
    """The clock runs again."""
    if state.status is not SessionStatus.PAUSED:
        return state
    instant = max(event.instant, state.active_spans[-1][1] if state.active_spans else 0.0)
    session = _set(state.session, status=SessionStatus.IN_PROGRESS)
    return _set(state, session=session, running_since=instant)


def ended(state: SessionState, event: SessionEvent) -> SessionState:
    """It is over; all last values are counted."""
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
            players[player_id] = folded(stopped, player, PlayerFold.close_span)
    return _set(stopped, players=players)


def folded(
    state: SessionState, player: PlayerState, take: Callable[[PlayerFold], None]
) -> PlayerState:
    """A player after his fold has taken something."""
    fold = PlayerFold(player, ActiveTime.of(state, player), age_of(state, player))
    take(fold)
    return fold.result()


def age_of(state: SessionState, player: PlayerState) -> int:
    """The player's age on the day of the session."""
    return age_years(player.player.birth_date, state.session.starts_at.date())


def removed(state: SessionState, player: PlayerState, instant: float) -> PlayerState:
    """The player as he leaves: his last values counted as at a session's end."""
    left = state
    if state.running_since is not None:
        span = (state.running_since, max(instant, state.running_since))
        left = _set(state, running_since=None, active_spans=(*state.active_spans, span))
    closed = folded(left, player, PlayerFold.close_span)
    return _set(closed, status=PlayerStatus.REMOVED, removed_at=instant, is_phone_present=False)


def message(state: SessionState, event: SessionEvent) -> SessionState:
    """The trainer's words stand until the next ones."""
    return _set(state, message=event.text) if isinstance(event, events.MessageSent) else state


def interval_transitioned(state: SessionState, event: SessionEvent) -> SessionState:
    """On or back to another interval, if the trainer said so; the clock's own move nothing."""
    if not isinstance(event, events.ConditioningIntervalTransitioned):
        return state
    if event.is_automatic:
        return _marked(state)
    at_s = ActiveTime.of(state).active_s(event.instant)
    jump = Jump(at_s=at_s, to_interval=event.to_interval, elapsed_s=event.elapsed_s)
    return jumped(state, jump)


def jumped(state: SessionState, jump: Jump) -> SessionState:
    """The timeline goes on with another interval."""
    return _set(_marked(state), jumps=with_jump(state.jumps, jump))


def _marked(state: SessionState) -> SessionState:
    """The state with everybody's sums noted, as an interval begins."""
    players = {
        player_id: _set(player, interval=sums_of(player))
        for player_id, player in state.players.items()
    }
    return _set(state, players=players)
