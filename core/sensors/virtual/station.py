"""A virtual device in use: its peripheral, its firmware, and whose body it measures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from random import Random

from core.errors import NotFoundError
from core.sensors.virtual.air import Air
from core.sensors.virtual.athlete import Athlete
from core.sensors.virtual.athlete_replay import ReplayAthlete
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.peripheral import Peripheral
from core.sensors.virtual.profiles import services_of
from core.sensors.virtual.transmitters import transmitter_of

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
    """

    def __init__(self, air: Air, device: VirtualDevice, phase: int, random: Random) -> None:
        self.device = device
        self.phase = phase
        self.is_silent = False
        self.peripheral = Peripheral(
            air, address=device.address, name=device.name, services=services_of(device)
        )
        self._transmitter = transmitter_of(device.kind, random)
        self._sway = random.uniform(0, 2 * math.pi)
        self._source: Athlete | ReplayAthlete | None = None
        self._rows_sent = 0

    def use(self, source: Athlete | ReplayAthlete | None) -> None:
        """Measure this body from now on; None: lie in the cupboard and send nothing."""
        self._source = source
        self._rows_sent = 0

    def pulse(self, quarter: int, instant: float) -> None:
        """Send what is due in this quarter of a second."""
        source = self._source
        if isinstance(source, ReplayAthlete):
            for row in source.due(self._rows_sent, instant):
                self._rows_sent += 1
                self._send(self._transmitter.packets(row.vitals, source.starts_at + row.t_s))
        elif source is not None and quarter == self.phase:
            self._send(self._transmitter.packets(source.vitals_at(instant), instant))

    def rssi_dbm(self, monotonic_s: float) -> int:
        """The signal at the laptop, which sways as people walk about."""
        sway = math.sin(monotonic_s / _SWAY_S + self._sway)
        flutter = math.sin(monotonic_s / _FLUTTER_S + 3 * self._sway)
        return round(self.device.rssi_dbm + _SWAY_DB * (0.7 * sway + 0.3 * flutter))

    def _send(self, packets: list[tuple[str, bytes]]) -> None:
        if self.is_silent:
            return
        for uuid, value in packets:
            self.peripheral.notify(uuid, value)


class Stations:
    """All devices of a gym, by address.

    Args:
        stations: In the order in which they send.
    """

    def __init__(self, stations: Iterable[Station]) -> None:
        self._by_address = {station.device.address: station for station in stations}

    def __iter__(self) -> Iterator[Station]:
        return iter(self._by_address.values())

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
