"""The Fitness Machine Service: packets worked out by hand, makers' deviations included."""

import pytest

from core.errors import InvalidInputError, MalformedPacketError
from core.gatt import (
    ftms_control,
    ftms_cross_trainer,
    ftms_feature,
    ftms_indoor_bike,
    ftms_range,
    ftms_rower,
    ftms_stair_climber,
    ftms_status,
    ftms_step_climber,
    ftms_training_status,
    ftms_treadmill,
)
from core.gatt.ftms_control import Answer, Operation, Request, Result, SpinDownCommand
from core.gatt.ftms_cross_trainer import CrossTrainer
from core.gatt.ftms_feature import MachineFeature, TargetFeature
from core.gatt.ftms_indoor_bike import IndoorBike
from core.gatt.ftms_range import SupportedRange
from core.gatt.ftms_rower import Rower
from core.gatt.ftms_stair_climber import StairClimber
from core.gatt.ftms_status import MachineEvent, MachineStatus, SpinDown, StopKind
from core.gatt.ftms_step_climber import StepClimber
from core.gatt.ftms_target import TargetKind
from core.gatt.ftms_training_status import TrainingPhase, TrainingStatus
from core.gatt.ftms_treadmill import Treadmill


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


class TestCutPackets:
    def test_that_a_bike_whose_flags_promise_29_bytes_gives_what_is_in_its_20(self):
        value = ftms_indoor_bike.decode(
            hexed("FE 1D C4 09 D0 07 AA 00 A0 00 E8 03 00 05 00 B4 00 AA 00 32")
        )
        assert value == IndoorBike(
            speed_kmh=25.0,
            speed_mean_kmh=20.0,
            cadence_rpm=85.0,
            cadence_mean_rpm=80.0,
            distance_m=1000,
            resistance_level=5,
            power_w=180,
            power_mean_w=170,
        )

    def test_that_of_a_cut_group_the_whole_fields_are_kept(self):
        assert ftms_indoor_bike.decode(hexed("01 01 32 00 58")) == IndoorBike(energy_kcal=50)

    @pytest.mark.parametrize("text", ["", "44", "44 00", "44 00 C4"])
    def test_that_a_packet_with_nothing_of_what_it_promises_is_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            ftms_indoor_bike.decode(hexed(text))

    def test_that_a_packet_that_promises_nothing_says_nothing(self):
        assert ftms_indoor_bike.decode(hexed("01 00")) == IndoorBike()


class TestMakers:
    LIFE_FITNESS = hexed(
        "FA 09 C4 09 D0 07 AA 00 A0 00 E8 03 00 05 00 B4 00 AA 00 32 00 58 02 0A 2C 01"
    )

    def test_that_the_unannounced_cadence_of_life_fitness_is_found(self):
        assert ftms_indoor_bike.decode(self.LIFE_FITNESS, "Life Fitness") == IndoorBike(
            speed_kmh=25.0,
            speed_mean_kmh=20.0,
            cadence_rpm=85.0,
            cadence_mean_rpm=80.0,
            distance_m=1000,
            resistance_level=5,
            power_w=180,
            power_mean_w=170,
            energy_kcal=50,
            energy_kcal_per_h=600,
            energy_kcal_per_min=10,
            elapsed_s=300,
        )

    def test_that_another_maker_is_read_by_the_letter(self):
        value = ftms_indoor_bike.decode(self.LIFE_FITNESS, "Technogym")
        assert value == ftms_indoor_bike.decode(self.LIFE_FITNESS)
        assert value.cadence_rpm is None
        assert value.distance_m != 1000

    def test_that_another_length_of_the_same_maker_is_read_by_the_letter(self):
        cut = self.LIFE_FITNESS[:24]
        assert ftms_indoor_bike.decode(cut, "Life Fitness") == ftms_indoor_bike.decode(cut)

    def test_that_the_disorder_of_mr_captain_is_put_right(self):
        packet = hexed("3C 0B 30 0A 00 64 00 00 78 00 B4 00 0A 00 1E 00 58 02 07 8C")
        assert ftms_rower.decode(packet, "XG000000") == Rower(
            stroke_rate_spm=24,
            stroke_count=10,
            distance_m=100,
            pace_s_per_500_m=120,
            power_w=180,
            energy_kcal_per_min=10,
            energy_kcal=30,
            energy_kcal_per_h=600,
            heart_rate_bpm=140,
        )

    def test_that_kingsmith_s_rate_is_not_halved(self):
        packet = hexed("00 00 18 0A 00")
        assert ftms_rower.decode(packet, "KingSmith").stroke_rate_spm == 24
        assert ftms_rower.decode(packet).stroke_rate_spm == 12

    def test_that_the_signed_none_of_life_fitness_is_none_in_an_unsigned_elevation(self):
        value = ftms_treadmill.decode(hexed("11 00 FF 7F FF FF"))
        assert value == Treadmill()


class TestMoreMachines:
    def test_that_a_cross_trainer_has_24_bits_of_flags(self):
        value = ftms_cross_trainer.decode(hexed("0C 80 00 C4 09 E8 03 00 78 00 70 00"))
        assert value == CrossTrainer(
            speed_kmh=25.0,
            distance_m=1000,
            steps_per_min=120,
            steps_mean_per_min=112,
            is_backward=True,
        )

    def test_that_its_resistance_is_in_tenths_of_two_bytes_or_tens_in_one(self):
        wide = ftms_cross_trainer.decode(hexed("81 01 00 7B 00 B4 00"))
        narrow = ftms_cross_trainer.decode(hexed("81 01 00 0C B4 00"))
        assert (wide.resistance_level, wide.power_w) == (12.3, 180)
        assert (narrow.resistance_level, narrow.power_w) == (120, 180)

    def test_that_a_treadmill_has_incline_and_belt(self):
        value = ftms_treadmill.decode(hexed("08 10 E8 03 19 00 0E 00 64 00 2C 01"))
        assert value == Treadmill(
            speed_kmh=10.0,
            inclination_percent=2.5,
            ramp_deg=1.4,
            belt_force_n=100,
            power_w=300,
        )

    def test_that_the_length_tells_in_which_unit_a_treadmill_sends_its_pace(self):
        old = ftms_treadmill.decode(hexed("21 01 02 5A"))
        new = ftms_treadmill.decode(hexed("21 01 2C 01 5A"))
        assert (old.pace_km_per_min, old.pace_s_per_500_m, old.heart_rate_bpm) == (0.2, None, 90)
        assert (new.pace_km_per_min, new.pace_s_per_500_m, new.heart_rate_bpm) == (None, 300, 90)


class TestClimbers:
    def test_that_a_stair_climber_has_floors_and_strides(self):
        value = ftms_stair_climber.decode(
            hexed("FF 03 3C 00 38 00 2D 00 64 00 32 00 58 02 0A 78 50 2C 01 3C 00")
        )
        assert value == StairClimber(
            steps_per_min=60,
            steps_mean_per_min=56,
            elevation_gain_m=45,
            stride_count=100,
            energy_kcal=50,
            energy_kcal_per_h=600,
            energy_kcal_per_min=10,
            heart_rate_bpm=120,
            metabolic_equivalent=8.0,
            elapsed_s=300,
            remaining_s=60,
        )

    def test_that_its_floors_are_there_without_more_data(self):
        assert ftms_stair_climber.decode(hexed("00 00 0C 00")) == StairClimber(floors=12)
        assert ftms_stair_climber.decode(hexed("40 00 0C 00 00")) == StairClimber(floors=12)

    def test_that_a_step_climber_counts_floors_and_steps_together(self):
        value = ftms_step_climber.decode(hexed("02 01 0C 00 68 01 5A 00 78 00"))
        assert value == StepClimber(floors=12, step_count=360, steps_per_min=90, remaining_s=120)

    def test_that_a_step_climber_s_energy_comes_a_bit_earlier_than_a_stair_climber_s(self):
        packet = hexed("11 00 32 00 58 02 0A")
        assert ftms_step_climber.decode(packet).energy_kcal == 50
        assert ftms_stair_climber.decode(packet) == StairClimber(stride_count=50)


class TestAbilities:
    def test_that_features_are_two_words_of_bits(self):
        value = ftms_feature.decode(hexed("82 40 00 00 0C E0 00 00"))
        assert value.machine == (
            MachineFeature.CADENCE,
            MachineFeature.RESISTANCE,
            MachineFeature.POWER,
        )
        assert value.targets == (
            TargetFeature.RESISTANCE,
            TargetFeature.POWER,
            TargetFeature.SIMULATION,
            TargetFeature.WHEEL_CIRCUMFERENCE,
            TargetFeature.SPIN_DOWN,
        )

    @pytest.mark.parametrize(
        ("codec", "text", "expected"),
        [
            (ftms_range.POWER_W, "00 00 D0 07 01 00", (0, 2000, 1)),
            (ftms_range.RESISTANCE_LEVEL, "00 00 E8 03 0A 00", (0, 100, 1)),
            (ftms_range.RESISTANCE_LEVEL, "01 14 01", (10, 200, 10)),
            (ftms_range.SPEED_KMH, "64 00 D0 07 0A 00", (1, 20, 0.1)),
            (ftms_range.INCLINATION_PERCENT, "CE FF 96 00 05 00", (-5, 15, 0.5)),
            (ftms_range.HEART_RATE_BPM, "3C BE 01", (60, 190, 1)),
        ],
    )
    def test_that_a_range_is_lowest_highest_and_step(self, codec, text, expected):
        lowest, highest, step = expected
        assert codec.decode(hexed(text)) == SupportedRange(
            lowest=lowest, highest=highest, step=step
        )

    def test_that_a_range_upside_down_contradicts_itself(self):
        with pytest.raises(MalformedPacketError, match="above its highest"):
            ftms_range.POWER_W.decode(hexed("D0 07 00 00 01 00"))


class TestStatus:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("01", MachineStatus(event=MachineEvent.RESET)),
            ("02 02", MachineStatus(event=MachineEvent.STOPPED_BY_USER, stop=StopKind.PAUSE)),
            ("03", MachineStatus(event=MachineEvent.STOPPED_BY_SAFETY_KEY)),
            ("04", MachineStatus(event=MachineEvent.STARTED_BY_USER)),
            (
                "14 04",
                MachineStatus(event=MachineEvent.SPIN_DOWN, spin_down=SpinDown.STOP_PEDALLING),
            ),
            ("FF", MachineStatus(event=MachineEvent.CONTROL_LOST)),
        ],
    )
    def test_that_an_event_has_its_word(self, text, status):
        assert ftms_status.decode(hexed(text)) == status

    @pytest.mark.parametrize(
        ("text", "kind", "numbers"),
        [
            ("05 C4 09", TargetKind.SPEED, {"speed_kmh": 25.0}),
            ("06 F6 FF", TargetKind.INCLINATION, {"inclination_percent": -1.0}),
            ("07 32", TargetKind.RESISTANCE, {"resistance_level": 5.0}),
            ("07 90 01", TargetKind.RESISTANCE, {"resistance_level": 40.0}),
            ("08 C8 00", TargetKind.POWER, {"power_w": 200}),
            ("09 8C", TargetKind.HEART_RATE, {"heart_rate_bpm": 140}),
            ("0D E8 03 00", TargetKind.DISTANCE, {"distance_m": 1000}),
            ("0F 3C 00 78 00", TargetKind.TIME_IN_TWO_ZONES, {"zone_s": (60, 120)}),
            (
                "12 E8 03 2C 01 28 33",
                TargetKind.SIMULATION,
                {
                    "wind_mps": 1.0,
                    "grade_percent": 3.0,
                    "rolling_resistance": 0.004,
                    "wind_resistance_kg_per_m": 0.51,
                },
            ),
            ("13 38 52", TargetKind.WHEEL_CIRCUMFERENCE, {"wheel_mm": 2104.8}),
            ("15 B4 00", TargetKind.CADENCE, {"cadence_rpm": 90.0}),
        ],
    )
    def test_that_a_changed_target_has_its_numbers(self, text, kind, numbers):
        assert ftms_status.decode(hexed(text)) == MachineStatus(
            event=MachineEvent.TARGET_CHANGED, target=kind, **numbers
        )

    def test_that_a_bare_code_is_believed(self):
        assert ftms_status.decode(hexed("08")).power_w is None
        assert ftms_status.decode(hexed("02")).stop is None

    @pytest.mark.parametrize("text", ["", "00", "16", "08 C8"])
    def test_that_reserved_codes_and_cut_numbers_are_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            ftms_status.decode(hexed(text))

    def test_that_the_phase_of_a_programme_may_have_words(self):
        assert ftms_training_status.decode(hexed("01 04 48 49 49 54")) == TrainingStatus(
            phase=TrainingPhase.HIGH_INTENSITY_INTERVAL, text="HIIT"
        )
        assert ftms_training_status.decode(hexed("00 0D")).phase is TrainingPhase.MANUAL

    def test_that_a_phase_without_flags_is_understood(self):
        assert ftms_training_status.decode(hexed("0F")).phase is TrainingPhase.POST_WORKOUT


class TestControl:
    @pytest.mark.parametrize(
        ("text", "request_"),
        [
            ("00", Request(operation=Operation.REQUEST_CONTROL)),
            ("01", Request(operation=Operation.RESET)),
            ("07", Request(operation=Operation.START)),
            ("08 01", Request(operation=Operation.STOP, stop=StopKind.STOP)),
            ("08 02", Request(operation=Operation.STOP, stop=StopKind.PAUSE)),
            ("13 01", Request(operation=Operation.SPIN_DOWN, spin_down=SpinDownCommand.START)),
            (
                "04 FE",
                Request(
                    operation=Operation.SET_TARGET,
                    target=TargetKind.RESISTANCE,
                    resistance_level=25.4,
                ),
            ),
            (
                "05 C8 00",
                Request(operation=Operation.SET_TARGET, target=TargetKind.POWER, power_w=200),
            ),
            (
                "11 18 FC 9C FF 28 33",
                Request(
                    operation=Operation.SET_TARGET,
                    target=TargetKind.SIMULATION,
                    wind_mps=-1.0,
                    grade_percent=-1.0,
                    rolling_resistance=0.004,
                    wind_resistance_kg_per_m=0.51,
                ),
            ),
        ],
    )
    def test_that_a_request_is_written_and_read(self, text, request_):
        assert ftms_control.encode(request_) == hexed(text)
        assert ftms_control.decode(hexed(text)) == request_

    def test_that_a_machine_may_want_its_resistance_in_two_bytes(self):
        request = Request(
            operation=Operation.SET_TARGET, target=TargetKind.RESISTANCE, resistance_level=40
        )
        packet = ftms_control.encode(request, has_wide_resistance=True)
        assert packet == hexed("04 90 01")
        assert ftms_control.decode(packet) == request

    def test_that_an_answer_names_what_it_answers(self):
        assert ftms_control.decode(hexed("80 05 01")) == Answer(
            operation=Operation.SET_TARGET, target=TargetKind.POWER, result=Result.SUCCESS
        )
        assert ftms_control.decode(hexed("80 00 05")) == Answer(
            operation=Operation.REQUEST_CONTROL, result=Result.NOT_IN_CONTROL
        )

    def test_that_a_spin_down_is_answered_with_two_speeds(self):
        assert ftms_control.decode(hexed("80 13 01 98 08 28 0A")) == Answer(
            operation=Operation.SPIN_DOWN,
            result=Result.SUCCESS,
            spin_down_low_kmh=22.0,
            spin_down_high_kmh=26.0,
        )

    @pytest.mark.parametrize("text", ["", "05 C8", "08", "08 03", "13 00", "15", "80", "80 05 06"])
    def test_that_reserved_codes_and_missing_numbers_are_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            ftms_control.decode(hexed(text))

    def test_that_a_target_without_its_numbers_is_not_sent(self):
        with pytest.raises(InvalidInputError, match="power"):
            ftms_control.encode(Request(operation=Operation.SET_TARGET, target=TargetKind.POWER))
        with pytest.raises(InvalidInputError, match="which"):
            ftms_control.encode(Request(operation=Operation.SET_TARGET))
