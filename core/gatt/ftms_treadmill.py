"""Treadmill Data, 0x2ACD (Fitness Machine Service 1.0, section 4.4).

The texts disagree about the pace: one byte of 0.1 km/min in that of 2017, two bytes of seconds
in later readings. The packet's length tells which one a machine follows.
"""

from __future__ import annotations

import msgspec

from core.domain.value import Value
from core.gatt.ftms import ENERGY_FIELDS, HEART_RATE_FIELDS, Field, Group, Layout
from core.gatt.packet import S16_NONE

_LAYOUT = Layout(
    "treadmill",
    (
        Group(0, (Field("speed_kmh", 2, per_unit=100),)),
        Group(1, (Field("speed_mean_kmh", 2, per_unit=100),)),
        Group(2, (Field("distance_m", 3),)),
        Group(
            3,
            (
                Field("inclination_percent", 2, per_unit=10, is_signed=True),
                Field("ramp_deg", 2, per_unit=10, is_signed=True),
            ),
        ),
        Group(
            4,
            (
                Field("elevation_gain_m", 2, per_unit=10, other_none=S16_NONE),
                Field("elevation_loss_m", 2, per_unit=10, other_none=S16_NONE),
            ),
        ),
        Group(5, (Field("pace_km_per_min", 1, per_unit=10),), (Field("pace_s", 2),)),
        Group(6, (Field("pace_mean_km_per_min", 1, per_unit=10),), (Field("pace_mean_s", 2),)),
        Group(7, ENERGY_FIELDS),
        Group(8, HEART_RATE_FIELDS),
        Group(9, (Field("metabolic_equivalent", 1, per_unit=10),)),
        Group(10, (Field("elapsed_s", 2),)),
        Group(11, (Field("remaining_s", 2),)),
        Group(12, (Field("belt_force_n", 2, is_signed=True), Field("power_w", 2, is_signed=True))),
    ),
)


class Treadmill(Value, frozen=True, kw_only=True):
    """One packet of a treadmill. None: not in this packet, or not available."""

    speed_kmh: float | None = None
    speed_mean_kmh: float | None = None
    distance_m: float | None = None
    inclination_percent: float | None = None
    ramp_deg: float | None = None
    elevation_gain_m: float | None = None
    elevation_loss_m: float | None = None
    pace_km_per_min: float | None = None
    pace_mean_km_per_min: float | None = None
    pace_s: float | None = None
    """For a distance that the machine does not name."""
    pace_mean_s: float | None = None
    energy_kcal: float | None = None
    energy_kcal_per_h: float | None = None
    energy_kcal_per_min: float | None = None
    heart_rate_bpm: float | None = None
    metabolic_equivalent: float | None = None
    elapsed_s: float | None = None
    remaining_s: float | None = None
    belt_force_n: float | None = None
    power_w: float | None = None


def decode(data: bytes, maker: str = "") -> Treadmill:
    """Read a packet.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return Treadmill(**_LAYOUT.read(data, maker))


def encode(value: Treadmill) -> bytes:
    """Write a packet; the paces either both in km/min or both in seconds."""
    return _LAYOUT.write(msgspec.structs.asdict(value))
