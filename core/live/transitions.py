"""Which events a session's status allows.

scheduled → in progress ⇄ paused → completed | force-ended. Numbers are taken before the start
(the wall shows them) and after the end (they may have waited in an outbox; by their own time
they may still belong to the session), but not for a cancelled session.
"""

from __future__ import annotations

from core.domain.session import SessionStatus
from core.errors import WrongStateError
from core.live import events

_SCHEDULED = frozenset({SessionStatus.SCHEDULED})
_RUNNING = frozenset({SessionStatus.IN_PROGRESS, SessionStatus.PAUSED})
_OPEN = _SCHEDULED | _RUNNING
_NOT_CANCELLED = frozenset(SessionStatus) - {SessionStatus.CANCELLED}

_ALLOWED: dict[type, frozenset[SessionStatus]] = {
    events.SessionStarted: _SCHEDULED,
    events.SessionPaused: frozenset({SessionStatus.IN_PROGRESS}),
    events.SessionResumed: frozenset({SessionStatus.PAUSED}),
    events.SessionEnded: _RUNNING,
    events.SessionForceEnded: _RUNNING,
    events.MessageSent: _OPEN,
    events.PlayerJoined: _OPEN,
    events.PlayerLeft: frozenset(SessionStatus),
    events.PlayerKicked: _OPEN,
    events.PlayerStatusChanged: _OPEN,
    events.SessionRated: _NOT_CANCELLED,
    events.PlayerMetrics: _NOT_CANCELLED,
    events.ExerciseProgressed: _NOT_CANCELLED,
    events.IntervalProgressed: _NOT_CANCELLED,
    events.ReadingsReceived: _NOT_CANCELLED,
    events.SensorReassigned: _NOT_CANCELLED,
    events.StrengthSetCompleted: _NOT_CANCELLED,
    events.StrengthWeightUpdated: _NOT_CANCELLED,
    events.StrengthRestTimer: _NOT_CANCELLED,
    events.StrengthFormFeedback: _NOT_CANCELLED,
    events.ConditioningIntervalTransitioned: _RUNNING,
    events.ConditioningHeartRateUpdated: _NOT_CANCELLED,
    events.ConditioningPowerUpdated: _NOT_CANCELLED,
    events.HybridBlockTransitioned: _NOT_CANCELLED,
    events.HybridModeSwitched: _NOT_CANCELLED,
    events.HybridMixedMetrics: _NOT_CANCELLED,
    events.AgilityDrillCompleted: _NOT_CANCELLED,
    events.AgilityErrorTracked: _NOT_CANCELLED,
    events.AgilityPatternProgressed: _NOT_CANCELLED,
    events.AgilityTimingUpdated: _NOT_CANCELLED,
    events.MedicalStatusChanged: _NOT_CANCELLED,
    events.ParticipantMoved: _OPEN,
}

_DEEDS: dict[type, str] = {
    events.SessionStarted: "be started",
    events.SessionPaused: "be paused",
    events.SessionResumed: "be resumed",
    events.SessionEnded: "be ended",
    events.SessionForceEnded: "be ended",
    events.MessageSent: "take a message",
    events.PlayerJoined: "be joined",
    events.PlayerKicked: "lose a player",
    events.PlayerStatusChanged: "take a player's status",
    events.ConditioningIntervalTransitioned: "go on to another interval",
    events.HybridBlockTransitioned: "go on to another block",
    events.ParticipantMoved: "give or take a player",
}

_STANDINGS = {
    SessionStatus.SCHEDULED: ("it has not been started", "Start the session first."),
    SessionStatus.IN_PROGRESS: ("it is running", "Pause or end it first."),
    SessionStatus.PAUSED: ("it is paused", "Resume or end it."),
    SessionStatus.COMPLETED: ("it is over", "Look at its report, or plan a new session."),
    SessionStatus.CANCELLED: ("it was cancelled", "Plan a new session."),
    SessionStatus.FORCE_ENDED: ("it was ended", "Look at its report, or plan a new session."),
}


def _allowed(event: events.SessionEvent) -> frozenset[SessionStatus]:
    is_for_all = isinstance(event, events.HybridBlockTransitioned) and event.player_id is None
    return _RUNNING if is_for_all else _ALLOWED[type(event)]


def check(status: SessionStatus, event: events.SessionEvent) -> None:
    """Refuse what a session cannot do now.

    Raises:
        WrongStateError: If the event is not allowed in that status.
    """
    if status in _allowed(event):
        return
    deed = _DEEDS.get(type(event), "take data")
    standing, action = _STANDINGS[status]
    raise WrongStateError(
        f"The session cannot {deed}, because {standing}.", suggested_action=action
    )
