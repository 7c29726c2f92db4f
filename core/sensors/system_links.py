"""What the system's Bluetooth remembers of devices, where that stands in the way: BlueZ.

A connection that a dead program left behind keeps a device from being connected anew, and a
remembered list of services may be an old one. Elsewhere the system looks after both itself.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from bleak.exc import BleakError

from core.domain.value import Value

_log = logging.getLogger(__name__)


class MissingServiceError(BleakError):
    """The system's list of a device's services is not the device's."""


class SystemLinks(Protocol):
    """The seam to the system's memory."""

    async def close_stale(self, address: str) -> None:
        """End what connections the system holds to a device that we are about to connect."""
        ...

    async def forget(self, address: str) -> bool:
        """Forget what a device offers, so that it is asked; tells whether it was forgotten."""
        ...


class BluezDevice(Value, frozen=True, kw_only=True):
    """A device as BlueZ keeps it, once for each adapter that met it."""

    path: str
    """Such as `/org/bluez/hci0/dev_A0_9E_1A_00_00_01`."""
    adapter_path: str
    address: str
    is_connected: bool
    is_paired: bool


class BluezBus(Protocol):
    """The little of BlueZ that is needed, over D-Bus."""

    async def objects(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """All objects: path, interface, property."""
        ...

    async def disconnect(self, device_path: str) -> None:
        """End a connection.

        Raises:
            BleakError: BlueZ refused.
        """
        ...

    async def remove(self, adapter_path: str, device_path: str) -> None:
        """Forget a device, with its services and its pairing.

        Raises:
            BleakError: BlueZ refused.
        """
        ...


class BluezLinks:
    """`SystemLinks` of BlueZ. What it refuses is noted in the log: connecting is tried anyway.

    Args:
        bus: How BlueZ is reached.
    """

    def __init__(self, bus: BluezBus) -> None:
        self._bus = bus

    async def close_stale(self, address: str) -> None:
        """End connections at every adapter; only who is not connected is about to be."""
        try:
            for device in await self._devices(address):
                if device.is_connected:
                    _log.info("closing a connection that was left behind: %s", device.path)
                    await self._bus.disconnect(device.path)
        except (BleakError, OSError, EOFError) as error:
            _log.info("BlueZ did not close connections to %s: %s", address, error)

    async def forget(self, address: str) -> bool:
        """Forget a device, but never one that somebody has paired on purpose."""
        is_forgotten = False
        try:
            for device in await self._devices(address):
                if not device.is_paired:
                    await self._bus.remove(device.adapter_path, device.path)
                    is_forgotten = True
        except (BleakError, OSError, EOFError) as error:
            _log.info("BlueZ did not forget %s: %s", address, error)
        return is_forgotten

    async def _devices(self, address: str) -> tuple[BluezDevice, ...]:
        objects = await self._bus.objects()
        found: list[BluezDevice] = []
        for path, interfaces in objects.items():
            properties = interfaces.get("org.bluez.Device1")
            if properties is None or properties.get("Address") != address.upper():
                continue
            found.append(
                BluezDevice(
                    path=path,
                    adapter_path=str(properties.get("Adapter", "")),
                    address=address,
                    is_connected=bool(properties.get("Connected")),
                    is_paired=bool(properties.get("Paired")),
                )
            )
        return tuple(found)
