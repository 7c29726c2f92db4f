"""Rower Data, 0x2AD1 (Fitness Machine Service 1.0, section 4.8)."""

from __future__ import annotations

import msgspec

from core.domain.value import Value
from core.gatt.ftms import ENERGY_FIELDS, HEART_RATE_FIELDS, NARROW_RESISTANCE, Field, Group, Layout
from core.gatt.ftms_quirks import ROWER

_LAYOUT = Layout(
    "rower",
    (
        Group(0, (Field("stroke_rate_spm", 1, per_unit=2), Field("stroke_count", 2))),
        Group(1, (Field("stroke_rate_mean_spm", 1, per_unit=2),)),
        Group(2, (Field("distance_m", 3),)),
        Group(3, (Field("pace_s_per_500_m", 2),)),
        Group(4, (Field("pace_mean_s_per_500_m", 2),)),
        Group(5, (Field("power_w", 2, is_signed=True),)),
        Group(6, (Field("power_mean_w", 2, is_signed=True),)),
        Group(7, (Field("resistance_level", 2, is_signed=True),), NARROW_RESISTANCE),
        Group(8, ENERGY_FIELDS),
        Group(9, HEART_RATE_FIELDS),
        Group(10, (Field("metabolic_equivalent", 1, per_unit=10),)),
        Group(11, (Field("elapsed_s", 2),)),
        Group(12, (Field("remaining_s", 2),)),
    ),
    quirks=ROWER,
)


class Rower(Value, frozen=True, kw_only=True):
    """One packet of a rower. None: not in this packet, or not available."""

    stroke_rate_spm: float | None = None
    stroke_count: float | None = None
    stroke_rate_mean_spm: float | None = None
    distance_m: float | None = None
    pace_s_per_500_m: float | None = None
    pace_mean_s_per_500_m: float | None = None
    power_w: float | None = None
    power_mean_w: float | None = None
    resistance_level: float | None = None
    """In the machine's own steps; a PM5 sends its drag factor here."""
    energy_kcal: float | None = None
    energy_kcal_per_h: float | None = None
    energy_kcal_per_min: float | None = None
    heart_rate_bpm: float | None = None
    metabolic_equivalent: float | None = None
    elapsed_s: float | None = None
    remaining_s: float | None = None


def decode(data: bytes, maker: str = "") -> Rower:
    """Read a packet; a known maker's deviations are put right.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return Rower(**_LAYOUT.read(data, maker))


def encode(value: Rower) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(msgspec.structs.asdict(value))
