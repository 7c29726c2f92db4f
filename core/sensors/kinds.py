"""What a device is, from what it advertises."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.domain.sensor import SensorKind
from core.gatt import uuids

_PM5_PREFIX = "PM5 "
_PM5_KINDS = {
    "Row": SensorKind.PM5_ROWER,
    "Ski": SensorKind.PM5_SKI,
    "Bike": SensorKind.PM5_BIKE,
}
_ROWER_WORDS = ("row",)
_BIKE_WORDS = ("bike", "cycl", "kickr", "tacx", "wattbike", "spin")
_MACHINE_TYPE_BITS = {0: SensorKind.FTMS_TREADMILL, 1: SensorKind.FTMS_CROSS_TRAINER}
_ROWER_TYPE_BIT = 4
_INDOOR_BIKE_TYPE_BIT = 5
_MACHINE_TYPE = slice(1, 3)
"""Bytes of a fitness machine's service data (FTMS 1.0, section 3.1)."""

_SERVICES = (
    (uuids.CYCLING_POWER_SERVICE, SensorKind.CYCLING_POWER),
    (uuids.HEART_RATE_SERVICE, SensorKind.HEART_RATE),
    (uuids.SPEED_CADENCE_SERVICE, SensorKind.SPEED_CADENCE),
    (uuids.RUNNING_SERVICE, SensorKind.RUNNING_POD),
    (uuids.MOXY_SERVICE, SensorKind.MUSCLE_OXYGEN),
    (uuids.CORE_TEMPERATURE_SERVICE, SensorKind.CORE_TEMPERATURE),
)
"""Best first: a strap that also counts steps is a strap."""


def recognise(
    name: str, service_uuids: Collection[str], service_data: Mapping[str, bytes]
) -> SensorKind | None:
    """The kind of an advertised device.

    A trainer bike that also advertises cycling power or bridges a strap is a fitness machine.

    Args:
        name: Its advertised name; empty if that is not known yet.
        service_uuids: 128-bit, lower case.
        service_data: By service UUID.

    Returns:
        `UNKNOWN` for a machine that does not say which; None for anything that is no sensor.
    """
    if uuids.PM5_DISCOVERY_SERVICE in service_uuids or name.startswith(_PM5_PREFIX):
        return _PM5_KINDS.get(name.rpartition(" ")[2], SensorKind.UNKNOWN)
    if uuids.FITNESS_MACHINE_SERVICE in service_uuids:
        return _fitness_machine(name, service_data.get(uuids.FITNESS_MACHINE_SERVICE, b""))
    return next((kind for service, kind in _SERVICES if service in service_uuids), None)


def recognise_connected(characteristics: Collection[str]) -> SensorKind:
    """The kind of a device whose advertisement did not tell, from what it offers."""
    for uuid, kind in (
        (uuids.PM5_GENERAL_STATUS, SensorKind.PM5_ROWER),
        (uuids.ROWER_DATA, SensorKind.FTMS_ROWER),
        (uuids.INDOOR_BIKE_DATA, SensorKind.FTMS_BIKE),
        (uuids.CROSS_TRAINER_DATA, SensorKind.FTMS_CROSS_TRAINER),
        (uuids.TREADMILL_DATA, SensorKind.FTMS_TREADMILL),
        (uuids.CYCLING_POWER_MEASUREMENT, SensorKind.CYCLING_POWER),
        (uuids.SPEED_CADENCE_MEASUREMENT, SensorKind.SPEED_CADENCE),
        (uuids.RUNNING_MEASUREMENT, SensorKind.RUNNING_POD),
        (uuids.MOXY_DATA, SensorKind.MUSCLE_OXYGEN),
        (uuids.CORE_TEMPERATURE, SensorKind.CORE_TEMPERATURE),
        (uuids.HEART_RATE_MEASUREMENT, SensorKind.HEART_RATE),
    ):
        if uuid in characteristics:
            return kind
    return SensorKind.UNKNOWN


def _fitness_machine(name: str, data: bytes) -> SensorKind:
    types = int.from_bytes(data[_MACHINE_TYPE], "little")
    lower = name.lower()
    if types >> _ROWER_TYPE_BIT & 1 or any(word in lower for word in _ROWER_WORDS):
        return SensorKind.FTMS_ROWER
    if types >> _INDOOR_BIKE_TYPE_BIT & 1 or any(word in lower for word in _BIKE_WORDS):
        return SensorKind.FTMS_BIKE
    for bit, kind in _MACHINE_TYPE_BITS.items():
        if types >> bit & 1:
            return kind
    return SensorKind.UNKNOWN
