"""Cycling Power Control Point, 0x2A66: requests and their answers (service 1.1, section 3.5).

The zero offset of a power meter is one request, `START_OFFSET_COMPENSATION`, and an answer
that carries the offset, in newtons or 1/32 Nm as the meter's features say.
"""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import Codes, numbered
from core.gatt.packet import Reader, Writer, malformed
from core.gatt.sensor_location import CODES as LOCATION_CODES, SensorLocation

_WHAT = "cycling power control point"
_ANSWER = 0x20


class Operation(Enum):
    """What is asked, in the order of the codes from 1."""

    SET_CUMULATIVE_VALUE = "set_cumulative_value"
    UPDATE_SENSOR_LOCATION = "update_sensor_location"
    REQUEST_SENSOR_LOCATIONS = "request_sensor_locations"
    SET_CRANK_LENGTH = "set_crank_length"
    REQUEST_CRANK_LENGTH = "request_crank_length"
    SET_CHAIN_LENGTH = "set_chain_length"
    REQUEST_CHAIN_LENGTH = "request_chain_length"
    SET_CHAIN_WEIGHT = "set_chain_weight"
    REQUEST_CHAIN_WEIGHT = "request_chain_weight"
    SET_SPAN_LENGTH = "set_span_length"
    REQUEST_SPAN_LENGTH = "request_span_length"
    START_OFFSET_COMPENSATION = "start_offset_compensation"
    MASK_MEASUREMENT = "mask_measurement"
    REQUEST_SAMPLING_RATE = "request_sampling_rate"
    REQUEST_CALIBRATION_DATE = "request_calibration_date"
    START_ENHANCED_OFFSET_COMPENSATION = "start_enhanced_offset_compensation"


class Result(Enum):
    """How it went, in the order of the codes from 1."""

    SUCCESS = "success"
    NOT_SUPPORTED = "not_supported"
    INVALID_PARAMETER = "invalid_parameter"
    FAILED = "failed"


_OPERATIONS: Codes[Operation] = numbered(Operation, start=1)
_RESULTS: Codes[Result] = numbered(Result, start=1)
_PARAMETER_SIZE = {
    Operation.SET_CUMULATIVE_VALUE: 4,
    Operation.UPDATE_SENSOR_LOCATION: 1,
    Operation.SET_CRANK_LENGTH: 2,
    Operation.SET_CHAIN_LENGTH: 2,
    Operation.SET_CHAIN_WEIGHT: 2,
    Operation.SET_SPAN_LENGTH: 2,
    Operation.MASK_MEASUREMENT: 2,
}
_ANSWER_SIZE = {
    Operation.REQUEST_CRANK_LENGTH: 2,
    Operation.REQUEST_CHAIN_LENGTH: 2,
    Operation.REQUEST_CHAIN_WEIGHT: 2,
    Operation.REQUEST_SPAN_LENGTH: 2,
    Operation.REQUEST_SAMPLING_RATE: 1,
}
_OFFSETS = (Operation.START_OFFSET_COMPENSATION, Operation.START_ENHANCED_OFFSET_COMPENSATION)


class Request(Value, frozen=True, kw_only=True):
    """What is written to a power meter."""

    operation: Operation
    parameter: int | None = None
    """As sent: crank and chain lengths in 0.5 and 1 mm, weight in g, a location's code."""


class Answer(Value, frozen=True, kw_only=True):
    """What the power meter indicates afterwards."""

    operation: Operation
    result: Result
    offset: int | None = None
    """Of a successful zero offset: newtons or 1/32 Nm. None: the meter has no valid one."""
    number: int | None = None
    """A length, a weight or a rate, as sent."""
    locations: tuple[SensorLocation, ...] = ()
    detail: bytes = b""
    """Whatever else followed: a calibration date, the maker's own."""


_NO_OFFSET = -1
"""0xFFFF: force or torque could not be measured."""


def decode(data: bytes) -> Request | Answer:
    """Read a request or an answer.

    Raises:
        MalformedPacketError: The packet ends early, or its operation or result is reserved.
    """
    reader = Reader(data, _WHAT)
    code = reader.u8()
    if code == _ANSWER:
        return _read_answer(reader)
    operation = _known_operation(reader, code)
    size = _PARAMETER_SIZE.get(operation, 0)
    return Request(operation=operation, parameter=reader.unsigned(size) if size else None)


def encode(value: Request | Answer) -> bytes:
    """Write a request or an answer."""
    writer = Writer()
    if isinstance(value, Answer):
        writer.u8(_ANSWER)
        writer.u8(_OPERATIONS.code(value.operation))
        writer.u8(_RESULTS.code(value.result))
        _write_outcome(writer, value)
    else:
        writer.u8(_OPERATIONS.code(value.operation))
        writer.unsigned(value.parameter or 0, _PARAMETER_SIZE.get(value.operation, 0))
    return writer.finish()


def _known_operation(reader: Reader, code: int) -> Operation:
    operation = _OPERATIONS.word(code)
    if operation is None:
        raise malformed(_WHAT, reader.data, f"its operation 0x{code:02x} is reserved")
    return operation


def _read_answer(reader: Reader) -> Answer:
    operation = _known_operation(reader, reader.u8())
    result = _RESULTS.word(reader.u8())
    if result is None:
        raise malformed(_WHAT, reader.data, "its result, byte 2, is reserved")
    if result is not Result.SUCCESS:
        return Answer(operation=operation, result=result, detail=reader.rest())
    if operation in _OFFSETS:
        raw = reader.s16()
        offset = None if raw == _NO_OFFSET else raw
        return Answer(operation=operation, result=result, offset=offset, detail=reader.rest())
    if operation is Operation.REQUEST_SENSOR_LOCATIONS:
        words = (LOCATION_CODES.word(code) for code in reader.rest())
        places = tuple(place for place in words if place is not None)
        return Answer(operation=operation, result=result, locations=places)
    size = _ANSWER_SIZE.get(operation, 0)
    number = reader.unsigned(size) if size else None
    return Answer(operation=operation, result=result, number=number, detail=reader.rest())


def _write_outcome(writer: Writer, value: Answer) -> None:
    if value.result is Result.SUCCESS:
        if value.operation in _OFFSETS:
            writer.s16(_NO_OFFSET if value.offset is None else value.offset)
        writer.raw(bytes(LOCATION_CODES.code(place) for place in value.locations))
        writer.unsigned(value.number or 0, _ANSWER_SIZE.get(value.operation, 0))
    writer.raw(value.detail)
