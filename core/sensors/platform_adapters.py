"""The adapters of this computer, where the platform lets one choose: Linux."""

from __future__ import annotations

from pathlib import Path

from core.sensors.adapter import AdapterSetup

_KERNEL_LIST = Path("/sys/class/bluetooth")


def platform_adapters(kernel_list: Path = _KERNEL_LIST) -> tuple[AdapterSetup, ...]:
    """One setup for each adapter of the kernel, if there are several; else none is named.

    Windows and macOS use one adapter, whatever is plugged in.

    Args:
        kernel_list: Folder with an entry for each adapter (`hci0`) and connection (`hci0:12`).
    """
    names = sorted(one.name for one in kernel_list.glob("hci*") if ":" not in one.name)
    if len(names) < 2:  # noqa: PLR2004 (several)
        return ()
    return tuple(AdapterSetup(name=name, bluez_name=name) for name in names)
