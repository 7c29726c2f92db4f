"""One thing that a trainer tells machines."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.domain.control import ControlTarget, Simulation
from core.domain.value import Value

_PERCENT: Final = 100.0


class OrderKind(StrEnum):
    """What machines can be told."""

    START = "start"
    """Or go on."""
    PAUSE = "pause"
    STOP = "stop"
    POWER = "power"
    FTP_SHARE = "ftp_share"
    """Each player's own power."""
    RESISTANCE = "resistance"
    ROAD = "road"
    FREE = "free"
    """No target: a level road where the machine knows roads, else its lightest brake."""

    @property
    def is_target(self) -> bool:
        """Whether it replaces what the machine held before."""
        return self not in _RUNS

    @property
    def target(self) -> ControlTarget | None:
        """What the machine must offer for it; None where there is a choice or no need."""
        return _TARGETS.get(self)


_RUNS = (OrderKind.START, OrderKind.PAUSE, OrderKind.STOP)
_TARGETS = {
    OrderKind.POWER: ControlTarget.POWER,
    OrderKind.FTP_SHARE: ControlTarget.POWER,
    OrderKind.RESISTANCE: ControlTarget.RESISTANCE,
    OrderKind.ROAD: ControlTarget.SIMULATION,
}
_OPPOSITE = {
    OrderKind.START: OrderKind.PAUSE,
    OrderKind.PAUSE: OrderKind.START,
    OrderKind.STOP: OrderKind.START,
}


class Order(Value, frozen=True, kw_only=True):
    """What to do, with its number."""

    kind: OrderKind
    value: float = 0.0
    """Watts, share of FTP, level in the machine's own scale, or grade in percent."""
    rolling_resistance: float = 0.004
    """Of the road."""
    duration_s: float = 0.0
    """Of the interval that it is for; 0 if it is for none. Monitors show it."""
    rest_s: float = 0.0
    """After that interval."""

    @property
    def words(self) -> str:
        """The order as people say it: "200 W", "95 % of FTP", "Pause"."""
        return {
            OrderKind.POWER: f"{self.value:.0f} W",
            OrderKind.FTP_SHARE: f"{self.value * _PERCENT:.0f} % of FTP",
            OrderKind.RESISTANCE: f"Level {self.value:g}",
            OrderKind.ROAD: f"Road at {self.value:.1f} %",
            OrderKind.FREE: "Free",
        }.get(self.kind, self.kind.capitalize())

    @property
    def road(self) -> Simulation:
        """The road that is meant."""
        return Simulation(grade_percent=self.value, rolling_resistance=self.rolling_resistance)

    def undone_by(self, before: Order | None) -> Order:
        """What takes it back.

        Args:
            before: The target that the machine held; None if it held none.
        """
        opposite = _OPPOSITE.get(self.kind)
        if opposite is not None:
            return Order(kind=opposite)
        return before if before is not None else Order(kind=OrderKind.FREE)
