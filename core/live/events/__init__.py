"""What can happen in a running session. A recording is the ordered list of these.

The tag of each event is its name on the wire, and its fields are the payload that trainers
and players receive, so log, broadcast and reducer share one vocabulary. Phones' payloads keep
the field names of the seed documents ([S2], [S3]: `heartRate`, `power`, `setData` …). One module
for each family of events; `union` has them together.
"""

from __future__ import annotations

from core.live.events.agility import (
    AgilityDrillCompleted,
    AgilityErrorTracked,
    AgilityPatternProgressed,
    AgilityTimingUpdated,
)
from core.live.events.base import (
    BaseEvent,
    utc,
)
from core.live.events.conditioning import (
    Compliance,
    ConditioningHeartRateUpdated,
    ConditioningIntervalTransitioned,
    ConditioningPowerUpdated,
    ConditioningZoneCompliance,
    IntervalAnalysis,
)
from core.live.events.hybrid import (
    HybridBlockTransitioned,
    HybridMixedMetrics,
    HybridMode,
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
    MedicalStatus,
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
    PlayerStatus,
    PlayerStatusChanged,
    SessionRated,
)
from core.live.events.readings import (
    ReadingsReceived,
    SensorReassigned,
)
from core.live.events.strength import (
    NextSetPreview,
    RestAction,
    SetData,
    StrengthFormFeedback,
    StrengthRestTimer,
    StrengthSetCompleted,
    StrengthWeightUpdated,
)
from core.live.events.union import (
    DerivedEvent,
    PlayerEvent,
    Recorded,
    SessionEvent,
    concerned,
    is_by_the_clock,
    wire_name,
)

__all__ = [
    "AgilityDrillCompleted",
    "AgilityErrorTracked",
    "AgilityPatternProgressed",
    "AgilityTimingUpdated",
    "BaseEvent",
    "Compliance",
    "ConditioningHeartRateUpdated",
    "ConditioningIntervalTransitioned",
    "ConditioningPowerUpdated",
    "ConditioningZoneCompliance",
    "DerivedEvent",
    "ExerciseProgressed",
    "HybridBlockTransitioned",
    "HybridMixedMetrics",
    "HybridMode",
    "HybridModeSwitched",
    "IntervalAnalysis",
    "IntervalProgressed",
    "MedicalStatus",
    "MedicalStatusChanged",
    "MessageSent",
    "NextSetPreview",
    "ParticipantMoved",
    "PlayerEvent",
    "PlayerJoined",
    "PlayerKicked",
    "PlayerLeft",
    "PlayerMetrics",
    "PlayerStatus",
    "PlayerStatusChanged",
    "ReadingsReceived",
    "Recorded",
    "RestAction",
    "SensorReassigned",
    "SessionEnded",
    "SessionEvent",
    "SessionForceEnded",
    "SessionPaused",
    "SessionRated",
    "SessionResumed",
    "SessionStarted",
    "SetData",
    "StrengthFormFeedback",
    "StrengthRestTimer",
    "StrengthSetCompleted",
    "StrengthWeightUpdated",
    "concerned",
    "is_by_the_clock",
    "utc",
    "wire_name",
]
