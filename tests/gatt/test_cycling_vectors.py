"""Body, wheel, crank and foot: packets worked out by hand."""

import pytest

from core.errors import MalformedPacketError
from core.gatt import (
    body_sensor_location,
    cycling_power,
    cycling_power_control,
    cycling_power_feature,
    cycling_power_vector,
    running,
    sensor_location,
    speed_cadence,
)
from core.gatt.body_sensor_location import BodyLocation
from core.gatt.cycling_power import CyclingPower, Revolutions, Span
from core.gatt.cycling_power_control import Answer, Operation, Request, Result
from core.gatt.cycling_power_feature import CyclingPowerFeature, Distribution, PowerFeature
from core.gatt.cycling_power_vector import CyclingPowerVector, Direction
from core.gatt.running import Running
from core.gatt.sensor_location import SensorLocation
from core.gatt.speed_cadence import SpeedCadence


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


class TestPlaces:
    def test_that_a_strap_says_where_it_is_worn(self):
        places = [body_sensor_location.decode(bytes([code])) for code in (0, 1, 5, 6, 7)]
        assert places == [
            BodyLocation.OTHER,
            BodyLocation.CHEST,
            BodyLocation.EAR_LOBE,
            BodyLocation.FOOT,
            None,
        ]

    def test_that_a_pedal_says_on_which_side_it_is(self):
        places = [sensor_location.decode(bytes([code])) for code in (6, 7, 15, 16, 17)]
        assert places == [
            SensorLocation.RIGHT_CRANK,
            SensorLocation.LEFT_PEDAL,
            SensorLocation.SPIDER,
            SensorLocation.CHAIN_RING,
            None,
        ]


class TestSpeedAndCadence:
    def test_that_the_wheel_comes_before_the_crank(self):
        value = speed_cadence.decode(hexed("03 01 00 01 00 1A 34 02 00 00 04"))
        assert value == SpeedCadence(
            wheel=Revolutions(count=65537, event_ticks=13338),
            crank=Revolutions(count=2, event_ticks=1024),
        )

    def test_that_flags_may_change_from_packet_to_packet(self):
        assert speed_cadence.decode(hexed("01 05 00 00 00 00 04")).crank is None
        assert speed_cadence.decode(hexed("02 05 00 00 04")).wheel is None

    def test_that_a_cut_counter_is_malformed_and_its_place_is_named(self):
        with pytest.raises(MalformedPacketError, match="begins at byte 1 takes 4"):
            speed_cadence.decode(hexed("01 05 00 00"))


class TestRunningPod:
    def test_that_all_fields_have_their_own_unit(self):
        value = running.decode(hexed("07 00 03 B4 78 00 D2 04 00 00"))
        assert value == Running(
            speed_mps=3.0, cadence_per_min=180, stride_m=1.2, distance_m=123.4, is_running=True
        )

    def test_that_a_walker_without_stride_has_two_numbers(self):
        assert running.decode(hexed("00 80 01 64")) == Running(speed_mps=1.5, cadence_per_min=100)


class TestPowerMeter:
    def test_that_all_optional_fields_follow_in_their_order(self):
        value = cycling_power.decode(
            hexed(
                "FF 1F FA 00 64 40 00 01 00 00 00 00 08 05 00 00 04 64 00 9C FF 40 00 E0 FF"
                " 2C 41 10 5A 00 0E 01 10 27"
            )
        )
        assert value == CyclingPower(
            power_w=250,
            balance_percent=50.0,
            is_balance_left=True,
            accumulated_torque_nm=2.0,
            is_torque_at_crank=True,
            wheel=Revolutions(count=1, event_ticks=2048),
            crank=Revolutions(count=5, event_ticks=1024),
            force_n=Span(highest=100, lowest=-100),
            torque_nm=Span(highest=2.0, lowest=-1.0),
            angle_deg=Span(highest=0x12C, lowest=0x104),
            top_dead_spot_deg=90,
            bottom_dead_spot_deg=270,
            energy_kj=10000,
            is_offset_compensated=True,
        )

    def test_that_features_are_bits_and_the_pair_of_pedals_two_more(self):
        value = cycling_power_feature.decode(hexed("09 02 21 00"))
        assert value == CyclingPowerFeature(
            features=(
                PowerFeature.BALANCE,
                PowerFeature.CRANK_REVOLUTIONS,
                PowerFeature.OFFSET_COMPENSATION,
                PowerFeature.MEASURES_TORQUE,
            ),
            distribution=Distribution.ONE_OF_SEVERAL,
        )

    def test_that_a_vector_holds_torques_in_32nds(self):
        value = cycling_power_vector.decode(hexed("1B 05 00 00 04 5A 00 40 00 E0 FF"))
        assert value == CyclingPowerVector(
            crank=Revolutions(count=5, event_ticks=1024),
            first_angle_deg=90,
            torques_nm=(2.0, -1.0),
            direction=Direction.TANGENTIAL,
        )

    def test_that_a_vector_of_forces_and_torques_at_once_contradicts_itself(self):
        with pytest.raises(MalformedPacketError, match="both forces and torques"):
            cycling_power_vector.decode(hexed("0C 40 00"))


class TestZeroOffset:
    def test_that_it_is_asked_for_with_one_byte(self):
        request = Request(operation=Operation.START_OFFSET_COMPENSATION)
        assert cycling_power_control.encode(request) == hexed("0C")
        assert cycling_power_control.decode(hexed("0C")) == request

    def test_that_the_answer_carries_a_signed_offset(self):
        answer = cycling_power_control.decode(hexed("20 0C 01 F6 FF"))
        assert answer == Answer(
            operation=Operation.START_OFFSET_COMPENSATION, result=Result.SUCCESS, offset=-10
        )

    def test_that_a_meter_that_could_not_measure_has_no_offset(self):
        answer = cycling_power_control.decode(hexed("20 0C 01 FF FF"))
        assert isinstance(answer, Answer)
        assert answer.offset is None

    def test_that_a_failure_needs_no_offset(self):
        answer = cycling_power_control.decode(hexed("20 0C 04"))
        assert answer == Answer(operation=Operation.START_OFFSET_COMPENSATION, result=Result.FAILED)

    def test_that_other_requests_have_their_parameters(self):
        assert cycling_power_control.decode(hexed("04 58 01")) == Request(
            operation=Operation.SET_CRANK_LENGTH, parameter=344
        )
        assert cycling_power_control.decode(hexed("20 05 01 5A 01")) == Answer(
            operation=Operation.REQUEST_CRANK_LENGTH, result=Result.SUCCESS, number=346
        )
        assert cycling_power_control.decode(hexed("20 03 01 05 06")) == Answer(
            operation=Operation.REQUEST_SENSOR_LOCATIONS,
            result=Result.SUCCESS,
            locations=(SensorLocation.LEFT_CRANK, SensorLocation.RIGHT_CRANK),
        )

    @pytest.mark.parametrize(
        "text", ["", "00", "11", "04 58", "20", "20 0C", "20 0C 05", "20 0C 01"]
    )
    def test_that_reserved_codes_and_missing_parameters_are_malformed(self, text):
        with pytest.raises(MalformedPacketError):
            cycling_power_control.decode(hexed(text))
