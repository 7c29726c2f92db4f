"""What was recorded for the wrong player becomes the right one's, to the sample."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from core.domain.sensor import Reading
from core.live import events
from core.live.events import Recorded
from core.live.reassignment import refolded
from core.live.reducer import open_session
from core.live.state import SessionState
from core.reports.summary import summarise
from tests.helpers.recordings import START, Stream, player, reading, roster, state_after

ONE, TWO = "player-001", "player-002"
ROSTER = roster([player(1), player(2)])
SWAPPED_AT = 100.0


def rate(second: int, number: int) -> int:
    """The true heart rate of a player."""
    return 120 + 40 * (number - 1) + second % 5


def labelled(second: int, number: int, label: int) -> Reading:
    """A true heart rate, recorded for `label`; each strap keeps its name."""
    return msgspec.structs.replace(
        reading(second, rate(second, number), number=label), sensor_id=f"strap-{label}"
    )


def correction(stream: Stream, at: float, one: int, other: int | None) -> None:
    stream.add(
        events.SensorReassigned,
        at,
        sensor_id=f"strap-{one}",
        from_player_id=f"player-{one:03}",
        to_player_id=None if other is None else f"player-{other:03}",
        since=START + SWAPPED_AT,
    )


def swapped_session(*, late: bool = False) -> Stream:
    """Two swap straps at 100 s; it is corrected at 200 s; the session ends at 300 s.

    Args:
        late: Whether what was heard from 150 to 199 s reaches the hub after the correction.
    """
    stream, waiting = Stream().start(), []
    for second in range(300):
        if second == 200:
            correction(stream, 199.5, 1, 2)
            correction(stream, 199.5, 2, 1)
            for batch in waiting:
                stream.readings(*batch)
        is_wrong = SWAPPED_AT <= second < 200
        batch = [labelled(second, number, 3 - number if is_wrong else number) for number in (1, 2)]
        if second >= 200:  # the desk knows: the straps keep their bodies, the labels are right
            batch = [
                msgspec.structs.replace(entry, sensor_id=f"strap-{3 - index}")
                for index, entry in enumerate(batch, start=1)
            ]
        if late and 150 <= second < 200:
            waiting.append(batch)
        else:
            stream.readings(*batch)
    return stream.end(300)


def right_session() -> Stream:
    stream = Stream().start()
    for second in range(300):
        stream.readings(*(labelled(second, number, number) for number in (1, 2)))
    return stream.end(300)


def folded(recorded: Sequence[Recorded]) -> SessionState:
    state = state_after(ROSTER, recorded)
    return refolded(state, open_session(ROSTER).players, recorded)


@pytest.mark.parametrize("late", [False, True])
def test_that_a_corrected_swap_ends_as_if_it_had_never_been(*, late: bool):
    wrong, right = swapped_session(late=late).recorded, right_session().recorded
    summary, traces = summarise(ROSTER, wrong)
    expected, expected_traces = summarise(ROSTER, right)
    assert traces == expected_traces
    assert summary == expected
    state, truth = folded(wrong), folded(right)
    for player_id in (ONE, TWO):
        mine, his = state.players[player_id], truth.players[player_id]
        assert mine.samples_received == his.samples_received == 300
        assert mine.heart_rate_beats == pytest.approx(his.heart_rate_beats)
        assert mine.seconds_in_zone == pytest.approx(his.seconds_in_zone)
        assert mine.heart_rate_max_bpm == his.heart_rate_max_bpm


def test_that_the_running_state_folded_anew_is_the_state_of_the_right_readings():
    wrong = swapped_session().recorded[:260]
    right = right_session().recorded[:258]
    state, truth = folded(wrong), folded(right)
    assert state.running_since == truth.running_since
    for player_id in (ONE, TWO):
        assert state.players[player_id].trimp == pytest.approx(truth.players[player_id].trimp)
        assert state.players[player_id].status is truth.players[player_id].status


def test_that_a_second_swap_back_undoes_the_first():
    stream = swapped_session()
    correction(stream, 199.5, 1, 2)  # repeated by a desk that got no answer
    assert summarise(ROSTER, stream.recorded) == summarise(ROSTER, right_session().recorded)


def test_that_a_stranger_s_heart_rate_is_nobody_s_and_stays_in_the_recording():
    stream = Stream().start()
    for second in range(200):
        stream.readings(labelled(second, 2 if second >= SWAPPED_AT else 1, 1))
    before = list(stream.recorded)
    correction(stream, 200, 1, None)
    summary, _ = summarise(ROSTER, stream.end(200).recorded)
    assert summary.players[0].samples_received == 100
    assert summary.players[1].samples_received == 0
    assert stream.recorded[: len(before)] == before


def test_that_readings_of_another_session_arrive_with_the_event():
    stream = Stream().start()
    moved = tuple(labelled(second, 2, 2) for second in range(50))
    stream.add(
        events.SensorReassigned, 60, sensor_id="strap-2", from_player_id="player-077",
        to_player_id=TWO, since=START, readings=moved,
    )  # fmt: skip
    assert folded(stream.recorded).players[TWO].samples_received == 50
    summary, _ = summarise(ROSTER, stream.end(60).recorded)
    assert summary.players[1].samples_received == 50
