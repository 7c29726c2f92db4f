"""Ids are types, so that a player cannot be passed where a session is meant."""

from __future__ import annotations

from typing import NewType

import uuid_utils

TeamId = NewType("TeamId", str)
PlayerId = NewType("PlayerId", str)
UserId = NewType("UserId", str)
FacilityId = NewType("FacilityId", str)
UnitId = NewType("UnitId", str)
WorkoutId = NewType("WorkoutId", str)
SessionId = NewType("SessionId", str)
BundleId = NewType("BundleId", str)
RestrictionId = NewType("RestrictionId", str)
SensorId = NewType("SensorId", str)
EventId = NewType("EventId", str)
ImportId = NewType("ImportId", str)
DeviceId = NewType("DeviceId", str)
JoinCodeId = NewType("JoinCodeId", str)
SignInId = NewType("SignInId", str)
TemplateId = NewType("TemplateId", str)
ProgrammeId = NewType("ProgrammeId", str)


def new_id() -> str:
    """A UUIDv7: unique without asking anybody, and sorted by the time it was made."""
    return str(uuid_utils.uuid7())
