"""Where a session is in its intervals, as planned or moved by the trainer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from core.domain.ids import PlayerId
from core.domain.workout import Interval, interval_at
from core.live import events
from core.live.target import target_at
from core.live.timeline import Jump, as_done, place_at, stretches, with_jump
from core.reports.summary import summarise
from tests.helpers.recordings import START, Stream, reading, roster, state_after

PLAN = (
    Interval(name="Warm-up", duration_s=60, target_zone=2),
    Interval(name="Work", duration_s=120, target_zone=4),
    Interval(name="Rest", duration_s=60),
    Interval(name="Work", duration_s=120, target_zone=4),
)
ONE = PlayerId("player-001")


@given(st.floats(min_value=-10, max_value=500))
def test_that_without_a_jump_the_plan_holds(active_s: float):
    assert place_at(PLAN, (), active_s) == interval_at(PLAN, active_s)


@given(
    st.lists(
        st.builds(
            Jump,
            at_s=st.floats(min_value=0, max_value=400),
            to_interval=st.integers(min_value=0, max_value=len(PLAN)),
        ),
        max_size=6,
    )
)
def test_that_stretches_follow_each_other_without_overlap(jumps: list[Jump]):
    ordered: tuple[Jump, ...] = ()
    for jump in jumps:
        ordered = with_jump(ordered, jump)
    found = stretches(PLAN, ordered)
    assert all(one.begins_s < one.ends_s for one in found)
    assert all(one.ends_s <= two.begins_s for one, two in pairwise(found))
    done = as_done(PLAN, ordered)
    assert sum(one.duration_s for one in done) == pytest.approx(found[-1].ends_s if found else 0)


@pytest.mark.requirement(44)
def test_that_the_trainer_moves_the_timeline_for_everybody():
    made = roster(intervals=PLAN)
    stream = Stream().start()
    stream.add(events.ConditioningIntervalTransitioned, 30, to_interval=3)
    state = state_after(made, stream.recorded)
    assert state.interval_at(START + 29) == (0, pytest.approx(1))
    assert state.interval_at(START + 31) == (3, pytest.approx(119))
    assert target_at(state, START + 31).zone == 4
    stream.pause(40).resume(100).add(events.ConditioningIntervalTransitioned, 110, to_interval=1)
    state = state_after(made, stream.recorded)
    # 40 s until the pause, 10 s after it.
    assert state.interval_at(START + 115) == (1, pytest.approx(115))
    assert state.interval_at(START + 110 + 120 + 60 + 120 + 1) is None


def test_that_the_clocks_own_transition_moves_nothing():
    stream = Stream().start()
    stream.add(events.ConditioningIntervalTransitioned, 60, to_interval=1, is_automatic=True)
    state = state_after(roster(intervals=PLAN), stream.recorded)
    assert state.jumps == ()
    assert state.interval_at(START + 61) == (1, pytest.approx(119))


def test_that_zone_and_report_are_judged_by_the_intervals_that_were_done():
    made = roster(intervals=PLAN)
    stream = Stream().start()
    stream.add(events.ConditioningIntervalTransitioned, 10, to_interval=1)
    for second in range(10, 130):
        stream.readings(reading(second, 170))  # zone 4 of a maximum of 200
    state = state_after(made, stream.end(130).recorded)
    player = state.players[ONE]
    assert player.target_data_s == pytest.approx(100)  # after 20 s of grace
    assert player.target_s == pytest.approx(100)
    summary, _ = summarise(made, stream.recorded)
    assert [one.name for one in summary.intervals_done] == ["Warm-up", "Work", "Rest", "Work"]
    assert [one.duration_s for one in summary.intervals_done][:2] == pytest.approx([10, 120])
    assert summary.players[0].in_target_share == pytest.approx(1)
