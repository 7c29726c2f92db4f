"""Which radios to use, by the words that people type: `system`, `hci1`, `usb:0`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.sensors.adapter import AdapterSetup
from core.sensors.platform_adapters import kernel_adapter, platform_adapters
from core.sensors.usb_dongle import usb_dongle
from core.services.desk.radio_choice import SYSTEM, check_radio_names, dongle_number


def adapters_named(
    names: Iterable[str],
    system_adapters: Callable[[], tuple[AdapterSetup, ...]] = platform_adapters,
) -> tuple[AdapterSetup, ...]:
    """The adapters of that name, each once; the computer's own where none is named.

    Args:
        names: `system` (all that the computer itself uses), `hci1` (one of them, on Linux),
            `usb:0` (the first USB dongle, driven by this program itself).
        system_adapters: Finds the computer's own.

    Raises:
        InvalidInputError: A name is none of these.
    """
    wanted = tuple(names) or (SYSTEM,)
    check_radio_names(wanted)
    setups: dict[str, AdapterSetup] = {}
    for name in wanted:
        number = dongle_number(name)
        if name == SYSTEM:
            setups.update({one.name: one for one in system_adapters()})
        elif number is not None:
            setup = usb_dongle(number)
            setups[setup.name] = setup
        elif SYSTEM not in wanted:  # else it is among the computer's own
            setups[name] = kernel_adapter(name)
    return tuple(setups.values())
