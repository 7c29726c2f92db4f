"""Who shows a question about straps learns when it is settled, without asking again and again."""

from core.clock import ManualClock
from core.domain.ids import EventId, PlayerId, SensorId, SessionId
from core.live.events import SensorReassigned, utc
from core.services.desk.strap_watch import StrapProposal, StrapWatch

ONE, OTHER = PlayerId("player-001"), PlayerId("player-002")


def watch_with_a_question() -> tuple[StrapWatch, StrapProposal, list[int]]:
    watch = StrapWatch(ManualClock(1000.0))
    question = StrapProposal(players=(ONE, OTHER), moves=(), words="Swapped?", confidence=0.9)
    watch.proposals = (question,)
    settled: list[int] = []
    watch.settled.connect(lambda: settled.append(len(watch.proposals)))
    return watch, question, settled


def test_that_a_dismissed_question_is_settled():
    watch, question, settled = watch_with_a_question()
    watch.dismiss(question)
    assert settled == [0]


def test_that_a_strap_moved_at_another_desk_settles_the_question():
    watch, _, settled = watch_with_a_question()
    watch.moved(
        SensorReassigned(
            event_id=EventId("event-1"),
            session_id=SessionId("session-1"),
            at=utc(1000.0),
            sensor_id=SensorId("strap-1"),
            from_player_id=ONE,
            to_player_id=OTHER,
            since=900.0,
        )
    )
    assert settled == [0]


def test_that_other_players_on_the_screen_settle_it_and_nothing_is_said_twice():
    watch, _, settled = watch_with_a_question()
    watch.open(())
    watch.open(())
    assert settled == [0]
