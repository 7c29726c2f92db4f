from core.domain.ids import SensorId
from core.domain.sensor import SensorKind, SensorReading
from core.gatt import (
    core_temperature,
    cycling_power,
    ftms_indoor_bike,
    ftms_rower,
    heart_rate,
    moxy,
    uuids,
)
from core.gatt.core_temperature import CoreTemperature
from core.gatt.cycling_power import CyclingPower, Revolutions
from core.gatt.ftms_indoor_bike import IndoorBike
from core.gatt.ftms_rower import Rower
from core.gatt.heart_rate import HeartRate, SkinContact
from core.gatt.moxy import MuscleOxygen
from core.gatt.pm5 import (
    additional_status_1,
    additional_status_2,
    additional_stroke,
    general_status,
)
from core.sensors.decoding import decoder_of

ID = SensorId("02:00:00:00:00:01")


def decoder(kind: SensorKind):
    made = decoder_of(kind, ID)
    assert made is not None
    return made


def test_that_a_strap_without_skin_contact_says_nothing_instead_of_its_frozen_number():
    value = HeartRate(
        heart_rate_bpm=142, contact=SkinContact.NOT_DETECTED, rr_intervals_ms=(420.0,)
    )
    packet = heart_rate.encode(value)
    reading = decoder(SensorKind.HEART_RATE).decode(uuids.HEART_RATE_MEASUREMENT, packet, 5.0)
    assert reading == SensorReading(sensor_id=ID, at=5.0)


def test_that_a_rate_of_zero_is_no_heart_rate():
    packet = heart_rate.encode(HeartRate(heart_rate_bpm=0))
    reading = decoder(SensorKind.HEART_RATE).decode(uuids.HEART_RATE_MEASUREMENT, packet, 5.0)
    assert reading.heart_rate_bpm is None


def test_that_a_power_meter_gives_cadence_from_its_second_revolution_on():
    pedals = decoder(SensorKind.CYCLING_POWER)
    shown = [
        pedals.decode(
            uuids.CYCLING_POWER_MEASUREMENT,
            cycling_power.encode(
                CyclingPower(
                    power_w=200, crank=Revolutions(count=count, event_ticks=count * 683 % 65536)
                )
            ),
            float(count),
        )
        for count in range(3)
    ]
    assert [one.power_w for one in shown] == [200, 200, 200]
    assert shown[0].cadence_rpm is None
    assert abs(shown[2].cadence_rpm - 90) < 0.1


def test_that_a_split_bike_record_gives_each_field_at_its_own_instant():
    bike = decoder(SensorKind.FTMS_BIKE)
    first = ftms_indoor_bike.encode(IndoorBike(power_w=180))
    second = ftms_indoor_bike.encode(IndoorBike(speed_kmh=36.0, cadence_rpm=85.0))
    assert bike.decode(uuids.INDOOR_BIKE_DATA, first, 1.0) == SensorReading(
        sensor_id=ID, at=1.0, power_w=180
    )
    assert bike.decode(uuids.INDOOR_BIKE_DATA, second, 1.1) == SensorReading(
        sensor_id=ID, at=1.1, speed_mps=10.0, cadence_rpm=85.0
    )


def test_that_a_machine_s_own_heart_rate_is_left_to_the_strap():
    packet = ftms_rower.encode(Rower(power_w=150, heart_rate_bpm=120, pace_s_per_500_m=125))
    reading = decoder(SensorKind.FTMS_ROWER).decode(uuids.ROWER_DATA, packet, 1.0)
    assert reading == SensorReading(sensor_id=ID, at=1.0, power_w=150, speed_mps=4.0)
    pm5 = additional_status_1.encode(
        additional_status_1.AdditionalStatus1(
            elapsed_s=9, speed_mps=4.0, stroke_rate_spm=24, heart_rate_bpm=120
        )
    )
    reading = decoder(SensorKind.PM5_ROWER).decode(uuids.PM5_ADDITIONAL_STATUS_1, pm5, 1.0)
    assert reading == SensorReading(sensor_id=ID, at=1.0, speed_mps=4.0, stroke_rate_spm=24)


def test_that_a_moxy_tells_oxygen_and_haemoglobin_and_leaves_out_what_it_cannot_measure():
    moxy_decoder = decoder(SensorKind.MUSCLE_OXYGEN)
    packet = moxy.encode(
        MuscleOxygen(count=7, saturation_percent=54.3, haemoglobin_g_per_dl=12.41, flags=0)
    )
    assert moxy_decoder.decode(uuids.MOXY_DATA, packet, 1.0) == SensorReading(
        sensor_id=ID, at=1.0, muscle_oxygen_percent=54.3, haemoglobin_g_per_dl=12.41
    )
    in_the_air = moxy.encode(MuscleOxygen(count=8))
    assert moxy_decoder.decode(uuids.MOXY_DATA, in_the_air, 2.0) == SensorReading(
        sensor_id=ID, at=2.0
    )


def test_that_a_core_sensor_tells_temperatures_and_leaves_the_heart_rate_to_the_strap():
    packet = core_temperature.encode(
        CoreTemperature(core_celsius=38.27, skin_celsius=34.06, heart_rate_bpm=150)
    )
    reading = decoder(SensorKind.CORE_TEMPERATURE).decode(uuids.CORE_TEMPERATURE, packet, 1.0)
    assert reading == SensorReading(
        sensor_id=ID, at=1.0, core_temperature_c=38.27, skin_temperature_c=34.06
    )


class Pm5:
    """A monitor that sends what it is told."""

    def __init__(self) -> None:
        self._decoder = decoder(SensorKind.PM5_SKI)

    def general(self, at: float, *, rowing: int = 1) -> SensorReading:
        value = general_status.GeneralStatus(elapsed_s=at, distance_m=100.0, rowing_state=rowing)
        return self._decoder.decode(uuids.PM5_GENERAL_STATUS, general_status.encode(value), at)

    def status(self, at: float) -> SensorReading:
        value = additional_status_1.AdditionalStatus1(
            elapsed_s=at, speed_mps=3.5, stroke_rate_spm=30
        )
        packet = additional_status_1.encode(value)
        return self._decoder.decode(uuids.PM5_ADDITIONAL_STATUS_1, packet, at)

    def stroke(self, at: float, power_w: int) -> SensorReading:
        value = additional_stroke.AdditionalStroke(
            elapsed_s=at, power_w=power_w, energy_kcal_per_h=0, stroke_count=int(at)
        )
        packet = additional_stroke.encode(value)
        return self._decoder.decode(uuids.PM5_ADDITIONAL_STROKE, packet, at)

    def totals(self, at: float) -> SensorReading:
        value = additional_status_2.AdditionalStatus2(elapsed_s=at, energy_kcal=17)
        packet = additional_status_2.encode(value)
        return self._decoder.decode(uuids.PM5_ADDITIONAL_STATUS_2, packet, at)


def test_that_pm5_records_give_distance_speed_rate_power_and_energy():
    pm5 = Pm5()
    assert pm5.general(1.0).distance_m == 100.0
    assert (pm5.status(1.0).speed_mps, pm5.status(1.0).stroke_rate_spm) == (3.5, 30)
    assert pm5.stroke(1.0, 210).power_w == 210
    assert pm5.totals(1.0).energy_kcal == 17


def test_that_an_idle_pm5_is_at_zero_and_not_at_its_last_numbers():
    pm5 = Pm5()
    pm5.stroke(1.0, 210)
    pm5.general(2.0, rowing=0)
    idle = pm5.status(2.0)
    assert (idle.power_w, idle.speed_mps, idle.stroke_rate_spm) == (0.0, 0.0, 0.0)


def test_that_a_pm5_without_a_stroke_for_five_seconds_is_at_zero_watts():
    pm5 = Pm5()
    pm5.general(1.0)
    pm5.stroke(1.0, 210)
    assert pm5.status(5.75).power_w is None
    assert pm5.status(6.0).power_w == 0.0


def test_that_a_maker_who_becomes_known_has_his_packets_put_right_from_then_on():
    makers = [""]
    bike = decoder_of(SensorKind.FTMS_BIKE, ID, lambda: makers[-1])
    assert bike is not None
    packet = bytes.fromhex("FA09C409D007AA00A000E803000500B400AA00320058020A2C01")
    by_the_letter = bike.decode(uuids.INDOOR_BIKE_DATA, packet, 1.0)
    makers.append("Life Fitness")
    put_right = bike.decode(uuids.INDOOR_BIKE_DATA, packet, 2.0)
    assert by_the_letter.cadence_rpm is None
    assert (put_right.cadence_rpm, put_right.distance_m, put_right.power_w) == (85.0, 1000, 180)


def test_that_a_rower_s_quirk_reaches_its_decoder():
    rower = decoder_of(SensorKind.FTMS_ROWER, ID, lambda: "KingSmith")
    assert rower is not None
    packet = bytes.fromhex("0000180A00")
    assert rower.decode(uuids.ROWER_DATA, packet, 1.0).stroke_rate_spm == 24


def test_that_nobody_decodes_an_unknown_device():
    assert decoder_of(SensorKind.UNKNOWN, ID) is None
