"""What was encoded is decoded again: every codec that is not in `test_properties`."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from core.gatt import (
    body_sensor_location,
    core_temperature,
    cycling_power_control,
    cycling_power_feature,
    cycling_power_vector,
    device_information,
    ftms_control,
    ftms_cross_trainer,
    ftms_feature,
    ftms_range,
    ftms_stair_climber,
    ftms_status,
    ftms_step_climber,
    ftms_training_status,
    ftms_treadmill,
    keiser,
    moxy,
    polar_advertisement,
    polar_control,
    polar_stream,
    running,
    sensor_location,
    speed_cadence,
)
from core.gatt.body_sensor_location import BodyLocation
from core.gatt.core_temperature import CoreTemperature
from core.gatt.cycling_power import Revolutions
from core.gatt.cycling_power_feature import CyclingPowerFeature, Distribution, PowerFeature
from core.gatt.cycling_power_vector import CyclingPowerVector, Direction
from core.gatt.ftms_cross_trainer import CrossTrainer
from core.gatt.ftms_feature import FitnessMachineFeature, MachineFeature, TargetFeature
from core.gatt.ftms_range import RangeCodec, SupportedRange
from core.gatt.ftms_stair_climber import StairClimber
from core.gatt.ftms_step_climber import StepClimber
from core.gatt.ftms_target import TargetKind
from core.gatt.ftms_training_status import TrainingPhase, TrainingStatus
from core.gatt.ftms_treadmill import Treadmill
from core.gatt.keiser import KeiserBike
from core.gatt.moxy import MuscleOxygen
from core.gatt.packet import Reader, Writer
from core.gatt.pm5 import (
    additional_split,
    additional_status_3,
    additional_summary,
    belt,
    erg_type,
    force_curve,
    logged_workout,
    multiplexed,
    packet_size,
    sample_rate,
    split,
    summary,
)
from core.gatt.polar_advertisement import PolarAdvertisement
from core.gatt.polar_settings import PolarSettings
from core.gatt.polar_stream import Acceleration, PolarFrame, PulseInterval, StreamKind
from core.gatt.running import Running
from core.gatt.sensor_location import SensorLocation
from core.gatt.speed_cadence import SpeedCadence


def whole(bits: int, per_unit: int = 1) -> st.SearchStrategy[float]:
    return st.integers(0, (1 << bits) - 1).map(lambda raw: scaled(raw, per_unit))


def below_none(bits: int, per_unit: int = 1) -> st.SearchStrategy[float]:
    return st.integers(0, (1 << bits) - 2).map(lambda raw: scaled(raw, per_unit))


def signed(per_unit: int = 1, bits: int = 16) -> st.SearchStrategy[float]:
    half = 1 << bits - 1
    return st.integers(-half, half - 2).map(lambda raw: scaled(raw, per_unit))


def scaled(raw: int, per_unit: int) -> float:
    return raw if per_unit == 1 else raw / per_unit


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some_of(words: Any) -> st.SearchStrategy[Any]:
    """A choice of members in the order of their definition."""
    members = tuple(words)
    return st.sets(st.sampled_from(members)).map(
        lambda chosen: tuple(word for word in members if word in chosen)
    )


crank = st.builds(Revolutions, count=whole(16), event_ticks=whole(16))
wheel = st.builds(Revolutions, count=whole(32), event_ticks=whole(16))
numbers = st.lists(st.integers(-0x8000, 0x7FFF), min_size=1, max_size=8).map(tuple)
vectors = st.builds(
    CyclingPowerVector,
    crank=maybe(crank),
    first_angle_deg=maybe(whole(16)),
    direction=st.sampled_from(Direction),
)
vectors = (
    vectors
    | st.builds(
        lambda value, forces: msgspec.structs.replace(value, forces_n=forces), vectors, numbers
    )
    | st.builds(
        lambda value, raw: msgspec.structs.replace(
            value, torques_nm=tuple(each / 32 for each in raw)
        ),
        vectors,
        numbers,
    )
)
elevation = st.integers(0, 0xFFFE).filter(lambda raw: raw != 0x7FFF)
machine_fields: dict[str, st.SearchStrategy[Any]] = {
    "speed_kmh": maybe(below_none(16, 100)),
    "speed_mean_kmh": maybe(below_none(16, 100)),
    "distance_m": maybe(below_none(24)),
    "inclination_percent": maybe(signed(10)),
    "ramp_deg": maybe(signed(10)),
    "energy_kcal": maybe(below_none(16)),
    "energy_kcal_per_h": maybe(below_none(16)),
    "energy_kcal_per_min": maybe(below_none(8)),
    "heart_rate_bpm": maybe(st.integers(1, 254)),
    "metabolic_equivalent": maybe(below_none(8, 10)),
    "elapsed_s": maybe(below_none(16)),
    "remaining_s": maybe(below_none(16)),
    "power_w": maybe(signed()),
}
cross_trainers = st.builds(
    CrossTrainer,
    steps_per_min=maybe(below_none(16)),
    steps_mean_per_min=maybe(below_none(16)),
    stride_count=maybe(below_none(16, 10)),
    elevation_gain_m=maybe(elevation),
    elevation_loss_m=maybe(elevation),
    resistance_level=maybe(signed(10)),
    power_mean_w=maybe(signed()),
    is_backward=st.booleans(),
    **machine_fields,
)
treadmill_fields = machine_fields | {
    "elevation_gain_m": maybe(elevation.map(lambda raw: raw / 10)),
    "elevation_loss_m": maybe(elevation.map(lambda raw: raw / 10)),
    "belt_force_n": maybe(signed()),
}
treadmills = st.builds(
    Treadmill,
    pace_km_per_min=maybe(below_none(8, 10)),
    pace_mean_km_per_min=maybe(below_none(8, 10)),
    **treadmill_fields,
) | st.builds(
    Treadmill,
    pace_s_per_500_m=maybe(below_none(16)),
    pace_mean_s_per_500_m=maybe(below_none(16)),
    **treadmill_fields,
)
climbing_fields: dict[str, st.SearchStrategy[Any]] = {
    "floors": maybe(below_none(16)),
    "steps_per_min": maybe(below_none(16)),
    "steps_mean_per_min": maybe(below_none(16)),
    "elevation_gain_m": maybe(elevation),
    **{
        name: machine_fields[name]
        for name in (
            "energy_kcal",
            "energy_kcal_per_h",
            "energy_kcal_per_min",
            "heart_rate_bpm",
            "metabolic_equivalent",
            "elapsed_s",
            "remaining_s",
        )
    },
}
stair_climbers = st.builds(StairClimber, stride_count=maybe(below_none(16)), **climbing_fields)
step_climbers = st.builds(StepClimber, step_count=maybe(below_none(16)), **climbing_fields)
intervals = st.builds(
    PulseInterval,
    heart_rate_bpm=maybe(st.integers(1, 255)),
    interval_ms=whole(16),
    error_ms=whole(16),
    is_blocked=st.booleans(),
    has_contact=maybe(st.booleans()),
)
axis = st.integers(-0x8000, 0x7FFF)
frames = st.one_of(
    st.builds(
        PolarFrame,
        kind=st.just(StreamKind.ECG),
        last_sample_ns=whole(64),
        ecg_uv=st.lists(st.integers(-(1 << 23), (1 << 23) - 1)).map(tuple),
    ),
    st.builds(
        PolarFrame,
        kind=st.just(StreamKind.ACCELERATION),
        last_sample_ns=whole(64),
        frame_type=st.sampled_from([1, 2]),
        accelerations=st.lists(st.builds(Acceleration, x_mg=axis, y_mg=axis, z_mg=axis)).map(tuple),
    ),
    st.builds(
        PolarFrame,
        kind=st.just(StreamKind.PPI),
        last_sample_ns=whole(64),
        intervals=st.lists(intervals).map(tuple),
    ),
    st.builds(
        PolarFrame,
        kind=st.just(StreamKind.PPG),
        last_sample_ns=whole(64),
        frame_type=whole(8),
        unread=st.binary(max_size=20),
    ),
)
settings = st.builds(
    PolarSettings,
    sample_rate_hz=st.lists(whole(16), max_size=4).map(tuple),
    resolution_bits=st.lists(whole(16), max_size=2).map(tuple),
    range_units=st.lists(whole(16), max_size=4).map(tuple),
    range_milliunits=st.lists(whole(32), max_size=2).map(tuple),
    channels=st.lists(whole(8), max_size=2).map(tuple),
    conversion_factor=st.lists(
        st.floats(width=32, allow_nan=False, allow_infinity=False), max_size=1
    ).map(tuple),
    unread=st.just(b"") | st.binary(max_size=8).map(lambda rest: b"\x06" + rest),
)
streams = st.sampled_from(StreamKind)
of_streams = st.sampled_from(tuple(polar_control.Operation)[:4])
polar_controls = st.one_of(
    st.builds(polar_control.Features, measurements=some_of(StreamKind)),
    st.builds(
        polar_control.Request,
        operation=of_streams,
        measurement=streams,
        is_offline=st.booleans(),
        settings=settings,
    ),
    st.builds(
        polar_control.Request,
        operation=st.sampled_from(tuple(polar_control.Operation)[4:]),
    ),
    st.builds(
        polar_control.Answer,
        operation=of_streams,
        measurement=streams,
        is_offline=st.booleans(),
        result=st.just(polar_control.Result.SUCCESS),
        has_more=st.booleans(),
        settings=settings,
    ),
    st.builds(
        polar_control.Answer,
        operation=st.just(polar_control.Operation.GET_STATUS),
        measurement=streams,
        result=st.just(polar_control.Result.SUCCESS),
        status=st.binary(max_size=6),
    ),
    st.builds(
        polar_control.Answer,
        operation=of_streams,
        measurement=streams,
        result=st.sampled_from(tuple(polar_control.Result)[1:]),
    ),
)
no_heart = st.just(PolarAdvertisement())
advertisements = no_heart | st.builds(
    PolarAdvertisement,
    is_battery_low=st.booleans(),
    has_contact=st.booleans(),
    frame_counter=st.integers(0, 7),
    is_broadcast=st.booleans(),
    khz_code=whole(8),
    fast_heart_rate_bpm=whole(8),
    slow_heart_rate_bpm=maybe(whole(8)),
)
distances = st.integers(0, 0x7FFF).map(lambda raw: raw / 10)
keiser_fields: dict[str, st.SearchStrategy[Any]] = {
    "firmware_major": whole(8),
    "firmware_minor": whole(8),
    "data_type": whole(8),
    "bike_number": whole(8),
    "cadence_rpm": whole(16, 10),
    "heart_rate_bpm": maybe(st.integers(1, 0xFFFF).map(lambda raw: raw / 10)),
    "power_w": whole(16),
    "energy_kcal": whole(16),
    "elapsed_s": st.integers(0, 255 * 60 + 59),
    "gear": maybe(whole(8)),
}
keisers = st.builds(KeiserBike, distance_km=distances, **keiser_fields) | st.builds(
    KeiserBike, distance_miles=distances, **keiser_fields
)

CODECS: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (body_sensor_location, maybe(st.sampled_from(BodyLocation))),
    (sensor_location, maybe(st.sampled_from(SensorLocation))),
    (device_information, maybe(st.text("Hub 10-Ω", min_size=1).map(str.strip).filter(bool))),
    (speed_cadence, st.builds(SpeedCadence, wheel=maybe(wheel), crank=maybe(crank))),
    (
        running,
        st.builds(
            Running,
            speed_mps=whole(16, 256),
            cadence_per_min=whole(8),
            stride_m=maybe(whole(16, 100)),
            distance_m=maybe(whole(32, 10)),
            is_running=st.booleans(),
        ),
    ),
    (
        cycling_power_feature,
        st.builds(
            CyclingPowerFeature,
            features=some_of(PowerFeature),
            distribution=maybe(st.sampled_from(Distribution)),
        ),
    ),
    (cycling_power_vector, vectors),
    (ftms_cross_trainer, cross_trainers),
    (ftms_treadmill, treadmills),
    (ftms_stair_climber, stair_climbers),
    (ftms_step_climber, step_climbers),
    (
        ftms_feature,
        st.builds(
            FitnessMachineFeature, machine=some_of(MachineFeature), targets=some_of(TargetFeature)
        ),
    ),
    (
        ftms_training_status,
        st.builds(
            TrainingStatus,
            phase=maybe(st.sampled_from(TrainingPhase)),
            text=maybe(st.text("Intervall 4 × 4ü", min_size=1)),
        ),
    ),
    (polar_advertisement, advertisements),
    (polar_stream, frames),
    (polar_control, polar_controls),
    (keiser, keisers),
    (
        moxy,
        st.builds(
            MuscleOxygen,
            count=whole(16),
            saturation_percent=maybe(below_none(16, 10)),
            previous_saturation_percent=maybe(below_none(16, 10)),
            haemoglobin_g_per_dl=maybe(below_none(16, 100)),
            flags=maybe(whole(8)),
        ),
    ),
    (
        core_temperature,
        st.builds(
            CoreTemperature,
            core_celsius=maybe(signed(100)),
            skin_celsius=maybe(signed(100)),
            reserved=maybe(signed()),
            quality=maybe(whole(8)),
            heart_rate_bpm=maybe(st.integers(1, 255)),
        ),
    ),
    (packet_size, whole(16)),
    (sample_rate, st.sampled_from([1000, 500, 250, 100])),
    (erg_type, whole(8).map(lambda code: erg_type.decode(bytes([int(code)])))),
]


@pytest.mark.parametrize(
    ("codec", "values"), CODECS, ids=lambda each: getattr(each, "__name__", "")
)
def test_that_what_was_encoded_is_decoded_again(codec: Any, values: Any) -> None:
    @given(values)
    def round_trip(value: object) -> None:
        assert codec.decode(codec.encode(value)) == value

    round_trip()


@pytest.mark.parametrize(
    ("codec", "bits", "per_unit", "is_signed"),
    [
        (ftms_range.SPEED_KMH, 16, 100, False),
        (ftms_range.INCLINATION_PERCENT, 16, 10, True),
        (ftms_range.RESISTANCE_LEVEL, 16, 10, True),
        (ftms_range.HEART_RATE_BPM, 8, 1, False),
        (ftms_range.POWER_W, 16, 1, True),
    ],
)
def test_that_any_range_survives_the_round_trip(
    codec: RangeCodec, bits: int, per_unit: int, *, is_signed: bool
) -> None:
    limit = signed(per_unit, bits) if is_signed else whole(bits, per_unit)

    @given(st.tuples(limit, limit).map(sorted), whole(bits, per_unit))
    def round_trip(limits: list[float], step: float) -> None:
        value = SupportedRange(lowest=limits[0], highest=limits[1], step=step)
        assert codec.decode(codec.encode(value)) == value

    round_trip()


FIXED = [
    (split, 18),
    (additional_split, 19),
    (additional_split, 18),
    (summary, 20),
    (additional_summary, 19),
    (belt, 6),
    (additional_status_3, 12),
    (logged_workout, 15),
]


@pytest.mark.parametrize(("codec", "size"), FIXED)
def test_that_any_pm5_record_survives_the_round_trip(codec: Any, size: int) -> None:
    @given(st.binary(min_size=size, max_size=size))
    def round_trip(packet: bytes) -> None:
        value = codec.decode(packet)
        again = codec.encode(value)
        assert len(again) == size
        assert codec.decode(again) == value

    round_trip()


@pytest.mark.parametrize(
    ("number", "size"),
    [
        (0x31, 19),
        (0x32, 19),
        (0x33, 18),
        (0x35, 18),
        (0x36, 17),
        (0x37, 18),
        (0x38, 19),
        (0x39, 18),
        (0x3A, 18),
        (0x3B, 6),
        (0x3C, 10),
        (0x3E, 12),
        (0x3F, 15),
    ],
)
def test_that_any_multiplexed_record_survives_the_round_trip(number: int, size: int) -> None:
    @given(st.binary(min_size=size, max_size=size))
    def round_trip(body: bytes) -> None:
        value = multiplexed.decode(bytes([number]) + body)
        again = multiplexed.encode(value)
        assert len(again) == size + 1
        assert multiplexed.decode(again) == value

    round_trip()


@given(st.integers(0, 15), st.integers(0, 15), st.lists(st.integers(-0x8000, 0x7FFF), max_size=9))
def test_that_any_part_of_a_force_curve_survives_the_round_trip(count, index, forces):
    part = force_curve.ForceCurvePart(
        packet_count=max(count, index), packet_index=index, forces_lbf=tuple(forces)
    )
    assert force_curve.decode(force_curve.encode(part)) == part
    whole_packet = multiplexed.Multiplexed(record_number=0x3D, record=part)
    assert multiplexed.decode(multiplexed.encode(whole_packet)) == whole_packet


@st.composite
def target_packets(draw: st.DrawFn, codes: dict[int, int]) -> bytes:
    """A code and as many bytes of numbers as it needs."""
    code = draw(st.sampled_from(sorted(codes)))
    return bytes([code]) + draw(st.binary(min_size=codes[code], max_size=codes[code]))


REQUEST_SIZES = {0: 0, 1: 0, 2: 2, 3: 2, 4: 1, 5: 2, 6: 1, 7: 0, 9: 2, 10: 2, 11: 2, 12: 3}
REQUEST_SIZES |= {13: 2, 14: 4, 15: 6, 16: 10, 17: 6, 18: 2, 20: 2}
STATUS_SIZES = {1: 0, 3: 0, 4: 0, 5: 2, 6: 2, 7: 1, 8: 2, 9: 1, 10: 2, 11: 2, 12: 2, 13: 3}
STATUS_SIZES |= {14: 2, 15: 4, 16: 6, 17: 10, 18: 6, 19: 2, 21: 2, 255: 0}


@given(target_packets(REQUEST_SIZES))
def test_that_any_request_to_a_machine_survives_byte_for_byte(packet):
    assert ftms_control.encode(ftms_control.decode(packet)) == packet


@given(st.sampled_from(sorted(REQUEST_SIZES)), st.integers(1, 5))
def test_that_any_answer_of_a_machine_survives_byte_for_byte(code, result):
    packet = bytes([0x80, code, result])
    assert ftms_control.encode(ftms_control.decode(packet)) == packet


@given(target_packets(STATUS_SIZES))
def test_that_any_status_of_a_machine_survives_byte_for_byte(packet):
    assert ftms_status.encode(ftms_status.decode(packet)) == packet


@given(st.binary(min_size=2, max_size=2), st.sampled_from([(ftms_control, 4), (ftms_status, 7)]))
def test_that_a_wide_resistance_survives_byte_for_byte(level, where):
    codec, code = where
    packet = bytes([code]) + level
    assert codec.decode(packet).target is TargetKind.RESISTANCE
    assert codec.encode(codec.decode(packet), has_wide_resistance=True) == packet


POWER_SIZES = {1: 4, 2: 1, 3: 0, 4: 2, 5: 0, 6: 2, 7: 0, 8: 2, 9: 0, 10: 2, 11: 0, 12: 0, 13: 2}
POWER_SIZES |= {14: 0, 15: 0, 16: 0}
ANSWER_SIZES = dict.fromkeys(range(1, 17), 0) | {
    5: 2,
    7: 2,
    9: 2,
    11: 2,
    12: 2,
    14: 1,
    15: 7,
    16: 9,
}


@given(target_packets(POWER_SIZES))
def test_that_any_request_to_a_power_meter_survives_byte_for_byte(packet):
    assert cycling_power_control.encode(cycling_power_control.decode(packet)) == packet


@given(target_packets(ANSWER_SIZES))
def test_that_any_success_of_a_power_meter_survives_byte_for_byte(packet):
    answer = bytes([0x20, packet[0], 1]) + packet[1:]
    assert cycling_power_control.encode(cycling_power_control.decode(answer)) == answer


@given(st.sampled_from(sorted(ANSWER_SIZES)), st.integers(2, 4), st.binary(max_size=4))
def test_that_any_refusal_of_a_power_meter_survives_byte_for_byte(code, result, detail):
    answer = bytes([0x20, code, result]) + detail
    assert cycling_power_control.encode(cycling_power_control.decode(answer)) == answer


@given(st.integers(1, 8), st.data())
def test_that_any_signed_number_survives_in_any_width(size, data):
    half = 1 << 8 * size - 1
    number = data.draw(st.integers(-half, half - 1))
    writer = Writer()
    writer.signed(number, size)
    assert Reader(writer.finish(), "test").signed(size) == number
