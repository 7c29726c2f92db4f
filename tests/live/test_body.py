"""Muscle oxygen and temperatures, from a reading to the tile."""

from __future__ import annotations

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import Quality, Reading
from core.live.belief import ReadingJudge, ranges_judged
from core.live.board import LiveBoard
from core.live.reducer import open_session
from core.live.state import PlayerState
from tests.helpers.recordings import SESSION, START, Stream, reading, roster, state_after

ONE = PlayerId("player-001")


def oxygen(at: float, percent: float | None, sensor: str = "moxy") -> Reading:
    made = reading(at, muscle_oxygen_percent=percent, haemoglobin_g_per_dl=12.4)
    return msgspec.structs.replace(made, sensor_id=SensorId(sensor))


def temperature(at: float, core_c: float | None, skin_c: float = 33.5) -> Reading:
    made = reading(at, core_temperature_c=core_c, skin_temperature_c=skin_c)
    return msgspec.structs.replace(made, sensor_id=SensorId("core"))


def one(stream: Stream) -> PlayerState:
    return state_after(roster(), stream.recorded).players[ONE]


def test_that_the_newest_value_of_each_stands_and_a_late_one_changes_nothing():
    stream = Stream().start().readings(oxygen(1, 70.0), temperature(1, 37.1), oxygen(2, 64.0))
    stream.readings(oxygen(1.5, 99.0), reading(3, 150))
    result = one(stream)
    assert (result.body.muscle_oxygen_percent, result.body.haemoglobin_g_per_dl) == (64.0, 12.4)
    assert (result.body.core_temperature_c, result.body.skin_temperature_c) == (37.1, 33.5)
    assert result.heart_rate_bpm == 150
    assert result.samples_received == 4


def test_that_a_tile_shows_oxygen_for_five_seconds_and_a_temperature_for_twenty():
    clock = ManualClock(START)
    board = LiveBoard(clock.now)
    board.show(open_session(roster()))
    stream = Stream().start().readings(oxygen(10, 64.0), temperature(10, 38.24))
    for recorded in stream.recorded:
        board.apply(SESSION, recorded)
    shown = {}
    for second in (10.0, 14.9, 15.0, 29.9, 30.0):
        clock.move_to(START + second)
        tile = board.tile(SESSION, ONE)
        shown[second] = (tile.muscle_oxygen_percent, tile.core_temperature_c)
        assert (tile.haemoglobin_g_per_dl is None) is (tile.muscle_oxygen_percent is None)
    both, warm, nothing = (64.0, 38.24), (None, 38.24), (None, None)
    assert list(shown.values()) == [both, both, warm, warm, nothing]


def test_that_a_sensor_that_has_not_found_the_core_temperature_yet_shows_the_skin():
    body = one(Stream().start().readings(temperature(1, None))).body
    assert (body.core_temperature_c, body.skin_temperature_c) == (None, 33.5)


def test_that_one_muscle_is_believed_while_two_are_measured():
    stream = Stream().start()
    for second in range(10):
        stream.readings(oxygen(second, 60.0))
        stream.readings(oxygen(second + 0.5, 40.0, "moxy 2"))
    assert one(stream).body.muscle_oxygen_percent == 60.0
    stream.readings(oxygen(12.5, 40.0, "moxy 2"))
    assert one(stream).body.muscle_oxygen_percent == 40.0


@pytest.mark.parametrize(
    "made", [oxygen(1, 130.0), temperature(1, 20.0), temperature(1, 38.0, skin_c=-5.0)]
)
def test_that_what_no_body_does_is_recorded_and_not_shown(made: Reading):
    marked = ranges_judged(made)
    assert marked.body_quality is Quality.IMPLAUSIBLE
    assert (marked.power_quality, marked.machine_quality) == (Quality.GOOD, Quality.GOOD)
    assert one(Stream().start().readings(marked)).body == one(Stream().start()).body


def test_that_a_value_from_the_future_is_not_believed():
    judged = ReadingJudge().judged(oxygen(60, 64.0), now=START)
    assert judged.body_quality is Quality.WRONG_TIME
