"""Concept2's records beyond the status: packets worked out by hand."""

import pytest
from hypothesis import given, strategies as st

from core.errors import MalformedPacketError
from core.gatt.pm5 import (
    additional_split,
    additional_status_3,
    additional_summary,
    belt,
    erg_type,
    force_curve,
    logged_workout,
    multiplexed,
    sample_rate,
    split,
    summary,
)
from core.gatt.pm5.additional_stroke import AdditionalStroke
from core.gatt.pm5.erg_type import ErgMachine
from core.gatt.pm5.force_curve import ForceCurve, ForceCurvePart, parts_of
from core.gatt.pm5.multiplexed import GameSummary
from core.gatt.pm5.split import Split


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


class TestSplits:
    def test_that_a_split_has_tenths_of_seconds_and_whole_metres(self):
        value = split.decode(hexed("10 27 00 88 13 00 DC 05 00 F4 01 00 3C 00 0A 00 01 02"))
        assert value == Split(
            elapsed_s=100.0,
            distance_m=500.0,
            split_s=150.0,
            split_distance_m=500,
            rest_s=60,
            rest_distance_m=10,
            interval_type=1,
            number=2,
        )

    def test_that_its_second_half_has_the_pace_in_tenths(self):
        packet = hexed("10 27 00 1C 96 00 E2 04 0A 00 DC 03 A0 0F C8 00 76 01 80")
        value = additional_split.decode(packet)
        assert (value.stroke_rate_mean_spm, value.pace_s_per_500_m) == (28, 125.0)
        assert (value.work_heart_rate_bpm, value.rest_heart_rate_bpm) == (150, None)
        assert (value.speed_mps, value.power_w, value.energy_kcal_per_h) == (4.0, 200, 988)
        assert (value.drag_factor, value.number, value.erg_type) == (118, 1, 128)

    def test_that_old_firmware_leaves_out_the_erg_type(self):
        assert additional_split.decode(bytes(18)).erg_type is None
        with pytest.raises(MalformedPacketError, match="begins at byte 17"):
            additional_split.decode(bytes(17))


class TestSummaries:
    HEAD = "5B 35 05 12"

    def test_that_the_date_is_packed_in_two_bytes(self):
        value = summary.decode(hexed(self.HEAD + "60 EA 00 88 13 00 1C A0 8C FF B4 76 00 01 E2 04"))
        assert value.logged_at == "2026-11-21 18:05"
        assert (value.elapsed_s, value.distance_m, value.stroke_rate_mean_spm) == (600, 500, 28)
        assert (value.end_heart_rate_bpm, value.heart_rate_mean_bpm) == (160, 140)
        assert (value.lowest_heart_rate_bpm, value.highest_heart_rate_bpm) == (None, 180)
        assert value.recovery_heart_rate_bpm is None
        assert (value.drag_factor_mean, value.pace_mean_s_per_500_m) == (118, 125.0)

    def test_that_a_monitor_without_a_clock_has_no_date(self):
        assert summary.decode(bytes(20)).logged_at is None

    def test_that_the_second_summary_counts_splits_and_rest(self):
        value = additional_summary.decode(
            hexed(self.HEAD + "01 F4 01 04 2A 00 C8 00 28 00 00 3C 00 DC 03")
        )
        assert (value.split_type, value.split_size, value.split_count) == (1, 500, 4)
        assert (value.energy_kcal, value.power_w, value.energy_kcal_per_h) == (42, 200, 988)
        assert (value.rest_distance_m, value.rest_s) == (40, 60)


class TestSmallRecords:
    def test_that_no_belt_is_none(self):
        assert belt.decode(hexed("01 78 00 00 00 00")).belt_id is None
        assert belt.decode(hexed("01 78 39 30 00 00")).belt_id == 12345

    def test_that_status_three_has_nine_codes(self):
        value = additional_status_3.decode(hexed("01 02 03 00 04 00 05 06 07 08 09 01"))
        assert (value.operational_state, value.screen, value.last_error) == (1, 3, 4)
        assert (value.calibration_status, value.game, value.game_score) == (7, 8, 265)

    def test_that_a_logged_workout_has_a_hash_of_eight_bytes(self):
        value = logged_workout.decode(hexed("01 00 00 00 00 00 00 80 00 01 00 00 40 00 C0"))
        assert value.workout_hash == 0x8000000000000001
        assert (value.address, value.size_bytes, value.erg_type) == (256, 64, 192)

    @pytest.mark.parametrize(("code", "period_ms"), [(0, 1000), (1, 500), (2, 250), (3, 100)])
    def test_that_the_rate_is_a_code(self, code, period_ms):
        assert sample_rate.encode(period_ms) == bytes([code])
        assert sample_rate.decode(bytes([code])) == period_ms

    @pytest.mark.parametrize(("wanted_ms", "code"), [(2000, 0), (999, 1), (300, 2), (1, 3)])
    def test_that_the_next_faster_rate_is_chosen(self, wanted_ms, code):
        assert sample_rate.encode(wanted_ms) == bytes([code])

    @pytest.mark.parametrize(
        ("code", "machine"),
        [
            (0, ErgMachine.ROWER),
            (8, ErgMachine.ROWER),
            (20, ErgMachine.ROWER),
            (128, ErgMachine.SKI),
            (192, ErgMachine.BIKE),
            (224, ErgMachine.MULTI),
            (99, None),
        ],
    )
    def test_that_the_code_tells_the_machine(self, code, machine):
        assert erg_type.decode(bytes([code])).machine is machine


class TestForceCurve:
    def test_that_a_packet_says_how_many_there_are(self):
        part = force_curve.decode(hexed("23 01 18 00 29 00 F6 FF"))
        assert part == ForceCurvePart(packet_count=2, packet_index=1, forces_lbf=(24, 41, -10))

    @pytest.mark.parametrize("text", ["", "21", "22 00 18 00", "21 03 18 00"])
    def test_that_missing_forces_and_a_wild_index_are_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            force_curve.decode(hexed(text))

    @given(st.lists(st.integers(-500, 500), min_size=1, max_size=135).map(tuple))
    def test_that_a_curve_comes_back_whole_out_of_its_packets(self, forces_lbf):
        curve = ForceCurve()
        packets = [force_curve.encode(part) for part in parts_of(forces_lbf)]
        assert all(len(packet) <= 20 for packet in packets)
        results = [curve.update(force_curve.decode(packet), 0.0) for packet in packets]
        assert results[:-1] == [None] * (len(packets) - 1)
        assert results[-1] == forces_lbf

    def test_that_packets_may_be_counted_from_one(self):
        curve = ForceCurve()
        first = ForceCurvePart(packet_count=2, packet_index=1, forces_lbf=(1, 2))
        second = ForceCurvePart(packet_count=2, packet_index=2, forces_lbf=(3,))
        assert curve.update(first, 0.0) is None
        assert curve.update(second, 0.1) == (1, 2, 3)

    def test_that_a_curve_with_a_gap_is_dropped_and_the_next_is_whole(self):
        curve = ForceCurve()
        first, second, third = parts_of(tuple(range(27)))
        assert curve.update(first, 0.0) is None
        assert curve.update(third, 0.2) is None
        assert [curve.update(part, 2.0) for part in (first, second, third)][-1] == tuple(range(27))

    def test_that_packets_of_different_strokes_are_not_mixed(self):
        curve = ForceCurve()
        first, second = parts_of(tuple(range(18)))
        assert curve.update(first, 0.0) is None
        assert curve.update(second, 2.5) is None


class TestMultiplexed:
    def test_that_status_one_carries_the_mean_power(self):
        value = multiplexed.decode(
            hexed("32 10 27 00 A0 0F 1C FF D4 30 D4 30 00 00 00 00 00 C8 00 80")
        )
        assert value.record_number == 0x32
        assert (value.record.power_mean_w, value.record.erg_type) == (200, 128)

    def test_that_status_two_leaves_it_out(self):
        value = multiplexed.decode(
            hexed("33 10 27 00 02 2A 00 D4 30 D2 00 0A 00 10 27 00 90 01 00")
        )
        assert value.record.power_mean_w is None
        assert (value.record.energy_kcal, value.record.last_split_distance_m) == (42, 400)

    def test_that_the_work_moves_from_the_stroke_to_its_addition(self):
        head = "10 27 00 D2 04 00 8C 50 C8 00 E8 03 2C 01 C8 00"
        stroke = multiplexed.decode(hexed("35" + head + "07 00")).record
        assert (stroke.work_j, stroke.stroke_count) == (None, 7)
        addition = multiplexed.decode(
            hexed("36 10 27 00 C8 00 DC 03 21 00 00 00 00 00 00 00 B0 04")
        ).record
        assert addition == AdditionalStroke(
            elapsed_s=100.0,
            power_w=200,
            energy_kcal_per_h=988,
            stroke_count=33,
            work_j=120.0,
        )

    def test_that_a_game_exists_only_here(self):
        value = multiplexed.decode(hexed("3C 5B 35 05 12 E2 04 02 E7 03 C0"))
        assert value.record == GameSummary(
            logged_at="2026-11-21 18:05",
            pace_mean_s_per_500_m=125.0,
            game=2,
            game_score=999,
            erg_type=192,
        )

    @pytest.mark.parametrize("text", ["", "30", "34 00", "37 00"])
    def test_that_unknown_and_cut_records_are_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            multiplexed.decode(hexed(text))
