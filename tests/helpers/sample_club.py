"""A small club, the same every time: a team, its machines, workouts, a restriction, bundles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from core.domain.equipment import (
    BIKE_ERG,
    ROWING,
    SKI_ERG,
    EquipmentKind,
    EquipmentType,
    EquipmentUnit,
)
from core.domain.facility import Facility
from core.domain.ids import (
    BundleId,
    FacilityId,
    PlayerId,
    RestrictionId,
    SessionId,
    TeamId,
    UnitId,
    WorkoutId,
)
from core.domain.player import Player, Position, Sex, Team
from core.domain.restriction import Restriction
from core.domain.session import Assignment, Bundle, Session, SessionStatus
from core.domain.workout import Interval, Workout, WorkoutKind

FACILITY = Facility(
    id=FacilityId("facility-001"), name="Training Center Main", time_zone="Europe/Stockholm"
)
TEAM = Team(id=TeamId("team-001"), name="Northern Lights")
KINDS = (
    EquipmentKind(code=ROWING, name="Rowing", unit_name="Rower"),
    EquipmentKind(code=BIKE_ERG, name="Bike Erg", unit_name="Bike Erg"),
    EquipmentKind(code=SKI_ERG, name="Ski Erg", unit_name="Ski Erg"),
)
NOW = datetime(2026, 11, 16, 7, 20, tzinfo=UTC)
"""Monday, 08:20 in the facility."""

_NAMES = (
    ("Elias", "Lindqvist", Position.GOALKEEPER), ("Noah", "Berg", Position.DEFENCE),
    ("Hugo", "Nyström", Position.DEFENCE), ("Liam", "Ek", Position.DEFENCE),
    ("Oskar", "Sandberg", Position.DEFENCE), ("Axel", "Forsman", Position.FORWARD),
    ("Viktor", "Holm", Position.FORWARD), ("Leo", "Åkesson", Position.FORWARD),
    ("Arvid", "Dahl", Position.FORWARD), ("Melker", "Wallin", Position.DEFENCE),
    ("Theo", "Björk", Position.FORWARD), ("Isak", "Norén", Position.FORWARD),
    ("Albin", "Sjögren", Position.DEFENCE), ("Filip", "Lund", Position.FORWARD),
    ("Anton", "Hedman", Position.FORWARD), ("Emil", "Strand", Position.DEFENCE),
    ("Max", "Öberg", Position.FORWARD), ("Joel", "Kjellberg", Position.GOALKEEPER),
)  # fmt: skip


def make_player(number: int) -> Player:
    """The club's player with a jersey number from 1."""
    first, last, position = _NAMES[(number - 1) % len(_NAMES)]
    watts = 220.0 + 7 * ((number * 5) % 18)
    return Player(
        id=PlayerId(f"player-{number:03d}"),
        team_id=TEAM.id,
        first_name=first,
        last_name=last,
        jersey_number=number,
        position=position,
        birth_date=date(2003, 1 + number % 12, 1 + number % 28),
        sex=Sex.MALE,
        mass_kg=76.0 + number,
        heart_rate_max_bpm=190 + number % 9,
        heart_rate_rest_bpm=48 + number % 7,
        ftp_w={ROWING: watts, BIKE_ERG: watts * 0.98, SKI_ERG: watts * 0.9},
    )


PLAYERS = tuple(make_player(number) for number in range(1, 19))


def make_units(
    equipment: EquipmentType, noun: str, count: int, facility: Facility = FACILITY
) -> tuple[EquipmentUnit, ...]:
    """`count` units of one type, named by number."""
    slug = noun.lower().replace(" ", "-")
    return tuple(
        EquipmentUnit(
            id=UnitId(f"{slug}-{number}"),
            facility_id=facility.id,
            equipment=equipment,
            name=f"{noun} {number}",
        )
        for number in range(1, count + 1)
    )


UNITS = (
    *make_units(ROWING, "Rower", 6),
    *make_units(BIKE_ERG, "Bike Erg", 6),
    *make_units(SKI_ERG, "Ski Erg", 6),
)
WORKOUTS = (
    Workout(
        id=WorkoutId("workout-4x4"),
        name="4 × 4 min",
        kind=WorkoutKind.CONDITIONING,
        intervals=(
            Interval(name="Warm-up", duration_s=600, target_zone=2),
            *(
                interval
                for number in range(1, 5)
                for interval in (
                    Interval(name=f"Work {number}", duration_s=240, target_zone=4),
                    Interval(name="Rest", duration_s=180),
                )
            ),
        ),
    ),
    Workout(
        id=WorkoutId("workout-endurance"),
        name="Steady endurance",
        kind=WorkoutKind.CONDITIONING,
        intervals=(Interval(name="Steady", duration_s=3600, target_zone=2),),
    ),
)
RESTRICTIONS = (
    Restriction(
        id=RestrictionId("restriction-001"),
        player_id=PlayerId("player-004"),
        body_part="shoulder",
        forbidden_equipment=(ROWING, SKI_ERG),
        valid_from=date(2026, 11, 1),
        valid_to=date(2026, 12, 3),
        note="Rotator cuff",
    ),
)


def make_bundle(  # noqa: PLR0913 - a test names what matters to it
    bundle_id: str = "bundle-1",
    *,
    name: str = "Morning Row",
    starts_at: datetime = NOW + timedelta(hours=2),
    duration_min: float = 60,
    status: SessionStatus = SessionStatus.SCHEDULED,
    player_ids: Sequence[PlayerId] = (),
    equipment: EquipmentType = ROWING,
) -> Bundle:
    """A stored bundle of two sessions; the players are in the first."""
    units = [unit for unit in UNITS if unit.equipment == equipment]
    sessions = tuple(
        Session(
            id=SessionId(f"{bundle_id}-session-{order}"),
            bundle_id=BundleId(bundle_id),
            bundle_order=order,
            name=f"{name} {order}",
            equipment=equipment if order == 1 else BIKE_ERG,
            facility_id=FACILITY.id,
            starts_at=starts_at,
            duration_min=duration_min,
            status=status,
            assignments=tuple(
                Assignment(player_id=player_id, unit_id=unit.id)
                for player_id, unit in zip(player_ids, units, strict=False)
            )
            if order == 1
            else (),
        )
        for order in (1, 2)
    )
    return Bundle(
        id=BundleId(bundle_id),
        name=name,
        facility_id=FACILITY.id,
        starts_at=starts_at,
        duration_min=duration_min,
        sessions=sessions,
        created_at=NOW,
        updated_at=NOW,
    )


def with_status(bundle: Bundle, status: SessionStatus) -> Bundle:
    """The bundle with all its sessions in one status."""
    sessions = tuple(msgspec.structs.replace(session, status=status) for session in bundle.sessions)
    return msgspec.structs.replace(bundle, sessions=sessions)
