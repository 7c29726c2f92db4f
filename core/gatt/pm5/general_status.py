"""PM5 general status, 0x0031: distance and what the machine is doing."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer

_CENTI = 100
_DECI = 10
_IS_ROWING = 1
_WORKOUT_ENDED = 10
_WHAT = "PM5 general status"


class GeneralStatus(Value, frozen=True, kw_only=True):
    """One record. Elapsed time and distance begin anew with each interval."""

    elapsed_s: float
    distance_m: float
    workout_type: int = 0
    interval_type: int = 255
    """0 time, 1 distance, 2 rest, …, 255 none."""
    workout_state: int = 1
    rowing_state: int = _IS_ROWING
    stroke_state: int = 0
    """0 and 1 waiting, 2 drive, 3 dwell, 4 recovery."""
    total_work_distance_m: int = 0
    """Grows only after an interval's end."""
    duration: int = 0
    """Of the interval, in the unit of `duration_type`."""
    duration_type: int = 0
    """0 time in 0.01 s, 0x40 calories, 0x80 metres, 0xC0 watts."""
    drag_factor: int = 0

    @property
    def is_rowing(self) -> bool:
        """Whether somebody works: the machine sees strokes, and the workout is not over.

        Rate, pace and speed keep their last numbers after the end.
        """
        return self.rowing_state == _IS_ROWING and self.workout_state < _WORKOUT_ENDED


def decode(data: bytes) -> GeneralStatus:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    reader = Reader(data, _WHAT)
    return GeneralStatus(
        elapsed_s=reader.u24() / _CENTI,
        distance_m=reader.u24() / _DECI,
        workout_type=reader.u8(),
        interval_type=reader.u8(),
        workout_state=reader.u8(),
        rowing_state=reader.u8(),
        stroke_state=reader.u8(),
        total_work_distance_m=reader.u24(),
        duration=reader.u24(),
        duration_type=reader.u8(),
        drag_factor=reader.u8(),
    )


def encode(value: GeneralStatus) -> bytes:
    """Write a record."""
    writer = Writer()
    writer.u24(round(value.elapsed_s * _CENTI))
    writer.u24(round(value.distance_m * _DECI))
    writer.u8(value.workout_type)
    writer.u8(value.interval_type)
    writer.u8(value.workout_state)
    writer.u8(value.rowing_state)
    writer.u8(value.stroke_state)
    writer.u24(value.total_work_distance_m)
    writer.u24(value.duration)
    writer.u8(value.duration_type)
    writer.u8(value.drag_factor)
    return writer.finish()
