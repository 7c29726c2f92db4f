"""What sets, drills, blocks and modes leave in a player's state."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from core.domain.agility import Drill, PatternStep
from core.domain.ids import PlayerId
from core.domain.strength import Exercise
from core.domain.workout import Block, Interval, WorkoutKind, timeline
from core.live import events
from core.live.events import HybridMode, NextSetPreview, RestAction, SetData
from core.live.state import PlayerState, Roster
from core.reports.summary import summarise
from tests.helpers.recordings import START, Stream, player, roster, state_after

ONE, TWO = PlayerId("player-001"), PlayerId("player-002")
BLOCKS = (
    Block(
        name="Lifts", duration_s=600, exercises=(Exercise(id="sq", name="Squat", sets=3, reps=5),)
    ),
    Block(name="Row", intervals=(Interval(name="Row hard", duration_s=300, target_zone=4),)),
    Block(
        name="Feet",
        duration_s=300,
        drills=(
            Drill(
                id="5-10-5",
                name="5-10-5",
                repetitions=4,
                pattern=(PatternStep(label="Right line", x_m=4.5, y_m=0.0),),
            ),
        ),
    ),
)


def hybrid(count: int = 1) -> Roster:
    made = roster([player(number) for number in range(1, count + 1)])
    session = msgspec.structs.replace(
        made.session, kind=WorkoutKind.HYBRID, blocks=BLOCKS, intervals=timeline(BLOCKS)
    )
    return msgspec.structs.replace(made, session=session)


def after(stream: Stream, of: PlayerId = ONE) -> PlayerState:
    return state_after(hybrid(2), stream.recorded).players[of]


def a_set(stream: Stream, at: float, number: int, reps: int, weight: float, **more: Any) -> Stream:
    data = SetData(set_number=number, reps=reps, weight=weight, rpe=more.pop("rpe", None))
    return stream.add(
        events.StrengthSetCompleted, at, player_id=ONE, exercise_id="sq", set_data=data, **more
    )


@pytest.mark.requirement(40, 41)
def test_that_sets_add_up_to_a_volume_and_one_reported_again_replaces_the_former():
    stream = Stream().start()
    a_set(stream, 10, 1, 5, 100, rpe=7.5)
    a_set(stream, 200, 2, 5, 105, rpe=9)
    a_set(stream, 210, 1, 4, 100)
    strength = after(stream).strength
    assert strength.sets_done == 2
    assert strength.reps_done == 9
    assert strength.volume_kg == 4 * 100 + 5 * 105
    assert after(stream, TWO).strength.sets_done == 0


def test_that_a_set_which_comes_late_does_not_become_the_last_one():
    stream = Stream().start()
    a_set(stream, 200, 2, 5, 105, rpe=9)
    a_set(stream, 10, 1, 5, 100, rpe=7)
    assert after(stream).strength.last_rpe == 9
    assert after(stream).strength.sets_done == 2


@pytest.mark.requirement(42)
def test_that_the_rest_runs_from_the_set_and_can_be_made_longer_or_skipped():
    preview = NextSetPreview(weight=102.5, target_reps=5, estimated_rest=150)
    stream = a_set(Stream().start(), 10, 1, 5, 100, next_set_preview=preview)
    assert after(stream).strength.rest_until == START + 160
    assert after(stream).strength.next_set == preview
    stream.add(
        events.StrengthRestTimer, 100, player_id=ONE, action=RestAction.EXTENDED, rest_s=120.0
    )
    assert after(stream).strength.rest_until == START + 220
    stream.add(events.StrengthRestTimer, 130, player_id=ONE, action=RestAction.SKIPPED)
    assert after(stream).strength.rest_until is None


@pytest.mark.requirement(41, 43)
def test_that_weight_and_form_are_kept_of_each_exercise():
    stream = Stream().start()
    stream.add(events.StrengthWeightUpdated, 5, player_id=ONE, exercise_id="sq", weight=110.0)
    stream.add(
        events.StrengthFormFeedback,
        6,
        player_id=ONE,
        exercise_id="sq",
        form_rating=2,
        suggestion="Chest up.",
    )
    known = after(stream).strength.exercises["sq"]
    assert (known.weight, known.form_rating, known.form_suggestion) == (110.0, 2, "Chest up.")


@pytest.mark.requirement(66)
def test_that_the_older_exercise_message_counts_as_a_set_too():
    stream = Stream().start()
    stream.add(
        events.ExerciseProgressed,
        10,
        player_id=ONE,
        exercise_id="sq",
        exercise_name="Squat",
        set_number=1,
        total_sets=3,
        reps=5,
        weight=100.0,
        completed=True,
    )
    assert after(stream).strength.volume_kg == 500
    assert after(stream).exercise == "Squat 1/3: 5 × 100 kg"


@pytest.mark.requirement(49)
def test_that_drills_keep_their_results_best_time_errors_and_step():
    stream = Stream().start()
    drill: dict[str, Any] = {"player_id": ONE, "drill_id": "5-10-5"}
    stream.add(events.AgilityPatternProgressed, 1, **drill, step=1, total_steps=1)
    stream.add(events.AgilityErrorTracked, 2, **drill, error="missed_line")
    stream.add(events.AgilityTimingUpdated, 3, **drill, time_s=2.1, split=1)
    running = after(stream).agility.drills["5-10-5"]
    assert (running.step, running.errors, running.time_s) == (1, ("missed_line",), 2.1)
    stream.add(events.AgilityDrillCompleted, 6, **drill, repetition=1, time_s=4.9, errors=1)
    stream.add(events.AgilityDrillCompleted, 60, **drill, repetition=2, time_s=4.8)
    stream.add(events.AgilityDrillCompleted, 90, **drill, repetition=3, time_s=4.1, is_valid=False)
    done = after(stream).agility.drills["5-10-5"]
    assert done.best_time_s == 4.8
    assert len(done.results) == 3
    assert (done.step, done.time_s, done.error_count) == (0, None, 1)


def test_that_errors_without_end_are_counted_but_not_all_kept():
    stream = Stream().start()
    for second in range(200):
        stream.add(events.AgilityErrorTracked, second, player_id=ONE, drill_id="t", error="slip")
    known = after(stream).agility.drills["t"]
    assert (known.error_count, len(known.errors)) == (200, 50)


@pytest.mark.requirement(48)
def test_that_a_block_for_all_moves_everybody_and_the_timeline():
    stream = Stream().start()
    stream.add(events.HybridBlockTransitioned, 20, to_block=1, mode=HybridMode.INTERVAL)
    state = state_after(hybrid(2), stream.recorded)
    assert {one.hybrid.block for one in state.players.values()} == {1}
    assert state.interval_at(START + 21) == (1, pytest.approx(299))


@pytest.mark.requirement(48)
def test_that_a_players_own_block_and_mode_leave_the_others_alone():
    stream = Stream().start()
    stream.add(events.HybridBlockTransitioned, 20, player_id=ONE, to_block=2)
    stream.add(events.HybridModeSwitched, 25, player_id=ONE, mode=HybridMode.REST)
    mine, other = after(stream).hybrid, after(stream, TWO).hybrid
    assert (mine.block, mine.mode, mine.mode_since) == (2, HybridMode.REST, START + 25)
    assert (other.block, other.mode) == (None, None)
    assert state_after(hybrid(2), stream.recorded).jumps == ()


@pytest.mark.requirement(46, 47)
def test_that_heart_rate_and_power_count_whichever_message_they_come_in():
    stream = Stream().start()
    for second in range(0, 10, 2):
        stream.add(events.ConditioningHeartRateUpdated, second, player_id=ONE, heart_rate=150)
        stream.add(events.ConditioningPowerUpdated, second, player_id=ONE, power=200.0)
        stream.add(events.HybridMixedMetrics, second, player_id=TWO, heart_rate=140, power=180.0)
    stream.end(10)
    one, two = after(stream), after(stream, TWO)
    assert (one.heart_rate_mean_bpm, one.power_mean_w) == (150, 200)
    assert (two.heart_rate_mean_bpm, two.power_mean_w) == (140, 180)
    summary, _ = summarise(hybrid(2), stream.recorded)
    assert [round(each.heart_rate_mean_bpm or 0) for each in summary.players] == [150, 140]
    assert [round(each.power_mean_w or 0) for each in summary.players] == [200, 180]


def test_that_who_was_taken_out_does_not_change_any_more():
    stream = Stream().start().add(events.PlayerKicked, 5, player_id=ONE)
    a_set(stream, 10, 1, 5, 100)
    stream.add(events.HybridBlockTransitioned, 20, to_block=1)
    gone = after(stream)
    assert (gone.strength.sets_done, gone.hybrid.block) == (0, None)
