"""Fitness Machine Control Point, 0x2AD9: requests and answers (service 1.0, section 4.16).

Control must be requested first, and every request waits for its answer.
"""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.errors import InvalidInputError
from core.gatt.codes import Codes, numbered
from core.gatt.ftms_status import STOPS, StopKind
from core.gatt.ftms_target import Target, TargetCodes, TargetForm, TargetKind, form_of
from core.gatt.packet import Reader, Writer, ends_early, malformed

_WHAT = "fitness machine control point"
_ANSWER = 0x80
_ANSWER_SIZE = 3
"""Without what a few successes add."""
_SPEED_PER_KMH = 100


class Operation(Enum):
    """What is asked."""

    REQUEST_CONTROL = "request_control"
    RESET = "reset"
    SET_TARGET = "set_target"
    START = "start"
    STOP = "stop"
    SPIN_DOWN = "spin_down"


class SpinDownCommand(Enum):
    """In the order of the codes from 1."""

    START = "start"
    IGNORE = "ignore"


class Result(Enum):
    """How it went, in the order of the codes from 1."""

    SUCCESS = "success"
    NOT_SUPPORTED = "not_supported"
    INVALID_PARAMETER = "invalid_parameter"
    FAILED = "failed"
    NOT_IN_CONTROL = "not_in_control"


_RESULTS: Codes[Result] = numbered(Result, start=1)
_SPIN_DOWNS: Codes[SpinDownCommand] = numbered(SpinDownCommand, start=1)
_OPERATIONS = Codes(
    {
        0x00: Operation.REQUEST_CONTROL,
        0x01: Operation.RESET,
        0x07: Operation.START,
        0x08: Operation.STOP,
        0x13: Operation.SPIN_DOWN,
    }
)
_TARGETS = TargetCodes(
    {
        0x02: TargetKind.SPEED,
        0x03: TargetKind.INCLINATION,
        0x04: TargetKind.RESISTANCE,
        0x05: TargetKind.POWER,
        0x06: TargetKind.HEART_RATE,
        0x09: TargetKind.ENERGY,
        0x0A: TargetKind.STEPS,
        0x0B: TargetKind.STRIDES,
        0x0C: TargetKind.DISTANCE,
        0x0D: TargetKind.TRAINING_TIME,
        0x0E: TargetKind.TIME_IN_TWO_ZONES,
        0x0F: TargetKind.TIME_IN_THREE_ZONES,
        0x10: TargetKind.TIME_IN_FIVE_ZONES,
        0x11: TargetKind.SIMULATION,
        0x12: TargetKind.WHEEL_CIRCUMFERENCE,
        0x14: TargetKind.CADENCE,
    }
)


class Request(Target, frozen=True, kw_only=True):
    """What is written to a machine, with the numbers of its target."""

    operation: Operation
    target: TargetKind | None = None
    """Of `SET_TARGET`."""
    stop: StopKind | None = None
    """Of `STOP`."""
    spin_down: SpinDownCommand | None = None
    """Of `SPIN_DOWN`."""


class Answer(Value, frozen=True, kw_only=True):
    """What the machine indicates afterwards."""

    operation: Operation
    target: TargetKind | None = None
    result: Result
    spin_down_low_kmh: float | None = None
    spin_down_high_kmh: float | None = None
    """Speeds between which the rider is to let it spin down."""


def decode(data: bytes) -> Request | Answer:
    """Read a request or an answer; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The packet ends early, or one of its codes is reserved.
    """
    if not data:
        raise ends_early(_WHAT, data, 0, 1)
    if data[0] == _ANSWER:
        return _read_answer(data)
    operation, form = _operation_of(data, data[0])
    if form is not None:
        return Request(operation=operation, target=form.kind, **form.read(data, 1, _WHAT))
    reader = Reader(data, _WHAT, 1)
    if operation is Operation.STOP:
        stop = STOPS.word(reader.u8())
        if stop is None:
            raise malformed(_WHAT, data, "byte 1 is neither stop nor pause")
        return Request(operation=operation, stop=stop)
    if operation is Operation.SPIN_DOWN:
        spin_down = _SPIN_DOWNS.word(reader.u8())
        if spin_down is None:
            raise malformed(_WHAT, data, "byte 1 is neither start nor ignore")
        return Request(operation=operation, spin_down=spin_down)
    return Request(operation=operation)


def encode(value: Request | Answer, *, has_wide_resistance: bool = False) -> bytes:
    """Write a request or an answer.

    Args:
        value: What to say.
        has_wide_resistance: Whether this machine takes its resistance in two bytes.

    Raises:
        InvalidInputError: The request lacks the numbers of its target.
    """
    writer = Writer()
    if isinstance(value, Answer):
        _write_answer(writer, value)
        return writer.finish()
    writer.u8(_code_of(value.operation, value.target))
    if value.target is not None:
        form = form_of(value.target)
        if not form.is_given(value):
            raise InvalidInputError(
                f"A request to set the {value.target.value.replace('_', ' ')} needs its numbers."
            )
        form.write(writer, value, is_wide=has_wide_resistance)
    elif value.operation is Operation.STOP:
        writer.u8(STOPS.code(value.stop or StopKind.STOP))
    elif value.operation is Operation.SPIN_DOWN:
        writer.u8(_SPIN_DOWNS.code(value.spin_down or SpinDownCommand.START))
    return writer.finish()


def _operation_of(data: bytes, code: int) -> tuple[Operation, TargetForm | None]:
    form = _TARGETS.form(code)
    operation = _OPERATIONS.word(code) if form is None else Operation.SET_TARGET
    if operation is None:
        raise malformed(_WHAT, data, f"its operation 0x{code:02x} is reserved")
    return operation, form


def _code_of(operation: Operation, target: TargetKind | None) -> int:
    if target is not None:
        return _TARGETS.code(target)
    if operation is Operation.SET_TARGET:
        raise InvalidInputError("A request to set a target must say which.")
    return _OPERATIONS.code(operation)


def _read_answer(data: bytes) -> Answer:
    if len(data) < _ANSWER_SIZE:
        raise ends_early(_WHAT, data, len(data), 1)
    operation, form = _operation_of(data, data[1])
    result = _RESULTS.word(data[2])
    if result is None:
        raise malformed(_WHAT, data, "its result, byte 2, is reserved")
    low_kmh = high_kmh = None
    if operation is Operation.SPIN_DOWN and result is Result.SUCCESS and len(data) > _ANSWER_SIZE:
        reader = Reader(data, _WHAT, _ANSWER_SIZE)
        low_kmh, high_kmh = reader.u16() / _SPEED_PER_KMH, reader.u16() / _SPEED_PER_KMH
    return Answer(
        operation=operation,
        target=None if form is None else form.kind,
        result=result,
        spin_down_low_kmh=low_kmh,
        spin_down_high_kmh=high_kmh,
    )


def _write_answer(writer: Writer, value: Answer) -> None:
    writer.u8(_ANSWER)
    writer.u8(_code_of(value.operation, value.target))
    writer.u8(_RESULTS.code(value.result))
    if value.spin_down_low_kmh is not None and value.spin_down_high_kmh is not None:
        writer.u16(round(value.spin_down_low_kmh * _SPEED_PER_KMH))
        writer.u16(round(value.spin_down_high_kmh * _SPEED_PER_KMH))
