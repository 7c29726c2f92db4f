"""What reaches the laptop's radio, and when: the air itself has no distance and no losses."""

from __future__ import annotations

import asyncio

from core.ports.clock import Clock
from core.sensors.virtual.manners import Phase
from core.sensors.virtual.station import Stations

_LOOP_TURNS = 50
"""Turns of the loop in which a broken link is noticed at both ends."""


class Reception:
    """Knows how each device is heard.

    Args:
        stations: The devices.
        clock: Whose time signals sway in, and delays are counted in.
    """

    def __init__(self, stations: Stations, clock: Clock) -> None:
        self._stations = stations
        self._clock = clock

    def rssi_of(self, address: str) -> int:
        """The signal of a device, in dBm."""
        return self._stations.at(address).rssi_dbm(self._clock.monotonic())

    def hears(self, address: str) -> bool:
        """Whether the next packet of a device arrives; never from one that has gone meanwhile."""
        if address not in self._stations:
            return False
        station = self._stations.at(address)
        if station.manners.is_clear:
            return True
        return not station.manners.loses(station.rssi_dbm(self._clock.monotonic()))

    async def before(self, phase: Phase, address: str) -> None:
        """Let a device do its worst before the laptop does something with it."""
        if address not in self._stations:
            return
        station = self._stations.at(address)
        manners = station.manners
        if phase is Phase.DISCOVERY and manners.discovery_delay_s > 0:
            await self._clock.sleep(manners.discovery_delay_s)
        if manners.drops_at is phase and station.peripheral.is_connected:
            await station.peripheral.drop()
            for _ in range(_LOOP_TURNS):
                await asyncio.sleep(0)
