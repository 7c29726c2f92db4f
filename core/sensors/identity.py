"""What a connected device says about itself: maker, serial number, battery."""

from __future__ import annotations

from bleak import BleakClient

from core.errors import MalformedPacketError
from core.gatt import battery, device_information, uuids

_MAKER = (uuids.MANUFACTURER_NAME, uuids.PM5_MANUFACTURER_NAME)
_SERIAL = (uuids.SERIAL_NUMBER, uuids.PM5_SERIAL_NUMBER)


async def read_identity(client: BleakClient) -> tuple[str | None, str | None]:
    """Maker and serial number; None for what the device does not tell."""
    return await _first_text(client, _MAKER), await _first_text(client, _SERIAL)


async def read_battery(client: BleakClient) -> int | None:
    """The charge in percent; None for a device that has no battery or does not know."""
    if client.services.get_characteristic(uuids.BATTERY_LEVEL) is None:
        return None
    try:
        return battery.decode(bytes(await client.read_gatt_char(uuids.BATTERY_LEVEL)))
    except MalformedPacketError:
        return None


async def _first_text(client: BleakClient, candidates: tuple[str, ...]) -> str | None:
    for uuid in candidates:
        if client.services.get_characteristic(uuid) is not None:
            return device_information.decode(bytes(await client.read_gatt_char(uuid)))
    return None
