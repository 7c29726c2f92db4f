"""A piece of advice, and how numbers are written in it."""

from __future__ import annotations

from enum import StrEnum

from core.domain.value import Value


class AdviceKind(StrEnum):
    """What it is about."""

    NEXT_SET = "next_set"
    HARDER = "harder"
    EASIER = "easier"
    HOLD = "hold"
    """Right as it is."""
    BLOCK_LENGTH = "block_length"
    DRILL = "drill"
    REST = "rest"


class Advice(Value, frozen=True, kw_only=True):
    """What to do, and why."""

    kind: AdviceKind
    text: str
    """For the player and the trainer: one sentence, what to do."""
    reason: str
    """The numbers behind it."""


def minutes_text(seconds: float) -> str:
    """Minutes and seconds, as on the wall: 2:30."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def percent_text(share: float) -> str:
    """A share in whole percent: 80 %."""
    return f"{share * 100:.0f} %"
