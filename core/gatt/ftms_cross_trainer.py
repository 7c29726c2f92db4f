"""Cross Trainer Data, 0x2ACE: 24 bits of flags (Fitness Machine Service 1.0, section 4.5)."""

from __future__ import annotations

from typing import Annotated

from core.domain.value import Value
from core.gatt.ftms import Flag, or_tens, s16, u8, u16, u24
from core.gatt.ftms_layout import Layout
from core.gatt.packet import S16_NONE


class CrossTrainer(Value, frozen=True, gc=False):
    """One packet of a cross trainer. None: not in this packet, or not available."""

    speed_kmh: Annotated[float | None, u16(0, per_unit=100)] = None
    speed_mean_kmh: Annotated[float | None, u16(1, per_unit=100)] = None
    distance_m: Annotated[float | None, u24(2)] = None
    steps_per_min: Annotated[float | None, u16(3)] = None
    steps_mean_per_min: Annotated[float | None, u16(3)] = None
    stride_count: Annotated[float | None, u16(4, per_unit=10)] = None
    elevation_gain_m: Annotated[float | None, u16(5, other_none=S16_NONE)] = None
    elevation_loss_m: Annotated[float | None, u16(5, other_none=S16_NONE)] = None
    inclination_percent: Annotated[float | None, s16(6, per_unit=10)] = None
    ramp_deg: Annotated[float | None, s16(6, per_unit=10)] = None
    resistance_level: Annotated[float | None, s16(7, per_unit=10), or_tens(7)] = None
    power_w: Annotated[float | None, s16(8)] = None
    power_mean_w: Annotated[float | None, s16(9)] = None
    energy_kcal: Annotated[float | None, u16(10)] = None
    energy_kcal_per_h: Annotated[float | None, u16(10)] = None
    energy_kcal_per_min: Annotated[float | None, u8(10)] = None
    heart_rate_bpm: Annotated[float | None, u8(11, is_zero_none=True)] = None
    metabolic_equivalent: Annotated[float | None, u8(12, per_unit=10)] = None
    elapsed_s: Annotated[float | None, u16(13)] = None
    remaining_s: Annotated[float | None, u16(14)] = None
    is_backward: Annotated[bool, Flag(15)] = False


_LAYOUT = Layout("cross trainer", CrossTrainer, flags_size=3)


def decode(data: bytes, maker: str = "") -> CrossTrainer:
    """Read a packet.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return _LAYOUT.read(data, maker)


def encode(value: CrossTrainer) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(value)
