"""How hard a part of a workout is drawn, whatever its kind."""

from __future__ import annotations

import pytest

from core.domain.agility import Drill
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import Interval
from core.planning.effort import REFERENCE_FTP_W, effort_of, efforts_of, seconds_in_zones


@pytest.mark.parametrize(
    ("target", "level", "zone"),
    [
        ({"target_ftp_share": 1.05}, 1.05, 4),
        ({"target_ftp_share": 1.05, "target_zone": 5}, 1.05, 5),
        ({"target_power_w": REFERENCE_FTP_W}, 1.0, 4),
        ({"target_pace_s": 120.0}, 202.5 / REFERENCE_FTP_W, 3),
        ({"target_zone": 2}, 0.65, 2),
        ({"target_heart_rate_share": 0.75}, 0.825, 3),
        ({"target_heart_rate_share": 0.4}, 0.45, 1),
    ],
)
def test_that_each_kind_of_target_has_its_height_and_zone(
    target: dict[str, float], level: float, zone: int
) -> None:
    effort = effort_of(Interval(name="Part", duration_s=60, **target))  # type: ignore[arg-type]
    assert effort.begins_at == effort.ends_at == pytest.approx(level, abs=0.001)
    assert (effort.zone, effort.is_rest) == (zone, False)


def test_that_a_ramp_goes_from_one_height_to_the_other_and_rest_has_no_zone() -> None:
    ramp = effort_of(Interval(name="R", duration_s=60, target_ftp_share=0.6, ramps_to=1.1))
    assert (ramp.begins_at, ramp.ends_at, ramp.zone) == (0.6, 1.1, 3)
    slices = efforts_of(Interval(name="R", duration_s=60, target_ftp_share=0.6, ramps_to=1.1))
    assert [one.zone for one in slices] == [2, 2, 2, 3, 3, 3, 4, 4, 4, 5]
    assert (slices[0].begins_at, slices[-1].ends_at) == (0.6, 1.1)
    assert sum(one.duration_s for one in slices) == pytest.approx(60)
    paced = effort_of(Interval(name="R", duration_s=60, target_pace_s=120, ramps_to=105))
    assert paced.ends_at > paced.begins_at
    rest = effort_of(Interval(name="Rest", duration_s=60))
    assert (rest.is_rest, rest.zone) == (True, None)
    assert seconds_in_zones([ramp, rest]) == (60, 0, 0, 60, 0, 0)


@pytest.mark.parametrize(
    ("load", "rpe", "level"),
    [
        (Load(value=80, unit=LoadUnit.PERCENT_1RM), None, 0.8),
        (Load(value=7, unit=LoadUnit.RPE), None, 0.7),
        (Load(value=60, unit=LoadUnit.KG), 9.0, 0.9),
        (Load(value=60, unit=LoadUnit.KG), None, 0.75),
        (None, None, 0.6),
    ],
)
def test_that_an_exercise_is_sets_with_rests(
    load: Load | None, rpe: float | None, level: float
) -> None:
    squat = Exercise(id="s", name="S", sets=3, reps=5, load=load, target_rpe=rpe, rest_s=90)
    efforts = efforts_of(squat)
    assert [one.duration_s for one in efforts] == [20, 90] * 3
    assert efforts[0].begins_at == pytest.approx(level)
    assert sum(one.duration_s for one in efforts) == squat.duration_s


def test_that_a_drill_is_runs_with_rests_the_timed_ones_harder() -> None:
    timed = Drill(id="d", name="D", repetitions=2, target_time_s=5, rest_s=30)
    free = Drill(id="d", name="D", repetitions=2, rest_s=30)
    assert [one.duration_s for one in efforts_of(timed)] == [5, 30, 5, 30]
    assert sum(one.duration_s for one in efforts_of(free)) == free.duration_s
    assert efforts_of(timed)[0].begins_at > efforts_of(free)[0].begins_at
