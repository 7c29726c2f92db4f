"""How sets, weights, rests and form change a player's state."""

from __future__ import annotations

import msgspec

from core.live.events import (
    ExerciseProgressed,
    RestAction,
    SetData,
    StrengthFormFeedback,
    StrengthRestTimer,
    StrengthSetCompleted,
    StrengthWeightUpdated,
)
from core.live.state import PlayerState
from core.live.work import ExerciseState, StrengthState

_set = msgspec.structs.replace


def set_completed(player: PlayerState, event: StrengthSetCompleted) -> PlayerState:
    """A set more; the newest one says what comes next, and how long the rest is."""
    done = event.set_data
    after = _with_set(player, event.exercise_id, event.exercise_name, done, event.instant)
    if after.strength.last_set is done:
        preview = event.next_set_preview
        rest_until = None if preview is None else event.instant + preview.estimated_rest
        strength = _set(after.strength, next_set=preview, rest_until=rest_until)
        after = _set(after, strength=strength)
    name = after.strength.exercises[event.exercise_id].name or event.exercise_id
    words = f"{name} {done.set_number}: {done.reps} × {done.weight:g} kg"
    return _set(after, exercise=words)


def exercise_progressed(player: PlayerState, event: ExerciseProgressed) -> PlayerState:
    """[S3]: a set in words, and counted if it is complete."""
    after = _set(player, exercise=_in_words(event))
    if not event.completed or event.reps is None or event.set_number < 1:
        return after
    done = SetData(set_number=event.set_number, reps=event.reps, weight=event.weight or 0.0)
    return _with_set(after, event.exercise_id, event.exercise_name, done, event.instant)


def weight_updated(player: PlayerState, event: StrengthWeightUpdated) -> PlayerState:
    """Another weight on the bar."""
    known = _exercise(player, event.exercise_id)
    return _with_exercise(player, event.exercise_id, _set(known, weight=event.weight))


def rest_timer(player: PlayerState, event: StrengthRestTimer) -> PlayerState:
    """A rest began, grew, or is over."""
    is_resting = event.action in (RestAction.STARTED, RestAction.EXTENDED)
    rest_until = event.instant + event.rest_s if is_resting else None
    return _set(player, strength=_set(player.strength, rest_until=rest_until))


def form_feedback(player: PlayerState, event: StrengthFormFeedback) -> PlayerState:
    """How the last set looked."""
    known = _exercise(player, event.exercise_id)
    judged = _set(known, form_rating=event.form_rating, form_suggestion=event.suggestion)
    return _with_exercise(player, event.exercise_id, judged)


def _exercise(player: PlayerState, exercise_id: str) -> ExerciseState:
    return player.strength.exercises.get(exercise_id) or ExerciseState()


def _with_exercise(player: PlayerState, exercise_id: str, exercise: ExerciseState) -> PlayerState:
    exercises = {**player.strength.exercises, exercise_id: exercise}
    strength = _set(player.strength, exercises=exercises, current_exercise=exercise_id)
    return _set(player, strength=strength)


def _with_set(
    player: PlayerState, exercise_id: str, name: str, done: SetData, instant: float
) -> PlayerState:
    known = _exercise(player, exercise_id)
    others = [one for one in known.sets if one.set_number != done.set_number]
    sets = tuple(sorted([*others, done], key=lambda one: one.set_number))
    form = known.form_rating if done.form_rating is None else done.form_rating
    exercise = _set(known, name=name or known.name, sets=sets, weight=done.weight, form_rating=form)
    after = _with_exercise(player, exercise_id, exercise)
    is_newest = player.strength.last_set_at is None or instant >= player.strength.last_set_at
    if not is_newest:
        return after
    strength: StrengthState = _set(after.strength, last_set=done, last_set_at=instant)
    return _set(after, strength=strength)


def _in_words(event: ExerciseProgressed) -> str:
    words = f"{event.exercise_name} {event.set_number}/{event.total_sets}"
    if event.reps is None:
        return words
    weight = "" if event.weight is None else f" × {event.weight:g} kg"
    return f"{words}: {event.reps}{weight}"
