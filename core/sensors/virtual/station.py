"""A virtual device in use: its peripheral, its firmware, and whose body it measures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from random import Random

import msgspec

from core.errors import NotFoundError
from core.sensors.virtual.air import Air
from core.sensors.virtual.athlete import Athlete
from core.sensors.virtual.athlete_replay import ReplayAthlete
from core.sensors.virtual.control_points import USUAL_PERIOD_MS, control_of
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.packet import Packet, company_of
from core.sensors.virtual.peripheral import Peripheral
from core.sensors.virtual.profiles import services_of
from core.sensors.virtual.transmitters import transmitter_of
from core.sensors.virtual.vitals import Vitals

BEATS_PER_S = 20
"""The finest division of a second in which devices send."""
_BEATS_PER_PHASE = BEATS_PER_S // 4
_SWAY_DB = 4.0
_SWAY_S = 47.0
_FLUTTER_S = 7.3


class Station:
    """One device of the gym.

    Args:
        air: Where it sends.
        device: What it is.
        phase: In which quarter of the second it sends, 0 to 3.
        random: Its own seeded source.

    Attributes:
        device: What it is.
        peripheral: Its radio.
        manners: How it behaves.
    """

    def __init__(self, air: Air, device: VirtualDevice, phase: int, random: Random) -> None:
        self.device = device
        self.manners = Manners(Random(random.random()))  # noqa: S311 (a simulation)
        self._air = air
        self._phase = phase
        self._random = random
        self._control = control_of(
            device.kind,
            self.manners,
            Random(device.address),  # noqa: S311 (a simulation)
            self._hears,
        )
        self._transmitter = transmitter_of(device, random, self._control)
        self._sway = random.uniform(0, 2 * math.pi)
        self._source: Athlete | ReplayAthlete | None = None
        self._power_w = 0
        self._rows_sent = 0
        self.peripheral = self._make_peripheral()

    @property
    def source(self) -> Athlete | ReplayAthlete | None:
        """Whose body it measures."""
        return self._source

    @property
    def beats_between(self) -> int:
        """Beats from one sending to the next."""
        period_ms = USUAL_PERIOD_MS if self._control is None else self._control.period_ms
        return max(period_ms * BEATS_PER_S // 1000, 1)

    def use(self, source: Athlete | ReplayAthlete | None) -> None:
        """Measure this body from now on; None: lie in the cupboard and send nothing."""
        self._source = source
        self._rows_sent = 0
        self._set_brake()

    def pulse(self, beat: int, instant: float) -> None:
        """Send what is due at this beat."""
        source = self._source
        if isinstance(source, ReplayAthlete):
            for row in source.due(self._rows_sent, instant):
                self._rows_sent += 1
                self._measure(row.vitals, source.starts_at + row.t_s)
        elif source is not None and self._is_due(beat):
            self._measure(source.vitals_at(instant), instant)

    def rssi_dbm(self, monotonic_s: float) -> int:
        """The signal at the laptop, which sways as people walk about."""
        sway = math.sin(monotonic_s / _SWAY_S + self._sway)
        flutter = math.sin(monotonic_s / _FLUTTER_S + 3 * self._sway)
        strength_dbm = self.device.rssi_dbm - self.manners.weaker_db
        return round(strength_dbm + _SWAY_DB * (0.7 * sway + 0.3 * flutter))

    def restart(self) -> None:
        """Switch the firmware off and on: all it had counted begins at 0."""
        self._transmitter = transmitter_of(self.device, self._random, self._control)

    def give_up_control(self) -> None:
        """Take the machine's control away from whoever has it."""
        if self._control is not None:
            self._tell(self._control.taken_away())
            self._set_brake()

    async def move_to(self, address: str) -> None:
        """Come back under another address, as devices with random addresses do."""
        await self.peripheral.power_off()
        self.device = msgspec.structs.replace(self.device, address=address)
        self.peripheral = self._make_peripheral()
        await self.peripheral.power_on()

    def _make_peripheral(self) -> Peripheral:
        device = self.device
        peripheral = Peripheral(
            self._air, address=device.address, name=device.name, services=services_of(device)
        )
        peripheral.on_written = self._on_written
        peripheral.on_left = self._on_left
        return peripheral

    def _hears(self, uuid: str) -> bool:
        return self.peripheral.is_heard(uuid)

    def _is_due(self, beat: int) -> bool:
        return (beat - self._phase * _BEATS_PER_PHASE) % self.beats_between == 0

    def _measure(self, vitals: Vitals, instant: float) -> None:
        told = self.manners.told(vitals)
        self._power_w = vitals.power_w or 0
        for uuid, value in self.manners.sent(self._transmitter.packets(told, instant)):
            company = company_of(uuid)
            if company is None:
                self.peripheral.notify(uuid, value)
            else:
                self.peripheral.broadcast(company, value)

    def _on_written(self, uuid: str, value: bytes) -> None:
        if self._control is not None:
            self._tell(self._control.written(uuid, value, self._power_w))
            self._set_brake()

    def _on_left(self) -> None:
        if self._control is not None:
            self._control.left()
            self._set_brake()

    def _set_brake(self) -> None:
        if self._control is not None and isinstance(self._source, Athlete):
            self._source.brake = self._control.brake

    def _tell(self, packets: Iterable[Packet]) -> None:
        for uuid, value in packets:
            self.peripheral.tell(uuid, value)


class Stations:
    """All devices of a gym, by address.

    Args:
        stations: In the order in which they send.
    """

    def __init__(self, stations: Iterable[Station]) -> None:
        self._by_address = {station.device.address: station for station in stations}

    def __iter__(self) -> Iterator[Station]:
        return iter(self._by_address.values())

    def __contains__(self, address: str) -> bool:
        return address in self._by_address

    def at(self, address: str) -> Station:
        """The device with that address.

        Raises:
            NotFoundError: There is none.
        """
        station = self._by_address.get(address)
        if station is None:
            raise NotFoundError(
                f"There is no device {address} in the virtual gym.",
                suggested_action="Use an address from the gym's list of devices.",
            )
        return station

    async def move(self, address: str, new_address: str) -> None:
        """Give a device another address.

        Raises:
            NotFoundError: There is no such device.
        """
        station = self.at(address)
        await station.move_to(new_address)
        self._by_address = {one.device.address: one for one in self}
