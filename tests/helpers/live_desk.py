"""A desk with a bundle on the floor: the real board, a floor that needs no hub, played readings."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from typing_extensions import override

from core.clock import ManualClock, SystemClock
from core.domain.adaptation import Change
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.ids import BundleId, EventId, PlayerId, SensorId, SessionId
from core.domain.sensor import LinkState, Reading, Sensor, SensorKind
from core.domain.session import Assignment, Bundle, PlayerMove, Session
from core.domain.workout import Interval, fitted, interval_at
from core.errors import HockeyHubError
from core.events import Event
from core.live.board import LiveBoard
from core.live.events import (
    ConditioningIntervalTransitioned,
    MedicalStatus,
    MedicalStatusChanged,
    MessageSent,
    ParticipantMoved,
    PlayerKicked,
    PlayerStatus,
    PlayerStatusChanged,
    ReadingsReceived,
    Recorded,
    SessionEnded,
    SessionEvent,
    SessionForceEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    utc,
)
from core.live.fitness import FitnessWord
from core.live.reducer import open_session
from core.live.state import Roster
from core.ports.hub_link import LinkStatus, SessionAction
from core.services.desk.alarms import FloorAlarms
from core.services.desk.interval_steps import IntervalSteps
from core.services.desk.machine_desk import MachineDesk
from core.services.desk.machine_use import MachineUse
from core.services.desk.pairings import Pairings
from core.services.desk.player_fitness import PlayerFitness
from core.services.desk.player_moves import PlayerMoves
from core.services.desk.player_removal import PlayerRemoval
from core.services.desk.strap_watch import StrapProposal
from tests.helpers.held_tasks import HeldTasks
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.machine_fakes import FakeMachineControl
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.sample_club import FACILITY, make_player, make_units
from ui.common.services import DeskServices
from ui.live.choices import actions_in

START = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
"""09:00 in the facility."""

_TYPES = (
    (ROWING, "Rower", "Rowing"),
    (BIKE_ERG, "Bike Erg", "Bike Erg"),
    (SKI_ERG, "Ski Erg", "Ski Erg"),
)
_EVENTS: dict[SessionAction, type[SessionEvent]] = {
    SessionAction.START: SessionStarted,
    SessionAction.PAUSE: SessionPaused,
    SessionAction.RESUME: SessionResumed,
    SessionAction.END: SessionEnded,
}
_WORKOUT = (
    Interval(name="Warm-up", duration_s=600, target_zone=2),
    *(
        interval
        for number in range(1, 6)
        for interval in (
            Interval(name=f"Work {number}", duration_s=240, target_zone=4, target_ftp_share=1.05),
            Interval(name="Recovery", duration_s=180, target_zone=2, target_ftp_share=0.5),
        )
    ),
    Interval(name="Cool-down", duration_s=600, target_zone=1),
)


def make_floor_bundle(groups: int = 3, players_each: int = 6) -> Bundle:
    """Parallel sessions, each on its own kind of machine in turn."""
    intervals = fitted(_WORKOUT, 3600)
    sessions = []
    for order in range(1, groups + 1):
        equipment, noun, kind = _TYPES[(order - 1) % 3]
        first = (order - 1) * players_each
        units = make_units(equipment, noun, (order - 1) // 3 * players_each + players_each)
        own = units[-players_each:]
        sessions.append(
            Session(
                id=SessionId(f"session-{order}"),
                bundle_id=BundleId("bundle-live"),
                bundle_order=order,
                name=f"{kind} Group {chr(64 + order)}",
                equipment=equipment,
                facility_id=FACILITY.id,
                intervals=intervals,
                starts_at=START,
                duration_min=60,
                assignments=tuple(
                    Assignment(player_id=PlayerId(f"player-{first + at + 1:03d}"), unit_id=unit.id)
                    for at, unit in enumerate(own)
                ),
            )
        )
    return Bundle(
        id=BundleId("bundle-live"),
        name="Team Conditioning",
        facility_id=FACILITY.id,
        starts_at=START,
        duration_min=60,
        sessions=tuple(sessions),
        created_at=START,
        updated_at=START,
    )


class FakeStraps:
    """Proposals as a test wants them."""

    def __init__(self) -> None:
        self.suspected: Event[[StrapProposal]] = Event()
        self.settled: Event[[]] = Event()
        self.proposals: tuple[StrapProposal, ...] = ()
        self.dismissed: list[StrapProposal] = []

    def suspect(self, proposal: StrapProposal) -> None:
        self.proposals = (*self.proposals, proposal)
        self.suspected.emit(proposal)

    def settle(self) -> None:
        self.proposals = ()
        self.settled.emit()

    def dismiss(self, proposal: StrapProposal) -> None:
        self.dismissed.append(proposal)
        self.settle()


class _Now(SystemClock):
    """A clock of which only the present is asked."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    @override
    def now(self) -> float:
        return self._now()


class FakeFloor:
    """The training floor without a hub: what is told happens at once."""

    def __init__(self, link: FakeHubLink, now: Callable[[], float]) -> None:
        self.board = LiveBoard(now)
        self.bundle: Bundle | None = None
        self.bundle_opened: Event[[Bundle]] = Event()
        self.link_changed: Event[[LinkStatus, str]] = Event()
        self.link_status = LinkStatus.ONLINE
        self.readings_waiting = 0
        self.is_hub_held_up = False
        self.told: list[tuple[SessionId, SessionAction]] = []
        self.messages: list[str] = []
        self.refusal: HockeyHubError | None = None
        self.straps = FakeStraps()
        self.strap_suspected = self.straps.suspected
        self.accepted: list[StrapProposal] = []
        self.stops = 0
        self.alarms = FloorAlarms(self.board, link, _Now(now))
        self.moves = PlayerMoves(link, self.board, _Now(now))
        self.fitness = PlayerFitness(link, self.board, _Now(now))
        self.removal = PlayerRemoval(link, self.board, _Now(now))
        self.machine_use = MachineUse(link, self.board, _Now(now))
        self.steps = IntervalSteps(link, self.board, _Now(now))
        link.on_step = self._on_step
        link.on_move = self._on_move
        link.on_fitness = self._on_fitness
        link.on_removal = self._on_removal
        self.refuge: SessionId | None = None
        """Where the injured go; who may go nowhere is paused."""
        self._link, self._now, self._seq = link, now, 0

    def _on_step(self, session_id: SessionId, index: int, elapsed_s: float) -> None:
        self.happen(
            session_id, ConditioningIntervalTransitioned, to_interval=index, elapsed_s=elapsed_s
        )

    def _on_removal(self, session_id: SessionId, player_id: PlayerId) -> None:
        self.happen(session_id, PlayerKicked, player_id=player_id)

    async def open_bundle(self, bundle_id: BundleId) -> Bundle:
        bundle = await self._link.bundle(bundle_id)
        names = {unit.id: unit.name for unit in self._link.club_units}
        players = {player.id: player for player in self._link.club_players}
        for session in bundle.sessions:
            crowd = tuple(players[player_id] for player_id in session.player_ids)
            self.board.show(open_session(Roster(session=session, players=crowd, unit_names=names)))
        self.bundle = bundle
        self.bundle_opened.emit(bundle)
        return bundle

    async def accept(self, proposal: StrapProposal) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.accepted.append(proposal)
        self.straps.settle()

    async def act(self, session_id: SessionId, action: SessionAction) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.told.append((session_id, action))
        self.happen(session_id, _EVENTS[action])

    async def act_all(self, action: SessionAction) -> None:
        for state in self.board.sessions():
            if action in actions_in(state.status):
                await self.act(state.session_id, action)

    async def emergency_stop(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.stops += 1
        for state in self.board.sessions():
            if state.status.is_running:
                self.happen(state.session_id, SessionForceEnded, reason="Emergency stop")

    async def broadcast(self, text: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.messages.append(text)
        for state in self.board.sessions():
            self.happen(state.session_id, MessageSent, text=text)

    def _on_move(self, move: PlayerMove, **medical: object) -> None:
        """As the hub would: the first machine that nobody is on."""
        target = self.board.session(move.to_session_id)
        assert target is not None
        taken = {one.unit_id for one in target.session.assignments}
        unit = next(
            unit
            for unit in self._link.club_units
            if unit.equipment == target.session.equipment and unit.id not in taken
        )
        player = next(one for one in self._link.club_players if one.id == move.player_id)
        for session_id in (move.from_session_id, move.to_session_id):
            self.happen(
                session_id,
                ParticipantMoved,
                player_id=move.player_id,
                from_session_id=move.from_session_id,
                to_session_id=move.to_session_id,
                unit_id=unit.id,
                unit_name=unit.name,
                player=player,
                **medical,
            )

    def _on_fitness(self, word: FitnessWord) -> None:
        """As the hub would: restrict, rewrite, move or pause."""
        is_fit = word.status is MedicalStatus.FIT
        state = self.board.session(word.session_id)
        assert state is not None
        was_paused = state.players[word.player_id].status is PlayerStatus.PAUSED
        change = Change(what="Work 1", instead="75 % of it", reason="not allowed today")
        self.happen(
            word.session_id,
            MedicalStatusChanged,
            player_id=word.player_id,
            status=word.status,
            body_part=word.body_part,
            note=word.note,
            restricted=not is_fit,
            changes=(change,) if word.status is MedicalStatus.LIMITED else (),
        )
        if is_fit and was_paused:
            self._set_status(word, PlayerStatus.ACTIVE)
        if word.status is not MedicalStatus.INJURED:
            return
        if self.refuge is None:
            self._set_status(word, PlayerStatus.PAUSED)
        else:
            self._on_move(
                PlayerMove(
                    player_id=word.player_id,
                    from_session_id=word.session_id,
                    to_session_id=self.refuge,
                ),
                medical_status=word.status,
                restricted=True,
            )

    def _set_status(self, word: FitnessWord, status: PlayerStatus) -> None:
        self.happen(word.session_id, PlayerStatusChanged, player_id=word.player_id, status=status)

    def happen(self, session_id: SessionId, kind: type[SessionEvent], **fields: object) -> None:
        self._seq += 1
        event = kind(
            event_id=EventId(f"event-{self._seq}"),
            session_id=session_id,
            at=utc(self._now()),
            **fields,
        )
        self.board.apply(session_id, Recorded(seq=self._seq, event=event))

    def hear(self, session_id: SessionId, readings: Iterable[Reading]) -> None:
        """Readings of this desk's own radio."""
        event = ReadingsReceived(
            event_id=EventId(""),
            session_id=session_id,
            at=utc(self._now()),
            readings=tuple(readings),
        )
        self.board.apply(session_id, Recorded(seq=0, event=event))


class FakeExport:
    """Writes nothing, but says that it did."""

    def __init__(self) -> None:
        self.folders: list[Path] = []
        self.refusal: HockeyHubError | None = None

    async def write(
        self, _bundle_id: BundleId, folder: Path, progress: Callable[[int, int, str], None]
    ) -> tuple[Path, ...]:
        if self.refusal is not None:
            raise self.refusal
        self.folders.append(folder)
        progress(0, 2, "team.pdf")
        progress(2, 2, "")
        return (folder / "team.pdf", folder / "players.csv")


class LiveDesk:
    """Services with a bundle that can be opened, and players that can be played."""

    def __init__(self, groups: int = 3, players_each: int = 6) -> None:
        self.clock = ManualClock(START.timestamp())
        self.link = FakeHubLink()
        count = groups * players_each
        players = [make_player(number) for number in range(1, count + 1)]
        self.link.club_players = tuple(
            msgspec.structs.replace(
                player, w_prime_j=dict.fromkeys((ROWING, BIKE_ERG, SKI_ERG), 19_000.0)
            )
            for player in players
        )
        rows = (groups + 2) // 3 * players_each
        self.link.club_units = tuple(
            unit for equipment, noun, _ in _TYPES for unit in make_units(equipment, noun, rows + 2)
        )
        self.bundle = make_floor_bundle(groups, players_each)
        self.link.store(self.bundle)
        self.floor = FakeFloor(self.link, self.clock.now)
        self.export = FakeExport()
        self.tasks = HeldTasks()
        self.sensors = FakeSensorSource(
            [_sensor(number, LinkState.LIVE) for number in range(1, count + 1)]
        )
        self.pairings = Pairings()
        self.control = FakeMachineControl()
        self.machines = MachineDesk(
            self.control, self.sensors, self.pairings, self.floor.board, self.clock.now
        )
        self.silent: dict[PlayerId, float] = {}
        """Players who are not heard from that instant on."""
        self.services = DeskServices(
            link=self.link,
            floor=self.floor,
            sensors=self.sensors,
            pairings=self.pairings,
            machines=self.machines,
            export=self.export,
            now=self.clock.now,
            tasks=self.tasks,
        )

    def open(self) -> None:
        """Put the bundle on the floor."""
        self.tasks.spawn(self.floor.open_bundle(self.bundle.id), name="open")

    def tell_all(self, action: SessionAction) -> None:
        """As the hub would report it."""
        self.tasks.spawn(self.floor.act_all(action), name="tell")

    def play(self, seconds: int) -> None:
        """Everybody trains for a while, one reading a second each."""
        for _ in range(seconds):
            self.clock.move_to(self.clock.now() + 1)
            for session in self.sessions():
                readings = [
                    reading
                    for player_id in session.player_ids
                    if (reading := self._reading(session, player_id)) is not None
                ]
                self.floor.hear(session.id, readings)
            self.floor.alarms.look()

    def sessions(self) -> tuple[Session, ...]:
        """With those who are in them now."""
        states = (self.floor.board.session(one.id) for one in self.bundle.sessions)
        return tuple(state.session for state in states if state is not None)

    def silence(self, player_id: str, *, ago_s: float = 0.0) -> None:
        """Nothing is heard of a player from then on; call before `play`."""
        self.silent[PlayerId(player_id)] = ago_s

    def _reading(self, session: Session, player_id: PlayerId) -> Reading | None:
        if self.clock.now() >= self.silent.get(player_id, math.inf):
            return None
        elapsed_s = self.clock.now() - START.timestamp()
        number = int(player_id[-3:])
        heart, watts = _effort(session.intervals, elapsed_s, number)
        maximum = 190 + number % 9
        return Reading(
            player_id=player_id,
            sensor_id=SensorId(f"strap-{number}"),
            at=self.clock.now(),
            heart_rate_bpm=round(maximum * heart),
            power_w=watts,
            cadence_rpm=84.0 + number % 7 if session.equipment == BIKE_ERG else None,
            stroke_rate_spm=27.0 + number % 5 if session.equipment != BIKE_ERG else None,
        )


def _effort(intervals: tuple[Interval, ...], elapsed_s: float, number: int) -> tuple[float, float]:
    """Share of the maximal heart rate, and watts: each player a little different."""
    wave = math.sin(elapsed_s / 17 + number) * 0.012 + math.sin(elapsed_s / 5 + number * 2) * 0.004
    spread = ((number * 37) % 11 - 5) / 100 + ((number - 1) // 6 % 3 - 1) * 0.02
    levels = {1: 0.58, 2: 0.67, 4: 0.855}
    place = interval_at(intervals, elapsed_s)
    index = place[0] if place is not None else 0
    into_s = intervals[index].duration_s - place[1] if place is not None else 0.0
    target = levels.get(intervals[index].target_zone or 2, 0.67)
    before = levels.get(intervals[index - 1].target_zone or 2, 0.5) if index else 0.48
    share = target + (before - target) * math.exp(-into_s / 55)
    threshold_w = 220.0 + 7 * ((number * 5) % 18)
    watts = threshold_w * ({4: 1.04, 1: 0.4}.get(intervals[index].target_zone or 2, 0.52) + wave)
    return share + spread + wave, round(watts)


def _sensor(number: int, state: LinkState) -> Sensor:
    return Sensor(
        id=SensorId(f"strap-{number}"),
        name=f"Polar H10 {number:08d}",
        kind=SensorKind.HEART_RATE,
        state=state,
        rssi_dbm=-60,
        battery_percent=80,
    )
