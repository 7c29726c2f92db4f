"""Bundles and drafts of the sample club."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from core.domain.drafts import BundleDraft, CommonProperties, SessionDraft
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import BundleId, FacilityId, PlayerId, SessionId, UnitId, WorkoutId
from core.domain.session import Assignment, Bundle, Session
from core.domain.user import Principal, Role
from core.domain.workout import Interval

FACILITY = FacilityId("facility-001")
TRAINER = Principal(subject="trainer-001", name="Ingrid Solhaug", role=Role.TRAINER)
STATIONS = (
    ("Rowing Group A", ROWING),
    ("Bike Erg Group B", BIKE_ERG),
    ("Ski Erg Group C", SKI_ERG),
)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def player(number: int) -> PlayerId:
    return PlayerId(f"player-{number:03}")


def players(first: int, last: int) -> tuple[PlayerId, ...]:
    return tuple(player(number) for number in range(first, last + 1))


def common(start_time: str = "09:00", **more: Any) -> CommonProperties:
    given = {"start_date": date(2026, 3, 2), "duration": 60, "facility_id": FACILITY} | more
    return CommonProperties(start_time=start_time, **given)


def station(
    name: str, equipment: EquipmentType, members: Sequence[PlayerId], **more: Any
) -> SessionDraft:
    return SessionDraft(
        name=name,
        equipment=equipment,
        player_ids=tuple(members),
        **({"workout_id": WorkoutId("workout-4x4")} | more),
    )


def three_groups(start_time: str = "09:00", **more: Any) -> BundleDraft:
    sessions = tuple(
        station(name, equipment, players(6 * index + 1, 6 * index + 6))
        for index, (name, equipment) in enumerate(STATIONS)
    )
    given = {"sessions": sessions, "common_properties": common(start_time)} | more
    return BundleDraft(name="Team Conditioning", **given)


def session(session_id: str, order: int, members: Sequence[int], **more: Any) -> Session:
    given = {
        "name": f"Session {session_id}",
        "equipment": ROWING,
        "facility_id": FACILITY,
        "workout_id": WorkoutId("workout-4x4"),
        "intervals": (Interval(name="Work", duration_s=3600.0, target_zone=4),),
        "starts_at": START,
        "duration_min": 60.0,
        "assignments": tuple(
            Assignment(player_id=player(number), unit_id=UnitId(f"rower-{number}"))
            for number in members
        ),
    } | more
    return Session(id=SessionId(session_id), bundle_order=order, **given)


def bundle(bundle_id: str = "bundle-1", **more: Any) -> Bundle:
    sessions = tuple(
        session(f"{bundle_id}-{order}", order, members, bundle_id=BundleId(bundle_id))
        for order, members in ((1, (1, 2)), (2, (3,)))
    )
    given = {
        "name": "Bundle",
        "facility_id": FACILITY,
        "starts_at": START,
        "duration_min": 60.0,
        "sessions": sessions,
        "created_at": START,
        "updated_at": START,
    } | more
    return Bundle(id=BundleId(bundle_id), **given)
