"""Polar's measurement data, fb005c82: ECG, acceleration and beat intervals of H10 and Verity.

A frame is a kind, the time of its *last* sample, a frame type and the samples. Frames in the
maker's compressed form (bit 7 of the frame type), optical ones and all others are handed on
unread.
"""

from __future__ import annotations

import struct
from enum import Enum

from core.domain.value import Value
from core.gatt.codes import Codes
from core.gatt.packet import Reader, Writer, malformed

ECG_HZ = 130
_WHAT = "Polar measurement"
_COMPRESSED = 0x80
_ECG_SIZE = 3
_ECG_SAMPLE = struct.Struct("<Hb")
"""Low two bytes, and the signed high one: much faster than one by one."""
_ECG_TYPE = 0
_AXIS_SIZE_OF_TYPE = {0: 1, 1: 2, 2: 3}
_PPI_SIZE = 6
_PPI_TYPE = 0
_BLOCKER, _CONTACT, _CONTACT_SUPPORTED = 1, 2, 4
_TIME_SIZE = 8


class StreamKind(Enum):
    """What is measured."""

    ECG = "ecg"
    PPG = "ppg"
    ACCELERATION = "acceleration"
    PPI = "ppi"
    GYROSCOPE = "gyroscope"
    MAGNETOMETER = "magnetometer"
    SKIN_TEMPERATURE = "skin_temperature"
    SDK_MODE = "sdk_mode"
    """No measurement: a mode with more settings than usual, switched on like one."""
    LOCATION = "location"
    PRESSURE = "pressure"
    TEMPERATURE = "temperature"


KINDS = Codes(
    {
        0: StreamKind.ECG,
        1: StreamKind.PPG,
        2: StreamKind.ACCELERATION,
        3: StreamKind.PPI,
        5: StreamKind.GYROSCOPE,
        6: StreamKind.MAGNETOMETER,
        7: StreamKind.SKIN_TEMPERATURE,
        9: StreamKind.SDK_MODE,
        10: StreamKind.LOCATION,
        11: StreamKind.PRESSURE,
        12: StreamKind.TEMPERATURE,
    }
)


class Acceleration(Value, frozen=True, kw_only=True):
    """One sample."""

    x_mg: int
    y_mg: int
    z_mg: int


class PulseInterval(Value, frozen=True, kw_only=True):
    """One optical beat interval; not to be used in motion."""

    heart_rate_bpm: int | None = None
    interval_ms: int
    error_ms: int
    is_blocked: bool = False
    """The device saw movement and does not trust the interval."""
    has_contact: bool | None = None
    """None: the device cannot tell."""


class PolarFrame(Value, frozen=True, kw_only=True):
    """One notification."""

    kind: StreamKind
    last_sample_ns: int
    """On the device's own clock."""
    frame_type: int = 0
    ecg_uv: tuple[int, ...] = ()
    accelerations: tuple[Acceleration, ...] = ()
    intervals: tuple[PulseInterval, ...] = ()
    unread: bytes = b""
    """Samples in a form that is not known here."""


def decode(data: bytes) -> PolarFrame:
    """Read a frame.

    Raises:
        MalformedPacketError: Its head is cut, its kind is unknown, or a sample is incomplete.
    """
    reader = Reader(data, _WHAT)
    kind = KINDS.word(reader.u8())
    if kind is None:
        raise malformed(_WHAT, data, "its kind, byte 0, is unknown")
    at_ns = reader.unsigned(_TIME_SIZE)
    frame_type = reader.u8()
    size = _sample_size(kind, frame_type)
    if size is None:
        return PolarFrame(
            kind=kind, last_sample_ns=at_ns, frame_type=frame_type, unread=reader.rest()
        )
    count, surplus = divmod(reader.remaining, size)
    if surplus:
        raise malformed(_WHAT, data, f"its last sample has {surplus} of {size} bytes")
    ecg_uv: tuple[int, ...] = ()
    accelerations: tuple[Acceleration, ...] = ()
    intervals: tuple[PulseInterval, ...] = ()
    if kind is StreamKind.ECG:
        ecg_uv = tuple([low + (high << 16) for low, high in _ECG_SAMPLE.iter_unpack(reader.rest())])
    elif kind is StreamKind.ACCELERATION:
        accelerations = tuple(_read_acceleration(reader, size // 3) for _ in range(count))
    else:
        intervals = tuple(_read_interval(reader) for _ in range(count))
    return PolarFrame(
        kind=kind,
        last_sample_ns=at_ns,
        frame_type=frame_type,
        ecg_uv=ecg_uv,
        accelerations=accelerations,
        intervals=intervals,
    )


def encode(value: PolarFrame) -> bytes:
    """Write a frame."""
    writer = Writer()
    writer.u8(KINDS.code(value.kind))
    writer.unsigned(value.last_sample_ns, _TIME_SIZE)
    writer.u8(value.frame_type)
    size = _sample_size(value.kind, value.frame_type)
    if size is None:
        writer.raw(value.unread)
    elif value.kind is StreamKind.ECG:
        for microvolts in value.ecg_uv:
            writer.signed(microvolts, _ECG_SIZE)
    elif value.kind is StreamKind.ACCELERATION:
        for sample in value.accelerations:
            for axis_mg in (sample.x_mg, sample.y_mg, sample.z_mg):
                writer.signed(axis_mg, size // 3)
    else:
        for interval in value.intervals:
            _write_interval(writer, interval)
    return writer.finish()


def _sample_size(kind: StreamKind, frame_type: int) -> int | None:
    if kind is StreamKind.ECG and frame_type == _ECG_TYPE:
        return _ECG_SIZE
    if kind is StreamKind.PPI and frame_type == _PPI_TYPE:
        return _PPI_SIZE
    if kind is StreamKind.ACCELERATION and not frame_type & _COMPRESSED:
        axis_size = _AXIS_SIZE_OF_TYPE.get(frame_type)
        return None if axis_size is None else 3 * axis_size
    return None


def _read_acceleration(reader: Reader, size: int) -> Acceleration:
    return Acceleration(
        x_mg=reader.signed(size), y_mg=reader.signed(size), z_mg=reader.signed(size)
    )


def _read_interval(reader: Reader) -> PulseInterval:
    heart_rate_bpm, interval_ms, error_ms, flags = (
        reader.u8(),
        reader.u16(),
        reader.u16(),
        reader.u8(),
    )
    return PulseInterval(
        heart_rate_bpm=heart_rate_bpm or None,
        interval_ms=interval_ms,
        error_ms=error_ms,
        is_blocked=bool(flags & _BLOCKER),
        has_contact=bool(flags & _CONTACT) if flags & _CONTACT_SUPPORTED else None,
    )


def _write_interval(writer: Writer, value: PulseInterval) -> None:
    writer.u8(value.heart_rate_bpm or 0)
    writer.u16(value.interval_ms)
    writer.u16(value.error_ms)
    flags = _BLOCKER if value.is_blocked else 0
    flags |= 0 if value.has_contact is None else _CONTACT_SUPPORTED
    writer.u8(flags | (_CONTACT if value.has_contact else 0))
