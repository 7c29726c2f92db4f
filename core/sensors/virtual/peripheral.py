"""One device on the air: it advertises, answers a central's requests, and notifies."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Mapping, Sequence

from bumble import core as bumble_core, gatt, hci
from bumble.att import ATT_CID, Attribute
from bumble.core import AdvertisingData
from bumble.device import Connection, Device

from core.domain.value import Value
from core.sensors.virtual.air import Air, AirController, AirHost
from core.tasks import TaskScope

_ADVERTISING_MS = 20
_NOTIFICATION = struct.Struct("<HHBH")
"""L2CAP header (length, channel), then ATT opcode and attribute handle."""
_NOTIFICATION_OPCODE = 0x1B
_ATT_HEADER_SIZE = 3
_UUID_LIST_OF_SIZE = {
    2: AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
    16: AdvertisingData.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS,
}
_BASE_UUID = "-0000-1000-8000-00805f9b34fb"


class Characteristic(Value, frozen=True, kw_only=True):
    """What a device offers: something to read, or something that notifies."""

    uuid: str
    value: bytes | None = None
    """Readable if not None."""
    notifies: bool = False
    indicates: bool = False
    is_writable: bool = False


class Service(Value, frozen=True, kw_only=True):
    """Characteristics that belong together."""

    uuid: str
    characteristics: tuple[Characteristic, ...]
    is_advertised: bool = False
    advertised_data: bytes = b""
    """Sent with its 16-bit UUID in every advertisement, if not empty."""


class Peripheral:
    """A virtual device with a name, an address and services.

    It advertises from `power_on` until a central connects, and again when that central has gone.

    Args:
        air: Where it sends.
        address: Its address.
        name: As advertised.
        services: What it offers; one without any cannot be connected to.

    Attributes:
        on_written: Told what a central writes: the characteristic and its new value.
        on_left: Told that the central has gone.
        refuses_connections: Ends every new connection at once.
    """

    def __init__(self, air: Air, *, address: str, name: str, services: Sequence[Service]) -> None:
        self.address = address
        self.name = name
        self.on_written: Callable[[str, bytes], None] = _ignore_write
        self.on_left: Callable[[], None] = _ignore_leaving
        self.refuses_connections = False
        self._air = air
        self._services = tuple(services)
        self._tasks = TaskScope()
        self._indications: set[asyncio.Task[None]] = set()
        self._company_data: dict[int, bytes] = {}
        controller = AirController(name, air, address)
        controller.is_connectable = bool(self._services)
        self._address = controller.public_address
        self._device = Device(name=name, address=self._address, host=AirHost(controller))
        self._controller = controller
        self._central: Connection | None = None
        self.times_connected = 0
        self._handles: dict[str, int] = {}
        self._subscribed: set[str] = set()
        self._readable: dict[str, gatt.Characteristic[bytes]] = {}
        self._device.on(Device.EVENT_CONNECTION, self._on_connection)

    @property
    def is_connected(self) -> bool:
        """Whether a central is connected."""
        return self._central is not None

    @property
    def subscribed(self) -> frozenset[str]:
        """Characteristics that the central listens to."""
        return frozenset(self._subscribed)

    def is_heard(self, uuid: str) -> bool:
        """Whether the central listens to this characteristic."""
        return uuid in self._subscribed

    async def power_on(self) -> None:
        """Start the device and advertise."""
        self._device.add_services([self._make(service) for service in self._services])
        await self._device.power_on()
        await self._device.start_advertising(
            own_address_type=hci.OwnAddressType.PUBLIC,
            auto_restart=True,
            advertising_data=_advertising_data(self._services, self._company_data),
            scan_response_data=_name_data(self.name),
            advertising_interval_min=_ADVERTISING_MS,
            advertising_interval_max=_ADVERTISING_MS,
        )

    async def power_off(self) -> None:
        """Drop the link, fall silent and leave the air."""
        await self.drop()
        await self._tasks.close()
        await self._device.power_off()
        self._controller.le_legacy_advertiser.stop()
        self._air.remove_controller(self._controller)

    async def drop(self) -> None:
        """Cut the link, as a device does that walks out of range."""
        if self._central is not None:
            await self._central.disconnect(hci.HCI_CONNECTION_TIMEOUT_ERROR)

    async def vanish(self) -> None:
        """Go out of range, until `appear`."""
        self._controller.is_out_of_range = True
        await self.drop()

    def appear(self) -> None:
        """Come back into range."""
        self._controller.is_out_of_range = False

    def set_value(self, uuid: str, value: bytes) -> None:
        """Change what a central reads."""
        self._readable[uuid].value = value

    def refuse_reads(self) -> None:
        """Demand encryption for every read from now on, which nobody here offers."""
        for characteristic in self._readable.values():
            characteristic.permissions |= Attribute.Permissions.READ_REQUIRES_ENCRYPTION

    def forget_subscriptions(self) -> None:
        """Lose track of what the central listens to, as some firmware does; the link stays."""
        self._subscribed.clear()

    def broadcast(self, company: int, data: bytes) -> None:
        """Say something in the advertisements from now on, the first time at once.

        Args:
            company: Its assigned number.
            data: Replaces what was said before.
        """
        self._company_data[company] = data
        self._controller.advertise(_advertising_data(self._services, self._company_data))

    def tell(self, uuid: str, value: bytes) -> None:
        """Notify or indicate, as the characteristic is made."""
        if self._readable[uuid].properties & gatt.Characteristic.Properties.INDICATE:
            self.indicate(uuid, value)
        else:
            self.notify(uuid, value)

    def indicate(self, uuid: str, value: bytes) -> None:
        """Tell the central, if it listens to that characteristic, and wait for its receipt."""
        central = self._central
        if central is None or uuid not in self._subscribed:
            return
        task = self._tasks.start(self._indicate(central, uuid, value), name=f"indicate {uuid}")
        self._indications.add(task)
        task.add_done_callback(self._indications.discard)

    def notify(self, uuid: str, value: bytes) -> None:
        """Notify the central, if it listens to that characteristic."""
        central = self._central
        if central is None or uuid not in self._subscribed:
            return
        cut = value[: central.att_mtu - _ATT_HEADER_SIZE]
        size = _ATT_HEADER_SIZE + len(cut)
        header = _NOTIFICATION.pack(size, ATT_CID, _NOTIFICATION_OPCODE, self._handles[uuid])
        self._air.notify(self._address, central.peer_address, header + cut)

    async def _indicate(self, central: Connection, uuid: str, value: bytes) -> None:
        self._air.sent += 1
        try:
            await self._device.indicate_subscriber(central, self._readable[uuid], value)
        finally:
            self._air.arrived += 1

    def _make(self, service: Service) -> gatt.Service:
        return gatt.Service(
            shortest_uuid(service.uuid),
            [self._make_characteristic(one) for one in service.characteristics],
        )

    def _make_characteristic(self, characteristic: Characteristic) -> gatt.Characteristic[bytes]:
        properties = gatt.Characteristic.Properties(0)
        if characteristic.value is not None:
            properties |= gatt.Characteristic.Properties.READ
        if characteristic.notifies:
            properties |= gatt.Characteristic.Properties.NOTIFY
        if characteristic.indicates:
            properties |= gatt.Characteristic.Properties.INDICATE
        permissions = Attribute.Permissions.READABLE
        if characteristic.is_writable:
            properties |= gatt.Characteristic.Properties.WRITE
            permissions |= Attribute.Permissions.WRITEABLE
        made = gatt.Characteristic(
            shortest_uuid(characteristic.uuid),
            properties,
            permissions,
            characteristic.value or b"",
        )
        self._readable[characteristic.uuid] = made

        def on_subscription(_: Connection, notify: bool, indicate: bool) -> None:  # noqa: FBT001 (bumble's)
            is_on = notify or indicate
            self._handles[characteristic.uuid] = made.handle
            (self._subscribed.add if is_on else self._subscribed.discard)(characteristic.uuid)

        made.on(made.EVENT_SUBSCRIPTION, on_subscription)
        made.on(
            made.EVENT_WRITE,
            lambda _connection, value: self.on_written(characteristic.uuid, bytes(value)),
        )
        return made

    def _on_connection(self, connection: Connection) -> None:
        self._central = connection
        self.times_connected += 1
        connection.on(Connection.EVENT_DISCONNECTION, self._on_disconnection)
        if self.refuses_connections:
            self._tasks.spawn(self.drop(), name=f"refuse {self.address}")

    def _on_disconnection(self, _reason: int) -> None:
        self._central = None
        self._subscribed.clear()
        for task in tuple(self._indications):
            task.cancel()
        self.on_left()


def _advertising_data(services: Sequence[Service], company_data: Mapping[int, bytes]) -> bytes:
    parts = [(AdvertisingData.FLAGS, b"\x06")]
    for service in services:
        if service.is_advertised:
            short = shortest_uuid(service.uuid).to_bytes()
            parts.append((_UUID_LIST_OF_SIZE[len(short)], short))
            if service.advertised_data:
                parts.append((AdvertisingData.SERVICE_DATA, short + service.advertised_data))
    for company, data in company_data.items():
        own = company.to_bytes(2, "little") + data
        parts.append((AdvertisingData.MANUFACTURER_SPECIFIC_DATA, own))
    return bytes(AdvertisingData(parts))


def _ignore_write(_uuid: str, _value: bytes) -> None:
    pass


def _ignore_leaving() -> None:
    pass


def shortest_uuid(text: str) -> bumble_core.UUID:
    """A UUID in the 16-bit form, if it has one, as devices send it."""
    is_assigned = text.startswith("0000") and text.endswith(_BASE_UUID)
    return bumble_core.UUID(text[4:8].upper() if is_assigned else text)


def _name_data(name: str) -> bytes:
    return bytes(AdvertisingData([(AdvertisingData.COMPLETE_LOCAL_NAME, name.encode())]))
