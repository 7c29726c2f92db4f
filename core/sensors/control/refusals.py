"""How machines say no, in words for a trainer."""

from __future__ import annotations

from core.gatt.ftms_control import Operation, Request, Result
from core.gatt.ftms_target import TargetKind
from core.ports.machine_control import MachineRefusedError, NotControllableError

_BY_HAND = "Set it at the machine itself."
_OPERATIONS = {
    Operation.REQUEST_CONTROL: "being controlled",
    Operation.START: "being started",
    Operation.STOP: "being stopped",
    Operation.RESET: "being reset",
    Operation.SPIN_DOWN: "a spin-down",
}
_REFUSALS = {
    Result.INVALID_PARAMETER: ("does not accept this value for {}", "Choose another value."),
    Result.FAILED: ("failed at {}", "Look what its display says, and try again."),
    Result.NOT_IN_CONTROL: (
        "is controlled by another program",
        "Close the other program, then try again.",
    ),
}


def refusal_of(machine: str, request: Request, result: Result) -> MachineRefusedError:
    """The error for an answer other than success."""
    reason, next_step = _REFUSALS.get(result, ("does not support {}", _BY_HAND))
    return MachineRefusedError(
        machine, reason.format(_words_of(request)), suggested_action=next_step
    )


def not_offered(machine: str, target: TargetKind) -> NotControllableError:
    """The error for a target that the machine does not list."""
    return NotControllableError(
        machine, f"does not offer {_target_words(target)}", suggested_action=_BY_HAND
    )


def uncontrollable(machine: str) -> NotControllableError:
    """The error for a machine without a control point."""
    return NotControllableError(
        machine, "cannot be controlled over Bluetooth", suggested_action=_BY_HAND
    )


def _words_of(request: Request) -> str:
    if request.target is not None:
        return _target_words(request.target)
    return _OPERATIONS.get(request.operation, "this")


def _target_words(target: TargetKind) -> str:
    return f"a target {target.value}" if target is TargetKind.POWER else f"a {target.value}"
