"""What machines are set to, and what they answered."""

from __future__ import annotations

from enum import StrEnum

import msgspec

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


class WorkAndRest(Value, frozen=True, kw_only=True):
    """An interval for a machine whose monitor shows a workout instead of holding a power."""

    power_w: float
    """To be given."""
    duration_s: float
    rest_s: float = 0.0
    """Afterwards."""


class Programmed(Value, frozen=True, kw_only=True):
    """The interval that a monitor now shows."""

    duration_s: float
    rest_s: float
    power_w: float | None
    """What the pace on its display means; None if it shows no target."""
    pace_s_per_500_m: float | None = None


class Simulation(Value, frozen=True, kw_only=True):
    """A road for a trainer bike to imitate; by default with a rider on tarmac."""

    grade_percent: float
    wind_mps: float = 0.0
    """Head wind; negative from behind."""
    rolling_resistance: float = 0.004
    wind_resistance_kg_per_m: float = 0.51


class ControlTarget(StrEnum):
    """What a machine may be set to, as far as this desk sets it."""

    POWER = "power"
    RESISTANCE = "resistance"
    SIMULATION = "simulation"


class Scale(Value, frozen=True, kw_only=True):
    """The numbers that a machine can be set to."""

    lowest: float
    highest: float
    step: float = 0.0
    """0 if it does not count in steps."""


class MachineOffer(Value, frozen=True, kw_only=True):
    """What a machine says that it can be told; starting and stopping go without saying."""

    targets: frozenset[ControlTarget] | None = None
    """None if it does not tell: then it is asked and may refuse."""
    scales: dict[ControlTarget, Scale] = msgspec.field(default_factory=dict[ControlTarget, Scale])
    """Its ranges, where it tells them."""

    def allows(self, target: ControlTarget) -> bool:
        """Whether it may be set to this."""
        return self.targets is None or target in self.targets


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
