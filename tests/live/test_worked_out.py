"""What the hub adds to an event before it is recorded."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from core.domain.agility import Drill, PatternStep
from core.domain.ids import PlayerId
from core.domain.strength import Exercise
from core.domain.workout import Block, Interval, WorkoutKind
from core.live import events
from core.live.events import Compliance, MedicalStatus, SetData
from core.live.reducer import open_session, reduce
from core.live.worked_out import worked_out
from tests.helpers.recordings import Stream, player, reading, roster

SQUAT = Exercise(
    id="squat", name="Back squat", sets=3, reps=5, target_rpe=8, rest_s=120, body_parts=("knee",)
)
PRO_AGILITY = Drill(
    id="pro",
    name="Pro agility",
    repetitions=3,
    target_time_s=4.5,
    rest_s=60,
    pattern=(
        PatternStep(label="Start", x_m=0, y_m=0),
        PatternStep(label="Right line", x_m=4.6, y_m=0),
        PatternStep(label="Left line", x_m=-4.6, y_m=0),
    ),
)
BLOCKS = (
    Block(name="Squats", duration_s=600, exercises=(SQUAT,)),
    Block(name="Agility", duration_s=300, drills=(PRO_AGILITY,)),
    Block(name="Finisher", intervals=(Interval(name="Hard", duration_s=300, target_zone=4),)),
)
ME = PlayerId("player-001")


class Session:
    """A hybrid session that records as the hub does: what was worked out is what is folded."""

    def __init__(self, **changes: Any) -> None:
        made = roster([player()])
        session = msgspec.structs.replace(
            made.session, **{"kind": WorkoutKind.HYBRID, "blocks": BLOCKS, **changes}
        )
        self.state = open_session(msgspec.structs.replace(made, session=session))
        self.stream = Stream()
        self.add(events.SessionStarted, 0)

    def add(self, kind: type, at: float, **fields: Any) -> Any:
        self.stream.add(kind, at, **fields)
        recorded = self.stream.recorded[-1]
        event = worked_out(self.state, recorded.event)
        self.state = reduce(self.state, msgspec.structs.replace(recorded, event=event))
        return event

    def own(self, kind: type, at: float, **fields: Any) -> Any:
        return self.add(kind, at, player_id=ME, **fields)

    def do_set(self, at: float, **data: Any) -> events.StrengthSetCompleted:
        done: events.StrengthSetCompleted = self.own(
            events.StrengthSetCompleted, at, exercise_id="squat", set_data=SetData(**data)
        )
        return done


@pytest.mark.requirement(40, 53)
def test_that_a_set_is_recorded_with_the_next_ones_preview_and_its_reason():
    event = Session().do_set(60, set_number=1, reps=5, weight=100, rpe=7)
    assert event.exercise_name == "Back squat"
    preview = event.next_set_preview
    assert preview is not None
    assert (preview.weight, preview.target_reps, preview.estimated_rest) == (102.5, 5, 120)
    assert "maximum of 127 kg" in preview.reason


def test_that_after_the_last_set_nothing_is_next_and_a_senders_own_preview_stays():
    session = Session()
    assert session.do_set(60, set_number=3, reps=5, weight=100).next_set_preview is None
    own = events.NextSetPreview(weight=50, target_reps=8, estimated_rest=30)
    event = session.own(
        events.StrengthSetCompleted,
        120,
        exercise_id="squat",
        set_data=SetData(set_number=1, reps=5, weight=100),
        next_set_preview=own,
    )
    assert event.next_set_preview == own


@pytest.mark.requirement(43, 53)
def test_that_bad_form_seen_by_the_trainer_keeps_the_weight_down():
    session = Session()
    session.own(events.StrengthFormFeedback, 50, exercise_id="squat", form_rating=2)
    preview = session.do_set(60, set_number=1, reps=5, weight=100, rpe=6).next_set_preview
    assert preview is not None
    assert preview.weight == 100
    assert "form was rated 2 of 5" in preview.reason


@pytest.mark.requirement(53, 58)
@pytest.mark.parametrize(("part", "weight"), [("left knee", 100), ("shoulder", 107.5)])
def test_that_pain_in_a_loaded_part_keeps_the_weight_down_and_elsewhere_not(part, weight):
    session = Session()
    session.own(events.MedicalStatusChanged, 50, status=MedicalStatus.LIMITED, body_part=part)
    preview = session.do_set(60, set_number=1, reps=5, weight=100, rpe=6).next_set_preview
    assert preview is not None
    assert preview.weight == weight


@pytest.mark.requirement(49, 53)
def test_that_a_drill_is_recorded_with_target_best_time_and_hints():
    session = Session()
    run = {"drill_id": "pro"}
    first = session.own(events.AgilityDrillCompleted, 10, **run, repetition=1, time_s=4.4)
    assert (first.drill_name, first.target_time_s, first.best_time_s) == ("Pro agility", 4.5, 4.4)
    step = session.own(events.AgilityPatternProgressed, 20, **run, step=2, total_steps=3)
    assert (step.label, step.next_label) == ("Right line", "Left line")
    error = session.own(events.AgilityErrorTracked, 21, **run, error="missed_line", step=3)
    assert error.advice.startswith("Touch every line")
    assert error.reason == "Missed line once at Left line."
    timing = session.own(events.AgilityTimingUpdated, 22, **run, time_s=4.7)
    assert (timing.best_time_s, timing.difference_s) == (4.4, pytest.approx(0.3))
    tired = session.own(events.AgilityDrillCompleted, 23, **run, repetition=2, time_s=5.0)
    assert (tired.best_time_s, tired.advice) == (4.4, "Rest 1:30 before the next one.")
    void = session.own(
        events.AgilityDrillCompleted, 40, **run, repetition=3, time_s=4.0, is_valid=False, errors=1
    )
    assert void.best_time_s == 4.4
    assert void.advice.startswith("Touch every line")


@pytest.mark.requirement(48, 53)
def test_that_a_block_is_recorded_with_what_it_is_and_how_long_it_should_be():
    session = Session()
    session.own(events.HybridBlockTransitioned, 1, to_block=0)
    session.do_set(60, set_number=1, reps=5, weight=100, rpe=10)
    event = session.own(events.HybridBlockTransitioned, 600, to_block=1)
    assert (event.from_block, event.block_name, event.mode) == (0, "Agility", "drill")
    assert event.advice == "Make the next block shorter: 4:00 instead of 5:00."
    assert event.reason == "Last block: RPE 10 where 8 was planned."
    switched = session.own(events.HybridModeSwitched, 700, mode="rest")
    assert switched.previous_mode == "drill"


@pytest.mark.requirement(46, 47)
def test_that_heart_rate_and_power_are_recorded_with_what_they_mean():
    plan = (Interval(name="Hard", duration_s=600, target_zone=4, target_ftp_share=1.0),)
    session = Session(kind=WorkoutKind.CONDITIONING, blocks=(), intervals=plan)
    heart = session.own(events.ConditioningHeartRateUpdated, 60, heart_rate=150)
    assert (heart.zone, heart.target_zone, heart.compliance) == (3, 4, Compliance.BELOW)
    power = session.own(events.ConditioningPowerUpdated, 61, power=255)
    assert (power.ftp_percent, power.target_power) == (pytest.approx(102), 250)
    assert power.compliance is Compliance.INSIDE


@pytest.mark.requirement(44)
def test_that_the_trainers_own_transition_tells_what_became_of_the_interval():
    plan = (
        Interval(name="Hard", duration_s=600, target_zone=4),
        Interval(name="Easy", duration_s=600, target_zone=2),
    )
    session = Session(kind=WorkoutKind.CONDITIONING, blocks=(), intervals=plan)
    for second in range(1, 101):
        batch = (reading(float(second), bpm=165),)
        session.add(events.ReadingsReceived, second, readings=batch)
    event = session.add(events.ConditioningIntervalTransitioned, 101, to_interval=1)
    (analysis,) = event.analysis
    assert (event.from_interval, analysis.player_id) == (0, ME)
    assert (analysis.heart_rate_mean, analysis.compliance_percent) == (165, 100)
    assert analysis.advice == "Keep it like this."
    for second in range(102, 160):
        batch = (reading(float(second), bpm=150),)
        session.add(events.ReadingsReceived, second, readings=batch)
    (second_half,) = session.add(
        events.ConditioningIntervalTransitioned, 160, to_interval=0
    ).analysis
    # Of this interval alone: the first one's beats are not in it.
    assert second_half.heart_rate_mean == pytest.approx(150, abs=1)
