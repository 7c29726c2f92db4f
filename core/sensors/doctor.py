"""What is missing for Bluetooth on this computer, and how to mend it.

Linux is asked through D-Bus. Windows and macOS are asked by starting a scan, which is what
their systems answer to; what they say there is bleak's list of reasons.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bleak import BleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason as Reason

from core.domain.radio import RadioFinding
from core.sensors.adapter import LINK_ERRORS

_SCAN_LIMIT_S = 10.0
_LEAST_WINDOWS_BUILD = 22000
"""Windows 11: what bleak 3 is made for."""
_LEAST_BLUEZ = (5, 55)
_RFKILL = Path("/sys/class/rfkill")


def good(text: str) -> RadioFinding:
    """All is well there."""
    return RadioFinding(is_good=True, text=text)


def bad(text: str, remedy: str) -> RadioFinding:
    """Something is missing."""
    return RadioFinding(is_good=False, text=text, remedy=remedy)


async def examine() -> tuple[RadioFinding, ...]:
    """Look at this computer. The last finding says whether sensors can be used."""
    system: str = sys.platform
    if system == "linux":
        return await examine_linux()
    findings = [*system_findings(system, platform.version())]
    if all(one.is_good for one in findings):
        findings.append(await try_a_scan())
    return tuple(findings)


def system_findings(system: str, version: str) -> tuple[RadioFinding, ...]:
    """What the version of the system means.

    Args:
        system: As `sys.platform`.
        version: As `platform.version()`, such as `10.0.22631`.
    """
    if system != "win32":
        return ()
    build = int(version.rpartition(".")[2]) if version.rpartition(".")[2].isdigit() else 0
    if build < _LEAST_WINDOWS_BUILD:
        return (
            bad(
                f"This Windows (build {build}) is too old for Bluetooth here.",
                "Update to Windows 11.",
            ),
        )
    return (good(f"Windows build {build} will do."),)


async def try_a_scan(make: Callable[[], BleakScanner] = BleakScanner) -> RadioFinding:
    """Start the platform's scan and stop it again."""
    try:
        async with asyncio.timeout(_SCAN_LIMIT_S), make():
            pass
    except BleakBluetoothNotAvailableError as error:
        return refusal(error.reason)
    except LINK_ERRORS as error:
        words = str(error) or type(error).__name__
        return bad(f"The search for sensors does not start ({words}).", _RESTART)
    return good("The search for sensors starts.")


def refusal(reason: Reason) -> RadioFinding:
    """What a platform's refusal means."""
    return _REFUSALS.get(reason, bad("Bluetooth is not available.", _RESTART))


async def examine_linux(rfkill: Path = _RFKILL) -> tuple[RadioFinding, ...]:
    """D-Bus, BlueZ, adapters, in this order; then a scan.

    Args:
        rfkill: Where the kernel lists its radio switches.
    """
    from dbus_fast import BusType  # noqa: PLC0415 (exists only on Linux)
    from dbus_fast.aio import MessageBus  # noqa: PLC0415
    from dbus_fast.errors import AuthError, InvalidAddressError  # noqa: PLC0415

    try:
        bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    except (AuthError, PermissionError):
        return (bad("D-Bus does not let this user in.", "Run it as a user of this desktop."),)
    except (OSError, EOFError, InvalidAddressError):
        where = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "the usual place")
        return (
            bad(
                f"No D-Bus system service answers at {where}.",
                "Install and start it: sudo apt install dbus && sudo systemctl start dbus."
                " In a container, mount /run/dbus.",
            ),
        )
    try:
        adapters = await _adapters_of_bluez(bus)
    finally:
        bus.disconnect()
    if isinstance(adapters, RadioFinding):
        return good("D-Bus answers."), adapters
    findings = adapter_findings(adapters, blocked_radios(rfkill))
    if any(one.is_good for one in findings):
        findings = (*findings, await try_a_scan())
    return good("D-Bus answers."), good("BlueZ answers."), *findings


async def _adapters_of_bluez(bus: Any) -> dict[str, dict[str, Any]] | RadioFinding:  # noqa: ANN401 (imported only on Linux)
    """Properties of BlueZ's adapters by their names; or why it does not answer."""
    from dbus_fast import Message, MessageType  # noqa: PLC0415

    reply = await bus.call(
        Message(
            destination="org.bluez",
            path="/",
            interface="org.freedesktop.DBus.ObjectManager",
            member="GetManagedObjects",
        )
    )
    if reply.message_type is MessageType.ERROR:
        return _bluez_refusal(reply.error_name or "")
    return {
        path.rpartition("/")[2]: {name: value.value for name, value in found.items()}
        for path, interfaces in reply.body[0].items()
        if (found := interfaces.get("org.bluez.Adapter1")) is not None
    }


def _bluez_refusal(error_name: str) -> RadioFinding:
    if error_name.endswith("AccessDenied"):
        return bad(
            "BlueZ does not let this user in.",
            "Add the user to the group bluetooth and log in again:"
            " sudo usermod -aG bluetooth $USER.",
        )
    return bad(
        "The Bluetooth service (BlueZ) does not run.",
        f"Install and start it, version {_LEAST_BLUEZ[0]}.{_LEAST_BLUEZ[1]} or later:"
        " sudo apt install bluez && sudo systemctl enable --now bluetooth.",
    )


def adapter_findings(
    adapters: dict[str, dict[str, Any]], blocked: tuple[str, ...]
) -> tuple[RadioFinding, ...]:
    """What BlueZ's adapters and the kernel's radio switches mean.

    Args:
        adapters: Properties of `org.bluez.Adapter1` by name (`hci0`).
        blocked: Names of Bluetooth radios that are switched off.
    """
    findings = [
        bad(f"The radio {name} is switched off.", "Switch it on: rfkill unblock bluetooth.")
        for name in blocked
    ]
    if not adapters and not findings:
        findings.append(
            bad("There is no Bluetooth adapter.", "Plug one in, or switch it on in the BIOS.")
        )
    for name, properties in sorted(adapters.items()):
        if not properties.get("Powered", False):
            findings.append(
                bad(f"The adapter {name} has no power.", "Switch it on: bluetoothctl power on.")
            )
        elif "central" not in properties.get("Roles", ["central"]):
            findings.append(
                bad(
                    f"The adapter {name} knows no Bluetooth Low Energy.",
                    "Plug in one with Bluetooth 4.0 or later.",
                )
            )
        else:
            findings.append(good(f"The adapter {name} is ready."))
    return tuple(findings)


def blocked_radios(rfkill: Path) -> tuple[str, ...]:
    """Bluetooth radios that are switched off, by software or by a key."""
    blocked = []
    for switch in sorted(rfkill.glob("rfkill*")):
        try:
            kind, name, soft, hard = (
                (switch / one).read_text().strip() for one in ("type", "name", "soft", "hard")
            )
        except OSError:
            continue  # unplugged meanwhile
        if kind == "bluetooth" and "1" in (soft, hard):
            blocked.append(name)
    return tuple(blocked)


_RESTART = "Switch Bluetooth off and on, or restart the computer."
_REFUSALS = {
    Reason.NO_BLUETOOTH: bad(
        "There is no Bluetooth adapter.", "Plug one in with Bluetooth 4.0 or later."
    ),
    Reason.NO_BLE_CENTRAL_ROLE: bad(
        "The adapter knows no Bluetooth Low Energy.", "Plug in one with Bluetooth 4.0 or later."
    ),
    Reason.POWERED_OFF: bad("Bluetooth is switched off.", "Switch it on in the system's settings."),
    Reason.DENIED_BY_USER: bad(
        "Bluetooth was not allowed to this program.",
        "Allow it: on macOS in System Settings, Privacy & Security, Bluetooth.",
    ),
    Reason.DENIED_BY_SYSTEM: bad(
        "The system's administrator does not allow Bluetooth.", "Ask the administrator."
    ),
    Reason.DENIED_BY_UNKNOWN: bad(
        "Bluetooth was not allowed to this program.",
        "Allow it: on macOS in System Settings, Privacy & Security, Bluetooth; on Windows in"
        " Settings, Privacy & security, Radios.",
    ),
}
