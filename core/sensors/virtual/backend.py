"""The virtual air behind bleak's own `BleakScanner` and `BleakClient`.

bleak documents `backend=` for both, but calls the classes to derive from "not part of the
stable API". This is the only module that touches them, and the version of bleak is pinned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from bleak.args import SizedBuffer
from bleak.assigned_numbers import CharacteristicPropertyName
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient, NotifyCallback
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import (
    AdvertisementData,
    AdvertisementDataCallback,
    BaseBleakScanner,
)
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakDeviceNotFoundError, BleakError
from bumble import hci
from bumble.device import Connection
from bumble.gatt import Characteristic
from bumble.gatt_client import CharacteristicProxy
from typing_extensions import override

from core.sensors.virtual.advertising import full_uuid, parsed, text_of
from core.sensors.virtual.central import Central
from core.sensors.virtual.manners import Phase

_PROPERTIES: dict[Characteristic.Properties, CharacteristicPropertyName] = {
    Characteristic.Properties.READ: "read",
    Characteristic.Properties.WRITE: "write",
    Characteristic.Properties.NOTIFY: "notify",
    Characteristic.Properties.INDICATE: "indicate",
}
_ATT_HEADER_SIZE = 3


def scanner_backend(central: Central) -> type[BaseBleakScanner]:
    """A scanner class for `BleakScanner(backend=…)` that listens with this radio."""

    class VirtualScanner(_Scanner):
        radio = central

    return VirtualScanner


class _Scanner(BaseBleakScanner):
    """Reports what the central hears. The radio is bound by a subclass."""

    radio: Central

    def __init__(
        self,
        detection_callback: AdvertisementDataCallback | None,
        service_uuids: list[str] | None,
        _scanning_mode: str,
        **_platform_arguments: object,
    ) -> None:
        super().__init__(detection_callback, service_uuids)

    @override
    async def start(self) -> None:
        self.seen_devices = {}
        await self.radio.start_scanning(self._on_advertisement)

    @override
    async def stop(self) -> None:
        await self.radio.stop_scanning()

    def _on_advertisement(self, advertiser: hci.Address, payload: bytes) -> None:
        said = parsed(payload)
        address = text_of(advertiser)
        reception = self.radio.reception
        if not self.is_allowed_uuid(list(said.service_uuids)) or not reception.hears(address):
            return
        data = AdvertisementData(
            local_name=said.name,
            manufacturer_data=said.company_data,
            service_data=said.service_data,
            service_uuids=list(said.service_uuids),
            tx_power=None,
            rssi=reception.rssi_of(address),
            platform_data=(),
        )
        device = self.create_or_update_device(address, address, said.name, self.radio, data)
        self.call_detection_callbacks(device, data)


class VirtualClient(BaseBleakClient):
    """A connection to one virtual device, for `BleakClient(device, backend=VirtualClient)`."""

    def __init__(
        self,
        address_or_ble_device: BLEDevice | str,
        *,
        disconnected_callback: Callable[[], None] | None,
        timeout: float,
        **kwargs: object,
    ) -> None:
        super().__init__(
            address_or_ble_device,
            disconnected_callback=disconnected_callback,
            timeout=timeout,
            **kwargs,
        )
        if not isinstance(address_or_ble_device, BLEDevice):
            message = "a virtual device is connected from a scan result, not from an address"
            raise BleakDeviceNotFoundError(self.address, message)
        self._name = address_or_ble_device.name or ""
        self._radio = cast("Central", address_or_ble_device.details)
        self._connection: Connection | None = None

    @property
    @override
    def name(self) -> str:
        return self._name

    @property
    @override
    def mtu_size(self) -> int:
        return self._open().att_mtu

    @property
    @override
    def is_connected(self) -> bool:
        return self._connection is not None

    @override
    async def connect(self, pair: bool, **kwargs: Any) -> None:
        self._connection = connection = await self._radio.connect(self.address)
        connection.on(Connection.EVENT_DISCONNECTION, self._on_disconnection)
        try:
            await self._before(Phase.CONNECT)
            await self._radio.carry_out(connection.gatt_client.request_mtu(self._radio.mtu))
            await self._before(Phase.DISCOVERY)
            self.services = await self._radio.carry_out(self._discover(connection))
        except BaseException:
            await self.disconnect()
            raise

    @override
    async def disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await self._radio.disconnect(connection)

    @override
    async def pair(self, *args: Any, **kwargs: Any) -> None:
        message = "virtual devices do not pair"
        raise NotImplementedError(message)

    @override
    async def unpair(self) -> None:
        message = "virtual devices do not pair"
        raise NotImplementedError(message)

    @override
    async def read_gatt_char(
        self,
        characteristic: BleakGATTCharacteristic,
        *,
        use_cached: bool = False,
        **kwargs: Any,
    ) -> bytearray:
        await self._before(Phase.READ)
        client = self._open().gatt_client
        return bytearray(await self._radio.carry_out(client.read_value(characteristic.handle)))

    @override
    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, *, use_cached: bool = False, **kwargs: Any
    ) -> bytearray:
        client = self._open().gatt_client
        return bytearray(await self._radio.carry_out(client.read_value(descriptor.handle)))

    @override
    async def write_gatt_char(
        self, characteristic: BleakGATTCharacteristic, data: SizedBuffer, response: bool
    ) -> None:
        client = self._open().gatt_client
        await self._radio.carry_out(
            client.write_value(characteristic.handle, bytes(data), response)
        )

    @override
    async def write_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, data: SizedBuffer
    ) -> None:
        client = self._open().gatt_client
        await self._radio.carry_out(
            client.write_value(descriptor.handle, bytes(data), with_response=True)
        )

    @override
    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **kwargs: Any
    ) -> None:
        await self._before(Phase.SUBSCRIBE)
        connection = self._open()
        hears = self._radio.reception.hears
        address = self.address

        def receive(value: bytes) -> None:
            if hears(address):
                callback(bytearray(value))

        if "notify" in characteristic.properties:
            self._radio.set_sink(connection, characteristic.handle, receive)
            await self._radio.carry_out(connection.gatt_client.subscribe(characteristic.obj))
            return
        # An indication is sent again until it is confirmed, so none is lost.
        subscribe = connection.gatt_client.subscribe(
            characteristic.obj, lambda value: callback(bytearray(value))
        )
        await self._radio.carry_out(subscribe)

    @override
    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        connection = self._open()
        await self._radio.carry_out(connection.gatt_client.unsubscribe(characteristic.obj))
        self._radio.set_sink(connection, characteristic.handle, None)

    async def _before(self, phase: Phase) -> None:
        await self._radio.reception.before(phase, self.address)
        self._open()

    def _open(self) -> Connection:
        if self._connection is None:
            message = "Not connected"
            raise BleakError(message)
        return self._connection

    def _on_disconnection(self, _reason: int) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return  # asked for by us
        self._radio.forget_sinks(connection)
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    async def _discover(self, connection: Connection) -> BleakGATTServiceCollection:
        found = BleakGATTServiceCollection()
        client = connection.gatt_client
        for service in await client.discover_services():
            mine = BleakGATTService(service, service.handle, full_uuid(service.uuid.to_bytes()))
            found.add_service(mine)
            for characteristic in await client.discover_characteristics((), service):
                found.add_characteristic(self._describe(characteristic, mine))
        return found

    def _describe(
        self, characteristic: CharacteristicProxy[Any], service: BleakGATTService
    ) -> BleakGATTCharacteristic:
        return BleakGATTCharacteristic(
            characteristic,
            characteristic.handle,
            full_uuid(characteristic.uuid.to_bytes()),
            [name for flag, name in _PROPERTIES.items() if characteristic.properties & flag],
            lambda: self.mtu_size - _ATT_HEADER_SIZE,
            service,
        )
