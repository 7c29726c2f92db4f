"""The virtual gym: a team's straps and machines on a virtual link, alive without a radio."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from random import Random

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner

from core.domain.equipment import BIKE_ERG
from core.domain.sensor import SensorKind
from core.errors import NotFoundError
from core.ports.clock import Clock
from core.sensors.virtual.air import Air
from core.sensors.virtual.athlete import Athlete, Body, Intensity
from core.sensors.virtual.athlete_replay import ReplayAthlete, ReplayRow
from core.sensors.virtual.backend import VirtualClient, scanner_backend
from core.sensors.virtual.central import Central
from core.sensors.virtual.devices import VirtualDevice, furnish
from core.sensors.virtual.faults import Faults
from core.sensors.virtual.reception import Reception
from core.sensors.virtual.scenario import Scenario
from core.sensors.virtual.scenario_player import ScenarioPlayer
from core.sensors.virtual.station import BEATS_PER_S, Station, Stations
from core.tasks import TaskScope

_PHASES = 4
_USUAL_BEATS = BEATS_PER_S // _PHASES
"""Beats between two looks while no device sends faster."""
_LATE_S = 1.0
_SETTLE_AT_MOST_S = 1.0
_BUSY_POLL_S = 0.001


class VirtualGym:
    """Peripherals with bodies behind them.

    Every strap and machine is in use from the start: the first strap's wearer stands at the
    first machine, and so on, resting. `assign` puts other bodies there.

    Args:
        clock: Whose time the bodies live in. The link itself runs in real time.
        seed: Same seed, same gym and same bodies.
        devices: What is there; by default what the scenario says, or a team of 18 with a
            machine each.
        scenario: What goes wrong from the start on.

    Attributes:
        faults: How to make devices misbehave.
        mishaps: Plays the scenario, and tells of it.
    """

    def __init__(
        self,
        clock: Clock,
        seed: int = 1,
        devices: Sequence[VirtualDevice] | None = None,
        scenario: Scenario | None = None,
    ) -> None:
        scenario = scenario or Scenario()
        if devices is None:
            devices = furnish(scenario.gym, seed)
        self._clock = clock
        self._seed = seed
        self._tasks = TaskScope()
        self._air = Air()
        self._athletes: dict[str, Athlete] = {}
        self._stations = Stations(
            Station(self._air, device, index % _PHASES, self._seeded(f"device {device.address}"))
            for index, device in enumerate(devices)
        )
        self._central = Central(self._air, Reception(self._stations, clock))
        self.faults = Faults(self._stations)
        self.mishaps = ScenarioPlayer(scenario, self._stations, self.faults, clock)
        self._fill()

    @property
    def devices(self) -> tuple[VirtualDevice, ...]:
        """What is there."""
        return tuple(station.device for station in self._stations)

    @property
    def scanner_backend(self) -> type[BaseBleakScanner]:
        """For `BleakScanner(backend=…)`."""
        return scanner_backend(self._central)

    @property
    def client_backend(self) -> type[BaseBleakClient]:
        """For `BleakClient(device, backend=…)`."""
        return VirtualClient

    @property
    def notifications_sent(self) -> int:
        """Notifications put on the air so far."""
        return self._air.sent

    async def start(self) -> None:
        """Switch everything on."""
        await self._central.power_on()
        for station in self._stations:
            await station.peripheral.power_on()
        self._tasks.spawn(self._beat(), name="virtual gym")
        self._tasks.spawn(self.mishaps.run(), name="scenario")

    async def close(self) -> None:
        """Switch everything off."""
        await self._tasks.close()
        await self._central.power_off()
        for station in self._stations:
            await station.peripheral.power_off()
        await asyncio.sleep(0)

    async def settle(self) -> None:
        """Wait until the air is quiet: every notification has arrived, every request is answered.

        For `core.clock.PacedClock(settle=…)`. Gives up after a second of real time, so that a
        stuck link cannot stop a training.
        """
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + _SETTLE_AT_MOST_S
        await asyncio.sleep(0)
        while not (self._air.is_quiet and not self._central.is_busy):
            if loop.time() > give_up_at:
                return
            await asyncio.sleep(_BUSY_POLL_S if self._central.is_busy else 0)
        await asyncio.sleep(0)

    def assign(self, athlete_id: str, body: Body, strap_address: str, erg_address: str) -> None:
        """Put a body, resting, between a strap and a machine.

        Args:
            athlete_id: Any string, for `set_intensity`; assigning it again moves the body.
            body: Its limits on that machine.
            strap_address: Address of the strap.
            erg_address: Address of the machine.

        Raises:
            NotFoundError: There is no such device.
        """
        strap, erg = self._stations.at(strap_address), self._stations.at(erg_address)
        athlete = Athlete(athlete_id, body, self._seeded(f"athlete {athlete_id}"))
        self._athletes[athlete_id] = athlete
        strap.use(athlete)
        erg.use(athlete)

    def set_intensity(self, athlete_id: str, share_of_ftp: float | Intensity) -> None:
        """Give an athlete something to do.

        Args:
            athlete_id: As assigned.
            share_of_ftp: Target power as a share of FTP; or how it depends on the instant.

        Raises:
            NotFoundError: Nobody of that id was assigned.
        """
        athlete = self._athletes.get(athlete_id)
        if athlete is None:
            raise NotFoundError(
                f"No athlete {athlete_id} is in the virtual gym.",
                suggested_action="Assign the athlete to a strap and a machine first.",
            )
        athlete.intensity = share_of_ftp if callable(share_of_ftp) else _steady(float(share_of_ftp))

    def replay(
        self, rows: Sequence[ReplayRow], *, strap_address: str, erg_address: str, starts_at: float
    ) -> ReplayAthlete:
        """Play a recording through a strap and a machine.

        Raises:
            NotFoundError: There is no such device.
        """
        strap, erg = self._stations.at(strap_address), self._stations.at(erg_address)
        athlete = ReplayAthlete(rows, starts_at)
        strap.use(athlete)
        erg.use(athlete)
        return athlete

    def _fill(self) -> None:
        """Everything is in use: as many resting guests as there are straps or machines."""
        straps = [one.address for one in self.devices if one.kind is SensorKind.HEART_RATE]
        ergs = [one for one in self.devices if one.kind is not SensorKind.HEART_RATE]
        for number in range(max(len(straps), len(ergs))):
            equipment = ergs[number].kind.equipment if number < len(ergs) else None
            name = f"guest {number + 1}"
            body = Body(equipment=equipment or BIKE_ERG)
            athlete = Athlete(name, body, self._seeded(f"athlete {name}"))
            self._athletes[name] = athlete
            for address in (
                *straps[number : number + 1],
                *(one.address for one in ergs[number : number + 1]),
            ):
                self._stations.at(address).use(athlete)

    async def _beat(self) -> None:
        """Pulse four times a second, on whole quarters, so that a paced clock rarely wakes.

        More often only while some device was told to send more often.
        """
        beat = math.floor(self._clock.now() * BEATS_PER_S)
        while True:
            fastest = min(
                (station.beats_between for station in self._stations), default=_USUAL_BEATS
            )
            step = min(fastest, _USUAL_BEATS)
            step = math.gcd(step, _USUAL_BEATS)
            beat = (beat // step + 1) * step
            late_s = self._clock.now() - beat / BEATS_PER_S
            if abs(late_s) > _LATE_S:  # the computer slept, or its clock was set
                beat = math.floor(self._clock.now() * BEATS_PER_S)
                for athlete in self._athletes.values():
                    athlete.skip_to(beat / BEATS_PER_S)
                continue
            await self._clock.sleep(-late_s)
            for station in self._stations:
                station.pulse(beat, beat / BEATS_PER_S)

    def _seeded(self, name: str) -> Random:
        return Random(f"{self._seed} {name}")  # noqa: S311 (a simulation)


def _steady(share: float) -> Intensity:
    return lambda _instant: share
