"""Time as an input."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Where services get the time from; `core.clock` has the implementations."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00Z."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump; only differences mean anything."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that long on this clock."""
        ...
