"""Treadmill Data, 0x2ACD (Fitness Machine Service 1.0, section 4.4).

The texts disagree about the pace: one byte of 0.1 km/min in that of 2017, two bytes of seconds
in later readings. The packet's length tells which one a machine follows.
"""

from __future__ import annotations

from typing import Annotated

from core.domain.value import Value
from core.gatt.ftms import s16, u8, u16, u24
from core.gatt.ftms_layout import Layout
from core.gatt.packet import S16_NONE


class Treadmill(Value, frozen=True, gc=False):
    """One packet of a treadmill. None: not in this packet, or not available."""

    speed_kmh: Annotated[float | None, u16(0, per_unit=100)] = None
    speed_mean_kmh: Annotated[float | None, u16(1, per_unit=100)] = None
    distance_m: Annotated[float | None, u24(2)] = None
    inclination_percent: Annotated[float | None, s16(3, per_unit=10)] = None
    ramp_deg: Annotated[float | None, s16(3, per_unit=10)] = None
    elevation_gain_m: Annotated[float | None, u16(4, per_unit=10, other_none=S16_NONE)] = None
    elevation_loss_m: Annotated[float | None, u16(4, per_unit=10, other_none=S16_NONE)] = None
    pace_km_per_min: Annotated[float | None, u8(5, per_unit=10)] = None
    pace_mean_km_per_min: Annotated[float | None, u8(6, per_unit=10)] = None
    pace_s_per_500_m: Annotated[float | None, u16(5, is_alternative=True)] = None
    pace_mean_s_per_500_m: Annotated[float | None, u16(6, is_alternative=True)] = None
    energy_kcal: Annotated[float | None, u16(7)] = None
    energy_kcal_per_h: Annotated[float | None, u16(7)] = None
    energy_kcal_per_min: Annotated[float | None, u8(7)] = None
    heart_rate_bpm: Annotated[float | None, u8(8, is_zero_none=True)] = None
    metabolic_equivalent: Annotated[float | None, u8(9, per_unit=10)] = None
    elapsed_s: Annotated[float | None, u16(10)] = None
    remaining_s: Annotated[float | None, u16(11)] = None
    belt_force_n: Annotated[float | None, s16(12)] = None
    power_w: Annotated[float | None, s16(12)] = None


_LAYOUT = Layout("treadmill", Treadmill)


def decode(data: bytes, maker: str = "") -> Treadmill:
    """Read a packet.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return _LAYOUT.read(data, maker)


def encode(value: Treadmill) -> bytes:
    """Write a packet; the paces either both in km/min or both in seconds."""
    return _LAYOUT.write(value)
