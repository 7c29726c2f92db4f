import pytest

from core.domain.sensor import SensorKind
from core.gatt import uuids
from core.sensors.kinds import recognise, recognise_connected

FTMS, POWER = uuids.FITNESS_MACHINE_SERVICE, uuids.CYCLING_POWER_SERVICE
HEART, PM5 = uuids.HEART_RATE_SERVICE, uuids.PM5_DISCOVERY_SERVICE


@pytest.mark.parametrize(
    ("name", "services", "data", "kind"),
    [
        ("Polar H10 8A3F2B21", [HEART], b"", SensorKind.HEART_RATE),
        ("TICKR 1F2E", [HEART], b"", SensorKind.HEART_RATE),
        ("Garmin HRM-Dual:123456", [HEART, uuids.BATTERY_SERVICE], b"", SensorKind.HEART_RATE),
        ("PM5 430123456 Row", [PM5], b"", SensorKind.PM5_ROWER),
        ("PM5 430123456 Ski", [PM5], b"", SensorKind.PM5_SKI),
        ("PM5 430123456 Bike", [], b"", SensorKind.PM5_BIKE),
        ("", [PM5], b"", SensorKind.UNKNOWN),
        ("Gym 7", [FTMS], b"\x01\x10\x00", SensorKind.FTMS_ROWER),
        ("Gym 7", [FTMS], b"\x01\x20\x00", SensorKind.FTMS_BIKE),
        ("Skillrow 12", [FTMS], b"", SensorKind.FTMS_ROWER),
        ("KICKR 1234", [FTMS, POWER], b"", SensorKind.FTMS_BIKE),
        ("Bike with a strap", [HEART, FTMS], b"", SensorKind.FTMS_BIKE),
        ("Runner 3", [FTMS], b"\x01\x01\x00", SensorKind.FTMS_TREADMILL),
        ("Runner 4", [FTMS], b"\x01\x08\x00", SensorKind.UNKNOWN),
        ("ASSIOMA12345L", [POWER], b"", SensorKind.CYCLING_POWER),
        ("Somebody's phone", [], b"", None),
        ("TV", [uuids.BATTERY_SERVICE], b"", None),
    ],
)
def test_that_a_device_is_known_by_what_it_advertises(name, services, data, kind):
    assert recognise(name, services, {FTMS: data}) is kind


def test_that_what_was_not_told_is_seen_in_the_services():
    offered = {uuids.ROWER_DATA, uuids.FITNESS_MACHINE_FEATURE}
    assert recognise_connected(offered) is SensorKind.FTMS_ROWER
    assert recognise_connected({uuids.BATTERY_LEVEL}) is SensorKind.UNKNOWN
