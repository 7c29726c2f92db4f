"""The demo: the sample club trains in the virtual gym, through the same desk as everybody else."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from random import Random

from app.composition import Desk, Gym, Recording, read_recording
from core.clock import PacedClock
from core.domain.equipment import BIKE_ERG, EquipmentType
from core.domain.ids import BundleId, PlayerId, SensorId
from core.domain.player import Player
from core.domain.sensor import Pairing, Sensor, SensorKind
from core.domain.session import Bundle, Session
from core.domain.workout import interval_at
from core.errors import InvalidInputError, UnavailableError
from core.live.board import LiveBoard
from core.planning.effort import REFERENCE_FTP_W
from core.ports.hub_link import SessionAction
from core.services.desk.demo_plan import plan_demo

_RECOVERY_SHARE = 0.45
"""What a virtual player does in an interval that asks for nothing."""
_WARM_UP_SHARE = 0.25
"""What a virtual player does before the whistle."""
_EAGERNESS = (0.84, 1.04)
_CONNECT_LIMIT_S = 60.0
_MINUTES = 60.0
_LEAD_S = 3.0
"""From the whistle to a recording's first row. Longer than one leap of a heart may take, since
the strap goes from the virtual body to the recorded one."""
_LAST_ROW_S = 1.0
"""A recording's last row counts that long."""


@dataclass(frozen=True)
class Script:
    """What is to be played; known before anything is started."""

    minutes: float = _MINUTES
    """Length of the session."""
    seed: int = 1
    """Of the players' moods."""
    recording: Recording = ()
    """Drives one player on a bike; empty for none."""


def script_of(options: argparse.Namespace) -> Script:
    """The script that the command line asks for; a recording is played to its end.

    Raises:
        InvalidInputError: The recording cannot be read.
    """
    recording = read_recording(options.replay) if options.replay is not None else ()
    minutes = options.minutes or _MINUTES
    if recording and not options.minutes:
        minutes = (_LEAD_S + recording[-1].t_s + _LAST_ROW_S) / 60
    return Script(minutes=minutes, seed=options.seed, recording=recording)


class Demo:
    """Plans the bundle, dresses the players, connects everything, and runs the hour.

    Args:
        desk: The trainer's desk.
        gym: The virtual gym that the desk's sensors listen to.
        script: What to play.
    """

    def __init__(self, desk: Desk, gym: Gym, script: Script | None = None) -> None:
        self._desk = desk
        self._gym = gym
        self._script = script or Script()
        self._replay_at: tuple[SensorId, SensorId] | None = None

    async def set_up(self) -> Bundle:
        """Plan, open and pair; afterwards the bundle waits for its start."""
        desk = self._desk
        draft = await plan_demo(desk.link, desk.clock.now(), self._script.minutes)
        created = await desk.link.create_bundle(draft)
        return await self.take_up(created.bundle_id)

    async def take_up(self, bundle_id: BundleId) -> Bundle:
        """Open a bundle that exists (perhaps since before a crash) and dress its players."""
        bundle = await self._desk.floor.open_bundle(bundle_id)
        players = {player.id: player for player in await self._desk.link.players()}
        self._cast(bundle, players)
        return bundle

    async def connect(self) -> int:
        """Connect all devices; returns how many are live, after a minute at most.

        Who misbehaves longer than that is still waited for, but not by the trainer.
        """
        sensors, tasks = self._desk.sensors, self._desk.tasks
        wanted = {SensorId(device.address) for device in self._gym.devices}
        asked: set[SensorId] = set()
        live: set[SensorId] = set()
        is_done = asyncio.Event()

        async def connect(sensor_id: SensorId) -> None:
            try:
                await sensors.connect(sensor_id)
            except UnavailableError:
                return  # let go first
            live.add(sensor_id)
            if live >= wanted:
                is_done.set()

        def look(sensor: Sensor) -> None:
            if sensor.id in wanted - asked:
                asked.add(sensor.id)
                tasks.spawn(connect(sensor.id), name=f"connect {sensor.name}")

        sensors.sensor_changed.connect(look)
        limit = tasks.start(self._desk.clock.sleep(_CONNECT_LIMIT_S), name="connecting")
        limit.add_done_callback(lambda _: is_done.set())
        await sensors.start()
        await is_done.wait()
        limit.cancel()
        return len(live)

    async def start(self) -> None:
        """Blow the whistle."""
        async with self._held():
            await self._desk.floor.act_all(SessionAction.START)
            if self._replay_at is not None:
                strap, erg = self._replay_at
                self._gym.replay(
                    self._script.recording,
                    strap_address=strap,
                    erg_address=erg,
                    starts_at=self._desk.clock.now() + _LEAD_S,
                )

    async def end(self) -> None:
        """Blow it again."""
        async with self._held():
            await self._desk.floor.act_all(SessionAction.END)

    def _held(self) -> AbstractAsyncContextManager[None]:
        clock = self._desk.clock
        return clock.held() if isinstance(clock, PacedClock) else nullcontext()

    def _cast(self, bundle: Bundle, players: dict[PlayerId, Player]) -> None:
        """Give each player a strap, and each machine of the bundle a device of its kind."""
        straps = iter(self._devices(None))
        pairings: list[Pairing] = []
        replays = bool(self._script.recording)
        for session in bundle.sessions:
            ergs = iter(self._devices(session.equipment))
            for assignment in session.assignments:
                strap, erg = next(straps, None), next(ergs, None)
                if strap is None or erg is None:
                    raise InvalidInputError(
                        f"The gym has too few devices for {session.name}.",
                        suggested_action="Let it have 18 straps, 6 rowers, 6 bikes and 6 ski ergs.",
                    )
                pairings.append(Pairing(sensor_id=strap, player_id=assignment.player_id))
                pairings.append(Pairing(sensor_id=erg, unit_id=assignment.unit_id))
                self._gym.put(players[assignment.player_id], session.equipment, strap, erg)
                self._gym.set_intensity(
                    assignment.player_id,
                    Effort(self._desk.floor.board, session, self._eagerness(assignment.player_id)),
                )
                if replays and self._replay_at is None and session.equipment == BIKE_ERG:
                    self._replay_at = (strap, erg)
        self._desk.pairings.pair(*pairings)

    def _devices(self, equipment: EquipmentType | None) -> Sequence[SensorId]:
        return [
            SensorId(device.address)
            for device in self._gym.devices
            if device.kind.equipment == equipment
            and (equipment is not None or device.kind is SensorKind.HEART_RATE)
        ]

    def _eagerness(self, player_id: PlayerId) -> float:
        """Not everybody does what the plan says: from a little too little to a little too much."""
        return Random(f"{self._script.seed} {player_id}").uniform(*_EAGERNESS)  # noqa: S311 - simulation


class Effort:
    """What a virtual player aims at: the interval of his session, as the board knows it.

    Args:
        board: Knows the session's clock.
        session: Whose intervals.
        eagerness: Factor on the plan's power; 1.0 does what the plan says.
    """

    def __init__(self, board: LiveBoard, session: Session, eagerness: float) -> None:
        self._board = board
        self._session = session
        self._eagerness = eagerness

    def __call__(self, instant: float) -> float:
        """Share of FTP at an instant, seconds since 1970."""
        state = self._board.session(self._session.id)
        if state is None or state.started_at is None:
            return _WARM_UP_SHARE
        if state.running_since is None:
            return 0.0
        place = interval_at(self._session.intervals, state.active_s(instant))
        if place is None:
            return 0.0
        interval = self._session.intervals[place[0]]
        share = interval.target_ftp_share
        if interval.target_power_w is not None:
            share = interval.target_power_w / REFERENCE_FTP_W
        return self._eagerness * (_RECOVERY_SHARE if share is None else share)
