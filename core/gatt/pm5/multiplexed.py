"""PM5 multiplexed records, 0x0080: all records through one characteristic, some changed.

A packet begins with the number of the record. A record comes this way only while its own
characteristic is not subscribed to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from core.domain.value import Value
from core.gatt.packet import U8_NONE, Reader, malformed
from core.gatt.pm5 import (
    additional_split,
    additional_status_3,
    belt,
    force_curve,
    general_status,
    logged_workout,
    split,
)
from core.gatt.pm5.additional_status_1 import AdditionalStatus1
from core.gatt.pm5.additional_status_2 import AdditionalStatus2
from core.gatt.pm5.additional_stroke import AdditionalStroke
from core.gatt.pm5.additional_summary import NUMBERS_AFTER_TYPE, AdditionalSummary
from core.gatt.pm5.log_time import LOGGED_AT
from core.gatt.pm5.stroke import Stroke
from core.gatt.pm5.summary import NUMBERS as SUMMARY_NUMBERS, Summary
from core.gatt.record import Number, Record

_WHAT = "PM5 multiplexed"


class GameSummary(Value, frozen=True, kw_only=True):
    """The record 0x3C, which exists only in this form."""

    logged_at: str | None
    pace_mean_s_per_500_m: float
    game: int
    game_score: int
    erg_type: int


class Multiplexed(Value, frozen=True, kw_only=True):
    """One packet."""

    record_number: int
    """0x31 to 0x3F, the last byte of the record's own characteristic."""
    record: Any
    """The value of that record; what this form leaves out is None."""


_ELAPSED = Number("elapsed_s", 3, per_unit=100)
_ADDITIONAL_STATUS_1 = Record(
    "PM5 multiplexed additional status 1",
    AdditionalStatus1,
    (
        _ELAPSED,
        Number("speed_mps", 2, per_unit=1000),
        Number("stroke_rate_spm", 1),
        Number("heart_rate_bpm", 1, none=(U8_NONE, 0)),
        Number("pace_s_per_500_m", 2, per_unit=100),
        Number("pace_mean_s_per_500_m", 2, per_unit=100),
        Number("rest_distance_m", 2),
        Number("rest_s", 3, per_unit=100),
        Number("power_mean_w", 2),
        Number("erg_type", 1, is_optional=True),
    ),
)
_ADDITIONAL_STATUS_2 = Record(
    "PM5 multiplexed additional status 2",
    AdditionalStatus2,
    (
        _ELAPSED,
        Number("interval_count", 1),
        Number("energy_kcal", 2),
        Number("split_pace_s_per_500_m", 2, per_unit=100),
        Number("split_power_w", 2),
        Number("split_energy_kcal", 2),
        Number("last_split_s", 3, per_unit=100),
        Number("last_split_distance_m", 3),
    ),
)
_STROKE = Record(
    "PM5 multiplexed stroke",
    Stroke,
    (
        _ELAPSED,
        Number("distance_m", 3, per_unit=10),
        Number("drive_length_m", 1, per_unit=100),
        Number("drive_s", 1, per_unit=100),
        Number("recovery_s", 2, per_unit=100),
        Number("stroke_distance_m", 2, per_unit=100),
        Number("peak_force_lbf", 2, per_unit=10),
        Number("mean_force_lbf", 2, per_unit=10),
        Number("stroke_count", 2),
    ),
)
_ADDITIONAL_STROKE = Record(
    "PM5 multiplexed additional stroke",
    AdditionalStroke,
    (
        _ELAPSED,
        Number("power_w", 2),
        Number("energy_kcal_per_h", 2),
        Number("stroke_count", 2),
        Number("projected_s", 3),
        Number("projected_distance_m", 3),
        Number("work_j", 2, per_unit=10),
    ),
)
_SUMMARY = Record("PM5 multiplexed summary", Summary, SUMMARY_NUMBERS)
_ADDITIONAL_SUMMARY = Record(
    "PM5 multiplexed additional summary", AdditionalSummary, (LOGGED_AT, *NUMBERS_AFTER_TYPE)
)
_GAME_SUMMARY = Record(
    "PM5 game summary",
    GameSummary,
    (
        LOGGED_AT,
        Number("pace_mean_s_per_500_m", 2, per_unit=10),
        Number("game", 1),
        Number("game_score", 2),
        Number("erg_type", 1),
    ),
)


class _Codec(msgspec.Struct, frozen=True):
    decode: Callable[[bytes], Value]
    encode: Callable[[Any], bytes]


_CODECS: Mapping[int, _Codec] = {
    0x31: _Codec(general_status.decode, general_status.encode),
    0x32: _Codec(_ADDITIONAL_STATUS_1.decode, _ADDITIONAL_STATUS_1.encode),
    0x33: _Codec(_ADDITIONAL_STATUS_2.decode, _ADDITIONAL_STATUS_2.encode),
    0x35: _Codec(_STROKE.decode, _STROKE.encode),
    0x36: _Codec(_ADDITIONAL_STROKE.decode, _ADDITIONAL_STROKE.encode),
    0x37: _Codec(split.decode, split.encode),
    0x38: _Codec(additional_split.decode, additional_split.encode),
    0x39: _Codec(_SUMMARY.decode, _SUMMARY.encode),
    0x3A: _Codec(_ADDITIONAL_SUMMARY.decode, _ADDITIONAL_SUMMARY.encode),
    0x3B: _Codec(belt.decode, belt.encode),
    0x3C: _Codec(_GAME_SUMMARY.decode, _GAME_SUMMARY.encode),
    0x3D: _Codec(force_curve.decode, force_curve.encode),
    0x3E: _Codec(additional_status_3.decode, additional_status_3.encode),
    0x3F: _Codec(logged_workout.decode, logged_workout.encode),
}


def decode(data: bytes) -> Multiplexed:
    """Read a packet.

    Raises:
        MalformedPacketError: The record is too short, or its number is unknown.
    """
    reader = Reader(data, _WHAT)
    number = reader.u8()
    codec = _CODECS.get(number)
    if codec is None:
        raise malformed(_WHAT, data, f"there is no record 0x{number:02x}")
    return Multiplexed(record_number=number, record=codec.decode(reader.rest()))


def encode(value: Multiplexed) -> bytes:
    """Write a packet."""
    return bytes([value.record_number]) + _CODECS[value.record_number].encode(value.record)
