"""What a new workout, block or part begins with: something usual, to be changed."""

from __future__ import annotations

from core.domain.agility import Drill, PatternStep
from core.domain.ids import WorkoutId
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import Interval, WorkoutKind
from ui.workouts.draft import Draft, Part, PartKind, Section

WARM_UP = Interval(name="Warm-up", duration_s=600, target_zone=2, target_ftp_share=0.55)
WORK = Interval(name="Work", duration_s=240, target_zone=4, target_ftp_share=1.05)
RECOVERY = Interval(name="Recovery", duration_s=180, target_zone=2, target_ftp_share=0.5)
COOL_DOWN = Interval(name="Cool-down", duration_s=300, target_zone=1, target_ftp_share=0.4)
RAMP = Interval(name="Ramp", duration_s=300, target_ftp_share=0.6, ramps_to=1.1)
EXERCISE = Exercise(
    id="",
    name="Back squat",
    sets=4,
    reps=5,
    load=Load(value=80, unit=LoadUnit.PERCENT_1RM),
    rest_s=120,
    body_parts=("knee", "hip"),
    movements=("squat",),
)
DRILL = Drill(
    id="",
    name="5-10-5",
    repetitions=6,
    target_time_s=5.1,
    rest_s=60,
    pattern=(
        PatternStep(label="Start", x_m=0, y_m=0),
        PatternStep(label="Sprint right", x_m=4.6, y_m=0),
        PatternStep(label="Turn, sprint left", x_m=-4.6, y_m=0),
        PatternStep(label="Through the middle", x_m=0, y_m=0),
    ),
    body_parts=("knee", "ankle"),
    movements=("sprint", "cut"),
)

PARTS: dict[PartKind, Part] = {
    PartKind.INTERVALS: WORK,
    PartKind.EXERCISES: EXERCISE,
    PartKind.DRILLS: DRILL,
}
SECTION_NAMES = {
    PartKind.INTERVALS: "Engine",
    PartKind.EXERCISES: "Lifts",
    PartKind.DRILLS: "Drills",
}
KINDS_WITHIN: dict[WorkoutKind, tuple[PartKind, ...]] = {
    WorkoutKind.CONDITIONING: (PartKind.INTERVALS,),
    WorkoutKind.STRENGTH: (PartKind.EXERCISES,),
    WorkoutKind.AGILITY: (PartKind.DRILLS,),
    WorkoutKind.HYBRID: (PartKind.INTERVALS, PartKind.EXERCISES, PartKind.DRILLS),
}
"""What a workout of a kind may be made of."""


def new_draft(kind: WorkoutKind) -> Draft:
    """A workout that nobody has named yet, with a usual beginning."""
    return Draft(id=WorkoutId(""), kind=kind, sections=_FIRST[kind])


def new_section(kind: PartKind, parts: tuple[Part, ...] = ()) -> Section:
    """A block with one part in it."""
    return Section(kind=kind, name=SECTION_NAMES[kind], parts=parts or (PARTS[kind],))


_WARM_UP = Section(kind=PartKind.INTERVALS, name="Warm-up", parts=(WARM_UP,))
_FIRST: dict[WorkoutKind, tuple[Section, ...]] = {
    WorkoutKind.CONDITIONING: (
        Section(kind=PartKind.INTERVALS, parts=(WARM_UP,)),
        Section(kind=PartKind.INTERVALS, repeats=4, parts=(WORK, RECOVERY)),
        Section(kind=PartKind.INTERVALS, parts=(COOL_DOWN,)),
    ),
    WorkoutKind.STRENGTH: (new_section(PartKind.EXERCISES),),
    WorkoutKind.AGILITY: (new_section(PartKind.DRILLS),),
    WorkoutKind.HYBRID: (
        _WARM_UP,
        new_section(PartKind.EXERCISES),
        Section(kind=PartKind.INTERVALS, name="Engine", repeats=3, parts=(WORK, RECOVERY)),
    ),
}
