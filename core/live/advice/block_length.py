"""How long the next block of a hybrid workout should be, from how the last one went."""

from __future__ import annotations

from typing import Final

from core.live.advice.advice import Advice, AdviceKind, minutes_text, percent_text

_SHORTER, _LONGER = 0.8, 1.1
_STEP_S: Final = 15.0
_LOW_SHARE, _HIGH_SHARE = 0.5, 0.9
_TOO_HARD_RPE: Final = 1.5
"""So far above the planned RPE."""
_EASY_RPE: Final = 1.0
"""So far below it."""


def block_length(
    planned_s: float,
    *,
    in_zone_share: float | None = None,
    rpe: float | None = None,
    target_rpe: float | None = None,
) -> Advice | None:
    """A longer or shorter next block; None if the planned length is right or nothing is known.

    Shorter by a fifth when it was clearly too hard or the zone was not held; longer by a tenth
    only when everything that is known says that it was easy.

    Args:
        planned_s: Of the next block.
        in_zone_share: Of the last block of intervals.
        rpe: Mean over the sets of the last block of exercises.
        target_rpe: What they were planned for.
    """
    harder_by = rpe - target_rpe if rpe is not None and target_rpe is not None else None
    is_too_hard = harder_by is not None and harder_by >= _TOO_HARD_RPE
    is_missed = in_zone_share is not None and in_zone_share < _LOW_SHARE
    if is_too_hard or is_missed:
        factor, word = _SHORTER, "shorter"
    elif _was_easy(harder_by, in_zone_share):
        factor, word = _LONGER, "longer"
    else:
        return None
    seconds = round(planned_s * factor / _STEP_S) * _STEP_S
    if seconds in (0, planned_s):
        return None
    return Advice(
        kind=AdviceKind.BLOCK_LENGTH,
        text=f"Make the next block {word}: {minutes_text(seconds)} instead of "
        f"{minutes_text(planned_s)}.",
        reason=_reason(in_zone_share, rpe, target_rpe),
    )


def _was_easy(harder_by: float | None, in_zone_share: float | None) -> bool:
    if harder_by is None and in_zone_share is None:
        return False
    return (harder_by is None or harder_by <= -_EASY_RPE) and (
        in_zone_share is None or in_zone_share >= _HIGH_SHARE
    )


def _reason(in_zone_share: float | None, rpe: float | None, target_rpe: float | None) -> str:
    parts: list[str] = []
    if in_zone_share is not None:
        parts.append(f"{percent_text(in_zone_share)} of the time in zone")
    if rpe is not None and target_rpe is not None:
        parts.append(f"RPE {rpe:g} where {target_rpe:g} was planned")
    return f"Last block: {', '.join(parts)}."
