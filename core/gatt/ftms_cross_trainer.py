"""Cross Trainer Data, 0x2ACE: 24 bits of flags (Fitness Machine Service 1.0, section 4.5)."""

from __future__ import annotations

import msgspec

from core.domain.value import Value
from core.gatt.ftms import ENERGY_FIELDS, HEART_RATE_FIELDS, NARROW_RESISTANCE, Field, Group, Layout
from core.gatt.packet import S16_NONE

_BACKWARD = 1 << 15
_LAYOUT = Layout(
    "cross trainer",
    (
        Group(0, (Field("speed_kmh", 2, per_unit=100),)),
        Group(1, (Field("speed_mean_kmh", 2, per_unit=100),)),
        Group(2, (Field("distance_m", 3),)),
        Group(3, (Field("steps_per_min", 2), Field("steps_mean_per_min", 2))),
        Group(4, (Field("stride_count", 2, per_unit=10),)),
        Group(
            5,
            (
                Field("elevation_gain_m", 2, other_none=S16_NONE),
                Field("elevation_loss_m", 2, other_none=S16_NONE),
            ),
        ),
        Group(
            6,
            (
                Field("inclination_percent", 2, per_unit=10, is_signed=True),
                Field("ramp_deg", 2, per_unit=10, is_signed=True),
            ),
        ),
        Group(
            7,
            (Field("resistance_level", 2, per_unit=10, is_signed=True),),
            NARROW_RESISTANCE,
        ),
        Group(8, (Field("power_w", 2, is_signed=True),)),
        Group(9, (Field("power_mean_w", 2, is_signed=True),)),
        Group(10, ENERGY_FIELDS),
        Group(11, HEART_RATE_FIELDS),
        Group(12, (Field("metabolic_equivalent", 1, per_unit=10),)),
        Group(13, (Field("elapsed_s", 2),)),
        Group(14, (Field("remaining_s", 2),)),
    ),
    flags_size=3,
)


class CrossTrainer(Value, frozen=True, kw_only=True):
    """One packet of a cross trainer. None: not in this packet, or not available."""

    speed_kmh: float | None = None
    speed_mean_kmh: float | None = None
    distance_m: float | None = None
    steps_per_min: float | None = None
    steps_mean_per_min: float | None = None
    stride_count: float | None = None
    elevation_gain_m: float | None = None
    elevation_loss_m: float | None = None
    inclination_percent: float | None = None
    ramp_deg: float | None = None
    resistance_level: float | None = None
    power_w: float | None = None
    power_mean_w: float | None = None
    energy_kcal: float | None = None
    energy_kcal_per_h: float | None = None
    energy_kcal_per_min: float | None = None
    heart_rate_bpm: float | None = None
    metabolic_equivalent: float | None = None
    elapsed_s: float | None = None
    remaining_s: float | None = None
    is_backward: bool = False


def decode(data: bytes, maker: str = "") -> CrossTrainer:
    """Read a packet.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    is_backward = bool(_LAYOUT.flags(data) & _BACKWARD)
    return CrossTrainer(**_LAYOUT.read(data, maker), is_backward=is_backward)


def encode(value: CrossTrainer) -> bytes:
    """Write a packet."""
    more = _BACKWARD if value.is_backward else 0
    return _LAYOUT.write(msgspec.structs.asdict(value), more_flags=more)
