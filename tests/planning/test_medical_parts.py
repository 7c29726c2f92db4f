"""The medical gate before a workout: forbidden exercises and what is done instead."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.ids import PlayerId, RestrictionId
from core.domain.restriction import Restriction, Severity
from core.domain.strength import Exercise
from core.domain.workout import Block, Content, Interval, WorkoutKind
from core.planning.adaptation import KnownParts
from core.planning.medical_content import ContentGate
from core.planning.medical_parts import is_eased, part_refusal
from tests.helpers.sample_club import make_player

DAY = date(2026, 11, 16)
PLAYER = make_player(1)


def exercise(name: str, *movements: str, parts: tuple[str, ...] = ("knee",)) -> Exercise:
    return Exercise(
        id=name.lower(), name=name, sets=3, reps=8, body_parts=parts, movements=movements
    )


SQUAT, LUNGE, PRESS = exercise("Squat", "squat"), exercise("Lunge", "squat"), exercise("Press")
CURL = exercise("Curl", parts=("elbow",))


def gate(severity: Severity = Severity.CAUTION, **more: object) -> ContentGate:
    given = {"forbidden_movements": ("squat",), "body_part": "hip"} | more
    restriction = Restriction(
        id=RestrictionId("one"),
        player_id=PlayerId(PLAYER.id),
        valid_from=date(2026, 11, 1),
        valid_to=date(2026, 12, 3),
        severity=severity,
        **given,
    )
    return ContentGate([restriction], DAY)


def content(*exercises: Exercise) -> Content:
    return Content(kind=WorkoutKind.STRENGTH, blocks=(Block(name="Main", exercises=exercises),))


@pytest.mark.requirement(87)
def test_that_all_forbidden_parts_are_named_with_what_is_done_instead() -> None:
    known = KnownParts(exercises=(PRESS,))
    found = part_refusal(PLAYER, content(SQUAT, CURL), gate(), known)
    assert found is not None
    assert found.reason == "Elias Lindqvist may not do Squat until 3 December 2026."
    assert (found.instead, found.has_way_out) == ("Press", True)


@pytest.mark.requirement(87)
def test_that_where_nothing_comes_near_there_is_no_way_out() -> None:
    found = part_refusal(PLAYER, content(SQUAT, LUNGE), gate(), KnownParts(exercises=(CURL,)))
    assert found is not None
    assert found.reason == "Elias Lindqvist may not do Squat and Lunge until 3 December 2026."
    assert not found.has_way_out
    assert found.instead == ""


def test_that_who_may_do_everything_is_not_refused() -> None:
    assert part_refusal(PLAYER, content(PRESS, CURL), gate(), KnownParts()) is None


def test_that_hard_intervals_are_eased_and_never_refused() -> None:
    hard = Content(intervals=(Interval(name="Work", duration_s=240, target_zone=4),))
    ceiling = gate(forbidden_movements=(), intensity_ceiling_zone=2)
    assert part_refusal(PLAYER, hard, ceiling, KnownParts()) is None
    assert is_eased(hard, ceiling)
    assert not is_eased(hard, gate())
