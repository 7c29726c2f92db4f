"""How long to wait between attempts: longer each time, and never in step with the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

JITTER = 0.3
"""Share by which a pause is longer or shorter than it should be."""


@dataclass(frozen=True)
class Pauses:
    """Pauses that double up to a longest one.

    As it stands: those of a desk, whose hub is on the same machine and back in no time.
    """

    first_s: float = 0.1
    longest_s: float = 1.0
    random: Random | None = None
    """For the jitter; without one every pause is exact."""

    def each(self) -> Iterator[float]:
        """Seconds to wait after the first failure, the second one, and so on for ever."""
        pause_s = self.first_s
        while True:
            spread = 0.0 if self.random is None else self.random.uniform(-JITTER, JITTER)
            yield pause_s * (1 + spread)
            pause_s = min(pause_s * 2, self.longest_s)
