"""What the plan of a drill and the runs before say about this one."""

from __future__ import annotations

import msgspec

from core.domain.agility import Drill
from core.domain.ids import PlayerId
from core.live.advice.drill_hint import drill_hint, drill_rest
from core.live.events import (
    AgilityDrillCompleted,
    AgilityErrorTracked,
    AgilityPatternProgressed,
    AgilityTimingUpdated,
)
from core.live.state import SessionState
from core.live.work import DrillState

_USUAL_REST_S = 60.0


def drill_completed(state: SessionState, event: AgilityDrillCompleted) -> AgilityDrillCompleted:
    """With target, best time and what to do next."""
    planned = _planned(state, event.drill_id)
    before = _before(state, event.player_id, event.drill_id)
    valid_s = [
        one.time_s for one in before.results if one.is_valid and one.repetition != event.repetition
    ]
    if event.is_valid:
        valid_s.append(event.time_s)
    target_s = event.target_time_s
    if target_s is None and planned is not None:
        target_s = planned.target_time_s
    rest_s = _USUAL_REST_S if planned is None else planned.rest_s
    advice = drill_rest(valid_s, rest_s, target_s=target_s) if event.is_valid else None
    if advice is None and event.errors:
        advice = drill_hint(before.errors)
    return msgspec.structs.replace(
        event,
        drill_name=event.drill_name or ("" if planned is None else planned.name),
        target_time_s=target_s,
        best_time_s=min(valid_s, default=None),
        advice="" if advice is None else advice.text,
        reason="" if advice is None else advice.reason,
    )


def error_tracked(state: SessionState, event: AgilityErrorTracked) -> AgilityErrorTracked:
    """With what to mind."""
    before = _before(state, event.player_id, event.drill_id)
    label = "" if event.step is None else _label(_planned(state, event.drill_id), event.step)
    if event.step is not None and not label:
        label = f"step {event.step}"
    advice = drill_hint([*before.errors, event.error], step=label)
    if advice is None:
        return event
    return msgspec.structs.replace(event, advice=advice.text, reason=advice.reason)


def pattern_progressed(
    state: SessionState, event: AgilityPatternProgressed
) -> AgilityPatternProgressed:
    """With the words of the step, and of the one after it."""
    planned = _planned(state, event.drill_id)
    return msgspec.structs.replace(
        event,
        label=event.label or _label(planned, event.step),
        next_label=event.next_label or _label(planned, event.step + 1),
    )


def timing_updated(state: SessionState, event: AgilityTimingUpdated) -> AgilityTimingUpdated:
    """With what the time is compared with."""
    planned = _planned(state, event.drill_id)
    target_s = event.target_time_s
    if target_s is None and planned is not None and event.split is None:
        target_s = planned.target_time_s
    # A split time is no whole run: there is nothing kept to compare it with.
    is_whole = event.split is None
    best_s = _before(state, event.player_id, event.drill_id).best_time_s if is_whole else None
    reference_s = target_s if best_s is None else best_s
    return msgspec.structs.replace(
        event,
        target_time_s=target_s,
        best_time_s=best_s,
        difference_s=None if reference_s is None else event.time_s - reference_s,
    )


def _planned(state: SessionState, drill_id: str) -> Drill | None:
    return next(
        (drill for block in state.session.blocks for drill in block.drills if drill.id == drill_id),
        None,
    )


def _before(state: SessionState, player_id: PlayerId, drill_id: str) -> DrillState:
    player = state.players.get(player_id)
    known = None if player is None else player.agility.drills.get(drill_id)
    return known or DrillState()


def _label(planned: Drill | None, step: int) -> str:
    """Of a step from 1 on; empty outside of the pattern."""
    if planned is None or not 1 <= step <= len(planned.pattern):
        return ""
    return planned.pattern[step - 1].label
