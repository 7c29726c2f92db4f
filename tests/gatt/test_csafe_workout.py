"""Workouts as a PM5 is programmed with them, byte by byte and back."""

import contextlib

import pytest
from hypothesis import given, strategies as st

from core.errors import InvalidInputError, MalformedPacketError
from core.gatt.pm5 import csafe_commands, csafe_request
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_program import workout_of
from core.gatt.pm5.csafe_request import Command
from core.gatt.pm5.csafe_state import WorkoutKind
from core.gatt.pm5.csafe_workout import (
    Pm5Interval,
    Pm5Workout,
    equal_intervals,
    fixed,
    intervals,
    requests_of,
)


def seconds(duration_s: float) -> Extent:
    return Extent(duration_s=duration_s)


def metres(distance_m: int) -> Extent:
    return Extent(distance_m=distance_m)


def frames_of(workout: Pm5Workout) -> list[str]:
    return [csafe_request.encode(request).hex(" ") for request in requests_of(workout)]


CENTISECONDS = st.integers(2000, 10_000_000).map(lambda raw: raw / 100)
EXTENTS = CENTISECONDS.map(seconds) | st.integers(100, 10_000_000).map(metres)
RESTS = st.integers(0, 0xFFFF)
PARTS = st.builds(
    Pm5Interval,
    extent=EXTENTS,
    rest_s=RESTS,
    pace_s_per_500_m=st.integers(1, 100_000).map(lambda raw: raw / 100),
)
WORKOUTS = (
    st.builds(fixed, EXTENTS, st.none() | EXTENTS)
    | st.builds(equal_intervals, EXTENTS, RESTS)
    | st.lists(PARTS, min_size=1, max_size=30).map(intervals)
)


def test_that_a_distance_with_splits_is_written_as_in_the_makers_example():
    # 2000 m = 07d0, splits of 400 m = 0190
    assert frames_of(fixed(metres(2000), metres(400))) == [
        "f1 76 18 01 01 03 03 05 80 00 00 07 d0 05 05 80 00 00 01 90 14 01 01 13 02 01 01 28 f2"
    ]


def test_that_a_time_with_splits_is_written_as_in_the_makers_example():
    # 20:00 = 120,000 hundredths = 01d4c0, splits of 4:00 = 5dc0
    assert frames_of(fixed(seconds(1200), seconds(240))) == [
        "f1 76 18 01 01 05 03 05 00 00 01 d4 c0 05 05 00 00 00 5d c0 14 01 01 13 02 01 01 e0 f2"
    ]


def test_that_equal_intervals_are_written_as_in_the_makers_examples():
    # 500 m = 01f4, rest 30 s = 1e; 2:00 = 12,000 hundredths = 2ee0, with the checksum by the rule
    assert frames_of(equal_intervals(metres(500), 30)) == [
        "f1 76 15 01 01 07 03 05 80 00 00 01 f4 04 02 00 1e 14 01 01 13 02 01 01 0a f2"
    ]
    assert frames_of(equal_intervals(seconds(120), 30)) == [
        "f1 76 15 01 01 06 03 05 00 00 00 2e e0 04 02 00 1e 14 01 01 13 02 01 01 b0 f2"
    ]


def test_that_intervals_that_differ_are_written_as_in_the_makers_example():
    # 500 m and 1:00 rest; 3:00; 1000 m; 5:00 and 2:00 rest; each at 1:40 = 10,000 = 2710
    workout = intervals(
        Pm5Interval(extent=extent, rest_s=rest_s, pace_s_per_500_m=100)
        for extent, rest_s in (
            (metres(500), 60),
            (seconds(180), 0),
            (metres(1000), 0),
            (seconds(300), 120),
        )
    )
    assert frames_of(workout) == [
        (
            "f1 76 6f 18 01 00 01 01 08 17 01 01 03 05 80 00 00 01 f4 04 02 00 3c 06 04 00 "
            "00 27 10 14 01 01 18 01 01 17 01 00 03 05 00 00 00 46 50 04 02 00 00 06 04 00 "
            "00 27 10 14 01 01 18 01 02 17 01 01 03 05 80 00 00 03 e8 04 02 00 00 06 04 00 "
            "00 27 10 14 01 01 18 01 03 17 01 00 03 05 00 00 00 75 30 04 02 00 78 06 04 00 "
            "00 27 10 14 01 01 13 02 01 01 09 f2"
        )
    ]


def test_that_a_long_workout_takes_several_frames_and_no_interval_is_torn():
    workout = intervals(
        Pm5Interval(extent=metres(500), rest_s=60, pace_s_per_500_m=120.0) for _ in range(25)
    )
    requests = requests_of(workout)
    assert len(requests) == 7
    for request in requests:
        assert len(csafe_request.encode(request)) <= 120
        codes = [one.code for one in csafe_request.own_commands(request)]
        assert codes[0] == csafe_commands.SET_INTERVAL_NUMBER
        assert codes[-1] in (csafe_commands.CONFIGURE, csafe_commands.SET_SCREEN)


@given(WORKOUTS)
def test_that_a_workout_comes_back_as_it_went(workout: Pm5Workout):
    try:
        frames = [csafe_request.encode(request) for request in requests_of(workout)]
    except InvalidInputError:  # a kind that hypothesis put together wrongly
        raise AssertionError(workout) from None
    commands = [
        command
        for one in frames
        for command in csafe_request.own_commands(csafe_request.decode(one))
    ]
    assert workout_of(commands) == workout


@pytest.mark.parametrize(
    "workout",
    [
        fixed(seconds(19.9)),
        fixed(metres(99)),
        fixed(metres(500), metres(50)),
        fixed(Extent()),
        fixed(Extent(duration_s=60, distance_m=500)),
        equal_intervals(seconds(60), -1),
        equal_intervals(seconds(60), 65_536),
        intervals(()),
        intervals([Pm5Interval(extent=seconds(60))]),
        intervals([Pm5Interval(extent=seconds(60), pace_s_per_500_m=0)]),
        intervals([Pm5Interval(extent=seconds(60), pace_s_per_500_m=120)] * 256),
        Pm5Workout(kind=WorkoutKind.FREE, intervals=(Pm5Interval(extent=seconds(60)),)),
        Pm5Workout(kind=WorkoutKind.TIME, intervals=(Pm5Interval(extent=seconds(60)),)),
        Pm5Workout(kind=WorkoutKind.TIME_INTERVALS, intervals=(Pm5Interval(extent=metres(500)),)),
    ],
)
def test_that_what_no_monitor_takes_is_refused_before_it_is_sent(workout: Pm5Workout):
    with pytest.raises(InvalidInputError):
        requests_of(workout)


COMMANDS = st.builds(
    Command,
    code=st.sampled_from([0x01, 0x03, 0x04, 0x05, 0x06, 0x13, 0x14, 0x17, 0x18, 0x44]),
    data=st.binary(max_size=5),
)


@given(st.lists(COMMANDS, max_size=8))
def test_that_any_commands_make_a_workout_or_are_malformed(commands: list[Command]):
    with contextlib.suppress(MalformedPacketError):
        workout_of(commands)


def test_that_commands_out_of_order_are_malformed():
    block = csafe_commands
    interval = [
        block.numbered(block.SET_INTERVAL_NUMBER, 0),
        block.numbered(block.SET_KIND, 8),
        block.interval_type(seconds(60)),
        block.lasting(block.SET_DURATION, seconds(60)),
        block.resting(0),
        block.paced(120),
        block.TAKE_OVER,
    ]
    assert workout_of(interval).intervals[0].extent == seconds(60)
    for wrong in (
        [*interval, *interval],
        interval[:-1],
        [block.TAKE_OVER],
        [*interval[:2], block.interval_type(metres(500)), *interval[3:]],
        [block.numbered(block.SET_KIND, 99)],
        [Command(code=block.SET_DURATION, data=b"\x40\x00\x00\x00\x10")],
    ):
        with pytest.raises(MalformedPacketError):
            workout_of(wrong)
