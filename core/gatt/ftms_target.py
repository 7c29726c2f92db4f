"""What a fitness machine can be set to: shared by its control point and its status.

A request to set a target and the status that reports it carry the same numbers (service 1.0,
sections 4.16 and 4.17).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from struct import Struct
from typing import Any, NamedTuple

from core.domain.value import Value
from core.gatt.packet import Reader, Writer, ends_early


class TargetKind(Enum):
    """Which target."""

    SPEED = "speed"
    INCLINATION = "inclination"
    RESISTANCE = "resistance"
    POWER = "power"
    HEART_RATE = "heart_rate"
    ENERGY = "energy"
    STEPS = "steps"
    STRIDES = "strides"
    DISTANCE = "distance"
    TRAINING_TIME = "training_time"
    TIME_IN_TWO_ZONES = "time_in_two_zones"
    TIME_IN_THREE_ZONES = "time_in_three_zones"
    TIME_IN_FIVE_ZONES = "time_in_five_zones"
    SIMULATION = "simulation"
    WHEEL_CIRCUMFERENCE = "wheel_circumference"
    CADENCE = "cadence"


class Target(Value, frozen=True, kw_only=True):
    """The numbers of a target; None for those that another kind of target has."""

    speed_kmh: float | None = None
    inclination_percent: float | None = None
    resistance_level: float | None = None
    power_w: int | None = None
    heart_rate_bpm: int | None = None
    energy_kcal: int | None = None
    steps: int | None = None
    strides: int | None = None
    distance_m: int | None = None
    training_s: int | None = None
    zone_s: tuple[int, ...] = ()
    """Time in each of two, three or five heart-rate zones, lightest first."""
    wind_mps: float | None = None
    grade_percent: float | None = None
    rolling_resistance: float | None = None
    wind_resistance_kg_per_m: float | None = None
    wheel_mm: float | None = None
    cadence_rpm: float | None = None


class Number(NamedTuple):
    """One number of a target."""

    name: str
    width: int
    per_unit: int = 1
    is_signed: bool = False

    @property
    def reader(self) -> tuple[str, int, int, Callable[[bytes, int], tuple[int, ...]]]:
        """Name, width, steps per unit, and what unpacks it from a place in a packet."""
        letter = "h" if self.is_signed else _LETTER_OF_WIDTH.get(self.width)
        unpack = Struct(f"<{letter}").unpack_from if letter else _u24
        return self.name, self.width, self.per_unit, unpack


_LETTER_OF_WIDTH = {1: "B", 2: "H"}


def _u24(data: bytes, start: int) -> tuple[int, ...]:
    return (data[start] | data[start + 1] << 8 | data[start + 2] << 16,)


class TargetForm:
    """How the numbers of one kind of target are sent.

    Args:
        kind: Of which target.
        numbers: In the order of the bytes, by the names of `Target`.
        wide: The same numbers as many machines send them, in more bytes than the text says;
            believed when there are that many.
        zones: For times in zones: how many there are, of two bytes each.
    """

    def __init__(
        self,
        kind: TargetKind,
        numbers: tuple[Number, ...] = (),
        *,
        wide: tuple[Number, ...] = (),
        zones: int = 0,
    ) -> None:
        self.kind = kind
        self._numbers = numbers
        self._wide = wide
        self._readers = [number.reader for number in numbers]
        self._wide_readers = [number.reader for number in wide]
        self._wide_size = sum(number.width for number in wide)
        self._zones = zones

    def read(self, data: bytes, start: int, what: str) -> dict[str, Any]:
        """The numbers, by the names of `Target`.

        Args:
            data: The packet.
            start: Where they begin in it.
            what: The packet's name in error messages.

        Raises:
            MalformedPacketError: The packet ends early.
        """
        if self._zones:
            reader = Reader(data, what, start)
            return {"zone_s": tuple([reader.u16() for _ in range(self._zones)])}
        size = len(data)
        is_wide = self._wide and size - start >= self._wide_size
        values: dict[str, Any] = {}
        for name, width, per_unit, read in self._wide_readers if is_wide else self._readers:
            if start + width > size:
                raise ends_early(what, data, start, width)
            raw = read(data, start)[0]
            values[name] = raw if per_unit == 1 else raw / per_unit
            start += width
        return values

    def write(self, writer: Writer, target: Target, *, is_wide: bool) -> None:
        """Write the numbers; 0 for one that is not given."""
        for zone in range(self._zones):
            writer.u16(target.zone_s[zone] if zone < len(target.zone_s) else 0)
        for name, width, per_unit, is_signed in (
            self._wide if is_wide and self._wide else self._numbers
        ):
            value: float | None = getattr(target, name)
            write = writer.signed if is_signed else writer.unsigned
            write(round((value or 0) * per_unit), width)

    def is_given(self, target: Target) -> bool:
        """Whether a target has all these numbers."""
        return len(target.zone_s) == self._zones and all(
            getattr(target, name) is not None for name, *_ in self._numbers
        )


_FORMS = (
    TargetForm(TargetKind.SPEED, (Number("speed_kmh", 2, per_unit=100),)),
    TargetForm(
        TargetKind.INCLINATION, (Number("inclination_percent", 2, per_unit=10, is_signed=True),)
    ),
    TargetForm(TargetKind.POWER, (Number("power_w", 2, is_signed=True),)),
    TargetForm(TargetKind.HEART_RATE, (Number("heart_rate_bpm", 1),)),
    TargetForm(TargetKind.ENERGY, (Number("energy_kcal", 2),)),
    TargetForm(TargetKind.STEPS, (Number("steps", 2),)),
    TargetForm(TargetKind.STRIDES, (Number("strides", 2),)),
    TargetForm(TargetKind.DISTANCE, (Number("distance_m", 3),)),
    TargetForm(TargetKind.TRAINING_TIME, (Number("training_s", 2),)),
    TargetForm(
        TargetKind.SIMULATION,
        (
            Number("wind_mps", 2, per_unit=1000, is_signed=True),
            Number("grade_percent", 2, per_unit=100, is_signed=True),
            Number("rolling_resistance", 1, per_unit=10000),
            Number("wind_resistance_kg_per_m", 1, per_unit=100),
        ),
    ),
    TargetForm(TargetKind.WHEEL_CIRCUMFERENCE, (Number("wheel_mm", 2, per_unit=10),)),
    TargetForm(TargetKind.CADENCE, (Number("cadence_rpm", 2, per_unit=2),)),
    TargetForm(
        TargetKind.RESISTANCE,
        (Number("resistance_level", 1, per_unit=10),),
        wide=(Number("resistance_level", 2, per_unit=10, is_signed=True),),
    ),
    TargetForm(TargetKind.TIME_IN_TWO_ZONES, zones=2),
    TargetForm(TargetKind.TIME_IN_THREE_ZONES, zones=3),
    TargetForm(TargetKind.TIME_IN_FIVE_ZONES, zones=5),
)
_FORM_OF = {form.kind: form for form in _FORMS}


class TargetCodes:
    """The forms by the codes of one characteristic, and back.

    Args:
        kind_of: The kinds by their code.
    """

    def __init__(self, kind_of: Mapping[int, TargetKind]) -> None:
        self._form_of = {code: _FORM_OF[kind] for code, kind in kind_of.items()}
        self._code_of = {kind: code for code, kind in kind_of.items()}

    def form(self, code: int) -> TargetForm | None:
        """What a code announces; None for one that is no target."""
        return self._form_of.get(code)

    def code(self, kind: TargetKind) -> int:
        """How a kind is sent."""
        return self._code_of[kind]


def form_of(kind: TargetKind) -> TargetForm:
    """How the numbers of a kind are sent."""
    return _FORM_OF[kind]
