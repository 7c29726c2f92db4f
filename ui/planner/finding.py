"""One thing that is wrong or odd with a plan, with one-click ways out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from core.domain.value import Value
from ui.planner.places import Place, place_of
from ui.planner.plan import Plan


class Level(StrEnum):
    """How much a finding matters."""

    WARNING = "warning"
    """It can be created like this, but the trainer should know."""
    PROBLEM = "problem"
    """The hub would refuse it."""


class Fix(Value, frozen=True, kw_only=True):
    """A way out: its name on the button, and the plan it leads to."""

    label: str
    plan: Plan


class Finding(Value, frozen=True, kw_only=True):
    """One thing to know or to mend."""

    level: Level
    text: str
    place: Place
    fixes: tuple[Fix, ...] = ()


def problem(text: str, field: str, *fixes: Fix) -> Finding:
    """Something the hub would refuse."""
    return Finding(level=Level.PROBLEM, text=text, place=place_of(field), fixes=fixes)


def warning(text: str, field: str, *fixes: Fix) -> Finding:
    """Something to know."""
    return Finding(level=Level.WARNING, text=text, place=place_of(field), fixes=fixes)


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
