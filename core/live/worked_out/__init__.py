"""What the hub adds to an event before it is recorded: advice, comparisons, what the plan says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from core.live import events
from core.live.events import SessionEvent
from core.live.state import SessionState
from core.live.worked_out import agility, conditioning, hybrid, strength

_ADD: Final[dict[type, Callable[[SessionState, Any], SessionEvent]]] = {
    events.StrengthSetCompleted: strength.set_completed,
    events.StrengthWeightUpdated: strength.weight_updated,
    events.AgilityDrillCompleted: agility.drill_completed,
    events.AgilityErrorTracked: agility.error_tracked,
    events.AgilityPatternProgressed: agility.pattern_progressed,
    events.AgilityTimingUpdated: agility.timing_updated,
    events.HybridBlockTransitioned: hybrid.block_transitioned,
    events.HybridModeSwitched: hybrid.mode_switched,
    events.ConditioningIntervalTransitioned: conditioning.interval_transitioned,
    events.ConditioningHeartRateUpdated: conditioning.heart_rate_updated,
    events.ConditioningPowerUpdated: conditioning.power_updated,
}


def worked_out(state: SessionState, event: SessionEvent) -> SessionEvent:
    """The event with what its sender did not say and the state before it tells."""
    add = _ADD.get(type(event))
    return event if add is None else add(state, event)
