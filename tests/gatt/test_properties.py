"""What holds for all codecs and all bytes."""

import contextlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from core.errors import MalformedPacketError
from core.gatt import (
    battery,
    cycling_power,
    device_information,
    ftms_indoor_bike,
    ftms_rower,
    heart_rate,
)
from core.gatt.cycling_power import CyclingPower, Revolutions, Span
from core.gatt.ftms_indoor_bike import IndoorBike
from core.gatt.ftms_rower import Rower
from core.gatt.heart_rate import HeartRate, SkinContact
from core.gatt.pm5 import (
    additional_status_1,
    additional_status_2,
    additional_stroke,
    general_status,
    stroke,
)

CODECS = [
    battery,
    cycling_power,
    device_information,
    ftms_indoor_bike,
    ftms_rower,
    heart_rate,
    additional_status_1,
    additional_status_2,
    additional_stroke,
    general_status,
    stroke,
]


def whole(bits: int) -> st.SearchStrategy[int]:
    return st.integers(0, (1 << bits) - 1)


def below_none(bits: int, per_unit: int = 1) -> st.SearchStrategy[float]:
    return st.integers(0, (1 << bits) - 2).map(lambda raw: raw / per_unit)


def signed(per_unit: int = 1) -> st.SearchStrategy[float]:
    return st.integers(-0x8000, 0x7FFE).map(lambda raw: raw / per_unit)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


heart_rates = st.builds(
    HeartRate,
    heart_rate_bpm=whole(16),
    contact=st.sampled_from(SkinContact),
    energy_kj=maybe(whole(16)),
    rr_intervals_ms=st.lists(whole(16).map(lambda ticks: ticks * 1000 / 1024), max_size=9).map(
        tuple
    ),
)
spans = st.builds(Span, highest=signed(), lowest=signed())
cycling_powers = st.builds(
    CyclingPower,
    power_w=st.integers(-0x8000, 0x7FFF),
    balance_percent=maybe(whole(8).map(lambda raw: raw / 2)),
    is_balance_left=st.booleans(),
    accumulated_torque_nm=maybe(whole(16).map(lambda raw: raw / 32)),
    is_torque_at_crank=st.booleans(),
    wheel=maybe(st.builds(Revolutions, count=whole(32), event_ticks=whole(16))),
    crank=maybe(st.builds(Revolutions, count=whole(16), event_ticks=whole(16))),
    force_n=maybe(spans),
    torque_nm=maybe(st.builds(Span, highest=signed(32), lowest=signed(32))),
    angle_deg=maybe(st.builds(Span, highest=whole(12), lowest=whole(12))),
    top_dead_spot_deg=maybe(whole(16)),
    bottom_dead_spot_deg=maybe(whole(16)),
    energy_kj=maybe(whole(16)),
    is_offset_compensated=st.booleans(),
)
machine_fields: dict[str, st.SearchStrategy[Any]] = {
    "distance_m": maybe(below_none(24)),
    "resistance_level": maybe(signed()),
    "power_w": maybe(signed()),
    "power_mean_w": maybe(signed()),
    "energy_kcal": maybe(below_none(16)),
    "energy_kcal_per_h": maybe(below_none(16)),
    "energy_kcal_per_min": maybe(below_none(8)),
    "heart_rate_bpm": maybe(st.integers(1, 254)),
    "metabolic_equivalent": maybe(below_none(8, 10)),
    "elapsed_s": maybe(below_none(16)),
    "remaining_s": maybe(below_none(16)),
}
bikes = st.builds(
    IndoorBike,
    speed_kmh=maybe(below_none(16, 100)),
    speed_mean_kmh=maybe(below_none(16, 100)),
    cadence_rpm=maybe(below_none(16, 2)),
    cadence_mean_rpm=maybe(below_none(16, 2)),
    **machine_fields,
)
rowers = st.builds(
    Rower,
    stroke_rate_spm=maybe(below_none(8, 2)),
    stroke_count=maybe(below_none(16)),
    stroke_rate_mean_spm=maybe(below_none(8, 2)),
    pace_s_per_500_m=maybe(below_none(16)),
    pace_mean_s_per_500_m=maybe(below_none(16)),
    **machine_fields,
)


@pytest.mark.parametrize(
    ("codec", "values"),
    [
        (heart_rate, heart_rates),
        (cycling_power, cycling_powers),
        (ftms_indoor_bike, bikes),
        (ftms_rower, rowers),
        (battery, maybe(st.integers(0, 100))),
    ],
    ids=["heart rate", "cycling power", "indoor bike", "rower", "battery"],
)
def test_that_what_was_encoded_is_decoded_again(codec: ModuleType, values) -> None:
    @given(values)
    def round_trip(value: object) -> None:
        assert codec.decode(codec.encode(value)) == value

    round_trip()


@pytest.mark.parametrize(
    ("codec", "size"),
    [
        (general_status, 19),
        (additional_status_1, 17),
        (additional_status_1, 16),
        (additional_status_2, 20),
        (stroke, 20),
        (additional_stroke, 15),
    ],
)
def test_that_any_pm5_record_survives_the_round_trip(codec: ModuleType, size: int) -> None:
    @given(st.binary(min_size=size, max_size=size))
    def round_trip(packet: bytes) -> None:
        value = codec.decode(packet)
        again = codec.encode(value)
        assert len(again) == size
        assert codec.decode(again) == value

    round_trip()


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.__name__)
def test_that_any_bytes_give_a_value_or_a_malformed_packet(codec: ModuleType) -> None:
    decode: Callable[[bytes], object] = codec.decode

    @given(st.binary(max_size=64))
    @example(b"")
    @example(b"\xff" * 40)
    def total(packet: bytes) -> None:
        with contextlib.suppress(MalformedPacketError):
            decode(packet)

    total()


@given(st.integers(-(10**9), 10**9))
def test_that_a_number_too_large_for_its_field_is_cut_and_never_raises(number: int) -> None:
    heart_rate.encode(HeartRate(heart_rate_bpm=number))
    cycling_power.encode(CyclingPower(power_w=number))
    assert ftms_indoor_bike.decode(ftms_indoor_bike.encode(IndoorBike(power_w=number))).power_w == (
        min(max(number, -0x8000), 0x7FFE)
    )
