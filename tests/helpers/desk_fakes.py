"""In-memory stand-ins for the ports of the desk: a small club, a hub link, a sensor source."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from typing_extensions import override

from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    BundleStatus,
    BundleSummary,
    CreatedBundle,
    CreatedSession,
)
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
    SensorId,
    SessionId,
    TeamId,
    UnitId,
    WorkoutId,
)
from core.domain.player import Player, Position, Sex, Team
from core.domain.radio import RadioStatus
from core.domain.restriction import Restriction
from core.domain.sensor import ReadingBatch, Sensor, SensorMove, SensorReading
from core.domain.session import Assignment, Bundle, Reservation, Session, SessionStatus
from core.domain.summary import BundleReport
from core.domain.workout import Interval, Workout, WorkoutKind
from core.errors import NotFoundError
from core.events import Event
from core.live.board import LiveBoard
from core.live.events import Recorded
from core.live.state import SessionState
from core.ports.hub_link import HubLink, LinkStatus, SessionAction
from core.ports.sensors import SensorSource
from core.services.desk.machine_desk import MachineDesk
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope
from tests.helpers.machine_fakes import FakeMachineControl
from ui.common.services import DeskServices

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


class FakeHubLink(HubLink):
    """A hub that answers at once from what the test put into it.

    `failure` is raised by every call while it is set. `drafts` are the bundles asked for.
    """

    def __init__(self, *, page_size: int = 20) -> None:
        self.event_received: Event[[SessionId, Recorded]] = Event()
        self.state_received: Event[[SessionState]] = Event()
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.failure: Exception | None = None
        self.create_failure: Exception | None = None
        self.drafts: list[BundleDraft] = []
        self.deleted: list[BundleId] = []
        self.acts: list[tuple[SessionId, SessionAction]] = []
        self.messages: list[str] = []
        self.moves: list[SensorMove] = []
        self.club_players: tuple[Player, ...] = PLAYERS
        self.club_units: tuple[EquipmentUnit, ...] = UNITS
        self.club_facilities: tuple[Facility, ...] = (FACILITY,)
        self.club_restrictions: tuple[Restriction, ...] = RESTRICTIONS
        self.club_workouts: tuple[Workout, ...] = WORKOUTS
        self.stored: dict[BundleId, Bundle] = {}
        self._page_size = page_size

    @property
    @override
    def status(self) -> LinkStatus:
        return LinkStatus.ONLINE

    def store(self, *bundles: Bundle) -> None:
        """Put bundles into the hub."""
        self.stored.update({bundle.id: bundle for bundle in bundles})

    @override
    async def open(self) -> None:
        self._check()

    @override
    async def close(self) -> None:
        self._check()

    @override
    async def teams(self) -> tuple[Team, ...]:
        self._check()
        return (TEAM,)

    @override
    async def players(self) -> tuple[Player, ...]:
        self._check()
        return self.club_players

    @override
    async def facilities(self) -> tuple[Facility, ...]:
        self._check()
        return self.club_facilities

    @override
    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        self._check()
        return KINDS

    @override
    async def equipment_units(self) -> tuple[EquipmentUnit, ...]:
        self._check()
        return self.club_units

    @override
    async def workouts(self) -> tuple[Workout, ...]:
        self._check()
        return self.club_workouts

    @override
    async def restrictions(self) -> tuple[Restriction, ...]:
        self._check()
        return self.club_restrictions

    @override
    async def create_bundle(self, draft: BundleDraft) -> CreatedBundle:
        self._check()
        if self.create_failure is not None:
            raise self.create_failure
        self.drafts.append(draft)
        number = len(self.drafts)
        return CreatedBundle(
            bundle_id=BundleId(f"created-{number}"),
            sessions=tuple(
                CreatedSession(id=SessionId(f"created-{number}-{order}"))
                for order in range(1, len(draft.sessions) + 1)
            ),
            equipment_reservations=(),
        )

    @override
    async def update_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> Bundle:
        return await self.bundle(bundle_id)

    @override
    async def delete_bundle(self, bundle_id: BundleId) -> None:
        self._check()
        del self.stored[bundle_id]
        self.deleted.append(bundle_id)

    @override
    async def bundle(self, bundle_id: BundleId) -> Bundle:
        self._check()
        if bundle_id not in self.stored:
            raise NotFoundError("This bundle does not exist any more.")
        return self.stored[bundle_id]

    @override
    async def bundles(self, cursor: str | None = None) -> BundlePage:
        self._check()
        ordered = sorted(self.stored.values(), key=lambda one: one.starts_at, reverse=True)
        first = int(cursor or 0)
        rest = len(ordered) > first + self._page_size
        return BundlePage(
            items=tuple(summary_of(one) for one in ordered[first : first + self._page_size]),
            next_cursor=str(first + self._page_size) if rest else None,
        )

    @override
    async def bundle_status(self, bundle_id: BundleId) -> BundleStatus:
        raise NotFoundError("No status.")

    @override
    async def reservations(self, bundle_id: BundleId) -> tuple[Reservation, ...]:
        bundle = await self.bundle(bundle_id)
        names = {unit.id: unit.name for unit in self.club_units}
        return tuple(
            Reservation(
                session_id=session.id,
                unit_id=assignment.unit_id,
                unit_name=names[assignment.unit_id],
                equipment=session.equipment,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
            )
            for session in bundle.sessions
            for assignment in session.assignments
            if assignment.unit_id is not None
        )

    @override
    async def report(self, bundle_id: BundleId) -> BundleReport:
        raise NotFoundError("No report.")

    @override
    async def join(self, session_id: SessionId) -> SessionState:
        raise NotFoundError("No such session.")

    @override
    async def leave(self, session_id: SessionId) -> None:
        self._check()

    @override
    async def act(self, session_id: SessionId, action: SessionAction, at: float) -> None:
        self._check()
        self.acts.append((session_id, action))

    @override
    async def send_message(self, session_id: SessionId, text: str, at: float) -> None:
        self._check()
        self.messages.append(text)

    @override
    async def reassign(self, move: SensorMove, at: float) -> None:
        self._check()
        self.moves.append(move)

    @override
    async def send_readings(self, batch: ReadingBatch) -> None:
        self._check()

    def _check(self) -> None:
        if self.failure is not None:
            raise self.failure


def summary_of(bundle: Bundle) -> BundleSummary:
    """A stored bundle as the list shows it."""
    return BundleSummary(
        id=bundle.id,
        name=bundle.name,
        starts_at=bundle.starts_at,
        duration_min=bundle.duration_min,
        facility_id=bundle.facility_id,
        status=bundle.sessions[0].status,
        session_count=len(bundle.sessions),
        player_count=sum(len(session.assignments) for session in bundle.sessions),
        equipment=tuple(dict.fromkeys(session.equipment for session in bundle.sessions)),
    )


class FakeSensorSource(SensorSource):
    """Sensors that say what the test makes them say."""

    def __init__(self, sensors: Sequence[Sensor] = ()) -> None:
        self.sensor_changed: Event[[Sensor]] = Event()
        self.reading_received: Event[[SensorReading]] = Event()
        self.sensor_merged: Event[[SensorId, SensorId]] = Event()
        self.radio_changed: Event[[RadioStatus]] = Event()
        self.radio_status = RadioStatus()
        self.start_failure: Exception | None = None
        self.starts = 0
        self._sensors = {sensor.id: sensor for sensor in sensors}

    @property
    @override
    def sensors(self) -> tuple[Sensor, ...]:
        return tuple(self._sensors.values())

    @property
    @override
    def radio(self) -> RadioStatus:
        return self.radio_status

    def show(self, sensor: Sensor) -> None:
        """A sensor appears or changes."""
        self._sensors[sensor.id] = sensor
        self.sensor_changed.emit(sensor)

    @override
    async def start(self) -> None:
        self.starts += 1
        if self.start_failure is not None:
            raise self.start_failure

    @override
    async def connect(self, sensor_id: SensorId) -> None:
        self.show(self._sensors[sensor_id])

    @override
    async def disconnect(self, sensor_id: SensorId) -> None:
        self.show(self._sensors[sensor_id])

    @override
    async def close(self) -> None:
        self._sensors.clear()


class HeldTasks(TaskScope):
    """A task scope that runs each coroutine to its end at once, unless told to hold it.

    The fakes above never really wait, so a plain step through the coroutine is enough, and
    tests of screens need no event loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_holding = False
        self.held: list[Coroutine[Any, Any, Any]] = []

    @override
    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> Any:
        if self.is_holding:
            self.held.append(coroutine)
        else:
            _run(coroutine)

    @override
    def replace(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> Any:
        self.spawn(coroutine, name=name)

    def release(self) -> None:
        """Run what was held."""
        self.is_holding = False
        held, self.held = self.held, []
        for coroutine in held:
            _run(coroutine)


def _run(coroutine: Coroutine[Any, Any, Any]) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    message = "a fake waited for something real"
    raise AssertionError(message)


def with_status(bundle: Bundle, status: SessionStatus) -> Bundle:
    """The bundle with all its sessions in one status."""
    sessions = tuple(msgspec.structs.replace(session, status=status) for session in bundle.sessions)
    return msgspec.structs.replace(bundle, sessions=sessions)


class QuietFloor:
    """A training floor on which at most a bundle lies."""

    def __init__(self) -> None:
        self.bundle: Bundle | None = None


class FakeDesk:
    """The desk's services with fakes behind them; `services()` is what a screen is given."""

    def __init__(self, *, now: datetime = NOW, page_size: int = 20) -> None:
        self.now = now
        self.link = FakeHubLink(page_size=page_size)
        self.sensors = FakeSensorSource()
        self.pairings = Pairings()
        self.tasks = HeldTasks()
        self.floor = QuietFloor()
        self.control = FakeMachineControl()

    def instant(self) -> float:
        """The desk's clock, seconds since 1970."""
        return self.now.timestamp()

    def services(self) -> DeskServices:
        """For the constructor of a screen that needs no export."""
        return DeskServices(
            link=self.link,
            floor=self.floor,
            sensors=self.sensors,
            pairings=self.pairings,
            machines=MachineDesk(
                self.control, self.sensors, self.pairings, LiveBoard(self.instant), self.instant
            ),
            export=_nothing("export"),
            now=self.instant,
            tasks=self.tasks,
        )


def _nothing(name: str) -> Any:
    class _Missing:
        def __getattr__(self, attribute: str) -> object:
            message = f"this screen was not meant to use {name}.{attribute}"
            raise AssertionError(message)

    return _Missing()
