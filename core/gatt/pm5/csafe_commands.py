"""The commands of a PM5 that make a workout, with their numbers. Most significant byte first.

Durations are hundredths of a second (00) or metres (80), rests whole seconds, paces hundredths of a
second per 500 m, and the interval number counts from 0 while a workout is programmed.

Sources, which agree: "Concept2 PM CSAFE Communication Definition" rev. 0.27 (long set configuration
commands and worked examples); ErgometerJS and LiveRowing for Android, which program monitors so.
"""

from __future__ import annotations

from core.domain.value import Value
from core.errors import MalformedPacketError
from core.gatt.packet import malformed
from core.gatt.pm5.csafe_request import Command

SET_KIND = 0x01
SET_DURATION = 0x03
SET_REST = 0x04
SET_SPLIT = 0x05
SET_PACE = 0x06
SET_SCREEN = 0x13
CONFIGURE = 0x14
SET_INTERVAL_TYPE = 0x17
SET_INTERVAL_NUMBER = 0x18

_SIZES = {
    SET_KIND: 1,
    SET_DURATION: 5,
    SET_REST: 2,
    SET_SPLIT: 5,
    SET_PACE: 4,
    SET_SCREEN: 2,
    CONFIGURE: 1,
    SET_INTERVAL_TYPE: 1,
    SET_INTERVAL_NUMBER: 1,
}
_TIME, _DISTANCE = 0x00, 0x80
_INTERVAL_OF_TIME, _INTERVAL_OF_DISTANCE = 0, 1
_WORKOUT_SCREEN = 1
_PREPARE, _TERMINATE = 1, 2
_ON = 1
_PER_S = 100
_WHAT = "PM5 workout command"

PREPARE = Command(code=SET_SCREEN, data=bytes([_WORKOUT_SCREEN, _PREPARE]))
"""Show the workout and wait for the first stroke."""
TERMINATE = Command(code=SET_SCREEN, data=bytes([_WORKOUT_SCREEN, _TERMINATE]))
"""End the workout that is running."""
TAKE_OVER = Command(code=CONFIGURE, data=bytes([_ON]))
"""Take over what was set since the last time: once for an interval."""


class Extent(Value, frozen=True, kw_only=True):
    """How long: exactly one of the two."""

    duration_s: float | None = None
    distance_m: int | None = None


def lasting(code: int, extent: Extent) -> Command:
    """A duration or a split."""
    if extent.distance_m is not None:
        data = bytes([_DISTANCE]) + extent.distance_m.to_bytes(4, "big")
    else:
        data = bytes([_TIME]) + round((extent.duration_s or 0) * _PER_S).to_bytes(4, "big")
    return Command(code=code, data=data)


def interval_type(extent: Extent) -> Command:
    """Whether an interval is one of time or of distance."""
    code = _INTERVAL_OF_TIME if extent.distance_m is None else _INTERVAL_OF_DISTANCE
    return Command(code=SET_INTERVAL_TYPE, data=bytes([code]))


def resting(rest_s: int) -> Command:
    """The rest after an interval."""
    return Command(code=SET_REST, data=rest_s.to_bytes(2, "big"))


def paced(pace_s_per_500_m: float) -> Command:
    """The pace to hold."""
    return Command(code=SET_PACE, data=round(pace_s_per_500_m * _PER_S).to_bytes(4, "big"))


def numbered(code: int, number: int) -> Command:
    """A kind of workout, or the number of an interval."""
    return Command(code=code, data=bytes([number]))


def check(command: Command) -> None:
    """Refuse a command that makes no workout, or has data of another length.

    Raises:
        MalformedPacketError: It is one.
    """
    if _SIZES.get(command.code) != len(command.data):
        raise broken(command, f"command {command.code:02x} does not have this form")


def extent_of(command: Command) -> Extent:
    """The duration or split of a command that was checked.

    Raises:
        MalformedPacketError: It is neither of time nor of distance.
    """
    number = int.from_bytes(command.data[1:], "big")
    if command.data[0] == _TIME:
        return Extent(duration_s=number / _PER_S)
    if command.data[0] == _DISTANCE:
        return Extent(distance_m=number)
    raise broken(command, "byte 0 is neither time nor distance")


def number_of(command: Command) -> int:
    """The number that a checked command is about."""
    return int.from_bytes(command.data, "big")


def pace_of(command: Command) -> float:
    """The pace of a checked command, in seconds per 500 m."""
    return number_of(command) / _PER_S


def broken(command: Command, why: str) -> MalformedPacketError:
    """The error for a command that cannot be meant."""
    return malformed(_WHAT, bytes([command.code]) + command.data, why)
