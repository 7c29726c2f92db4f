"""Several sources of one quantity, and devices that lie."""

from __future__ import annotations

import time

import msgspec
import pytest

from core.domain.sensor import Quality, Reading, SensorKind, SourceKind
from core.live import events
from core.live.belief import ReadingJudge
from core.live.board import LiveBoard
from core.live.reducer import open_session
from core.live.state import PlayerState
from core.live.views import Quantity
from core.reports.summary import summarise
from tests.helpers.recordings import SESSION, START, Stream, player, reading, roster, state_after

ONE = "player-001"


def one(stream: Stream) -> PlayerState:
    return state_after(roster(), stream.recorded).players[ONE]


def of(made: Reading, sensor: str, source: SourceKind, **changes: object) -> Reading:
    return msgspec.structs.replace(made, sensor_id=sensor, source=source, **changes)


def strap(at: float, bpm: int, **changes: object) -> Reading:
    return of(reading(at, bpm), "strap", SourceKind.SENSOR, **changes)


def erg(at: float, **values: object) -> Reading:
    return of(reading(at, **values), "erg", SourceKind.MACHINE)


def test_that_the_machine_takes_over_within_three_seconds_of_the_straps_silence_and_gives_back():
    stream = Stream().start()
    believed: list[tuple[float, int | None]] = []
    for second in range(30):
        if not 10 <= second < 20:
            stream.readings(strap(second, 150))
        stream.readings(erg(second + 0.5, bpm=120))
        believed.append((second, one(stream).heart_rate_bpm))
    assert {bpm for second, bpm in believed if second < 11} == {150}
    # The strap's last word was at 9 s.
    assert {bpm for second, bpm in believed if 12 <= second < 20} == {120}
    assert {bpm for second, bpm in believed if second >= 20} == {150}
    assert one(stream).heart_rate_by.source is SourceKind.SENSOR


def test_that_power_comes_from_the_meter_and_distance_from_the_machine_at_the_same_time():
    stream = Stream().start()
    for second in range(20):
        meter = of(reading(second, None, 250.0), "meter", SourceKind.POWER_METER)
        stream.readings(meter, erg(second + 0.2, power_w=300.0, distance_m=8.0 * second))
    result = one(stream.end(20))
    assert result.power_mean_w == pytest.approx(250)
    assert result.distance_m == pytest.approx(152)
    assert (result.power_by.sensor_id, result.distance_by.sensor_id) == ("meter", "erg")


def test_that_two_receivers_of_one_strap_count_once_in_state_and_summary():
    single, double = Stream().start(), Stream().start()
    for second in range(60):
        single.readings(strap(second, 140 + second % 3, receiver="desk"))
        double.readings(
            strap(second, 140 + second % 3, receiver="desk"),
            strap(second + 0.2, 140 + second % 3, receiver="gateway"),
        )
    alone, both = one(single.end(60)), one(double.end(60))
    assert both.samples_received == alone.samples_received == 60
    assert both.heart_rate_beats == pytest.approx(alone.heart_rate_beats)
    figures, _ = summarise(roster(), double.recorded)
    assert figures.players[0].samples_received == 60


def test_that_the_counter_of_another_machine_adds_nothing_when_it_takes_over():
    stream = Stream().start()
    for second in range(10):
        stream.readings(erg(second, distance_m=1000.0 + 4 * second))
    for second in range(10, 20):
        other = of(reading(second, distance_m=4.0 * second), "other", SourceKind.MACHINE)
        stream.readings(other)
    assert one(stream).distance_m == pytest.approx(36 + 4 * 8)


def test_that_lies_are_recorded_marked_and_in_no_figure():
    judge = ReadingJudge()
    said = [
        *(strap(second, 150) for second in range(5)),
        strap(5, 255), strap(6, 150), strap(7, 185), strap(8, 151), strap(3, 152),
        *(strap(second, 150) for second in range(9, 12)),
        erg(12, power_w=5000.0), erg(13, power_w=210.0),
    ]  # fmt: skip
    marked = [judge.judged(entry, entry.at) for entry in said]
    assert [entry.heart_rate_bpm for entry in marked] == [entry.heart_rate_bpm for entry in said]
    doubted = {(one.at - START, one.heart_rate_quality) for one in marked[:13]}
    assert {pair for pair in doubted if pair[1] is not Quality.GOOD} == {
        (5.0, Quality.IMPLAUSIBLE), (7.0, Quality.JUMP), (3.0, Quality.WRONG_TIME),
    }  # fmt: skip
    assert marked[13].power_quality is Quality.IMPLAUSIBLE
    stream = Stream().start()
    for entry in marked:
        stream.add(events.ReadingsReceived, entry.at - START, readings=(entry,))
    figures, traces = summarise(roster(), stream.end(14).recorded)
    assert figures.players[0].heart_rate_max_bpm == 151
    assert figures.players[0].power_max_w == pytest.approx(210)
    assert max(bpm or 0 for bpm in traces[0].heart_rate_bpm) == 151


def test_that_a_heart_that_stays_at_its_new_value_is_believed_after_two_seconds():
    judge = ReadingJudge()
    rates = [100, 100, 160, 160, 160, 160]
    marked = [judge.judged(strap(at, bpm), START + at) for at, bpm in enumerate(rates)]
    jumps = [entry.heart_rate_quality is Quality.JUMP for entry in marked]
    assert jumps == [False, False, True, True, False, False]


def test_that_a_distance_that_leaps_and_comes_back_adds_nothing():
    judge, stream = ReadingJudge(), Stream().start()
    for at, metres in enumerate((1000.0, 1004.0, 900_000.0, 1012.0, 1016.0)):
        stream.readings(judge.judged(erg(at, distance_m=metres), START + at))
    assert one(stream).distance_m == pytest.approx(4 + 4)


def test_that_curves_show_only_what_was_believed():
    board = LiveBoard(lambda: START + 10)
    board.show(open_session(roster()))
    lie = strap(1, 250, heart_rate_quality=Quality.JUMP)
    stream = Stream().start().readings(strap(0, 150), erg(0.5, bpm=90), lie, strap(2, 151))
    for entry in stream.recorded:
        board.apply(SESSION, entry)
    _, values = board.curve(ONE, Quantity.HEART_RATE)
    assert values.tolist() == [150, 151]


def test_that_every_kind_has_a_source_and_a_recording_without_one_stays_readable():
    assert {kind.source for kind in SensorKind} <= set(SourceKind)
    assert SensorKind.CYCLING_POWER.source is SourceKind.POWER_METER
    old = b'{"playerId":"player-001","sensorId":"s","at":1.0,"heartRateBpm":120}'
    made = msgspec.json.decode(old, type=Reading)
    assert (made.source, made.heart_rate_quality) == (SourceKind.UNKNOWN, Quality.GOOD)
    assert msgspec.json.decode(msgspec.json.encode(made)) == msgspec.json.decode(old)


def test_that_a_batch_of_nine_hundred_readings_is_folded_in_little_time():
    members = [player(number) for number in range(1, 25)]
    batch = []
    for index in range(900):
        number, at = index % 24 + 1, index // 24
        made = (
            reading(at, 150, number=number)
            if index % 2
            else reading(at, None, 200.0, number=number)
        )
        batch.append(of(made, f"{index % 2}-{number}", SourceKind.SENSOR))
    stream = Stream().start().readings(*sorted(batch, key=lambda entry: entry.at))
    state = state_after(roster(members), stream.recorded[:1])
    took_s = []
    for _ in range(5):
        began = time.perf_counter()
        state_after(roster(members), stream.recorded)
        took_s.append(time.perf_counter() - began)
    assert state.seq == 1
    assert min(took_s) < 0.05  # 3 ms on the machine it was written on


def test_that_a_straps_late_values_are_not_silenced_by_what_a_phone_said_meanwhile():
    stream = Stream().start()
    stream.readings(strap(0, 150), reading(0, None, 200.0))
    for second in range(4, 21, 2):
        stream.metrics(second, heart_rate=90, power=50)
    for second in range(10, 20):
        stream.readings(strap(second, 150), reading(second, None, 200.0))
        now = one(stream)
        assert (now.heart_rate_bpm, now.power_w) == (150, 200.0)
        assert not now.is_heart_rate_from_phone
    for second in range(20, 31):
        stream.readings(strap(second, 150), reading(second, None, 200.0))
    result = one(stream.end(30))
    # Nothing is counted twice: the phone has filled the time up to 20 s already.
    assert result.heart_rate_s == pytest.approx(30)
    assert result.heart_rate_beats == pytest.approx(4 * 150 + 16 * 90 + 10 * 150)
    assert result.power_s == pytest.approx(30)
    assert result.work_j == pytest.approx(4 * 200 + 16 * 50 + 10 * 200)
    assert min(result.seconds_in_zone) >= 0
