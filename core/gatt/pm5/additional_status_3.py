"""PM5 additional status 3, 0x003E: screen, errors, calibration, game."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.record import Number, Record


class AdditionalStatus3(Value, frozen=True, kw_only=True):
    """One record; all codes as the machine sends them."""

    operational_state: int
    verification_state: int
    screen: int
    last_error: int
    calibration_mode: int
    calibration_state: int
    calibration_status: int
    game: int
    game_score: int


_RECORD = Record(
    "PM5 additional status 3",
    AdditionalStatus3,
    (
        Number("operational_state", 1),
        Number("verification_state", 1),
        Number("screen", 2),
        Number("last_error", 2),
        Number("calibration_mode", 1),
        Number("calibration_state", 1),
        Number("calibration_status", 1),
        Number("game", 1),
        Number("game_score", 2),
    ),
)


def decode(data: bytes) -> AdditionalStatus3:
    """Read a record; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The record is too short.
    """
    return _RECORD.decode(data)


def encode(value: AdditionalStatus3) -> bytes:
    """Write a record."""
    return _RECORD.encode(value)
