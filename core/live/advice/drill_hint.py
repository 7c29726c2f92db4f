"""What to mind in the next repetition of a drill: from its errors and its times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from core.live.advice.advice import Advice, AdviceKind, minutes_text, percent_text

_FADE_SHARE: Final = 0.1
"""So much slower than the best, and tired legs are practising slowness."""
_MORE_REST: Final = 1.5
_SLOW_SHARE: Final = 0.05

_HINTS: Final = {
    "false_start": "Wait for the signal: still feet, weight on the front foot.",
    "missed_line": "Touch every line: lower the hips before the turn.",
    "missed_cone": "Go round every cone: look at the next one early.",
    "wrong_direction": "Walk through the pattern once before the next run.",
    "wrong_step": "Walk through the pattern once before the next run.",
    "wrong_order": "Walk through the pattern once before the next run.",
    "late_turn": "Brake earlier: shorter steps before the turn.",
    "slow_turn": "Push off the outer foot out of the turn.",
    "wide_turn": "Turn tighter: plant the outer foot beside the cone.",
    "lost_balance": "Stay lower: bend the knees, chest over the feet.",
    "slip": "Shorter steps, and check the floor and the soles.",
    "crossed_feet": "Do not cross the feet: push from the far leg.",
    "hit_obstacle": "Lift the knees, and keep the eyes up.",
}
"""By kind of error; the words of a trainer at the side of the lane."""


def drill_hint(errors: Sequence[str], *, step: str = "") -> Advice | None:
    """What to mind after errors; None without any.

    Args:
        errors: Kinds of the errors so far, oldest first; one that is not known counts as well.
        step: The step of the pattern at which the last one happened.
    """
    if not errors:
        return None
    counted = Counter(_plain(error) for error in errors)
    last = _plain(errors[-1])
    # Of equally frequent ones the last: that is the one the player remembers.
    worst = max(counted, key=lambda kind: (counted[kind], kind == last))
    times = counted[worst]
    where = f" at {step}" if step and worst == last else ""
    text = _HINTS.get(worst, f"Mind the {worst.replace('_', ' ')}{where}: go slower there once.")
    often = "once" if times == 1 else f"{times} times"
    reason = f"{worst.replace('_', ' ').capitalize()} {often}{where}."
    return Advice(kind=AdviceKind.DRILL, text=text, reason=reason)


def drill_rest(
    times_s: Sequence[float], rest_s: float, *, target_s: float | None = None
) -> Advice | None:
    """A longer rest when the times fade, or a slower start when the target is far.

    Args:
        times_s: Of the valid repetitions, oldest first.
        rest_s: Planned between them.
        target_s: The time to reach.
    """
    if len(times_s) > 1 and (best_s := min(times_s)) > 0:
        fade = times_s[-1] / best_s - 1
        if fade > _FADE_SHARE and rest_s > 0:
            return Advice(
                kind=AdviceKind.REST,
                text=f"Rest {minutes_text(rest_s * _MORE_REST)} before the next one.",
                reason=f"{times_s[-1]:.2f} s is {percent_text(fade)} slower than {best_s:.2f} s.",
            )
    if times_s and target_s and times_s[-1] > target_s * (1 + _SLOW_SHARE):
        over = times_s[-1] - target_s
        return Advice(
            kind=AdviceKind.DRILL,
            text="Attack the first three steps.",
            reason=f"{times_s[-1]:.2f} s is {over:.2f} s over the target.",
        )
    return None


def _plain(error: str) -> str:
    return "_".join(error.strip().lower().replace("-", " ").replace("_", " ").split()) or "error"
