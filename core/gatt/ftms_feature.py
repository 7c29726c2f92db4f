"""Fitness Machine Feature, 0x2ACC: what a machine tells and obeys (service 1.0, section 4.3)."""

from __future__ import annotations

from enum import Enum
from struct import Struct

from core.domain.value import Value
from core.gatt.codes import Bits
from core.gatt.packet import Writer, ends_early


class MachineFeature(Enum):
    """What it tells, in the order of the bits."""

    SPEED_MEAN = "speed_mean"
    CADENCE = "cadence"
    DISTANCE = "distance"
    INCLINATION = "inclination"
    ELEVATION_GAIN = "elevation_gain"
    PACE = "pace"
    STEP_COUNT = "step_count"
    RESISTANCE = "resistance"
    STRIDE_COUNT = "stride_count"
    ENERGY = "energy"
    HEART_RATE = "heart_rate"
    METABOLIC_EQUIVALENT = "metabolic_equivalent"
    ELAPSED_TIME = "elapsed_time"
    REMAINING_TIME = "remaining_time"
    POWER = "power"
    BELT_FORCE = "belt_force"
    USER_DATA = "user_data"


class TargetFeature(Enum):
    """What it obeys, in the order of the bits."""

    SPEED = "speed"
    INCLINATION = "inclination"
    RESISTANCE = "resistance"
    POWER = "power"
    """Constant power, whatever the cadence ("ERG")."""
    HEART_RATE = "heart_rate"
    ENERGY = "energy"
    STEP_COUNT = "step_count"
    STRIDE_COUNT = "stride_count"
    DISTANCE = "distance"
    TRAINING_TIME = "training_time"
    TIME_IN_TWO_ZONES = "time_in_two_zones"
    TIME_IN_THREE_ZONES = "time_in_three_zones"
    TIME_IN_FIVE_ZONES = "time_in_five_zones"
    SIMULATION = "simulation"
    WHEEL_CIRCUMFERENCE = "wheel_circumference"
    SPIN_DOWN = "spin_down"
    CADENCE = "cadence"


_MACHINE = Bits(MachineFeature)
_TARGETS = Bits(TargetFeature)
_WORDS = Struct("<II")


class FitnessMachineFeature(Value, frozen=True, kw_only=True):
    """Both lists."""

    machine: tuple[MachineFeature, ...] = ()
    targets: tuple[TargetFeature, ...] = ()


def decode(data: bytes) -> FitnessMachineFeature:
    """Read the features; reserved bits are ignored.

    Raises:
        MalformedPacketError: The packet is shorter than eight bytes.
    """
    if len(data) < _WORDS.size:
        raise ends_early("fitness machine feature", data, len(data) // 4 * 4, 4)
    machine, targets = _WORDS.unpack_from(data)
    return FitnessMachineFeature(machine=_MACHINE.words(machine), targets=_TARGETS.words(targets))


def encode(value: FitnessMachineFeature) -> bytes:
    """Write the features."""
    writer = Writer()
    writer.u32(_MACHINE.bits(value.machine))
    writer.u32(_TARGETS.bits(value.targets))
    return writer.finish()
