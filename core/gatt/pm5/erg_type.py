"""PM5 erg type, 0x0016: on which machine a monitor sits."""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.packet import Reader, Writer


class ErgMachine(Enum):
    """The kind of machine."""

    ROWER = "rower"
    SKI = "ski"
    BIKE = "bike"
    MULTI = "multi"


_ROWERS = frozenset({*range(9), *range(16, 21)})
_CODES = {
    ErgMachine.ROWER: _ROWERS - {6},
    ErgMachine.SKI: frozenset({128, 143}),
    ErgMachine.BIKE: frozenset({192, 193, 194, 207}),
    ErgMachine.MULTI: frozenset({224, 225, 226}),
}


class ErgType(Value, frozen=True, kw_only=True):
    """The machine, and its exact code."""

    code: int
    machine: ErgMachine | None
    """None for a code that nobody knows."""


def machine_of(code: int) -> ErgMachine | None:
    """The kind of machine of a code, as several records carry it."""
    return next((machine for machine, codes in _CODES.items() if code in codes), None)


def decode(data: bytes) -> ErgType:
    """Read the type.

    Raises:
        MalformedPacketError: The packet is empty.
    """
    code = Reader(data, "PM5 erg type").u8()
    return ErgType(code=code, machine=machine_of(code))


def encode(value: ErgType) -> bytes:
    """Write the type, by its code."""
    writer = Writer()
    writer.u8(value.code)
    return writer.finish()
