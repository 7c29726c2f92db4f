"""Step Climber Data, 0x2ACF (Fitness Machine Service 1.0, section 4.6)."""

from __future__ import annotations

from typing import Annotated

from core.domain.value import Value
from core.gatt.ftms import u8, u16
from core.gatt.ftms_layout import Layout
from core.gatt.packet import S16_NONE


class StepClimber(Value, frozen=True, gc=False):
    """One packet of a step climber. None: not in this packet, or not available."""

    floors: Annotated[float | None, u16(0)] = None
    step_count: Annotated[float | None, u16(0)] = None
    steps_per_min: Annotated[float | None, u16(1)] = None
    steps_mean_per_min: Annotated[float | None, u16(2)] = None
    elevation_gain_m: Annotated[float | None, u16(3, other_none=S16_NONE)] = None
    energy_kcal: Annotated[float | None, u16(4)] = None
    energy_kcal_per_h: Annotated[float | None, u16(4)] = None
    energy_kcal_per_min: Annotated[float | None, u8(4)] = None
    heart_rate_bpm: Annotated[float | None, u8(5, is_zero_none=True)] = None
    metabolic_equivalent: Annotated[float | None, u8(6, per_unit=10)] = None
    elapsed_s: Annotated[float | None, u16(7)] = None
    remaining_s: Annotated[float | None, u16(8)] = None


_LAYOUT = Layout("step climber", StepClimber)


def decode(data: bytes, maker: str = "") -> StepClimber:
    """Read a packet.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return _LAYOUT.read(data, maker)


def encode(value: StepClimber) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(value)
