"""What the parts of a workout are called on the screen."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from core.domain.agility import Drill
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import Interval, WorkoutKind
from ui.workouts.draft import Draft, Part, PartKind, Section
from widgets.inputs.time_text import clock_text

KIND_NAMES = {
    WorkoutKind.CONDITIONING: "Conditioning",
    WorkoutKind.STRENGTH: "Strength",
    WorkoutKind.HYBRID: "Hybrid",
    WorkoutKind.AGILITY: "Agility",
}
KIND_ICONS = {
    WorkoutKind.CONDITIONING: "pulse",
    WorkoutKind.STRENGTH: "dumbbell",
    WorkoutKind.HYBRID: "sessions",
    WorkoutKind.AGILITY: "cone",
}
_SECTIONS = {
    PartKind.INTERVALS: "Intervals",
    PartKind.EXERCISES: "Exercises",
    PartKind.DRILLS: "Drills",
}


def kind_name(kind: WorkoutKind) -> str:
    """As a kind is called: "Conditioning"."""
    return KIND_NAMES[kind]


def section_title(section: Section, kind: WorkoutKind) -> str:
    """What a section is headed: its name, or what is in it."""
    if section.name.strip():
        return section.name.strip()
    if kind is WorkoutKind.CONDITIONING:
        return "Series" if section.repeats > 1 else "Intervals"
    return _SECTIONS[section.kind]


def section_detail(section: Section, seconds: float) -> str:
    """How long it takes, and how often it is done."""
    times = f"{section.repeats} ×  ·  " if section.repeats > 1 else ""
    return f"{times}{clock_text(seconds)}"


def part_detail(part: Part) -> str:
    """What is asked for: "4:00 · Z4 · 105 % FTP", "4 × 5 · 80 % 1RM"."""
    if isinstance(part, Interval):
        return "  ·  ".join((clock_text(part.duration_s), *targets(part)))
    return exercise_text(part) if isinstance(part, Exercise) else drill_text(part)


def targets(interval: Interval) -> tuple[str, ...]:
    """Target of the heart and of the machine; "free" where there is none."""
    found: list[str] = []
    if interval.target_heart_rate_share is not None:
        found.append(f"{interval.target_heart_rate_share * 100:.0f} % HRmax")
    elif interval.target_zone is not None:
        found.append(f"Z{interval.target_zone}")
    power = _power(interval)
    if power:
        found.append(power)
    return tuple(found) or ("free",)


def _power(interval: Interval) -> str:
    end = interval.ramps_to
    if interval.target_ftp_share is not None:
        last = "" if end is None else f"–{end * 100:.0f}"
        return f"{interval.target_ftp_share * 100:.0f}{last} % FTP"
    if interval.target_pace_s is not None:
        last = "" if end is None else f"–{pace_text(end)}"
        return f"{pace_text(interval.target_pace_s)}{last} pace"
    if interval.target_power_w is not None:
        last = "" if end is None else f"–{end:.0f}"
        return f"{interval.target_power_w:.0f}{last} W"
    return ""


def pace_text(seconds: float) -> str:
    """A pace as a monitor shows it: 1:52.5."""
    tenths = round(seconds * 10)
    minutes, rest = divmod(tenths, 600)
    return f"{minutes}:{rest // 10:02d}" + (f".{rest % 10}" if rest % 10 else "")


def exercise_text(exercise: Exercise) -> str:
    """As "4 × 5 · 80 % 1RM · rest 2:00"."""
    words = [f"{exercise.sets} × {exercise.reps}"]
    if exercise.load is not None:
        words.append(load_text(exercise.load))
    if exercise.target_rpe is not None and (
        exercise.load is None or exercise.load.unit is not LoadUnit.RPE
    ):
        words.append(f"RPE {exercise.target_rpe:g}")
    if exercise.rest_s > 0:
        words.append(f"rest {clock_text(exercise.rest_s)}")
    return "  ·  ".join(words)


def load_text(load: Load) -> str:
    """As "80 % 1RM", "60 kg", "RPE 8"."""
    if load.unit is LoadUnit.RPE:
        return f"RPE {load.value:g}"
    return f"{load.value:g} {'kg' if load.unit is LoadUnit.KG else '% 1RM'}"


def drill_text(drill: Drill) -> str:
    """As "6 × · under 5.1 s · rest 1:00"."""
    words = [f"{drill.repetitions} ×"]
    if drill.target_time_s is not None:
        words.append(f"under {drill.target_time_s:g} s")
    metres = drill_metres(drill)
    if metres > 0:
        words.append(f"{metres:.0f} m")
    if drill.rest_s > 0:
        words.append(f"rest {clock_text(drill.rest_s)}")
    return "  ·  ".join(words)


def drill_metres(drill: Drill) -> float:
    """How long one run is, from step to step."""
    return sum(
        hypot(after.x_m - before.x_m, after.y_m - before.y_m)
        for before, after in pairwise(drill.pattern)
    )


def summary(draft: Draft, seconds: float) -> str:
    """What it amounts to: time, and of its kind sets, kilograms, runs, metres."""
    parts = [part for section in draft.sections for part in section.parts]
    exercises = [part for part in parts if isinstance(part, Exercise)]
    drills = [part for part in parts if isinstance(part, Drill)]
    words = [clock_text(seconds) if seconds > 0 else "No time yet"]
    if exercises:
        words.append(_counted(sum(one.sets for one in exercises), "set"))
        words.append(_counted(sum(one.sets * one.reps for one in exercises), "repetition"))
        kilograms = sum(
            one.sets * one.reps * one.load.value
            for one in exercises
            if one.load is not None and one.load.unit is LoadUnit.KG
        )
        if kilograms:
            words.append(f"{kilograms:,.0f} kg lifted".replace(",", "\N{NARROW NO-BREAK SPACE}"))
    if drills:
        words.append(_counted(sum(one.repetitions for one in drills), "run"))
        metres = sum(one.repetitions * drill_metres(one) for one in drills)
        if metres:
            words.append(f"{metres:.0f} m")
    return "  ·  ".join(words)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
