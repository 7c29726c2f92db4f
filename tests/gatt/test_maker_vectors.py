"""What makers send in ways of their own."""

import pytest

from core.errors import MalformedPacketError
from core.gatt import core_temperature, keiser, moxy, polar_advertisement, polar_stream
from core.gatt.core_temperature import CoreTemperature
from core.gatt.keiser import KeiserBike
from core.gatt.moxy import MuscleOxygen
from core.gatt.polar_advertisement import PolarAdvertisement
from core.gatt.polar_stream import Acceleration, PolarFrame, PulseInterval, StreamKind


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


class TestPolarAdvertisement:
    def test_that_the_slow_heart_rate_is_shown(self):
        value = polar_advertisement.decode(hexed("36 2A 00 65"))
        assert value == PolarAdvertisement(
            is_battery_low=False,
            has_contact=True,
            frame_counter=5,
            is_broadcast=True,
            khz_code=42,
            fast_heart_rate_bpm=0,
            slow_heart_rate_bpm=101,
        )
        assert value.heart_rate_bpm == 101

    def test_that_the_fast_one_is_shown_where_there_is_no_other(self):
        assert polar_advertisement.decode(hexed("01 00 48")).heart_rate_bpm == 72

    def test_that_zero_is_no_heart_rate(self):
        assert polar_advertisement.decode(hexed("00 00 00 00")).heart_rate_bpm is None

    def test_that_blocks_of_another_kind_are_skipped(self):
        value = polar_advertisement.decode(hexed("72 03 97 D4 06 40 00 02 00 00 48"))
        assert (value.heart_rate_bpm, value.has_contact) == (72, True)

    def test_that_an_advertisement_may_have_no_heart_rate(self):
        assert polar_advertisement.decode(hexed("72 01 97")) == PolarAdvertisement()

    @pytest.mark.parametrize("text", ["", "36", "36 2A", "72", "72 05 97 D4"])
    def test_that_a_block_that_is_cut_is_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            polar_advertisement.decode(hexed(text))


class TestPolarStream:
    TIME = "00 CA 9A 3B 00 00 00 00"

    def test_that_an_electrocardiogram_is_in_signed_microvolts(self):
        value = polar_stream.decode(hexed(f"00 {self.TIME} 00 0A 00 00 F6 FF FF"))
        assert value == PolarFrame(
            kind=StreamKind.ECG, last_sample_ns=1_000_000_000, ecg_uv=(10, -10)
        )

    def test_that_acceleration_has_three_axes(self):
        value = polar_stream.decode(hexed(f"02 {self.TIME} 01 E8 03 18 FC 00 00"))
        assert value.accelerations == (Acceleration(x_mg=1000, y_mg=-1000, z_mg=0),)

    def test_that_an_optical_interval_says_how_sure_it_is(self):
        value = polar_stream.decode(hexed(f"03 {self.TIME} 00 48 41 03 0A 00 07"))
        assert value.intervals == (
            PulseInterval(
                heart_rate_bpm=72, interval_ms=833, error_ms=10, is_blocked=True, has_contact=True
            ),
        )

    def test_that_without_a_contact_sensor_contact_is_unknown(self):
        value = polar_stream.decode(hexed(f"03 {self.TIME} 00 00 41 03 0A 00 02"))
        assert value.intervals[0].has_contact is None
        assert value.intervals[0].heart_rate_bpm is None

    def test_that_compressed_samples_are_handed_on_unread(self):
        value = polar_stream.decode(hexed(f"02 {self.TIME} 81 01 02 03 04"))
        assert (value.accelerations, value.unread) == ((), hexed("01 02 03 04"))

    def test_that_a_part_of_a_sample_is_malformed(self):
        with pytest.raises(MalformedPacketError, match="1 of 3 bytes"):
            polar_stream.decode(hexed(f"00 {self.TIME} 00 0A 00 00 F6"))


class TestOthers:
    def test_that_a_keiser_bike_sends_tenths(self):
        value = keiser.decode(hexed("06 30 00 38 38 03 46 05 73 00 0D 00 04 27 01 00 0A"))
        assert value == KeiserBike(
            firmware_major=6,
            firmware_minor=0x30,
            data_type=0,
            bike_number=56,
            cadence_rpm=82.4,
            heart_rate_bpm=135.0,
            power_w=115,
            energy_kcal=13,
            elapsed_s=279,
            distance_miles=0.1,
            gear=10,
        )
        assert value.is_live

    def test_that_the_highest_bit_of_its_distance_means_kilometres(self):
        value = keiser.decode(hexed("06 21 01 38 38 03 00 00 73 00 0D 00 04 27 7B 80"))
        assert (value.distance_km, value.distance_miles) == (12.3, None)
        assert (value.heart_rate_bpm, value.gear, value.is_live) == (None, None, False)

    def test_that_muscle_oxygen_is_in_tenths_of_a_percent(self):
        assert moxy.decode(hexed("CB 06 15 02 16 02 C0 04 00")) == MuscleOxygen(
            count=1739,
            saturation_percent=53.3,
            previous_saturation_percent=53.4,
            haemoglobin_g_per_dl=12.16,
            flags=0,
        )

    def test_that_core_temperature_is_in_hundredths(self):
        value = core_temperature.decode(hexed("15 74 0E E4 0C 03 8C"))
        assert value == CoreTemperature(
            core_celsius=37.0, skin_celsius=33.0, quality=3, heart_rate_bpm=140
        )

    def test_that_fahrenheit_becomes_celsius(self):
        assert core_temperature.decode(hexed("08 84 26")).core_celsius == pytest.approx(37.0)

    def test_that_a_sensor_that_warms_up_has_no_value(self):
        assert core_temperature.decode(hexed("00 FF 7F")).core_celsius is None
