"""Telling machines what to do, as the desk sees it; and how they say no."""

from __future__ import annotations

from typing import Protocol

from core.domain.control import (
    MachineControlState,
    MachineOffer,
    Programmed,
    Setting,
    Simulation,
    WorkAndRest,
    ZeroOffset,
)
from core.domain.ids import SensorId
from core.errors import ErrorCode, HockeyHubError
from core.events import Event


class MachineError(HockeyHubError):
    """A machine did not do as told.

    Args:
        machine: Its name.
        reason: What it did instead, as a predicate: "did not answer".
        suggested_action: The next step.
    """

    code = ErrorCode.UNAVAILABLE

    def __init__(self, machine: str, reason: str, *, suggested_action: str) -> None:
        super().__init__(f"{machine} {reason}.", suggested_action=suggested_action)
        self.machine = machine
        self.reason = reason


class MachineUnavailableError(MachineError):
    """It is not connected, or does not answer."""


class MachineRefusedError(MachineError):
    """It answered no."""

    code = ErrorCode.CONFLICT


class NotControllableError(MachineError):
    """It cannot be told this at all; trying again makes no sense."""

    code = ErrorCode.WRONG_STATE


class MachineControl(Protocol):
    """Sets connected machines. Each call returns once the machine has said that it obeys.

    All raise `MachineError`s. Calls to different machines run at the same time, those to one
    machine one after the other.
    """

    control_changed: Event[[MachineControlState]]
    """Control was gained, refused or lost."""
    zeroed: Event[[ZeroOffset]]
    """A power meter was zeroed."""

    def control_of(self, sensor_id: SensorId) -> MachineControlState:
        """Who has a machine's control."""
        ...

    @property
    def zero_offsets(self) -> tuple[ZeroOffset, ...]:
        """The last result of each power meter that was zeroed."""
        ...

    def zero_offset_of(self, sensor_id: SensorId) -> ZeroOffset | None:
        """The last result of `zero_offset`; None if there is none."""
        ...

    async def offer_of(self, sensor_id: SensorId) -> MachineOffer:
        """Ask a machine what it can be set to; takes no control of it."""
        ...

    async def set_target_power(self, sensor_id: SensorId, power_w: float) -> Setting:
        """Hold this power, whatever the cadence."""
        ...

    async def program(self, sensor_id: SensorId, interval: WorkAndRest) -> Programmed:
        """Show this interval on a Concept2 monitor. What it shows and counts now is ended."""
        ...

    async def set_resistance(self, sensor_id: SensorId, level: float) -> Setting:
        """Brake by this level, in the machine's own scale."""
        ...

    async def simulate(self, sensor_id: SensorId, road: Simulation) -> None:
        """Feel like this road."""
        ...

    async def start(self, sensor_id: SensorId) -> None:
        """Start the machine, or let it go on."""
        ...

    async def pause(self, sensor_id: SensorId) -> None: ...

    async def stop(self, sensor_id: SensorId) -> None: ...

    async def zero_offset(self, sensor_id: SensorId) -> ZeroOffset:
        """Zero an unloaded power meter, and keep the result."""
        ...

    async def set_report_period(self, sensor_id: SensorId, period_ms: int) -> int:
        """Let a Concept2 monitor send its status this often, or the next faster it knows.

        Returns:
            The period it took.
        """
        ...
