"""The hub's time on a machine whose own clock may be wrong (a small computer without battery)."""

from __future__ import annotations

import msgspec

from core.domain.sensor import SensorReading
from core.ports.clock import Clock

_TOLERANCE_S = 0.5
"""Smaller differences are left alone: asking takes time, too."""


class HubTime:
    """Tells what the hub's clock shows. Until it was asked, the own clock is believed.

    Args:
        clock: This machine's.
    """

    def __init__(self, clock: Clock) -> None:
        self.offset_s = 0.0
        """To be added to this machine's time."""
        self._clock = clock

    def now(self) -> float:
        """The present instant by the hub's clock, seconds since 1970."""
        return self._clock.now() + self.offset_s

    def compare(self, asked_at: float, answered_at: float, hub_at: float) -> None:
        """The hub was asked; its clock is taken to have been read half-way.

        Args:
            asked_at: Own clock when the question went out.
            answered_at: Own clock when the answer was there.
            hub_at: What the hub's clock showed.
        """
        offset_s = hub_at - (asked_at + answered_at) / 2
        doubt_s = _TOLERANCE_S + (answered_at - asked_at) / 2
        if abs(offset_s - self.offset_s) > doubt_s:
            self.offset_s = offset_s if abs(offset_s) > doubt_s else 0.0

    def dated(self, reading: SensorReading) -> SensorReading:
        """A reading of this machine, with its instant by the hub's clock."""
        if not self.offset_s:
            return reading
        return msgspec.structs.replace(reading, at=reading.at + self.offset_s)

    async def sleep(self, seconds: float) -> None:
        """Wait; as long by either clock."""
        await self._clock.sleep(seconds)
