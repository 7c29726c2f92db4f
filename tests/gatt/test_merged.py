from hypothesis import given, strategies as st

from core.gatt import ftms_rower
from core.gatt.ftms_rower import Rower
from core.gatt.merged import Merged

PARTS = [
    Rower(stroke_rate_spm=24, stroke_count=10),
    Rower(distance_m=100, pace_s_per_500_m=120),
    Rower(power_w=180),
]


@given(st.permutations(PARTS))
def test_that_a_record_in_three_packets_is_whole_in_any_order(parts):
    merged = Merged(Rower)
    for at, part in enumerate(parts):
        merged.take(ftms_rower.decode(ftms_rower.encode(part)), at)
    assert merged.record() == Rower(
        stroke_rate_spm=24,
        stroke_count=10,
        distance_m=100,
        pace_s_per_500_m=120,
        power_w=180,
    )


def test_that_every_field_has_its_own_time():
    merged = Merged(Rower)
    merged.take(Rower(power_w=180, distance_m=100), 1.0)
    merged.take(Rower(distance_m=104), 2.0)
    assert (merged.said_at("power_w"), merged.said_at("distance_m")) == (1.0, 2.0)
    assert merged.said_at("heart_rate_bpm") is None


def test_that_what_is_too_old_is_left_out():
    merged = Merged(Rower)
    merged.take(Rower(power_w=180, distance_m=100), 1.0)
    merged.take(Rower(distance_m=104), 4.0)
    assert merged.record(since=2.0) == Rower(distance_m=104)
    assert merged.record(since=1.0) == Rower(power_w=180, distance_m=104)


def test_that_zero_is_something_said():
    merged = Merged(Rower)
    merged.take(Rower(power_w=180), 1.0)
    merged.take(Rower(power_w=0.0), 2.0)
    assert merged.record() == Rower(power_w=0.0)


def test_that_a_new_connection_begins_with_nothing():
    merged = Merged(Rower)
    merged.take(Rower(power_w=180), 1.0)
    merged.reset()
    assert merged.record() == Rower()
