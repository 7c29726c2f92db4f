"""How virtual devices misbehave when they are told to."""

from __future__ import annotations

from core.gatt import battery, uuids
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.station import Stations


class Faults:
    """Faults to inject, each by the device's address; `NotFoundError` for one that is not there.

    Args:
        stations: The devices.
    """

    def __init__(self, stations: Stations) -> None:
        self._stations = stations

    async def drop(self, address: str) -> None:
        """Cut a device's link; it advertises again at once."""
        await self._stations.at(address).peripheral.drop()

    async def vanish(self, address: str) -> None:
        """Take a device out of range."""
        await self._stations.at(address).peripheral.vanish()

    def appear(self, address: str) -> None:
        """Bring a device back that had vanished."""
        self._stations.at(address).peripheral.appear()

    def set_battery(self, address: str, percent: int) -> None:
        """Set the charge that a device reports; nothing for one on the mains."""
        station = self._stations.at(address)
        if station.device.battery_percent is not None:
            station.peripheral.set_value(uuids.BATTERY_LEVEL, battery.encode(percent))

    def silence(self, address: str) -> None:
        """Let a device keep its link but send nothing more."""
        self._stations.at(address).manners.is_silent = True

    def speak(self, address: str) -> None:
        """End a `silence`."""
        self._stations.at(address).manners.is_silent = False

    def refuse_reads(self, address: str) -> None:
        """Let a device refuse to tell its maker, serial number and charge."""
        self._stations.at(address).peripheral.refuse_reads()

    def forget_subscriptions(self, address: str) -> None:
        """Let a device forget what the laptop listens to, until it is asked anew."""
        self._stations.at(address).peripheral.forget_subscriptions()

    def manners_of(self, address: str) -> Manners:
        """How a device behaves; to be changed at will."""
        return self._stations.at(address).manners

    def refuse_connections(self, address: str, *, is_on: bool = True) -> None:
        """Let a device end every connection as soon as it is set up."""
        self._stations.at(address).peripheral.refuses_connections = is_on

    def restart(self, address: str) -> None:
        """Let a device's counters begin at 0."""
        self._stations.at(address).restart()

    async def change_address(self, address: str, new_address: str) -> None:
        """Let a device come back under another address, with its name and serial number."""
        await self._stations.move(address, new_address)

    async def die(self, address: str) -> None:
        """Let a device's battery run out: it is gone until it gets a new one by `appear`."""
        self.set_battery(address, 0)
        await self.vanish(address)

    def swap(self, address: str, other_address: str) -> None:
        """Let two devices measure each other's wearers."""
        one, other = self._stations.at(address), self._stations.at(other_address)
        first, second = one.source, other.source
        one.use(second)
        other.use(first)

    def take_control(self, address: str) -> None:
        """Let somebody else take the control of a machine."""
        self._stations.at(address).give_up_control()

    def times_connected(self, address: str) -> int:
        """How often the laptop has connected to a device."""
        return self._stations.at(address).peripheral.times_connected

    def send_raw(self, address: str, uuid: str, value: bytes) -> None:
        """Let a device notify any bytes, as broken firmware does."""
        self._stations.at(address).peripheral.notify(uuid, value)

    def subscribed(self, address: str) -> frozenset[str]:
        """Characteristics of a device that somebody listens to."""
        return self._stations.at(address).peripheral.subscribed
