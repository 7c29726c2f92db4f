"""Devices that are to be sent away, with a moment in which that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.ids import DeviceId

GRACE_S = 6
"""How long a device that is to be sent away can still be kept."""
_CHECK_MS = 500


class Farewells(QObject):
    """Counts down whether or not the page is shown.

    Args:
        now: The wall's clock, seconds since 1970.
        parent: Owner.
    """

    changed = Signal()
    due = Signal(str)
    """A device's time is up."""

    def __init__(self, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._until: dict[DeviceId, float] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    @property
    def ids(self) -> frozenset[DeviceId]:
        """Who is to go."""
        return frozenset(self._until)

    def add(self, device_id: DeviceId) -> None:
        """Send a device away, soon."""
        self._until[device_id] = self._now() + GRACE_S
        self._timer.start()
        self.changed.emit()

    def keep(self) -> None:
        """Take back what was not done yet."""
        self._until.clear()
        self._timer.stop()
        self.changed.emit()

    def check(self) -> None:
        """Tell whose time is up."""
        now = self._now()
        for device_id in [one for one, at in self._until.items() if at <= now]:
            del self._until[device_id]
            self.due.emit(device_id)
        if not self._until:
            self._timer.stop()
        self.changed.emit()
