"""One strap or machine, heard by two receivers: believed once, from where it is heard well."""

from __future__ import annotations

import msgspec
import pytest

from core.domain.sensor import Reading, SourceKind
from core.live.source_choice import BETTER_SIGNAL_DB
from core.live.state import PlayerState
from core.reports.summary import summarise
from tests.helpers.recordings import Stream, reading, roster, state_after

ONE = "player-001"


def one(stream: Stream) -> PlayerState:
    return state_after(roster(), stream.recorded).players[ONE]


def strap(at: float, bpm: int, receiver: str, rssi_dbm: int | None) -> Reading:
    return msgspec.structs.replace(
        reading(at, bpm),
        sensor_id="strap",
        source=SourceKind.SENSOR,
        receiver=receiver,
        rssi_dbm=rssi_dbm,
    )


def erg(at: float, distance_m: float, receiver: str) -> Reading:
    return msgspec.structs.replace(
        reading(at, distance_m=distance_m, power_w=200.0),
        sensor_id="erg",
        source=SourceKind.MACHINE,
        receiver=receiver,
    )


@pytest.mark.requirement(28)
def test_that_two_receivers_double_neither_trimp_nor_time_in_zone_whoever_is_believed():
    alone, both = Stream().start(), Stream().start()
    for second in range(120):
        bpm = 150 + second % 5
        alone.readings(strap(second, bpm, "Laptop", -60))
        # Who walks about is now nearer to the one, now to the other.
        walk_db = 30 if second // 20 % 2 else -30
        both.readings(strap(second, bpm, "Laptop", -60))
        both.readings(strap(second + 0.3, bpm, "Far corner", -60 + walk_db))
    expected, result = one(alone.end(120)), one(both.end(120))
    assert sum(result.seconds_in_zone) == pytest.approx(sum(expected.seconds_in_zone), abs=1)
    assert result.trimp == pytest.approx(expected.trimp, rel=0.01)
    assert result.heart_rate_beats == pytest.approx(expected.heart_rate_beats, rel=0.01)
    figures, _ = summarise(roster(), both.recorded)
    assert figures.players[0].trimp == pytest.approx(expected.trimp, rel=0.01)


def test_that_a_receiver_keeps_the_word_within_the_dead_band_and_loses_it_beyond():
    stream = Stream().start()
    for second in range(10):
        near_db = BETTER_SIGNAL_DB - 1 if second < 5 else BETTER_SIGNAL_DB
        stream.readings(strap(second, 150, "Laptop", -70))
        stream.readings(strap(second + 0.5, 150, "Far corner", -70 + near_db))
        speaker = one(stream).heart_rate_by
        assert speaker is not None
        assert speaker.receiver == ("Laptop" if second < 5 else "Far corner")


def test_that_the_other_receiver_takes_over_within_three_seconds_whatever_its_signal():
    stream = Stream().start()
    for second in range(20):
        if second < 10:
            stream.readings(strap(second, 150, "Laptop", -50))
        stream.readings(strap(second + 0.5, 140, "Far corner", -90))
    state = one(stream.end(20))
    assert state.heart_rate_bpm == 140
    assert sum(state.seconds_in_zone) == pytest.approx(20, abs=1.5)


def test_that_a_machine_taken_over_by_another_receiver_loses_no_metre_and_counts_none_twice():
    stream = Stream().start()
    for second in range(30):
        if second < 15:
            stream.readings(erg(second, 4.0 * second, "Laptop"))
        else:
            stream.readings(erg(second, 4.0 * second, "Far corner"))
    assert one(stream.end(30)).distance_m == pytest.approx(4 * 29)
