"""PM5 additional status 1, 0x0032: speed, stroke rate, pace."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import U8_NONE, Reader, Writer

_CENTI = 100
_MILLI = 1000
_WHAT = "PM5 additional status 1"


class AdditionalStatus1(Value, frozen=True, kw_only=True):
    """One record."""

    elapsed_s: float
    speed_mps: float
    stroke_rate_spm: int
    heart_rate_bpm: int | None = None
    """From a belt paired to the machine itself."""
    pace_s_per_500_m: float = 0.0
    pace_mean_s_per_500_m: float = 0.0
    rest_distance_m: int = 0
    rest_s: float = 0.0
    erg_type: int | None = None
    """0–20 rowers, 128 ski erg, 192 bike erg; None from old firmware."""
    power_mean_w: int | None = None
    """Only in the multiplexed form."""


def decode(data: bytes) -> AdditionalStatus1:
    """Read a record; old firmware sends it without the last byte.

    Raises:
        MalformedPacketError: The record is too short.
    """
    reader = Reader(data, _WHAT)
    return AdditionalStatus1(
        elapsed_s=reader.u24() / _CENTI,
        speed_mps=reader.u16() / _MILLI,
        stroke_rate_spm=reader.u8(),
        heart_rate_bpm=_heart_rate_of(reader.u8()),
        pace_s_per_500_m=reader.u16() / _CENTI,
        pace_mean_s_per_500_m=reader.u16() / _CENTI,
        rest_distance_m=reader.u16(),
        rest_s=reader.u24() / _CENTI,
        erg_type=reader.u8() if reader.remaining else None,
    )


def encode(value: AdditionalStatus1) -> bytes:
    """Write a record."""
    writer = Writer()
    writer.u24(round(value.elapsed_s * _CENTI))
    writer.u16(round(value.speed_mps * _MILLI))
    writer.u8(value.stroke_rate_spm)
    writer.u8(U8_NONE if value.heart_rate_bpm is None else value.heart_rate_bpm)
    writer.u16(round(value.pace_s_per_500_m * _CENTI))
    writer.u16(round(value.pace_mean_s_per_500_m * _CENTI))
    writer.u16(value.rest_distance_m)
    writer.u24(round(value.rest_s * _CENTI))
    if value.erg_type is not None:
        writer.u8(value.erg_type)
    return writer.finish()


def _heart_rate_of(raw: int) -> int | None:
    return None if raw in (0, U8_NONE) else raw
