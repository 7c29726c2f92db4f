"""Indoor Bike Data, 0x2AD2 (Fitness Machine Service 1.0, section 4.9)."""

from __future__ import annotations

from typing import Annotated

from core.domain.value import Value
from core.gatt.ftms import or_tens, s16, u8, u16, u24
from core.gatt.ftms_layout import Layout
from core.gatt.ftms_quirks import INDOOR_BIKE


class IndoorBike(Value, frozen=True, gc=False):
    """One packet of a bike. None: not in this packet, or not available."""

    speed_kmh: Annotated[float | None, u16(0, per_unit=100)] = None
    speed_mean_kmh: Annotated[float | None, u16(1, per_unit=100)] = None
    cadence_rpm: Annotated[float | None, u16(2, per_unit=2)] = None
    cadence_mean_rpm: Annotated[float | None, u16(3, per_unit=2)] = None
    distance_m: Annotated[float | None, u24(4)] = None
    resistance_level: Annotated[float | None, s16(5), or_tens(5)] = None
    """In the machine's own steps."""
    power_w: Annotated[float | None, s16(6)] = None
    power_mean_w: Annotated[float | None, s16(7)] = None
    energy_kcal: Annotated[float | None, u16(8)] = None
    energy_kcal_per_h: Annotated[float | None, u16(8)] = None
    energy_kcal_per_min: Annotated[float | None, u8(8)] = None
    heart_rate_bpm: Annotated[float | None, u8(9, is_zero_none=True)] = None
    metabolic_equivalent: Annotated[float | None, u8(10, per_unit=10)] = None
    elapsed_s: Annotated[float | None, u16(11)] = None
    remaining_s: Annotated[float | None, u16(12)] = None


_LAYOUT = Layout("indoor bike", IndoorBike, quirks=INDOOR_BIKE)


def decode(data: bytes, maker: str = "") -> IndoorBike:
    """Read a packet; a known maker's deviations are put right.

    Raises:
        MalformedPacketError: The packet is shorter than its flags word, or holds nothing of
            what it promises.
    """
    return _LAYOUT.read(data, maker)


def encode(value: IndoorBike) -> bytes:
    """Write a packet."""
    return _LAYOUT.write(value)
