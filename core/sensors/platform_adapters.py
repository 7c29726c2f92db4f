"""The adapters of this computer: several where the platform lets one choose, which is Linux."""

from __future__ import annotations

import sys
from pathlib import Path

from core.sensors.adapter import AdapterSetup
from core.sensors.system_links import BluezLinks, SystemLinks

_KERNEL_LIST = Path("/sys/class/bluetooth")


def platform_adapters(kernel_list: Path = _KERNEL_LIST) -> tuple[AdapterSetup, ...]:
    """One setup for each adapter of the kernel, if there are several; else one without a name.

    Windows and macOS use one adapter, whatever is plugged in.

    Args:
        kernel_list: Folder with an entry for each adapter (`hci0`) and connection (`hci0:12`).
    """
    names = sorted(one.name for one in kernel_list.glob("hci*") if ":" not in one.name)
    if len(names) < 2:  # noqa: PLR2004 (several)
        return (AdapterSetup(system_links=_system_links()),)
    return tuple(kernel_adapter(name) for name in names)


def kernel_adapter(name: str) -> AdapterSetup:
    """One adapter of the kernel, such as `hci1`."""
    return AdapterSetup(name=name, bluez_name=name, system_links=_system_links())


def _system_links() -> SystemLinks | None:
    if sys.platform != "linux":
        return None
    from core.sensors.bluez_bus import SystemBluezBus  # noqa: PLC0415 - exists only there

    return BluezLinks(SystemBluezBus())
