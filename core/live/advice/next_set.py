"""The next set: its weight from how hard the last one was, its rest from the plan."""

from __future__ import annotations

from typing import Final

from core.domain.value import Value
from core.live.advice.advice import Advice, AdviceKind, minutes_text, percent_text
from core.physiology import apre, strength

USUAL_RPE: Final = 8.0
"""Two repetitions in reserve, where the plan does not say how hard."""


class SetDone(Value, frozen=True, kw_only=True):
    """A set as it was reported."""

    reps: int
    weight_kg: float
    rpe: float | None = None
    form_rating: int | None = None
    """1 (bad) to 5."""


class SetPlan(Value, frozen=True, kw_only=True):
    """What the plan asks of each set of an exercise."""

    reps: int
    rest_s: float
    target_rpe: float | None = None


class NextSet(Value, frozen=True, kw_only=True):
    """What to do next."""

    weight_kg: float
    reps: int
    rest_s: float
    advice: Advice


def next_set(done: SetDone, plan: SetPlan, *, is_restricted: bool = False) -> NextSet | None:
    """The next set after one that was done; None if nothing can be said (no repetition).

    Args:
        done: The last set.
        plan: What each set shall be.
        is_restricted: The medical staff has something about this part of the body.
    """
    if done.reps < 1 or plan.reps < 1:
        return None
    rest_s = strength.rest_s(plan.rest_s, done.rpe, plan.target_rpe)
    if done.weight_kg <= 0:
        weight_kg, reason = 0.0, "No weight was used."
    else:
        weight_kg, reason = _weight(done, plan, is_restricted=is_restricted)
    if rest_s > plan.rest_s:
        reason += f" The rest is {strength.MORE_REST_S:.0f} s longer: harder than planned."
    weight = f" × {weight_kg:g} kg" if weight_kg > 0 else " repetitions"
    text = f"Next set: {plan.reps}{weight}, after {minutes_text(rest_s)} of rest."
    advice = Advice(kind=AdviceKind.NEXT_SET, text=text, reason=reason)
    return NextSet(weight_kg=weight_kg, reps=plan.reps, rest_s=rest_s, advice=advice)


def _weight(done: SetDone, plan: SetPlan, *, is_restricted: bool) -> tuple[float, str]:
    wanted_kg, reason = _wanted(done, plan)
    why_not_up = _why_not_up(done, is_restricted=is_restricted)
    weight_kg = strength.next_load_kg(wanted_kg, done.weight_kg, may_rise=not why_not_up)
    if why_not_up and wanted_kg > done.weight_kg:
        return weight_kg, f"{reason} {why_not_up}"
    if abs(wanted_kg - done.weight_kg) > done.weight_kg * strength.LARGEST_CHANGE:
        most = percent_text(strength.LARGEST_CHANGE)
        return weight_kg, f"{reason} A set changes by no more than {most}."
    return weight_kg, reason


def _wanted(done: SetDone, plan: SetPlan) -> tuple[float, str]:
    if done.rpe is None:
        return _wanted_without_rpe(done, plan)
    target_rpe = USUAL_RPE if plan.target_rpe is None else plan.target_rpe
    maximum_kg = strength.maximum_of_set_kg(done.weight_kg, done.reps, done.rpe)
    wanted_kg = None if maximum_kg is None else strength.load_kg(maximum_kg, plan.reps, target_rpe)
    if maximum_kg is None or wanted_kg is None:
        return done.weight_kg, "The last set says nothing about the next one."
    share = percent_text(wanted_kg / maximum_kg)
    return wanted_kg, (
        f"{done.reps} × {done.weight_kg:g} kg at RPE {done.rpe:g} means a maximum of "
        f"{maximum_kg:.0f} kg today; {plan.reps} at RPE {target_rpe:g} is {share} of it."
    )


def _wanted_without_rpe(done: SetDone, plan: SetPlan) -> tuple[float, str]:
    said = f"{done.reps} of {plan.reps} repetitions, no RPE given"
    change_kg = apre.change_kg(plan.reps, done.reps)
    if change_kg is None:
        short_kg = 0.0 if done.reps >= plan.reps else -strength.PLATE_STEP_KG
        return done.weight_kg + short_kg, f"{said}."
    # The careful end of the step: less up, more down.
    return done.weight_kg + change_kg[0], f"{said}; by the table for {plan.reps} repetitions."


def _why_not_up(done: SetDone, *, is_restricted: bool) -> str:
    if is_restricted:
        return "Not heavier: the medical staff has set a limit."
    if done.form_rating is not None and done.form_rating < strength.GOOD_FORM:
        return f"Not heavier: form was rated {done.form_rating} of 5."
    return ""
