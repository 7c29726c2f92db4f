"""How virtual devices misbehave when they are told to."""

from __future__ import annotations

from core.gatt import battery, uuids
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
        """Set the charge that a device reports."""
        self._stations.at(address).peripheral.set_value(
            uuids.BATTERY_LEVEL, battery.encode(percent)
        )

    def silence(self, address: str) -> None:
        """Let a device keep its link but send nothing more."""
        self._stations.at(address).is_silent = True

    def speak(self, address: str) -> None:
        """End a `silence`."""
        self._stations.at(address).is_silent = False

    def refuse_reads(self, address: str) -> None:
        """Let a device refuse to tell its maker, serial number and charge."""
        self._stations.at(address).peripheral.refuse_reads()

    def forget_subscriptions(self, address: str) -> None:
        """Let a device forget what the laptop listens to, until it is asked anew."""
        self._stations.at(address).peripheral.forget_subscriptions()

    def times_connected(self, address: str) -> int:
        """How often the laptop has connected to a device."""
        return self._stations.at(address).peripheral.times_connected

    def send_raw(self, address: str, uuid: str, value: bytes) -> None:
        """Let a device notify any bytes, as broken firmware does."""
        self._stations.at(address).peripheral.notify(uuid, value)

    def subscribed(self, address: str) -> frozenset[str]:
        """Characteristics of a device that somebody listens to."""
        return self._stations.at(address).peripheral.subscribed
