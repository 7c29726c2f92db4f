"""Polar's control point, fb005c81: what can be measured, requests and answers.

As in the maker's "Polar Measurement Data Specification". A stream is asked for its settings,
then started with one of each of them; the data comes through `core.gatt.polar_stream`.
"""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import Codes, numbered
from core.gatt.packet import Reader, Writer, malformed
from core.gatt.polar_settings import PolarSettings, read_settings, write_settings
from core.gatt.polar_stream import KINDS, StreamKind

_WHAT = "Polar control point"
_FEATURES = 0x0F
_ANSWER = 0xF0
_OFFLINE = 1 << 7
_KIND_MASK = 0x3F
_FEATURE_BYTES = 2


class Operation(Enum):
    """What is asked, in the order of the codes from 1."""

    GET_SETTINGS = "get_settings"
    START = "start"
    STOP = "stop"
    GET_SDK_MODE_SETTINGS = "get_sdk_mode_settings"
    GET_STATUS = "get_status"
    GET_SDK_MODE_STATUS = "get_sdk_mode_status"


class Result(Enum):
    """How it went, in the order of the codes."""

    SUCCESS = "success"
    INVALID_OPERATION = "invalid_operation"
    INVALID_MEASUREMENT = "invalid_measurement"
    NOT_SUPPORTED = "not_supported"
    INVALID_LENGTH = "invalid_length"
    INVALID_PARAMETER = "invalid_parameter"
    ALREADY_IN_STATE = "already_in_state"
    INVALID_RESOLUTION = "invalid_resolution"
    INVALID_SAMPLE_RATE = "invalid_sample_rate"
    INVALID_RANGE = "invalid_range"
    INVALID_PACKET_SIZE = "invalid_packet_size"
    INVALID_CHANNELS = "invalid_channels"
    INVALID_STATE = "invalid_state"
    IN_CHARGER = "in_charger"
    DISK_FULL = "disk_full"


_OPERATIONS: Codes[Operation] = numbered(Operation, start=1)
_RESULTS: Codes[Result] = numbered(Result)
_OF_NO_KIND = frozenset({Operation.GET_STATUS, Operation.GET_SDK_MODE_STATUS})


class Features(Value, frozen=True, kw_only=True):
    """What is read from it: all that the device can measure."""

    measurements: tuple[StreamKind, ...] = ()


class Request(Value, frozen=True, kw_only=True):
    """What is written to it."""

    operation: Operation
    measurement: StreamKind | None = None
    """Not of a question for the status."""
    is_offline: bool = False
    """Kept in the device's memory, rather than sent."""
    settings: PolarSettings = PolarSettings()
    """One of each, to start."""


class Answer(Value, frozen=True, kw_only=True):
    """What it indicates afterwards."""

    operation: Operation
    measurement: StreamKind | None = None
    is_offline: bool = False
    result: Result
    has_more: bool = False
    """Whether the settings go on in another packet."""
    settings: PolarSettings = PolarSettings()
    status: bytes = b""
    """Of an answered question for the status, as sent."""


def decode(data: bytes) -> Features | Request | Answer:
    """Read the features, a request or an answer.

    Raises:
        MalformedPacketError: The packet ends early, or one of its codes is unknown.
    """
    reader = Reader(data, _WHAT)
    code = reader.u8()
    if code == _FEATURES:
        bits = int.from_bytes(reader.rest(), "little")
        return Features(
            measurements=tuple(kind for kind in StreamKind if bits >> KINDS.code(kind) & 1)
        )
    if code == _ANSWER:
        return _read_answer(reader)
    operation = _known_operation(reader, code)
    if operation in _OF_NO_KIND:
        return Request(operation=operation)
    measurement, is_offline = _read_kind(reader)
    settings = read_settings(reader)
    return Request(
        operation=operation, measurement=measurement, is_offline=is_offline, settings=settings
    )


def encode(value: Features | Request | Answer) -> bytes:
    """Write the features, a request or an answer."""
    writer = Writer()
    if isinstance(value, Features):
        writer.u8(_FEATURES)
        writer.unsigned(sum(1 << KINDS.code(kind) for kind in value.measurements), _FEATURE_BYTES)
        return writer.finish()
    if isinstance(value, Answer):
        writer.u8(_ANSWER)
    writer.u8(_OPERATIONS.code(value.operation))
    if isinstance(value, Answer) or value.operation not in _OF_NO_KIND:
        kind = 0 if value.measurement is None else KINDS.code(value.measurement)
        writer.u8(kind | (_OFFLINE if value.is_offline else 0))
    if isinstance(value, Answer):
        writer.u8(_RESULTS.code(value.result))
        if value.result is not Result.SUCCESS:
            return writer.finish()
        writer.u8(value.has_more)
        writer.raw(value.status)
    write_settings(writer, value.settings)
    return writer.finish()


def _read_answer(reader: Reader) -> Answer:
    operation = _known_operation(reader, reader.u8())
    measurement, is_offline = _read_kind(reader)
    result = _RESULTS.word(reader.u8())
    if result is None:
        raise malformed(_WHAT, reader.data, "its result, byte 3, is unknown")
    has_more, status, settings = False, b"", PolarSettings()
    if result is Result.SUCCESS and reader.remaining:
        has_more = bool(reader.u8())
        if operation in _OF_NO_KIND:
            status = reader.rest()
        else:
            settings = read_settings(reader)
    return Answer(
        operation=operation,
        measurement=measurement,
        is_offline=is_offline,
        result=result,
        has_more=has_more,
        settings=settings,
        status=status,
    )


def _known_operation(reader: Reader, code: int) -> Operation:
    operation = _OPERATIONS.word(code)
    if operation is None:
        raise malformed(_WHAT, reader.data, f"its operation 0x{code:02x} is unknown")
    return operation


def _read_kind(reader: Reader) -> tuple[StreamKind, bool]:
    place = reader.offset
    raw = reader.u8()
    kind = KINDS.word(raw & _KIND_MASK)
    if kind is None:
        raise malformed(_WHAT, reader.data, f"its measurement, byte {place}, is unknown")
    return kind, bool(raw & _OFFLINE)
