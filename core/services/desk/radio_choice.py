"""Which radios the desk is to use: as chosen now, and as it was when the program started."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable

from core.errors import InvalidInputError
from core.events import Event

SYSTEM = "system"
_USB = "usb:{}"
_DONGLE = re.compile(r"usb:(\d{1,2})")
_KERNEL = re.compile(r"hci\d+")
_MOST_DONGLES = 8


def is_radio_name(name: str, platform: str = sys.platform) -> bool:
    """Whether somebody may ask for a radio of that name on this kind of system."""
    is_kernel = platform == "linux" and _KERNEL.fullmatch(name) is not None
    return name == SYSTEM or is_kernel or dongle_number(name) is not None


def dongle_number(name: str) -> int | None:
    """Which USB dongle is meant, from 0; None for another radio."""
    found = _DONGLE.fullmatch(name)
    return int(found[1]) if found is not None else None


def check_radio_names(names: Iterable[str], platform: str = sys.platform) -> None:
    """See that there can be radios of these names.

    Raises:
        InvalidInputError: There is none.
    """
    for name in names:
        if not is_radio_name(name, platform):
            raise InvalidInputError(
                f"{name} is no radio.",
                suggested_action="Name system (this computer's own Bluetooth), hci1 (one of"
                " several, on Linux) or usb:0 (the first USB dongle).",
                field="radio",
            )


class RadioChoice:
    """The trainer's choice of radios. It counts from the next start on.

    Args:
        chosen: Names as remembered: `system`, `hci1`, `usb:0`.
        forced: Names given for this run only, which count instead; empty: none were.
        keep: Remembers another choice.
    """

    def __init__(
        self,
        chosen: tuple[str, ...],
        forced: tuple[str, ...],
        keep: Callable[[tuple[str, ...]], None],
    ) -> None:
        self.changed: Event[[]] = Event()
        self._chosen = chosen or (SYSTEM,)
        self._forced = forced
        self._used = forced or self._chosen
        self._keep = keep

    @property
    def chosen(self) -> tuple[str, ...]:
        """What the next start uses."""
        return self._chosen

    @property
    def used(self) -> tuple[str, ...]:
        """What this run uses."""
        return self._used

    @property
    def is_forced(self) -> bool:
        """Whether this run was told otherwise, when it was started."""
        return bool(self._forced)

    @property
    def is_waiting(self) -> bool:
        """Whether something was chosen that only the next start does."""
        return not self._forced and set(self._chosen) != set(self._used)

    @property
    def next_dongle(self) -> str:
        """The name of one more USB dongle; empty when there are enough."""
        names = (_USB.format(number) for number in range(_MOST_DONGLES))
        return next((one for one in names if one not in self._chosen), "")

    def add(self, name: str) -> None:
        """Use a radio besides."""
        if name and name not in self._chosen:
            self._choose((*self._chosen, name))

    def drop(self, name: str) -> None:
        """Use a radio no more; the last one stays."""
        rest = tuple(one for one in self._chosen if one != name)
        if rest and rest != self._chosen:
            self._choose(rest)

    def _choose(self, names: tuple[str, ...]) -> None:
        self._chosen = names
        self._keep(names)
        self.changed.emit()
