"""What the plan and the last set say about the next one."""

from __future__ import annotations

import msgspec

from core.domain.strength import Exercise
from core.live.advice.next_set import SetDone, SetPlan, next_set
from core.live.events import (
    MedicalStatus,
    NextSetPreview,
    StrengthSetCompleted,
    StrengthWeightUpdated,
)
from core.live.events.strength import LONGEST_REST_S
from core.live.state import PlayerState, SessionState

_USUAL_REST_S = 90.0


def planned_exercise(state: SessionState, exercise_id: str) -> Exercise | None:
    """An exercise of the session's plan."""
    return next(
        (
            exercise
            for block in state.session.blocks
            for exercise in block.exercises
            if exercise.id == exercise_id
        ),
        None,
    )


def set_completed(state: SessionState, event: StrengthSetCompleted) -> StrengthSetCompleted:
    """With the exercise's name, and the next set if there is one."""
    planned = planned_exercise(state, event.exercise_id)
    name = event.exercise_name or ("" if planned is None else planned.name)
    preview = event.next_set_preview or _preview(state, event, planned)
    return msgspec.structs.replace(event, exercise_name=name, next_set_preview=preview)


def weight_updated(state: SessionState, event: StrengthWeightUpdated) -> StrengthWeightUpdated:
    """With the weight before it."""
    player = state.players.get(event.player_id)
    known = None if player is None else player.strength.exercises.get(event.exercise_id)
    if event.previous_weight is not None or known is None:
        return event
    return msgspec.structs.replace(event, previous_weight=known.weight)


def _preview(
    state: SessionState, event: StrengthSetCompleted, planned: Exercise | None
) -> NextSetPreview | None:
    done = event.set_data
    if planned is not None and done.set_number >= planned.sets:
        return None
    plan = SetPlan(
        reps=done.reps if planned is None else planned.reps,
        rest_s=_USUAL_REST_S if planned is None else planned.rest_s,
        target_rpe=None if planned is None else planned.target_rpe,
    )
    following = next_set(
        SetDone(
            reps=done.reps,
            weight_kg=done.weight,
            rpe=done.rpe,
            form_rating=_form(state, event),
        ),
        plan,
        is_restricted=_is_restricted(state.players.get(event.player_id), planned),
    )
    if following is None:
        return None
    return NextSetPreview(
        weight=following.weight_kg,
        target_reps=following.reps,
        estimated_rest=min(following.rest_s, LONGEST_REST_S),
        text=following.advice.text,
        reason=following.advice.reason,
    )


def _form(state: SessionState, event: StrengthSetCompleted) -> int | None:
    """As rated with the set, else as seen last in this exercise."""
    if event.set_data.form_rating is not None:
        return event.set_data.form_rating
    player = state.players.get(event.player_id)
    known = None if player is None else player.strength.exercises.get(event.exercise_id)
    return None if known is None else known.form_rating


def _is_restricted(player: PlayerState | None, planned: Exercise | None) -> bool:
    """Whether something is the matter with a part of the body that this exercise loads."""
    if player is None or player.medical.status is MedicalStatus.FIT:
        return False
    part = player.medical.body_part.casefold()
    if not part or planned is None or not planned.body_parts:
        return True  # nobody knows better
    return any(loaded.casefold() in part for loaded in planned.body_parts)
