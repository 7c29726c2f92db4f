"""Radios that refuse: bleak backends around the virtual ones, with a switch for each fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from bleak.backends.adapter import BaseBleakAdapter
from bleak.backends.device import BLEDevice
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakError,
)

from core.sensors.adapter import AdapterSetup
from core.sensors.radio import BleakSource
from core.sensors.system_links import SystemLinks
from core.sensors.virtual.backend import scanner_backend
from core.sensors.virtual.central import Central
from core.sensors.virtual.devices import VirtualDevice
from tests.helpers.virtual_room import VirtualRoom


@dataclass
class RadioSwitch:
    """What a radio does wrong."""

    is_pulled: bool = False
    """No scan starts, no connection."""
    is_service_dead: bool = False
    """No scan starts, and nobody says why."""
    is_deaf: bool = False
    """The scan runs, but hears nothing until it is started anew."""
    link_limit: int | None = None
    """How many connections it really holds."""
    names_limit: bool = True
    """Whether it says so, or just fails."""
    held: set[str] = field(default_factory=set)
    """Devices that other programs hold."""
    fails: set[str] = field(default_factory=set)
    """Devices that take no connection."""
    forgotten_services: set[str] = field(default_factory=set)
    """Devices of whose services the system has an old list."""
    links: set[object] = field(default_factory=set)
    scans_started: int = 0
    attempts: list[str] = field(default_factory=list)


def gone() -> BleakError:
    reason = BleakBluetoothNotAvailableReason.NO_BLUETOOTH
    return BleakBluetoothNotAvailableError("no adapter", reason)


def faulty(
    central: Central,
    client: type,
    switch: RadioSwitch,
    name: str = "laptop",
    link_limit: int | None = 8,
    system_links: SystemLinks | None = None,
) -> AdapterSetup:
    """A radio through the given central, with its faults on a switch."""
    return AdapterSetup(
        name=name,
        scanner_backend=_scanner(central, switch),
        client_backend=_client(client, switch),
        system_backend=_system(switch),
        link_limit=link_limit,
        system_links=system_links,
    )


def _scanner(central: Central, switch: RadioSwitch) -> type:
    class Scanner(scanner_backend(central)):
        async def start(self) -> None:
            if switch.is_pulled:
                raise gone()
            if switch.is_service_dead:
                raise BleakError("the service does not answer")
            switch.scans_started += 1
            switch.is_deaf = False
            await super().start()

        def call_detection_callbacks(self, device, data) -> None:
            if not (switch.is_deaf or switch.is_pulled):
                super().call_detection_callbacks(device, data)

    return Scanner


def _client(client: type, switch: RadioSwitch) -> type:
    class Client(client):
        async def connect(self, pair, **kwargs) -> None:
            switch.attempts.append(self.address)
            if switch.is_pulled:
                raise gone()
            if switch.link_limit is not None and len(switch.links) >= switch.link_limit:
                said = "Connection Limit Exceeded" if switch.names_limit else "Unreachable"
                raise BleakError(said)
            if self.address in switch.fails:
                raise BleakError("le-connection-abort-by-local")
            if self.address in switch.forgotten_services:
                raise KeyError("/service000a")
            await super().connect(pair, **kwargs)
            switch.links.add(self)

        async def disconnect(self) -> None:
            switch.links.discard(self)
            await super().disconnect()

        def _on_disconnection(self, reason) -> None:
            switch.links.discard(self)
            super()._on_disconnection(reason)

    return Client


def _system(switch: RadioSwitch) -> type:
    class System(BaseBleakAdapter):
        @classmethod
        async def get(cls, **_):
            return cls()

        async def get_connected_devices(self, service_uuids):  # noqa: ARG002 - bleak's
            return [BLEDevice(address, None, None) for address in sorted(switch.held)]

    return System


class FaultyRoom(VirtualRoom):
    """A virtual room whose radio has faults on a switch."""

    def __init__(self, devices: tuple[VirtualDevice, ...], *, link_limit: int | None = 8) -> None:
        super().__init__(devices)
        self.switch = RadioSwitch()
        setup = faulty(
            self.gym._central, self.gym.client_backend, self.switch, link_limit=link_limit
        )
        self.listen_with(setup)

    def listen_with(self, *setups: AdapterSetup) -> None:
        self.source = BleakSource(self.clock, Random(7), adapters=setups)  # noqa: S311 - jitter
        self.source.reading_received.connect(self.readings.append)
        self.source.sensor_changed.connect(self.changes.append)
