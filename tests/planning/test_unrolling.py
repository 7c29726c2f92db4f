"""From series, ramps and all kinds of targets to intervals that can be done, and back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, strategies as st

from core.domain.ids import WorkoutId
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind, fitted_content
from core.errors import InvalidInputError
from core.planning.content_rules import check_workout
from core.planning.unrolling import (
    MAX_INTERVALS,
    RAMP_STEP_S,
    count_of,
    rolled,
    series_of,
    unrolled,
    unrolled_workout,
)

WARM_UP = Interval(name="Warm-up", duration_s=600, target_zone=2)
WORK = Interval(name="Work", duration_s=240, target_zone=4, target_ftp_share=1.05)
REST = Interval(name="Rest", duration_s=180)


def conditioning(*series: Series) -> Workout:
    return Workout(id=WorkoutId("w"), name="W", kind=WorkoutKind.CONDITIONING, series=series)


@pytest.mark.requirement(95)
def test_that_a_series_is_done_as_often_as_it_says() -> None:
    series = (Series(intervals=(WARM_UP,)), Series(repeats=3, intervals=(WORK, REST)))
    done = unrolled(series)
    assert [one.name for one in done] == ["Warm-up", *["Work", "Rest"] * 3]
    assert sum(one.duration_s for one in done) == 600 + 3 * 420


def test_that_a_ramp_is_done_in_steps_that_hold_whose_mean_is_the_ramps_middle() -> None:
    ramp = Interval(name="Ramp", duration_s=300, target_ftp_share=0.6, ramps_to=1.1)
    steps = unrolled((Series(intervals=(ramp,)),))
    assert len(steps) == 10
    assert [one.duration_s for one in steps] == [30.0] * 10
    shares = [one.target_ftp_share or 0 for one in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (pytest.approx(0.625), pytest.approx(1.075))
    assert sum(shares) / len(shares) == pytest.approx(0.85)
    assert (steps[0].name, steps[-1].name) == ("Ramp 1/10", "Ramp 10/10")
    assert {one.ramps_to for one in steps} == {None}
    short = msgspec.structs.replace(ramp, duration_s=20)
    assert [one.target_ftp_share for one in unrolled((Series(intervals=(short,)),))] == [
        pytest.approx(0.85)
    ]


def test_that_a_pace_becomes_watts_and_a_share_of_hrmax_a_zone() -> None:
    row = Interval(name="Row", duration_s=60, target_pace_s=120, target_heart_rate_share=0.85)
    (done,) = unrolled((Series(intervals=(row,)),))
    assert done.target_power_w == pytest.approx(202.5, abs=0.1)  # 2:00/500 m on the makers table
    assert done.target_zone == 4
    assert done.power_w(ftp_w=None) == done.target_power_w
    faster = msgspec.structs.replace(row, duration_s=120, ramps_to=100)
    steps = unrolled((Series(intervals=(faster,)),))
    assert [one.target_pace_s for one in steps] == [117.5, 112.5, 107.5, 102.5]
    watts = [one.target_power_w or 0 for one in steps]
    assert watts == sorted(watts)


def test_that_watts_ramp_too_and_zones_stay_as_they_are() -> None:
    watts = Interval(name="W", duration_s=60, target_power_w=100, ramps_to=200, target_zone=3)
    steps = unrolled((Series(intervals=(watts,)),))
    assert [(one.target_power_w, one.target_zone) for one in steps] == [(125, 3), (175, 3)]


def test_that_workouts_and_blocks_are_written_out_and_sessions_keep_only_what_is_done() -> None:
    block = Block(name="Engine", series=(Series(repeats=2, intervals=(WORK, REST)),))
    mixed = Workout(id=WorkoutId("m"), name="M", kind=WorkoutKind.HYBRID, blocks=(block,))
    stored = unrolled_workout(mixed)
    assert [one.name for one in stored.blocks[0].intervals] == ["Work", "Rest"] * 2
    assert stored.duration_s == 840
    content = fitted_content(stored.kind, stored.intervals, stored.blocks, 1680)
    assert content.blocks[0].series == ()
    assert [one.duration_s for one in content.intervals] == [480, 360] * 2
    assert content.intervals[0].target_ftp_share == 1.05


def test_that_fitting_a_session_keeps_every_target() -> None:
    row = Interval(name="Row", duration_s=60, target_pace_s=120, target_heart_rate_share=0.85)
    stored = unrolled_workout(conditioning(Series(intervals=(row,))))
    (fitted,) = fitted_content(stored.kind, stored.intervals, (), 600).intervals
    assert fitted.duration_s == 600
    assert (fitted.target_pace_s, fitted.target_heart_rate_share) == (120, 0.85)
    assert fitted.target_power_w == stored.intervals[0].target_power_w


def test_that_flat_intervals_are_said_as_short_as_they_can_be() -> None:
    numbered = [
        msgspec.structs.replace(one, name=f"{one.name} {number}")
        for number in range(1, 5)
        for one in (WORK, REST)
    ]
    series = rolled([WARM_UP, *numbered])
    assert [(one.repeats, [part.name for part in one.intervals]) for one in series] == [
        (1, ["Warm-up"]),
        (4, ["Work", "Rest"]),
    ]
    assert series_of(conditioning(*series)) == series


interval = st.builds(
    Interval,
    name=st.sampled_from(["Work", "Easy", "Ramp"]),
    duration_s=st.sampled_from([20.0, 60.0, 240.0]),
    target_zone=st.none() | st.integers(1, 5),
    target_ftp_share=st.none() | st.sampled_from([0.5, 0.9]),
)


@given(st.lists(interval, max_size=24))
def test_that_rolling_up_and_writing_out_gives_the_same_intervals(flat: list[Interval]) -> None:
    assert list(unrolled(rolled(flat))) == flat


@given(
    st.lists(st.builds(Series, repeats=st.integers(1, 5), intervals=st.tuples(interval, interval)))
)
def test_that_the_count_is_known_before_anything_is_written_out(series: list[Series]) -> None:
    ramping = [
        msgspec.structs.replace(
            one,
            intervals=tuple(
                msgspec.structs.replace(part, ramps_to=1.2) if part.asks_for_power else part
                for part in one.intervals
            ),
        )
        for one in series
    ]
    assert count_of(ramping) == len(unrolled(ramping))


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"target_heart_rate_share": 1.2}, "series.0.intervals.0.targetHeartRateShare"),
        ({"target_power_w": 0}, "series.0.intervals.0.targetPowerW"),
        ({"target_power_w": 9000}, "series.0.intervals.0.targetPowerW"),
        ({"target_pace_s": 5}, "series.0.intervals.0.targetPaceS"),
        ({"target_ftp_share": 1.0, "target_power_w": 200}, "series.0.intervals.0.targetFtpShare"),
        ({"ramps_to": 1.0}, "series.0.intervals.0.rampsTo"),
        ({"target_ftp_share": 1.0, "ramps_to": 50}, "series.0.intervals.0.rampsTo"),
        ({"target_power_w": 200, "ramps_to": 0}, "series.0.intervals.0.rampsTo"),
        ({"duration_s": 0}, "series.0.intervals.0.durationS"),
        ({"name": " "}, "series.0.intervals.0.name"),
    ],
)
def test_that_a_target_that_cannot_be_meant_is_refused_at_its_field(
    changes: dict[str, float], field: str
) -> None:
    odd = msgspec.structs.replace(REST, **changes)
    with pytest.raises(InvalidInputError) as refused:
        check_workout(conditioning(Series(intervals=(odd,))))
    assert refused.value.field == field
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("series", "field"),
    [
        (Series(repeats=0, intervals=(WORK,)), "series.0.repeats"),
        (Series(repeats=101, intervals=(WORK,)), "series.0.repeats"),
        (Series(), "series.0"),
        (Series(repeats=100, intervals=(WORK,) * 5), "series"),
    ],
)
def test_that_a_series_that_cannot_be_done_is_refused(series: Series, field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_workout(conditioning(series))
    assert refused.value.field == field
    assert MAX_INTERVALS == 400
    assert RAMP_STEP_S == 30
