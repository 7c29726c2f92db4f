from __future__ import annotations

import random
from collections.abc import Callable
from statistics import fmean

import pytest
from hypothesis import given, settings, strategies as st

from core.domain.player import Sex
from core.domain.sensor import Reading
from core.domain.summary import PlayerSummary
from core.domain.workout import Interval
from core.live.state import PlayerState
from core.reports.summary import summarise
from tests.helpers.recordings import (
    START,
    WORKOUT,
    Stream,
    heart_rate_at,
    played,
    player,
    power_at,
    reading,
    roster,
    state_after,
)


def only(stream: Stream, **made: object) -> PlayerSummary:
    summary, _ = summarise(roster(**made), stream.recorded)  # type: ignore[arg-type]
    return summary.players[0]


def assert_agree(figures: PlayerSummary, state: PlayerState) -> None:
    """The summary of a recording and the state of the running session say the same."""
    close = {"rel": 1e-6, "abs": 1e-5}
    assert figures.seconds_in_zone == pytest.approx(state.seconds_in_zone, **close)
    assert (figures.trimp or 0.0) == pytest.approx(state.trimp, **close)
    assert (figures.energy_heart_rate_kcal or 0.0) == pytest.approx(
        state.energy_heart_rate_kcal, **close
    )
    assert (figures.heart_rate_mean_bpm or 0.0) == pytest.approx(
        state.heart_rate_mean_bpm or 0.0, **close
    )
    assert (figures.power_mean_w or 0.0) == pytest.approx(state.power_mean_w or 0.0, **close)
    assert figures.heart_rate_max_bpm == state.heart_rate_max_bpm
    assert figures.power_max_w == state.power_max_w
    assert figures.distance_m == state.distance_m
    assert figures.samples_received == state.samples_received
    if figures.in_target_share is not None:
        share = state.target_s / state.target_data_s
        assert figures.in_target_share == pytest.approx(share, abs=1e-5)


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    """A session with pauses, jitter, gaps, late and repeated batches; commands come in time."""
    chance = draw(st.randoms(use_true_random=True))
    toggles = sorted(draw(st.lists(st.integers(5, 290), max_size=6, unique=True)))
    kick_at = draw(st.none() | st.integers(10, 280))
    commands: list[tuple[float, Callable[[Stream, float], Stream]]] = [
        (0.37, Stream.start),
        *((at + 0.37, (Stream.pause, Stream.resume)[turn % 2]) for turn, at in enumerate(toggles)),
        *([] if kick_at is None else [(kick_at + 0.61, Stream.kick)]),
        (300.37, Stream.end),
    ]
    said = readings_with_a_gap(chance, draw(st.integers(0, 200)))
    stream = Stream()
    for at, command in sorted(commands, key=lambda pair: pair[0]):
        while said and said[0].at - START + 0.2 < at:  # each comes a little late
            entry = said.pop(0)
            stream.readings(entry, *([entry] if chance.random() < 0.05 else []))
        stream = command(stream, at)
        if command is Stream.kick:
            said = [entry for entry in said if entry.at - START > at]
    return stream.readings(*said) if said else stream


def readings_with_a_gap(chance: random.Random, gap: int) -> list[Reading]:
    """A strap and an erg at 1 Hz with jitter, single losses and 20 s of silence."""
    phase = chance.random()
    said: list[Reading] = []
    for second in range(-5, 305):
        at = second + phase + chance.uniform(-0.1, 0.1)
        if chance.random() < 0.1 or gap <= at < gap + 20:
            continue
        said.append(reading(at, chance.randint(60, 210)))
        if chance.random() < 0.7:
            watts = chance.uniform(0, 600)
            said.append(reading(at, None, watts, distance_m=max(second, 0) * 4.0))
    return said


@settings(max_examples=60, deadline=None)
@given(stream=streams())
def test_that_the_summary_agrees_with_the_running_session(stream: Stream):
    made = roster(intervals=WORKOUT)
    summary, _ = summarise(made, stream.recorded)
    state = state_after(made, stream.recorded)
    assert_agree(summary.players[0], state.players[made.players[0].id])
    assert summary.active_s == pytest.approx(state.active_s(START + 999))
    figures = summary.players[0]
    assert sum(figures.seconds_in_zone) <= figures.active_s + 1e-6
    assert sum(figures.seconds_in_zone) + figures.seconds_without_heart_rate == pytest.approx(
        figures.active_s
    )


def test_that_means_and_maxima_of_a_gapless_recording_are_those_of_its_samples():
    made = roster([player(3), player(4)])
    summary, _ = summarise(made, played(made, 900).recorded)
    for figures, number in zip(summary.players, (3, 4), strict=True):
        beats = [heart_rate_at(second, number) for second in range(900)]
        watts = [power_at(second, number) for second in range(900)]
        assert figures.heart_rate_mean_bpm == fmean(beats)
        assert figures.heart_rate_max_bpm == max(beats)
        assert figures.power_mean_w == pytest.approx(fmean(watts), rel=1e-12)
        assert figures.power_max_w == max(watts)
        assert figures.samples_received == 1800
        assert figures.samples_lost == 0
        assert figures.seconds_without_heart_rate == 0


def test_that_lost_seconds_are_counted_from_the_first_sample_on():
    stream = Stream().start()
    seconds = [second for second in range(10, 100) if not 40 <= second < 47]
    stream.readings(*(reading(second + 0.3, 150) for second in seconds)).end(110)
    figures = only(stream)
    assert figures.samples_received == 83
    assert figures.samples_lost == 7 + 10
    # 10.3 s before the first sample; the gap of 8 s holds 5; after the last one 9.7 s.
    assert figures.seconds_without_heart_rate == pytest.approx(10.3 + 3 + 9.7)


def test_that_a_pause_costs_no_samples():
    stream = Stream().start()
    stream.readings(*(reading(second, 150) for second in range(30))).pause(30)
    stream.resume(90).readings(*(reading(second, 150) for second in range(90, 120))).end(120)
    figures = only(stream)
    assert (figures.samples_lost, figures.samples_received) == (0, 60)
    assert figures.active_s == pytest.approx(60)
    assert sum(figures.seconds_in_zone) == pytest.approx(60)


def test_that_a_source_that_speaks_every_two_seconds_loses_nothing():
    stream = Stream().start()
    for second in range(0, 60, 2):
        stream.metrics(second, heart_rate=140)
    figures = only(stream.end(60))
    assert (figures.samples_lost, figures.samples_received) == (0, 30)


def test_that_readings_from_the_outbox_fill_the_hole_they_left():
    in_time = Stream().start()
    for second in range(60):
        in_time.readings(reading(second, 100 + second))
    late = Stream().start()
    for second in (*range(20), *range(40, 60)):
        late.readings(reading(second, 100 + second))
    late.end(60).readings(*(reading(second, 100 + second) for second in range(20, 40)))
    assert only(late) == only(in_time.end(60))


def test_that_a_pause_told_late_counts_from_its_own_time():
    stream = Stream().start().readings(*(reading(second, 150) for second in range(21)))
    stream.pause(10.5).end(21)
    figures = only(stream)
    assert figures.active_s == pytest.approx(10.5)
    assert sum(figures.seconds_in_zone) == pytest.approx(10.5)


def test_that_traces_are_one_value_a_second_and_empty_where_nothing_was():
    stream = Stream().start(0).readings(reading(0.4, 100), reading(1.4, 101), reading(10.4, 110))
    stream.pause(12).resume(15).readings(reading(15.2, 115, 200.0, distance_m=5.0)).end(17)
    _, (trace,) = summarise(roster(), stream.recorded)
    assert trace.heart_rate_bpm == (
        100, 101, 101, 101, 101, 101, 101, None, None, None, 110, 110, None, None, None, 115, 115,
    )  # fmt: skip
    assert trace.power_w[14:] == (None, 200.0, 200.0)
    assert trace.distance_m[15] == 0.0


def test_that_weighted_power_does_not_reach_across_a_pause():
    def stream(pause_s: float) -> Stream:
        made = Stream().start()
        made.readings(*(reading(second, None, 200.0) for second in range(25))).pause(25)
        made.resume(25 + pause_s)
        return made.readings(
            *(reading(second + pause_s, None, 200.0) for second in range(25, 50))
        ).end(50 + pause_s)

    assert only(stream(10)).power_weighted_w is None
    steady = Stream().start().readings(*(reading(second, None, 200.0) for second in range(60)))
    assert only(steady.end(60)).power_weighted_w == pytest.approx(200)


def test_that_a_player_without_a_sensor_has_dashes_not_zeros():
    figures = only(Stream().start().end(60))
    assert figures.heart_rate_mean_bpm is None
    assert figures.power_mean_w is None
    assert figures.trimp is None
    assert figures.energy_heart_rate_kcal is None
    assert figures.in_target_share is None
    assert figures.distance_m is None
    assert figures.seconds_without_heart_rate == 60


def test_that_the_share_in_target_needs_ten_seconds_of_data():
    hard = (Interval(name="Hard", duration_s=60, target_zone=4),)
    stream = Stream().start().readings(*(reading(second, 165) for second in range(29))).end(29)
    assert only(stream, intervals=hard).in_target_share is None
    stream = Stream().start().readings(*(reading(second, 165) for second in range(31))).end(31)
    assert only(stream, intervals=hard).in_target_share == 1.0


def test_that_a_session_that_never_began_has_no_figures():
    summary, (trace,) = summarise(roster(), [])
    assert (summary.active_s, summary.elapsed_s) == (0, 0)
    assert summary.players[0].samples_received == 0
    assert trace.heart_rate_bpm == ()


def test_that_a_session_that_still_runs_is_summed_up_to_its_last_event():
    stream = Stream().start().readings(*(reading(second, 150) for second in range(11)))
    figures = only(stream)
    assert figures.active_s == pytest.approx(10)
    assert sum(figures.seconds_in_zone) == pytest.approx(10)


def test_that_womens_load_uses_womens_coefficients():
    made = roster([player(1), player(2, sex=Sex.FEMALE)])
    stream = Stream().start()
    for second in range(60):
        stream.readings(reading(second, 155, number=1), reading(second, 155, number=2))
    summary, _ = summarise(made, stream.end(60).recorded)
    # x = (155 - 50) / 150 = 0.7: 0.7 * 0.64 * e^1.344 and 0.7 * 0.86 * e^1.169.
    assert summary.players[0].trimp == pytest.approx(1.71779, abs=1e-5)
    assert summary.players[1].trimp == pytest.approx(1.93770, abs=1e-5)
