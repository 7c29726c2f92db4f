"""Packets worked out by hand, byte by byte."""

import pytest

from core.errors import MalformedPacketError
from core.gatt import (
    battery,
    cycling_power,
    device_information,
    ftms_indoor_bike,
    ftms_rower,
    heart_rate,
)
from core.gatt.cycling_power import CyclingPower, Revolutions
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


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


class TestHeartRate:
    def test_that_a_plain_packet_is_one_byte_of_rate(self):
        assert heart_rate.decode(hexed("00 48")) == HeartRate(heart_rate_bpm=72)

    def test_that_rr_intervals_are_in_1024ths_and_oldest_first(self):
        value = heart_rate.decode(hexed("16 8F A0 01 9C 01"))
        assert value.heart_rate_bpm == 143
        assert value.contact is SkinContact.DETECTED
        assert value.rr_intervals_ms == (416 * 1000 / 1024, 412 * 1000 / 1024)

    def test_that_energy_stands_between_a_wide_rate_and_the_intervals(self):
        value = heart_rate.decode(hexed("19 2C 01 10 27 00 04"))
        assert value == HeartRate(heart_rate_bpm=300, energy_kj=10000, rr_intervals_ms=(1000.0,))

    @pytest.mark.parametrize(
        ("flags", "contact"),
        [
            (0b000, SkinContact.UNKNOWN),
            (0b010, SkinContact.UNKNOWN),
            (0b100, SkinContact.NOT_DETECTED),
            (0b110, SkinContact.DETECTED),
        ],
    )
    def test_that_contact_has_three_meanings_in_two_bits(self, flags, contact):
        assert heart_rate.decode(bytes([flags, 60])).contact is contact

    def test_that_half_an_interval_at_the_end_is_ignored(self):
        assert heart_rate.decode(hexed("10 3C 00 04 00")).rr_intervals_ms == (1000.0,)

    @pytest.mark.parametrize("text", ["", "00", "01 48", "08 48 01"])
    def test_that_an_early_end_is_malformed_and_shows_its_bytes(self, text):
        with pytest.raises(MalformedPacketError, match=text or "empty"):
            heart_rate.decode(hexed(text))


class TestCyclingPower:
    def test_that_power_is_signed(self):
        assert cycling_power.decode(hexed("00 00 F6 FF")).power_w == -10

    def test_that_crank_revolutions_follow_the_balance(self):
        value = cycling_power.decode(hexed("23 00 FA 00 64 05 00 00 08"))
        assert value == CyclingPower(
            power_w=250,
            balance_percent=50.0,
            is_balance_left=True,
            crank=Revolutions(count=5, event_ticks=2048),
        )

    def test_that_the_wheel_counts_in_32_bits_before_the_crank(self):
        value = cycling_power.decode(hexed("30 00 64 00 01 00 01 00 34 68 02 00 00 04"))
        assert value.wheel == Revolutions(count=65537, event_ticks=26676)
        assert value.crank == Revolutions(count=2, event_ticks=1024)

    def test_that_angles_share_three_bytes(self):
        value = cycling_power.decode(hexed("00 01 00 00 2C 41 10"))
        assert value.angle_deg == cycling_power.Span(highest=0x12C, lowest=0x104)

    def test_that_promised_revolutions_that_are_missing_are_malformed(self):
        with pytest.raises(MalformedPacketError, match="20 00 64 00 01"):
            cycling_power.decode(hexed("20 00 64 00 01"))


class TestFitnessMachines:
    def test_that_a_cleared_first_bit_means_that_speed_is_there(self):
        value = ftms_indoor_bike.decode(hexed("44 00 C4 09 AA 00 B4 00"))
        assert value == IndoorBike(speed_kmh=25.0, cadence_rpm=85.0, power_w=180)

    def test_that_a_set_first_bit_means_that_speed_is_elsewhere(self):
        assert ftms_indoor_bike.decode(hexed("41 00 F6 FF")) == IndoorBike(power_w=-10)

    def test_that_resistance_takes_two_bytes(self):
        value = ftms_indoor_bike.decode(hexed("61 00 05 00 A2 00"))
        assert (value.resistance_level, value.power_w) == (5, 162)

    def test_that_resistance_takes_one_byte_in_a_packet_one_byte_shorter(self):
        value = ftms_indoor_bike.decode(hexed("61 00 05 A2 00"))
        assert (value.resistance_level, value.power_w) == (50, 162)

    def test_that_a_packet_cut_short_gives_what_fits(self):
        value = ftms_indoor_bike.decode(hexed("44 08 C4 09 AA 00 B4 00 3C"))
        assert value == IndoorBike(speed_kmh=25.0, cadence_rpm=85.0, power_w=180)

    def test_that_surplus_bytes_and_reserved_flags_are_ignored(self):
        assert ftms_rower.decode(hexed("21 20 B4 00 01 02 03")) == Rower(power_w=180)

    def test_that_a_rower_gives_rate_in_halves_and_pace_in_seconds(self):
        value = ftms_rower.decode(hexed("2C 00 31 7B 00 E8 03 00 78 00 B4 00"))
        assert value == Rower(
            stroke_rate_spm=24.5,
            stroke_count=123,
            distance_m=1000,
            pace_s_per_500_m=120,
            power_w=180,
        )

    def test_that_values_that_are_not_available_are_none(self):
        value = ftms_indoor_bike.decode(hexed("44 03 FF FF FF FF FF 7F 10 00 FF FF FF 00"))
        assert value == IndoorBike(energy_kcal=16)


class TestSmallOnes:
    def test_that_a_charge_above_100_percent_is_unknown(self):
        assert [battery.decode(bytes([raw])) for raw in (0, 100, 101, 255)] == [0, 100, None, None]

    def test_that_an_empty_charge_is_malformed(self):
        with pytest.raises(MalformedPacketError):
            battery.decode(b"")

    def test_that_padding_and_foreign_bytes_do_not_spoil_a_name(self):
        assert device_information.decode(b"Concept2\0\0\0") == "Concept2"
        assert device_information.decode(b"H10 \xff ") == "H10 \N{REPLACEMENT CHARACTER}"
        assert device_information.decode(b"\0\0") is None


class TestPm5:
    def test_that_general_status_counts_hundredths_and_tenths(self):
        value = general_status.decode(
            hexed("10 27 00 D2 04 00 01 FF 01 01 02 00 00 00 00 00 00 00 76")
        )
        assert (value.elapsed_s, value.distance_m) == (100.0, 123.4)
        assert (value.interval_type, value.drag_factor) == (255, 118)
        assert value.is_rowing

    @pytest.mark.parametrize(("state", "rowing"), [(1, 0), (10, 1), (12, 1)])
    def test_that_nobody_rows_while_idle_or_after_the_end(self, state, rowing):
        packet = bytes([0] * 8 + [state, rowing] + [0] * 9)
        assert not general_status.decode(packet).is_rowing

    def test_that_speed_is_in_millimetres_per_second(self):
        value = additional_status_1.decode(
            hexed("10 27 00 A0 0F 1C FF D4 30 D4 30 00 00 00 00 00 80")
        )
        assert (value.speed_mps, value.stroke_rate_spm) == (4.0, 28)
        assert value.heart_rate_bpm is None
        assert value.pace_s_per_500_m == 125.0
        assert value.erg_type == 128

    def test_that_old_firmware_leaves_out_the_erg_type(self):
        value = additional_status_1.decode(bytes(16))
        assert value.erg_type is None
        with pytest.raises(MalformedPacketError):
            additional_status_1.decode(bytes(15))

    def test_that_totals_have_their_split_time_in_hundredths(self):
        value = additional_status_2.decode(
            hexed("10 27 00 02 C8 00 2A 00 D4 30 D2 00 0A 00 10 27 00 90 01 00")
        )
        assert (value.interval_count, value.power_mean_w, value.energy_kcal) == (2, 200, 42)
        assert (value.last_split_s, value.last_split_distance_m) == (100.0, 400)

    def test_that_a_stroke_has_its_work_in_tenths_or_none(self):
        head = "10 27 00 D2 04 00 8C 50 C8 00 E8 03 2C 01 C8 00"
        value = stroke.decode(hexed(head + "B0 04 07 00"))
        assert (value.drive_length_m, value.drive_s, value.recovery_s) == (1.4, 0.8, 2.0)
        assert (value.peak_force_lbf, value.work_j, value.stroke_count) == (30.0, 120.0, 7)
        assert stroke.decode(hexed(head + "FF FF 07 00")).work_j is None

    def test_that_a_stroke_s_power_comes_with_the_monitor_s_calories(self):
        value = additional_stroke.decode(hexed("10 27 00 C8 00 DC 03 21 00 00 00 00 00 00 00"))
        assert (value.power_w, value.energy_kcal_per_h, value.stroke_count) == (200, 988, 33)
