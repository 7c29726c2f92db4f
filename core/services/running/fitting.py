"""Whether an event fits the session it is sent to: its blocks, its intervals, its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.errors import InvalidInputError
from core.live.events import (
    AgilityDrillCompleted,
    AgilityErrorTracked,
    AgilityPatternProgressed,
    AgilityTimingUpdated,
    ConditioningIntervalTransitioned,
    ExerciseProgressed,
    HybridBlockTransitioned,
    SessionEvent,
    StrengthFormFeedback,
    StrengthSetCompleted,
    StrengthWeightUpdated,
)
from core.live.state import SessionState

MOST_EXERCISES: Final = 50
"""Of a player in a session, and as many drills: more is a device gone wrong."""

_EXERCISE = StrengthSetCompleted | StrengthWeightUpdated | StrengthFormFeedback | ExerciseProgressed
_DRILL = (
    AgilityDrillCompleted | AgilityErrorTracked | AgilityPatternProgressed | AgilityTimingUpdated
)


def check_fits(state: SessionState, event: SessionEvent) -> None:
    """Refuse what the session's plan or its size does not allow.

    Raises:
        InvalidInputError: There is no such interval or block, or there are too many exercises.
    """
    match event:
        case ConditioningIntervalTransitioned():
            _check_index(event.to_interval, len(state.session.intervals), "interval", "toInterval")
        case HybridBlockTransitioned() if state.session.blocks:
            _check_index(event.to_block, len(state.session.blocks), "block", "toBlock")
        case AgilityPatternProgressed() if event.step > event.total_steps:
            raise InvalidInputError("`step` lies beyond the last step.", field="step")
        case _:
            pass
    if isinstance(event, _EXERCISE) and (player := state.players.get(event.player_id)):
        _check_room(player.strength.exercises, event.exercise_id, "exercises", "exerciseId")
    elif isinstance(event, _DRILL) and (player := state.players.get(event.player_id)):
        _check_room(player.agility.drills, event.drill_id, "drills", "drillId")


def _check_index(index: int, count: int, what: str, field: str) -> None:
    if count == 0:
        raise InvalidInputError(f"This session has no {what}s.", field=field)
    if index > count:
        raise InvalidInputError(
            f"This session has {count} {what}s; there is no number {index + 1}.", field=field
        )


def _check_room(known: Mapping[str, object], one: str, what: str, field: str) -> None:
    if one not in known and len(known) >= MOST_EXERCISES:
        raise InvalidInputError(
            f"This player has {MOST_EXERCISES} {what} in this session already.", field=field
        )
