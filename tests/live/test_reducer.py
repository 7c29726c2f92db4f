from __future__ import annotations

import math
import time

import pytest

from core.domain.ids import PlayerId
from core.domain.session import SessionStatus
from core.domain.workout import Interval
from core.live import events
from core.live.events import PlayerStatus, Recorded
from core.live.reducer import open_session, reduce
from core.live.state import PlayerState
from tests.helpers.recordings import START, Stream, player, reading, roster, state_after

ONE = PlayerId("player-001")


def one(stream: Stream, **made: object) -> PlayerState:
    return state_after(roster(**made), stream.recorded).players[ONE]  # type: ignore[arg-type]


def test_that_a_gapless_recording_counts_each_sample_one_second():
    beats = [100, 120, 140, 160, 180]
    stream = Stream().start()
    for second, bpm in enumerate(beats):
        stream.readings(reading(second, bpm))
    result = one(stream.end(5))
    assert result.heart_rate_mean_bpm == pytest.approx(140)
    assert result.seconds_in_zone == pytest.approx((0, 1, 1, 1, 1, 1))
    assert result.heart_rate_max_bpm == 180
    assert result.samples_received == 5


@pytest.mark.parametrize("phase", [0.0, 0.4, 0.999, 1.0])
def test_that_the_mean_does_not_depend_on_where_in_the_second_the_strap_ticks(phase: float):
    stream = Stream().start()
    for second in range(10):
        stream.readings(reading(second + phase, 100 + 10 * second))
    result = one(stream.end(10))
    assert result.heart_rate_mean_bpm == pytest.approx(145)
    assert result.heart_rate_s == pytest.approx(10)


def test_that_a_value_holds_five_seconds_at_most():
    stream = Stream().start().readings(reading(0, 150)).readings(reading(30, 150)).end(40)
    assert one(stream).heart_rate_s == pytest.approx(6)


def test_that_zero_beats_are_no_value():
    stream = Stream().start().readings(reading(0, 150), reading(1, 0), reading(2, 150)).end(3)
    result = one(stream)
    assert result.heart_rate_mean_bpm == pytest.approx(150)
    assert result.samples_received == 2


def test_that_zero_watts_count():
    stream = Stream().start()
    for second, watts in enumerate((300.0, 0.0, 0.0)):
        stream.readings(reading(second, None, watts))
    result = one(stream.end(3))
    assert result.power_mean_w == pytest.approx(100)
    assert result.power_max_w == 300


def test_that_a_pause_counts_for_nothing():
    stream = Stream().start()
    stream.readings(*(reading(second, 150) for second in range(10))).pause(10)
    stream.readings(*(reading(second + 0.5, 199) for second in range(10, 70))).resume(70.8)
    stream.readings(*(reading(second, 150) for second in range(71, 81))).end(80.8)
    state = state_after(roster(), stream.recorded)
    result = state.players[ONE]
    assert state.active_s(START + 500) == pytest.approx(20)
    assert result.heart_rate_s == pytest.approx(20)
    assert result.heart_rate_max_bpm == 150
    assert result.samples_received == 20


def test_that_the_wall_shows_heart_rate_before_the_start_without_counting_it():
    result = one(Stream().readings(reading(-2, 90), reading(-1, 91)))
    assert result.heart_rate_bpm == 91
    assert result.heart_rate_s == 0
    assert result.status is PlayerStatus.WAITING


def test_that_repeated_and_old_readings_change_nothing():
    batch = [reading(0, 150, 200.0), reading(1, 151, 210.0), reading(2, 152, 220.0)]
    stream = Stream().start().readings(*batch)
    before = one(stream)
    assert one(stream.readings(*batch)) == before
    assert one(stream.readings(reading(1.5, 199, 900.0))) == before


def test_that_a_known_seq_is_ignored_and_a_local_event_is_not():
    stream = Stream().start().readings(reading(0, 150))
    state = state_after(roster(), stream.recorded)
    assert reduce(state, stream.recorded[1]) is state
    local = Recorded(seq=0, event=Stream().readings(reading(1, 160)).recorded[0].event)
    after = reduce(state, local)
    assert after.players[ONE].heart_rate_bpm == 160
    assert after.seq == state.seq == 2


def test_that_a_reading_that_comes_after_the_end_still_counts_by_its_own_time():
    in_time = Stream().start().readings(reading(0, 150), reading(1, 160), reading(2, 170)).end(3)
    late = Stream().start().readings(reading(0, 150)).end(3)
    late.readings(reading(1, 160), reading(2, 170))
    expected, result = one(in_time), one(late)
    assert result.seconds_in_zone == pytest.approx(expected.seconds_in_zone)
    assert result.trimp == pytest.approx(expected.trimp)
    assert result.samples_received == 3


def test_that_a_kicked_player_gets_no_more_credit():
    stream = Stream().start().readings(*(reading(second, 150) for second in range(10))).kick(10)
    stream.readings(*(reading(second, 150) for second in range(11, 20))).end(20)
    result = one(stream)
    assert result.status is PlayerStatus.REMOVED
    assert result.heart_rate_s == pytest.approx(10)
    assert result.samples_received == 10


def test_that_a_phone_never_overrides_a_fresh_sensor_but_stands_in_for_a_silent_one():
    stream = Stream().start().readings(reading(0, 150)).metrics(2, heart_rate=99)
    assert one(stream).heart_rate_bpm == 150
    stream.metrics(4, heart_rate=120, power=180, pace=125.0)
    result = one(stream)
    assert (result.heart_rate_bpm, result.power_w, result.speed_mps) == (120, 180, 4.0)
    stream.metrics(4.5, heart_rate=121)
    assert one(stream).heart_rate_bpm == 121
    stream.readings(reading(5, 150))
    assert one(stream).heart_rate_bpm == 150


def test_that_the_first_twenty_seconds_of_an_interval_are_not_judged():
    intervals = (
        Interval(name="Hard", duration_s=60, target_zone=4),
        Interval(name="Easy", duration_s=60),
        Interval(name="Hard", duration_s=60, target_zone=4),
    )
    stream = Stream().start()
    # Zone 4 is 160 to 179 bpm: right in the first interval, wrong in the last.
    for second in range(180):
        stream.readings(reading(second, 165 if second < 60 else 190))
    result = one(stream.end(180), intervals=intervals)
    assert result.target_data_s == pytest.approx(80)
    assert result.target_s == pytest.approx(40)


def test_that_distance_counts_from_the_start_and_survives_a_reset_of_the_machine():
    stream = Stream().readings(reading(-1, distance_m=900.0)).start()
    for at, metres in ((0, 1000.0), (1, 1005.0), (2, 1010.0), (3, 4.0), (4, 9.0)):
        stream.readings(reading(at, distance_m=metres, energy_kcal=metres / 10))
    result = one(stream.end(5))
    assert result.distance_m == pytest.approx(100 + 10 + 9)
    assert result.energy_machine_kcal == pytest.approx(1.0 + 0.9)


def test_that_w_balance_falls_above_critical_power_and_returns_in_silence():
    stream = Stream().start()
    stream.readings(*(reading(second, None, 350.0) for second in range(101)))
    drained = one(stream).w_balance_j
    assert drained == pytest.approx(20000 - 100 * 100)
    stream.readings(reading(205, None, 0.0))
    # 5 s more at 350 W, then 100 s at 0 W with tau = 20000 / 250 s.
    assert one(stream).w_balance_j == pytest.approx(20000 - 10500 * math.exp(-100 / 80))


def test_that_a_session_walks_through_its_statuses():
    stream = Stream().start()
    assert state_after(roster(), stream.recorded).status is SessionStatus.IN_PROGRESS
    assert state_after(roster(), stream.pause(5).recorded).status is SessionStatus.PAUSED
    assert state_after(roster(), stream.resume(9).recorded).status is SessionStatus.IN_PROGRESS
    state = state_after(roster(), stream.end(20).recorded)
    assert (state.status, state.ended_at) == (SessionStatus.COMPLETED, START + 20)
    assert state.active_s(START + 99) == 16
    forced = Stream().start().add(events.SessionForceEnded, 7, reason="nobody there")
    assert state_after(roster(), forced.recorded).status is SessionStatus.FORCE_ENDED


def test_that_phones_messages_and_sets_are_in_the_state():
    stream = Stream().start().add(events.PlayerJoined, 1, player_id=ONE)
    stream.add(events.MessageSent, 2, text="Last one!")
    stream.add(
        events.ExerciseProgressed, 3, player_id=ONE, exercise_id="squat", exercise_name="Squat",
        set_number=2, total_sets=4, reps=8, weight=62.5,
    )  # fmt: skip
    stream.add(events.PlayerStatusChanged, 4, player_id=ONE, status=PlayerStatus.COMPLETED)
    state = state_after(roster(), stream.recorded)
    result = state.players[ONE]
    assert state.message == "Last one!"
    assert result.exercise == "Squat 2/4: 8 × 62.5 kg"
    assert (result.is_phone_present, result.status) == (True, PlayerStatus.COMPLETED)
    assert not one(stream.add(events.PlayerLeft, 5, player_id=ONE)).is_phone_present


def test_that_readings_of_strangers_are_left_out():
    stream = Stream().start().readings(reading(0, 150, number=77))
    assert state_after(roster(), stream.recorded).players.keys() == {ONE}


def test_that_a_batch_of_nine_hundred_readings_is_folded_quickly():
    made = roster([player(number) for number in range(1, 19)])
    state = reduce(open_session(made), Stream().start().recorded[0])
    batch = [
        reading(second, 120 + second % 60, 200.0, number=number, distance_m=4.0 * second)
        for second in range(50)
        for number in range(1, 19)
    ]
    entry = Recorded(seq=2, event=Stream().readings(*batch).recorded[0].event)
    best_s = math.inf
    for _ in range(5):
        begin = time.perf_counter()
        reduce(state, entry)
        best_s = min(best_s, time.perf_counter() - begin)
    assert best_s < 0.05  # about 10 ms on an idle core
