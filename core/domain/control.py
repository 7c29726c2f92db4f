"""What machines are set to, and what they answered."""

from __future__ import annotations

from enum import StrEnum

from core.domain.ids import SensorId
from core.domain.value import Value


class ControlState(StrEnum):
    """Who has a machine's control."""

    FREE = "free"
    """Not asked for, or given back with the link."""
    HELD = "held"
    """This desk."""
    REFUSED = "refused"
    """The machine did not give it."""
    LOST = "lost"
    """It was taken away and not given back when asked once more."""


class MachineControlState(Value, frozen=True, kw_only=True):
    """A machine's control as it stands now."""

    sensor_id: SensorId
    state: ControlState
    reason: str = ""
    """What happened, as a predicate of the machine: "gave its control away"."""


class Setting(Value, frozen=True, kw_only=True):
    """A number that a machine has accepted."""

    asked: float
    value: float
    """What it was set to: within its range and on its steps."""
    lowest: float | None = None
    highest: float | None = None
    """Its range; None if it does not tell one."""

    @property
    def is_limited(self) -> bool:
        """Whether the machine's range did not allow what was asked."""
        is_low = self.lowest is not None and self.asked < self.lowest
        return is_low or (self.highest is not None and self.asked > self.highest)


class Simulation(Value, frozen=True, kw_only=True):
    """A road for a trainer bike to imitate; by default with a rider on tarmac."""

    grade_percent: float
    wind_mps: float = 0.0
    """Head wind; negative from behind."""
    rolling_resistance: float = 0.004
    wind_resistance_kg_per_m: float = 0.51


class OffsetUnit(StrEnum):
    """What a power meter measures, and so what its offset is in."""

    NEWTON = "N"
    NEWTON_METRE = "Nm"


class ZeroOffset(Value, frozen=True, kw_only=True):
    """The result of a power meter's zero offset."""

    sensor_id: SensorId
    at: float
    """When it answered, seconds since 1970."""
    offset: float
    unit: OffsetUnit
