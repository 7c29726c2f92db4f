"""BlueZ over the system's D-Bus, through the client that bleak itself uses. Linux only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bleak.exc import BleakError
from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusError
from dbus_fast.unpack import unpack_variants

_BLUEZ = "org.bluez"


class SystemBluezBus:
    """One connection to the bus for each question: they are rare."""

    async def objects(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """All objects of BlueZ.

        Raises:
            BleakError: It does not answer.
        """
        body = await _call("/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects")
        objects: Mapping[str, Mapping[str, Mapping[str, Any]]] = unpack_variants(body[0])
        return objects

    async def disconnect(self, device_path: str) -> None:
        """End a connection.

        Raises:
            BleakError: BlueZ refused.
        """
        await _call(device_path, "org.bluez.Device1", "Disconnect")

    async def remove(self, adapter_path: str, device_path: str) -> None:
        """Forget a device.

        Raises:
            BleakError: BlueZ refused.
        """
        await _call(adapter_path, "org.bluez.Adapter1", "RemoveDevice", "o", device_path)


async def _call(
    path: str, interface: str, member: str, signature: str = "", *body: str
) -> list[Any]:
    try:
        bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    except (DBusError, OSError, EOFError) as error:
        raise BleakError(str(error)) from error
    try:
        reply = await bus.call(
            Message(
                destination=_BLUEZ,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=list(body),
            )
        )
    except (DBusError, OSError, EOFError) as error:
        raise BleakError(str(error)) from error
    finally:
        bus.disconnect()
    if reply.message_type is MessageType.ERROR:
        message = f"{reply.error_name} {reply.body}"
        raise BleakError(message)
    answer: list[Any] = reply.body
    return answer
