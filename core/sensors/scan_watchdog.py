"""Sees to it that one adapter really scans: a scanner can die without a word."""

from __future__ import annotations

import logging

from bleak.exc import BleakBluetoothNotAvailableError

from core.domain.radio import AdapterStatus, RadioState
from core.errors import NoBluetoothError
from core.sensors.adapter import Adapter

CHECK_EVERY_S = 30.0
_SUSPECT_EVERY_S = 4.0
SILENT_AFTER_S = 90.0
_SILENT_IN_A_FULL_ROOM_S = 600.0
"""Connected sensors do not advertise: while all are live, silence proves little."""
_FAILED_STARTS = 4
"""As many in a row, and there is no Bluetooth."""
_log = logging.getLogger(__name__)


class ScanWatchdog:
    """Starts an adapter's scan again when nothing at all was heard for 90 s.

    Its owner calls `is_due` a few times a second, and awaits `revive` when it says so.

    Args:
        adapter: Whose scan.
        now_s: Monotonic time.
    """

    def __init__(self, adapter: Adapter, now_s: float) -> None:
        self.state = RadioState.OFF
        self.reason = ""
        self.next_step = ""
        self.restarts = 0
        """How often the scan was started anew."""
        self._adapter = adapter
        self._heard = (adapter.advertisements, now_s)
        self._checked_s = now_s
        self._failed = 0
        self._is_suspect = False

    def status(self, wanted: int) -> AdapterStatus:
        """How the adapter stands, when so many links are wanted."""
        return AdapterStatus(
            name=self._adapter.name,
            state=self.state,
            reason=self.reason,
            next_step=self.next_step,
            capacity=self._adapter.capacity.value(wanted),
        )

    async def start(self, now_s: float) -> None:
        """Begin to scan.

        Raises:
            NoBluetoothError: There is no usable radio; it goes on being tried.
        """
        self._checked_s = now_s
        self._heard = (self._adapter.advertisements, now_s)
        try:
            await self._adapter.start()
        except NoBluetoothError as error:
            self._give_up(error)
            raise
        self._listen("")

    def suspect(self) -> None:
        """A link failed as if there were no radio: look soon."""
        self._is_suspect = True

    def is_due(self, now_s: float, *, is_room_live: bool) -> bool:
        """Whether the scan must be started anew.

        Args:
            now_s: Monotonic time.
            is_room_live: Whether some sensors are wanted and all of them are live.
        """
        if self._adapter.advertisements != self._heard[0]:
            self._heard = (self._adapter.advertisements, now_s)
            if self.state is RadioState.LISTENING:
                self.reason = ""
        if now_s - self._checked_s < (_SUSPECT_EVERY_S if self._is_suspect else CHECK_EVERY_S):
            return False
        self._checked_s = now_s
        limit_s = _SILENT_IN_A_FULL_ROOM_S if is_room_live else SILENT_AFTER_S
        is_silent = now_s - self._heard[1] >= limit_s
        is_due = is_silent or self._is_suspect or not self._adapter.is_scanning
        self._is_suspect = False
        return is_due

    async def revive(self, now_s: float) -> None:
        """Start the scan anew; a failure is told in `state` and tried again at the next check."""
        self.restarts += 1
        silent_s = now_s - self._heard[1]
        try:
            await self._adapter.restart()
        except NoBluetoothError as error:
            self._failed += 1
            _log.warning("adapter %s: scan not started: %s", self._adapter.name, error)
            is_certain = isinstance(error.__cause__, BleakBluetoothNotAvailableError)
            if is_certain or self._failed >= _FAILED_STARTS:
                self._give_up(error)
            elif self.state is RadioState.LISTENING:
                self.reason = "The search for sensors stopped and does not start again yet."
            return
        self._heard = (self._adapter.advertisements, now_s)
        _log.info("adapter %s: scan started anew after %.0f s", self._adapter.name, silent_s)
        if silent_s >= SILENT_AFTER_S:
            self._listen(f"Nothing was heard for {silent_s:.0f} s; the search was started anew.")
        else:
            self._listen("")

    def _listen(self, reason: str) -> None:
        self._failed = 0
        self.state = RadioState.LISTENING
        self.reason, self.next_step = reason, ""

    def _give_up(self, error: NoBluetoothError) -> None:
        self.state = RadioState.NO_BLUETOOTH
        self.reason, self.next_step = error.message, error.suggested_action
