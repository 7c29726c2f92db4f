"""All events together: what a log may hold, what concerns one player, what is only told."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId
from core.live.events.agility import (
    AgilityDrillCompleted,
    AgilityErrorTracked,
    AgilityPatternProgressed,
    AgilityTimingUpdated,
)
from core.live.events.conditioning import (
    ConditioningHeartRateUpdated,
    ConditioningIntervalTransitioned,
    ConditioningPowerUpdated,
    ConditioningZoneCompliance,
)
from core.live.events.hybrid import (
    HybridBlockTransitioned,
    HybridMixedMetrics,
    HybridModeSwitched,
)
from core.live.events.lifecycle import (
    MessageSent,
    SessionEnded,
    SessionForceEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from core.live.events.medical import (
    MedicalStatusChanged,
)
from core.live.events.moves import (
    ParticipantMoved,
)
from core.live.events.player import (
    ExerciseProgressed,
    IntervalProgressed,
    PlayerJoined,
    PlayerKicked,
    PlayerLeft,
    PlayerMetrics,
    PlayerStatusChanged,
    SessionRated,
)
from core.live.events.readings import (
    ReadingsReceived,
    SensorReassigned,
)
from core.live.events.strength import (
    StrengthFormFeedback,
    StrengthRestTimer,
    StrengthSetCompleted,
    StrengthWeightUpdated,
)

PlayerEvent = (
    PlayerJoined
    | PlayerLeft
    | PlayerKicked
    | PlayerStatusChanged
    | SessionRated
    | PlayerMetrics
    | ExerciseProgressed
    | IntervalProgressed
    | StrengthSetCompleted
    | StrengthWeightUpdated
    | StrengthRestTimer
    | StrengthFormFeedback
    | ConditioningHeartRateUpdated
    | ConditioningPowerUpdated
    | HybridMixedMetrics
    | AgilityDrillCompleted
    | AgilityErrorTracked
    | AgilityPatternProgressed
    | AgilityTimingUpdated
    | MedicalStatusChanged
)
"""What concerns exactly one player, named in `player_id`."""

SessionEvent = (
    SessionStarted
    | SessionPaused
    | SessionResumed
    | SessionEnded
    | SessionForceEnded
    | MessageSent
    | PlayerJoined
    | PlayerLeft
    | PlayerKicked
    | PlayerStatusChanged
    | SessionRated
    | PlayerMetrics
    | ExerciseProgressed
    | IntervalProgressed
    | ReadingsReceived
    | SensorReassigned
    | StrengthSetCompleted
    | StrengthWeightUpdated
    | StrengthRestTimer
    | StrengthFormFeedback
    | ConditioningIntervalTransitioned
    | ConditioningHeartRateUpdated
    | ConditioningPowerUpdated
    | HybridBlockTransitioned
    | HybridModeSwitched
    | HybridMixedMetrics
    | AgilityDrillCompleted
    | AgilityErrorTracked
    | AgilityPatternProgressed
    | AgilityTimingUpdated
    | MedicalStatusChanged
    | ParticipantMoved
)
"""What is recorded: what somebody did, said or measured."""

DerivedEvent = ConditioningZoneCompliance | HybridMixedMetrics
"""What the hub works out and tells, without recording it; it has no `seq`."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """An event with its place in the session's stream. `seq` grows by one from 1."""

    seq: int
    event: SessionEvent


def concerned(event: SessionEvent) -> frozenset[PlayerId] | None:
    """The players that an event is about; None: all who are in the session."""
    match event:
        case ReadingsReceived():
            return frozenset(reading.player_id for reading in event.readings)
        case SensorReassigned():
            both = (event.from_player_id, event.to_player_id)
            return frozenset(one for one in both if one is not None)
        case _:
            player_id: PlayerId | None = getattr(event, "player_id", None)
            return None if player_id is None else frozenset((player_id,))


def wire_name(event: SessionEvent | DerivedEvent | type[SessionEvent | DerivedEvent]) -> str:
    """The event's name on the wire, which is its tag."""
    kind = event if isinstance(event, type) else type(event)
    return str(kind.__struct_config__.tag)


def is_by_the_clock(event: SessionEvent) -> bool:
    """Whether it is a boundary of the plan that the hub has found itself."""
    if not isinstance(event, ConditioningIntervalTransitioned | HybridBlockTransitioned):
        return False
    return event.is_automatic
