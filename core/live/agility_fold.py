"""How drills, errors, pattern steps and times change a player's state."""

from __future__ import annotations

from typing import Final

import msgspec

from core.live.events import (
    AgilityDrillCompleted,
    AgilityErrorTracked,
    AgilityPatternProgressed,
    AgilityTimingUpdated,
)
from core.live.state import PlayerState
from core.live.work import DrillResult, DrillState

MOST_ERRORS: Final = 50
"""Kinds of errors kept of each drill; all are counted."""

_set = msgspec.structs.replace


def drill_completed(player: PlayerState, event: AgilityDrillCompleted) -> PlayerState:
    """A repetition more; the pattern begins anew."""
    known = _drill(player, event.drill_id)
    result = DrillResult(
        repetition=event.repetition,
        time_s=event.time_s,
        errors=event.errors,
        is_valid=event.is_valid,
    )
    others = [one for one in known.results if one.repetition != event.repetition]
    results = tuple(sorted([*others, result], key=lambda one: one.repetition))
    name = event.drill_name or known.name
    drill = _set(known, name=name, results=results, step=0, step_label="", time_s=None)
    words = f"{name or event.drill_id} {event.repetition}: {event.time_s:.2f} s"
    return _set(_with_drill(player, event.drill_id, drill), exercise=words)


def error_tracked(player: PlayerState, event: AgilityErrorTracked) -> PlayerState:
    """An error more."""
    known = _drill(player, event.drill_id)
    errors = (*known.errors, event.error)[-MOST_ERRORS:]
    drill = _set(known, errors=errors, error_count=known.error_count + 1)
    return _with_drill(player, event.drill_id, drill)


def pattern_progressed(player: PlayerState, event: AgilityPatternProgressed) -> PlayerState:
    """A step of the pattern was reached."""
    drill = _set(
        _drill(player, event.drill_id),
        step=event.step,
        total_steps=event.total_steps,
        step_label=event.label,
    )
    return _with_drill(player, event.drill_id, drill)


def timing_updated(player: PlayerState, event: AgilityTimingUpdated) -> PlayerState:
    """A time was taken."""
    drill = _set(_drill(player, event.drill_id), time_s=event.time_s)
    return _with_drill(player, event.drill_id, drill)


def _drill(player: PlayerState, drill_id: str) -> DrillState:
    return player.agility.drills.get(drill_id) or DrillState()


def _with_drill(player: PlayerState, drill_id: str, drill: DrillState) -> PlayerState:
    drills = {**player.agility.drills, drill_id: drill}
    return _set(player, agility=_set(player.agility, drills=drills, current_drill=drill_id))
