"""The seed documents' constants for events, beside their names on the wire.

One rule makes the one from the other: lower case, the first underscore a colon, the prefix
`training:`. A client may emit either; what the hub says bears the name on the wire.
"""

from __future__ import annotations

from typing import Final

_PREFIX: Final = "training:"

_CONSTANTS: Final = (
    "STRENGTH_SET_COMPLETION",
    "STRENGTH_WEIGHT_UPDATE",
    "STRENGTH_REST_TIMER",
    "STRENGTH_FORM_FEEDBACK",
    "CONDITIONING_INTERVAL_TRANSITION",
    "CONDITIONING_ZONE_COMPLIANCE",
    "CONDITIONING_HEART_RATE_UPDATE",
    "CONDITIONING_POWER_UPDATE",
    "HYBRID_BLOCK_TRANSITION",
    "HYBRID_MIXED_METRICS",
    "HYBRID_MODE_SWITCH",
    "AGILITY_DRILL_COMPLETION",
    "AGILITY_ERROR_TRACKING",
    "AGILITY_PATTERN_PROGRESS",
    "AGILITY_TIMING_UPDATE",
    "BULK_SESSION_CREATED",
    "BULK_SESSION_UPDATE",
    "BULK_OPERATION_STATUS",
    "BULK_OPERATION_ERROR",
    "CROSS_SESSION_PARTICIPANT_MOVE",
    "AGGREGATE_METRICS_BROADCAST",
    "MEDICAL_STATUS_CHANGED",
    "TYPE_SPECIFIC_ERROR",
    "PLAYER_JOIN",
)


def wire_name_of(constant: str) -> str:
    """The name on the wire of a seed document's constant."""
    return _PREFIX + constant.lower().replace("_", ":", 1)


ALIASES: Final = {constant: wire_name_of(constant) for constant in _CONSTANTS}
"""Name on the wire by constant."""
