"""Rower Data, 0x2AD1 (Fitness Machine Service 1.0, section 4.8)."""

from __future__ import annotations

from typing import Annotated

from core.domain.value import Value
from core.gatt.ftms import or_tens, s16, u8, u16, u24
from core.gatt.ftms_layout import Layout
from core.gatt.ftms_quirks import ROWER


class Rower(Value, frozen=True, gc=False):
    """One packet of a rower. None: not in this packet, or not available."""

    stroke_rate_spm: Annotated[float | None, u8(0, per_unit=2)] = None
    stroke_count: Annotated[float | None, u16(0)] = None
    stroke_rate_mean_spm: Annotated[float | None, u8(1, per_unit=2)] = None
    distance_m: Annotated[float | None, u24(2)] = None
    pace_s_per_500_m: Annotated[float | None, u16(3)] = None
    pace_mean_s_per_500_m: Annotated[float | None, u16(4)] = None
    power_w: Annotated[float | None, s16(5)] = None
    power_mean_w: Annotated[float | None, s16(6)] = None
    resistance_level: Annotated[float | None, s16(7), or_tens(7)] = None
    """In the machine's own steps; a PM5 sends its drag factor here."""
    energy_kcal: Annotated[float | None, u16(8)] = None
    energy_kcal_per_h: Annotated[float | None, u16(8)] = None
    energy_kcal_per_min: Annotated[float | None, u8(8)] = None
    heart_rate_bpm: Annotated[float | None, u8(9, is_zero_none=True)] = None
    metabolic_equivalent: Annotated[float | None, u8(10, per_unit=10)] = None
    elapsed_s: Annotated[float | None, u16(11)] = None
    remaining_s: Annotated[float | None, u16(12)] = None


_LAYOUT = Layout("rower", Rower, quirks=ROWER)


def decode(data: bytes, maker: str = "") -> Rower:
    """Read a packet; a known maker's deviations are put right.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return _LAYOUT.read(data, maker)


def encode(value: Rower) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(value)
