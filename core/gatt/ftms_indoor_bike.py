"""Indoor Bike Data, 0x2AD2 (Fitness Machine Service 1.0, section 4.9)."""

from __future__ import annotations

import msgspec

from core.domain.value import Value
from core.gatt.ftms import ENERGY_FIELDS, HEART_RATE_FIELDS, NARROW_RESISTANCE, Field, Group, Layout
from core.gatt.ftms_quirks import INDOOR_BIKE

_LAYOUT = Layout(
    "indoor bike",
    (
        Group(0, (Field("speed_kmh", 2, per_unit=100),)),
        Group(1, (Field("speed_mean_kmh", 2, per_unit=100),)),
        Group(2, (Field("cadence_rpm", 2, per_unit=2),)),
        Group(3, (Field("cadence_mean_rpm", 2, per_unit=2),)),
        Group(4, (Field("distance_m", 3),)),
        Group(5, (Field("resistance_level", 2, is_signed=True),), NARROW_RESISTANCE),
        Group(6, (Field("power_w", 2, is_signed=True),)),
        Group(7, (Field("power_mean_w", 2, is_signed=True),)),
        Group(8, ENERGY_FIELDS),
        Group(9, HEART_RATE_FIELDS),
        Group(10, (Field("metabolic_equivalent", 1, per_unit=10),)),
        Group(11, (Field("elapsed_s", 2),)),
        Group(12, (Field("remaining_s", 2),)),
    ),
    quirks=INDOOR_BIKE,
)


class IndoorBike(Value, frozen=True, kw_only=True):
    """One packet of a bike. None: not in this packet, or not available."""

    speed_kmh: float | None = None
    speed_mean_kmh: float | None = None
    cadence_rpm: float | None = None
    cadence_mean_rpm: float | None = None
    distance_m: float | None = None
    resistance_level: float | None = None
    """In the machine's own steps."""
    power_w: float | None = None
    power_mean_w: float | None = None
    energy_kcal: float | None = None
    energy_kcal_per_h: float | None = None
    energy_kcal_per_min: float | None = None
    heart_rate_bpm: float | None = None
    metabolic_equivalent: float | None = None
    elapsed_s: float | None = None
    remaining_s: float | None = None


def decode(data: bytes, maker: str = "") -> IndoorBike:
    """Read a packet; a known maker's deviations are put right.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return IndoorBike(**_LAYOUT.read(data, maker))


def encode(value: IndoorBike) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(msgspec.structs.asdict(value))
