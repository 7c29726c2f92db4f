"""Stair Climber Data, 0x2AD0 (Fitness Machine Service 1.0, section 4.7)."""

from __future__ import annotations

from typing import Annotated

from core.domain.value import Value
from core.gatt.ftms import u8, u16
from core.gatt.ftms_layout import Layout
from core.gatt.packet import S16_NONE


class StairClimber(Value, frozen=True, gc=False):
    """One packet of a stair climber. None: not in this packet, or not available."""

    floors: Annotated[float | None, u16(0)] = None
    steps_per_min: Annotated[float | None, u16(1)] = None
    steps_mean_per_min: Annotated[float | None, u16(2)] = None
    elevation_gain_m: Annotated[float | None, u16(3, other_none=S16_NONE)] = None
    stride_count: Annotated[float | None, u16(4)] = None
    """Of two steps each."""
    energy_kcal: Annotated[float | None, u16(5)] = None
    energy_kcal_per_h: Annotated[float | None, u16(5)] = None
    energy_kcal_per_min: Annotated[float | None, u8(5)] = None
    heart_rate_bpm: Annotated[float | None, u8(6, is_zero_none=True)] = None
    metabolic_equivalent: Annotated[float | None, u8(7, per_unit=10)] = None
    elapsed_s: Annotated[float | None, u16(8)] = None
    remaining_s: Annotated[float | None, u16(9)] = None


_LAYOUT = Layout("stair climber", StairClimber)


def decode(data: bytes, maker: str = "") -> StairClimber:
    """Read a packet.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return _LAYOUT.read(data, maker)


def encode(value: StairClimber) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(value)
