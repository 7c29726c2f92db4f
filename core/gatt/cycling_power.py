"""Cycling Power Measurement, 0x2A63 (Cycling Power Service 1.1, section 3.2)."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntFlag

from core.domain.value import Value
from core.gatt.packet import Writer
from core.gatt.shapes import Shapes

WHEEL_TICKS_PER_S = 2048
"""Not 1024 as in the speed and cadence service."""
CRANK_TICKS_PER_S = 1024
_TORQUE_PER_NM = 32
_BALANCE_PER_PERCENT = 2


class _Flag(IntFlag):
    BALANCE = 1 << 0
    BALANCE_IS_LEFT = 1 << 1
    TORQUE = 1 << 2
    TORQUE_AT_CRANK = 1 << 3
    WHEEL = 1 << 4
    CRANK = 1 << 5
    FORCES = 1 << 6
    TORQUES = 1 << 7
    ANGLES = 1 << 8
    TOP_DEAD_SPOT = 1 << 9
    BOTTOM_DEAD_SPOT = 1 << 10
    ENERGY = 1 << 11
    OFFSET_COMPENSATION = 1 << 12


_BALANCE, _BALANCE_IS_LEFT = int(_Flag.BALANCE), int(_Flag.BALANCE_IS_LEFT)
_TORQUE, _TORQUE_AT_CRANK = int(_Flag.TORQUE), int(_Flag.TORQUE_AT_CRANK)
_WHEEL, _CRANK = int(_Flag.WHEEL), int(_Flag.CRANK)
_FORCES, _TORQUES, _ANGLES = int(_Flag.FORCES), int(_Flag.TORQUES), int(_Flag.ANGLES)
_TOP, _BOTTOM = int(_Flag.TOP_DEAD_SPOT), int(_Flag.BOTTOM_DEAD_SPOT)
_ENERGY, _OFFSET = int(_Flag.ENERGY), int(_Flag.OFFSET_COMPENSATION)
_LETTERS_OF = {
    _BALANCE: "B",
    _TORQUE: "H",
    _WHEEL: "IH",
    _CRANK: "HH",
    _FORCES: "hh",
    _TORQUES: "hh",
    _ANGLES: "HB",
    _TOP: "H",
    _BOTTOM: "H",
    _ENERGY: "H",
}
_SHAPES = Shapes(
    "cycling power",
    sum(_LETTERS_OF),
    lambda flags: "h" + "".join(each for bit, each in _LETTERS_OF.items() if flags & bit),
    flags_size=2,
)


class Revolutions(Value, frozen=True, kw_only=True, gc=False):
    """A counter and the instant of its last step, both rolling over; see `core.gatt.cadence`."""

    count: int
    """16 bits at the crank, 32 at the wheel."""
    event_ticks: int
    """16 bits, in the ticks of the wheel or the crank."""


class Span(Value, frozen=True, kw_only=True, gc=False):
    """The extremes within one revolution."""

    highest: float
    lowest: float


class CyclingPower(Value, frozen=True, kw_only=True):
    """One notification of a power meter. None: it did not say."""

    power_w: int
    """Signed: pedalling backwards, and an offset that is wrong, give negative power."""
    balance_percent: float | None = None
    is_balance_left: bool = False
    """Whether the balance is the left leg's share; else nobody knows whose it is."""
    accumulated_torque_nm: float | None = None
    """Rolls over at 2048 Nm."""
    is_torque_at_crank: bool = False
    wheel: Revolutions | None = None
    crank: Revolutions | None = None
    force_n: Span | None = None
    torque_nm: Span | None = None
    angle_deg: Span | None = None
    top_dead_spot_deg: int | None = None
    bottom_dead_spot_deg: int | None = None
    energy_kj: int | None = None
    is_offset_compensated: bool = False


def decode(data: bytes) -> CyclingPower:
    """Read a notification; bytes after the last promised field are ignored.

    Raises:
        MalformedPacketError: The packet ends before a field that its flags promise.
    """
    flags, take = _SHAPES.taking(data)
    return CyclingPower(
        power_w=take(),
        balance_percent=take() / _BALANCE_PER_PERCENT if flags & _BALANCE else None,
        is_balance_left=bool(flags & _BALANCE_IS_LEFT),
        accumulated_torque_nm=take() / _TORQUE_PER_NM if flags & _TORQUE else None,
        is_torque_at_crank=bool(flags & _TORQUE_AT_CRANK),
        wheel=_read_revolutions(take) if flags & _WHEEL else None,
        crank=_read_revolutions(take) if flags & _CRANK else None,
        force_n=_read_span(take, 1) if flags & _FORCES else None,
        torque_nm=_read_span(take, _TORQUE_PER_NM) if flags & _TORQUES else None,
        angle_deg=_read_angles(take) if flags & _ANGLES else None,
        top_dead_spot_deg=take() if flags & _TOP else None,
        bottom_dead_spot_deg=take() if flags & _BOTTOM else None,
        energy_kj=take() if flags & _ENERGY else None,
        is_offset_compensated=bool(flags & _OFFSET),
    )


def encode(value: CyclingPower) -> bytes:
    """Write a notification."""
    writer = Writer()
    writer.u16(_flags_of(value))
    writer.s16(value.power_w)
    if value.balance_percent is not None:
        writer.u8(round(value.balance_percent * _BALANCE_PER_PERCENT))
    if value.accumulated_torque_nm is not None:
        writer.u16(round(value.accumulated_torque_nm * _TORQUE_PER_NM))
    _write_revolutions(writer, value.wheel, 4)
    _write_revolutions(writer, value.crank, 2)
    _write_span(writer, value.force_n, 1)
    _write_span(writer, value.torque_nm, _TORQUE_PER_NM)
    _write_angles(writer, value.angle_deg)
    for number in (value.top_dead_spot_deg, value.bottom_dead_spot_deg, value.energy_kj):
        if number is not None:
            writer.u16(number)
    return writer.finish()


def _flags_of(value: CyclingPower) -> int:
    present = (
        (_BALANCE, value.balance_percent is not None),
        (_BALANCE_IS_LEFT, value.is_balance_left),
        (_TORQUE, value.accumulated_torque_nm is not None),
        (_TORQUE_AT_CRANK, value.is_torque_at_crank),
        (_WHEEL, value.wheel is not None),
        (_CRANK, value.crank is not None),
        (_FORCES, value.force_n is not None),
        (_TORQUES, value.torque_nm is not None),
        (_ANGLES, value.angle_deg is not None),
        (_TOP, value.top_dead_spot_deg is not None),
        (_BOTTOM, value.bottom_dead_spot_deg is not None),
        (_ENERGY, value.energy_kj is not None),
        (_OFFSET, value.is_offset_compensated),
    )
    return sum(bit for bit, is_present in present if is_present)


def _read_revolutions(take: Callable[[], int]) -> Revolutions:
    return Revolutions(count=take(), event_ticks=take())


def _write_revolutions(writer: Writer, value: Revolutions | None, size: int) -> None:
    if value is not None:
        writer.unsigned(value.count, size)
        writer.u16(value.event_ticks)


def _read_span(take: Callable[[], int], per_unit: int) -> Span:
    return Span(highest=take() / per_unit, lowest=take() / per_unit)


def _write_span(writer: Writer, value: Span | None, per_unit: int) -> None:
    if value is not None:
        writer.s16(round(value.highest * per_unit))
        writer.s16(round(value.lowest * per_unit))


def _read_angles(take: Callable[[], int]) -> Span:
    packed = take() | take() << 16
    return Span(highest=packed & 0xFFF, lowest=packed >> 12)


def _write_angles(writer: Writer, value: Span | None) -> None:
    if value is not None:
        writer.u24(round(value.highest) & 0xFFF | (round(value.lowest) & 0xFFF) << 12)
