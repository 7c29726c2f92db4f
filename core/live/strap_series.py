"""What straps and machines said lately, as the check of straps wants it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from core.domain.ids import PlayerId, SensorId

GAP_S = 4.0
"""A strap that was silent for so long may have changed bodies."""

Silence = tuple[float, float]
"""Last instant before it and first instant after it."""


@dataclass(frozen=True)
class Seen:
    """What a look keeps of a strap besides the series."""

    sensor_id: SensorId
    player_id: PlayerId
    silences: tuple[Silence, ...]
    recent_bpm: tuple[int, ...]


@dataclass
class Strap:
    """What a strap said lately."""

    sensor_id: SensorId
    player_id: PlayerId
    at: list[float] = field(default_factory=list[float])
    bpm: list[int] = field(default_factory=list[int])
    silences: list[Silence] = field(default_factory=list[Silence])
    """Oldest first; before its first word a strap was silent for ever."""

    def take(self, at: float, bpm: int) -> None:
        """A heart rate; one that is not newer is left out."""
        if self.at and at <= self.at[-1]:
            return
        if not self.at or at - self.at[-1] >= GAP_S:
            self.silences.append((self.at[-1] if self.at else -math.inf, at))
        self.at.append(at)
        self.bpm.append(bpm)

    def seen(self, recent: float) -> Seen:
        """What a look keeps besides the series."""
        values = tuple(
            bpm for at, bpm in zip(self.at[-200:], self.bpm[-200:], strict=True) if at > recent
        )
        return Seen(self.sensor_id, self.player_id, tuple(self.silences), values)

    def forget_before(self, instant: float) -> None:
        """Until then it was on another body."""
        keep = next((index for index, at in enumerate(self.at) if at >= instant), len(self.at))
        del self.at[:keep], self.bpm[:keep]
        # Not "silent for ever": before that instant it was on a body that is known.
        later = [silence for silence in self.silences if silence[1] >= instant]
        self.silences = later or [(instant, instant)]


@dataclass
class Machine:
    """What a player's machine said lately."""

    at: list[float] = field(default_factory=list[float])
    watts: list[float] = field(default_factory=list[float])

    def take(self, at: float, watts: float) -> None:
        """A power; one that is not newer is left out."""
        if not self.at or at > self.at[-1]:
            self.at.append(at)
            self.watts.append(watts)
