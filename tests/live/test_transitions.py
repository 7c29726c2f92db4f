from __future__ import annotations

import pytest

from core.domain.ids import EventId, PlayerId
from core.domain.session import SessionStatus
from core.errors import ErrorCode, WrongStateError
from core.live import events
from core.live.events import SessionEvent, utc
from core.live.transitions import check
from tests.helpers.recordings import SESSION, START


def event(kind: type, **fields: object) -> SessionEvent:
    made: SessionEvent = kind(
        event_id=EventId("e"), session_id=SESSION, at=utc(START), **fields
    )  # fmt: skip
    return made


COMMANDS = {
    "start": event(events.SessionStarted),
    "pause": event(events.SessionPaused),
    "resume": event(events.SessionResumed),
    "end": event(events.SessionEnded),
    "force": event(events.SessionForceEnded),
}

ALLOWED = {
    SessionStatus.SCHEDULED: {"start"},
    SessionStatus.IN_PROGRESS: {"pause", "end", "force"},
    SessionStatus.PAUSED: {"resume", "end", "force"},
    SessionStatus.COMPLETED: set(),
    SessionStatus.CANCELLED: set(),
    SessionStatus.FORCE_ENDED: set(),
}


@pytest.mark.parametrize("status", SessionStatus)
@pytest.mark.parametrize("command", COMMANDS)
def test_that_each_status_allows_only_its_own_commands(status: SessionStatus, command: str):
    if command in ALLOWED[status]:
        check(status, COMMANDS[command])
    else:
        with pytest.raises(WrongStateError) as refusal:
            check(status, COMMANDS[command])
        assert refusal.value.code is ErrorCode.WRONG_STATE
        assert refusal.value.message.startswith("The session cannot be ")
        assert refusal.value.suggested_action


@pytest.mark.parametrize(
    "status", [status for status in SessionStatus if status is not SessionStatus.CANCELLED]
)
def test_that_numbers_are_taken_even_after_the_end(status: SessionStatus):
    check(status, event(events.ReadingsReceived, readings=()))
    check(status, event(events.PlayerMetrics, player_id=PlayerId("p"), heart_rate=120))


def test_that_a_cancelled_session_takes_no_numbers():
    with pytest.raises(WrongStateError, match="cannot take data, because it was cancelled"):
        check(SessionStatus.CANCELLED, event(events.ReadingsReceived, readings=()))


def test_that_a_device_may_leave_at_any_time_but_join_only_an_open_session():
    check(SessionStatus.COMPLETED, event(events.PlayerLeft, player_id=PlayerId("p")))
    with pytest.raises(WrongStateError):
        check(SessionStatus.COMPLETED, event(events.PlayerJoined, player_id=PlayerId("p")))
