"""What a restriction says reaches its player and those who may read it, nobody else."""

from __future__ import annotations

from datetime import UTC, datetime

from core.domain.adaptation import Change
from core.domain.ids import EventId, PlayerId, SessionId
from core.live.alerts.alert import AlertKind, AlertLevel
from core.live.events import MedicalStatus, ParticipantMoved, Recorded
from core.protocol.alerts import AlertRaised
from hub_server.realtime.pulse_news import without_details
from hub_server.realtime.visibility import part_of, without_diagnosis

PLAYER = PlayerId("player-001")


def test_that_only_the_player_himself_learns_what_he_does_instead() -> None:
    change = Change(what="Squat", reason="not allowed until 31 March 2026")
    for status in (None, MedicalStatus.LIMITED):
        event = ParticipantMoved(
            session_id=SessionId("a"),
            at=datetime(2026, 3, 2, 9, tzinfo=UTC),
            event_id=EventId("one"),
            player_id=PLAYER,
            from_session_id=SessionId("a"),
            to_session_id=SessionId("b"),
            medical_status=status,
            changes=(change,),
        )
        recorded = Recorded(seq=1, event=event)
        others = without_diagnosis(recorded).event
        assert isinstance(others, ParticipantMoved)
        assert others.changes == ()
        own = part_of(recorded, PLAYER)
        assert own is not None
        assert isinstance(own.event, ParticipantMoved)
        assert own.event.changes == (change,)


def test_that_a_heart_rate_ceiling_is_not_told_to_assistants() -> None:
    news = AlertRaised(
        alert_id="one",
        level=AlertLevel.WARNING,
        alert=AlertKind.ABOVE_CEILING,
        session_id=SessionId("a"),
        bundle_id=None,
        player_id=PLAYER,
        player_name="Lindqvist",
        jersey_number=7,
        text="Heart rate above 70 % of the maximum",
        reason="150 of 200 bpm. Ease off.",
        timestamp="2026-03-02T09:00:00Z",
    )
    told = without_details(news)
    assert (told.text, told.reason) == ("Heart rate too high", "Ease off.")
