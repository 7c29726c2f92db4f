"""How long a silent sensor is left alone, and what is done about it then."""

from __future__ import annotations

from enum import Enum

from core.domain.sensor import SensorKind
from core.domain.value import Value

STALE_AFTER_S = 3.0
LOST_AFTER_S = 20.0
"""Ages of the last packet at which a value is shown as stale, and not at all."""


class Remedy(Enum):
    """What to do about a silence."""

    RESUBSCRIBE = "resubscribe"
    DROP = "drop"


class Patience(Value, frozen=True, kw_only=True):
    """Ages of the last packet at which something is done, in seconds."""

    resubscribe_after_s: float = 10.0
    drop_after_s: float = 20.0


_USUAL = Patience()
_POWER_METER = Patience(drop_after_s=300.0)
"""Pedals send nothing while they stand still; a link that is truly lost ends by itself."""


def patience_with(kind: SensorKind) -> Patience:
    """The patience that a kind of sensor deserves."""
    return _POWER_METER if kind is SensorKind.CYCLING_POWER else _USUAL


class Watchdog:
    """Watches the data of one connection; each remedy is ordered once per silence.

    Args:
        patience: When to act.
        now_s: Monotonic time at which the sensor was first listened to.
    """

    def __init__(self, patience: Patience, now_s: float) -> None:
        self._heard_s = now_s
        self._steps = (
            (patience.resubscribe_after_s, Remedy.RESUBSCRIBE),
            (patience.drop_after_s, Remedy.DROP),
        )
        self._next = 0

    def heard(self, now_s: float) -> None:
        """A packet came."""
        self._heard_s = now_s
        self._next = 0

    def check(self, now_s: float) -> Remedy | None:
        """The remedy that has become due."""
        if self._next == len(self._steps):
            return None
        after_s, remedy = self._steps[self._next]
        if now_s - self._heard_s < after_s:
            return None
        self._next += 1
        return remedy
