"""The demo: the sample club trains in the virtual gym, through the same desk as everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from random import Random

from app.composition import Desk, Gym
from core.clock import PacedClock
from core.domain.equipment import BIKE_ERG, EquipmentType
from core.domain.ids import BundleId, PlayerId, SensorId
from core.domain.player import Player
from core.domain.sensor import Pairing, Sensor, SensorKind
from core.domain.session import Bundle, Session
from core.domain.workout import interval_at
from core.live.board import LiveBoard
from core.ports.hub_link import SessionAction
from core.services.desk.demo_plan import plan_demo

_RECOVERY_SHARE = 0.45
"""What a virtual player does in an interval that asks for nothing."""
_WARM_UP_SHARE = 0.25
"""What a virtual player does before the whistle."""
_EAGERNESS = (0.84, 1.04)


class Demo:
    """Plans the bundle, dresses the players, connects everything, and runs the hour.

    Args:
        desk: The trainer's desk.
        gym: The virtual gym that the desk's sensors listen to.
        seed: Of the players' moods.
        replay: A recording that drives one player on a bike.
    """

    def __init__(self, desk: Desk, gym: Gym, *, seed: int = 1, replay: Path | None = None) -> None:
        self._desk = desk
        self._seed = seed
        self._gym = gym
        self._rows = gym.read_recording(replay) if replay is not None else ()
        self._replay_at: tuple[SensorId, SensorId] | None = None

    @property
    def recording_minutes(self) -> float | None:
        """Length of the recording, with a second before and after; None without one."""
        return (self._rows[-1].t_s + 3) / 60 if self._rows else None

    async def set_up(self, minutes: float) -> Bundle:
        """Plan, open and pair; afterwards the bundle waits for its start."""
        desk = self._desk
        draft = await plan_demo(desk.link, desk.clock.now(), minutes)
        created = await desk.link.create_bundle(draft)
        return await self.take_up(created.bundle_id)

    async def take_up(self, bundle_id: BundleId) -> Bundle:
        """Open a bundle that exists (perhaps since before a crash) and dress its players."""
        bundle = await self._desk.floor.open_bundle(bundle_id)
        players = {player.id: player for player in await self._desk.link.players()}
        self._cast(bundle, players)
        return bundle

    async def connect(self) -> int:
        """Connect all devices; returns how many are live."""
        sensors = self._desk.sensors
        addresses = {SensorId(device.address) for device in self._gym.devices}
        all_seen = asyncio.Event()

        def look(_sensor: Sensor) -> None:
            if addresses <= {sensor.id for sensor in sensors.sensors}:
                all_seen.set()

        undo = sensors.sensor_changed.connect(look)
        await sensors.start()
        await all_seen.wait()
        undo()
        await asyncio.gather(*(sensors.connect(address) for address in addresses))
        return len(addresses)

    async def start(self) -> None:
        """Blow the whistle."""
        async with self._held():
            await self._desk.floor.act_all(SessionAction.START)
            if self._replay_at is not None:
                strap, erg = self._replay_at
                self._gym.replay(
                    self._rows,
                    strap_address=strap,
                    erg_address=erg,
                    starts_at=self._desk.clock.now() + 1,
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
        for session in bundle.sessions:
            ergs = iter(self._devices(session.equipment))
            for assignment in session.assignments:
                strap, erg = next(straps), next(ergs)
                pairings.append(Pairing(sensor_id=strap, player_id=assignment.player_id))
                pairings.append(Pairing(sensor_id=erg, unit_id=assignment.unit_id))
                self._gym.put(players[assignment.player_id], session.equipment, strap, erg)
                self._gym.set_intensity(
                    assignment.player_id,
                    Effort(self._desk.floor.board, session, self._eagerness(assignment.player_id)),
                )
                if self._rows and self._replay_at is None and session.equipment == BIKE_ERG:
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
        return Random(f"{self._seed} {player_id}").uniform(*_EAGERNESS)  # noqa: S311 - simulation


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
        share = self._session.intervals[place[0]].target_ftp_share
        return self._eagerness * (_RECOVERY_SHARE if share is None else share)
