"""The n-th Bluetooth dongle on USB, opened by bumble. Not tried on a real dongle yet."""

from __future__ import annotations

import usb1
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason
from bumble import hci
from bumble.core import BaseBumbleError
from bumble.device import Device
from bumble.transport import open_transport

from core.errors import NoBluetoothError
from core.sensors.adapter import AdapterSetup
from core.sensors.dongle import DongleCentral, OpenDongle, setup_of

_OWN_ADDRESS = "F0:48:48:54:00:{:02X}"
"""For dongles that have none of their own; no two at one computer may share it."""


def usb_dongle(number: int) -> AdapterSetup:
    """A dongle as an adapter. It is opened when its scan starts, and given back at the end.

    Args:
        number: From 0, as bumble counts them (`usb:0`).
    """
    name = f"usb:{number}"

    async def opened() -> OpenDongle:
        try:
            transport = await open_transport(name)
        except (usb1.USBError, BaseBumbleError, OSError) as error:
            raise _missing(name) from _not_there(error)
        address = hci.Address(_OWN_ADDRESS.format(number + 1))
        device = Device.with_hci("Hockey Hub", address, transport.source, transport.sink)
        return OpenDongle(device, transport.close)

    return setup_of(DongleCentral(opened), name)


def _missing(name: str) -> NoBluetoothError:
    return NoBluetoothError(
        f"The Bluetooth dongle {name} does not answer.",
        suggested_action="Plug it in; on Windows give it the WinUSB driver, on Linux the right"
        " to use it (udev). It is tried again every 30 seconds.",
    )


def _not_there(error: Exception) -> BleakBluetoothNotAvailableError:
    reason = BleakBluetoothNotAvailableReason.NO_BLUETOOTH
    return BleakBluetoothNotAvailableError(str(error) or type(error).__name__, reason)
