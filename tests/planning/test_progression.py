from __future__ import annotations

from datetime import date

import pytest

from core.domain.ids import TemplateId
from core.domain.programme import ProgrammeDraft, Progression, ProgressionKind
from core.domain.strength import Exercise, Load, LoadUnit
from core.domain.workout import Block, Interval
from core.errors import InvalidInputError
from core.planning.progression import (
    can_be_harder,
    harder_blocks,
    harder_intervals,
    week_loads,
)
from core.planning.unfolding import check_programme, weeks_of


def draft(**changes: object) -> ProgrammeDraft:
    given = {
        "name": "Build-up",
        "template_id": TemplateId("template-1"),
        "first_date": date(2026, 3, 4),
        "weeks": 4,
        "weekdays": (1, 3, 5),
        "start_time": "09:00",
    } | changes
    return ProgrammeDraft(**given)  # type: ignore[arg-type]


@pytest.mark.requirement(122)
def test_that_five_percent_a_week_with_every_fourth_easier_is_what_coaches_expect() -> None:
    loads = week_loads(Progression(), 8)
    assert [load.share for load in loads] == [1.0, 1.05, 1.1, 0.66, 1.15, 1.2, 1.25, 0.75]
    assert [index for index, load in enumerate(loads, start=1) if load.is_deload] == [4, 8]


def test_that_without_deload_the_load_only_rises() -> None:
    loads = week_loads(Progression(deload_every=0, step=0.1), 3)
    assert [load.share for load in loads] == [1.0, 1.1, 1.2]


def test_that_only_work_gets_harder_and_power_goes_with_the_cube_of_pace() -> None:
    easy = Interval(name="Warm-up", duration_s=600, target_ftp_share=0.5)
    hard = Interval(name="Work", duration_s=240, target_ftp_share=1.0)
    paced = Interval(name="Pace", duration_s=240, target_pace_s=105.0)
    rest = Interval(name="Rest", duration_s=60)
    after = harder_intervals([easy, hard, paced, rest], 1.1)
    assert after[0] == easy
    assert after[1].target_ftp_share == pytest.approx(1.1)
    assert after[2].target_pace_s is not None
    assert (105.0 / after[2].target_pace_s) ** 3 == pytest.approx(1.1)
    assert after[3] == rest


def test_that_a_bar_is_loaded_in_steps_of_half_a_kilogram_and_volume_adds_sets() -> None:
    squat = Exercise(
        id="squat", name="Squat", sets=4, reps=5, load=Load(value=81.0, unit=LoadUnit.KG)
    )
    block = Block(name="Legs", exercises=(squat,))
    (heavier,) = harder_blocks([block], 1.05, ProgressionKind.INTENSITY)
    assert heavier.exercises[0].load == Load(value=85.0, unit=LoadUnit.KG)
    assert heavier.exercises[0].sets == 4
    (longer,) = harder_blocks([block], 1.3, ProgressionKind.VOLUME)
    assert (longer.exercises[0].sets, longer.exercises[0].load) == (5, squat.load)


def test_that_a_workout_of_zones_only_cannot_get_harder() -> None:
    assert not can_be_harder([Interval(name="Z2", duration_s=600, target_zone=4)], [])
    assert can_be_harder([Interval(name="Work", duration_s=60, target_power_w=300)], [])


def test_that_a_week_begins_on_monday_and_leaves_out_skipped_days() -> None:
    weeks = weeks_of(draft(skipped_dates=(date(2026, 3, 11),)))
    assert [week.starts_on for week in weeks][:2] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert weeks[0].days == (date(2026, 3, 4), date(2026, 3, 6))
    assert weeks[1].days == (date(2026, 3, 9), date(2026, 3, 13))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weeks": 0}, "weeks"),
        ({"weeks": 53}, "weeks"),
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (1, 1)}, "weekdays"),
        ({"weekdays": (8,)}, "weekdays"),
        ({"start_time": "25:00"}, "startTime"),
        ({"name": " "}, "name"),
        ({"progression": Progression(step=2.0)}, "progression.step"),
        ({"progression": Progression(deload_every=1)}, "progression.deloadEvery"),
        ({"progression": Progression(deload_share=0.0)}, "progression.deloadShare"),
        (
            {"weeks": 1, "weekdays": (5,), "skipped_dates": (date(2026, 3, 6),)},
            "skippedDates",
        ),
    ],
)
def test_that_a_programme_that_cannot_be_meant_is_refused_at_its_field(
    change: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_programme(draft(**change))
    assert refused.value.field == field
