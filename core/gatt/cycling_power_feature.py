"""Cycling Power Feature, 0x2A65 (Cycling Power Service 1.1, section 3.1)."""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import Bits, numbered
from core.gatt.packet import Reader, Writer

_DISTRIBUTED_SHIFT = 20
_DISTRIBUTED_MASK = 0b11


class PowerFeature(Enum):
    """What a power meter can do, in the order of the bits."""

    BALANCE = "balance"
    ACCUMULATED_TORQUE = "accumulated_torque"
    WHEEL_REVOLUTIONS = "wheel_revolutions"
    CRANK_REVOLUTIONS = "crank_revolutions"
    EXTREME_MAGNITUDES = "extreme_magnitudes"
    EXTREME_ANGLES = "extreme_angles"
    DEAD_SPOTS = "dead_spots"
    ACCUMULATED_ENERGY = "accumulated_energy"
    OFFSET_COMPENSATION_INDICATOR = "offset_compensation_indicator"
    OFFSET_COMPENSATION = "offset_compensation"
    CONTENT_MASKING = "content_masking"
    SEVERAL_LOCATIONS = "several_locations"
    CRANK_LENGTH = "crank_length"
    CHAIN_LENGTH = "chain_length"
    CHAIN_WEIGHT = "chain_weight"
    SPAN_LENGTH = "span_length"
    MEASURES_TORQUE = "measures_torque"
    """Its raw values and offsets are 1/32 Nm; else newtons."""
    MEASUREMENT_DIRECTION = "measurement_direction"
    CALIBRATION_DATE = "calibration_date"
    ENHANCED_OFFSET_COMPENSATION = "enhanced_offset_compensation"


class Distribution(Enum):
    """Whether the meter is one of several that belong together (left and right pedal)."""

    UNSPECIFIED = "unspecified"
    ALONE = "alone"
    ONE_OF_SEVERAL = "one_of_several"


_FEATURES = Bits(PowerFeature)
_DISTRIBUTION = numbered(Distribution)


class CyclingPowerFeature(Value, frozen=True, kw_only=True):
    """What a power meter said about itself."""

    features: tuple[PowerFeature, ...] = ()
    distribution: Distribution | None = Distribution.UNSPECIFIED
    """None for the reserved code."""


def decode(data: bytes) -> CyclingPowerFeature:
    """Read the features; reserved bits are ignored.

    Raises:
        MalformedPacketError: The packet is shorter than four bytes.
    """
    bits = Reader(data, "cycling power feature").u32()
    return CyclingPowerFeature(
        features=_FEATURES.words(bits),
        distribution=_DISTRIBUTION.word(bits >> _DISTRIBUTED_SHIFT & _DISTRIBUTED_MASK),
    )


def encode(value: CyclingPowerFeature) -> bytes:
    """Write the features."""
    shared = (
        _DISTRIBUTED_MASK if value.distribution is None else _DISTRIBUTION.code(value.distribution)
    )
    writer = Writer()
    writer.u32(_FEATURES.bits(value.features) | shared << _DISTRIBUTED_SHIFT)
    return writer.finish()
