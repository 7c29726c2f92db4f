"""What stands and hangs in the virtual gym: names and addresses as real devices have them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Annotated

import msgspec

from core.domain.sensor import SensorKind
from core.domain.value import Value

_LOW_BATTERY_SHARE = 0.1
_WITH_BATTERY = frozenset(
    {
        SensorKind.HEART_RATE,
        SensorKind.CYCLING_POWER,
        SensorKind.SPEED_CADENCE,
        SensorKind.RUNNING_POD,
        SensorKind.MUSCLE_OXYGEN,
        SensorKind.CORE_TEMPERATURE,
    }
)


class VirtualDevice(Value, frozen=True, kw_only=True):
    """One device, before it is switched on."""

    address: str
    name: str
    kind: SensorKind
    maker: str
    model: str
    serial: str
    battery_percent: int | None = None
    """None for what hangs on the mains."""
    rssi_dbm: int = -60
    broadcasts: bool = False
    """Whether a strap tells its heart rate in its advertisements, too."""


Count = Annotated[int, msgspec.Meta(ge=0, le=255)]


class Furnishing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of each kind. The default is one team of 18, a machine and a strap each."""

    straps: Count = 18
    pm5_rowers: Count = 4
    ftms_rowers: Count = 2
    ftms_bikes: Count = 3
    power_meter_bikes: Count = 3
    pm5_skis: Count = 6
    pm5_bikes: Count = 0
    ftms_cross_trainers: Count = 0
    ftms_treadmills: Count = 0
    keiser_bikes: Count = 0
    speed_cadence_sensors: Count = 0
    running_pods: Count = 0
    broadcasting_straps: Count = 0
    muscle_oxygen_sensors: Count = 0
    core_sensors: Count = 0


def furnish(furnishing: Furnishing, seed: int) -> tuple[VirtualDevice, ...]:
    """The devices of a gym: straps first, then rowers, bikes, ski ergs, and the rest.

    Addresses do not depend on the seed, so pairings survive a restart.
    """
    random = Random(seed)  # noqa: S311 (a simulation)
    plan: tuple[tuple[int, int, Callable[[int, Random], VirtualDevice]], ...] = (
        (1, furnishing.straps, _strap),
        (2, furnishing.pm5_rowers, _pm5(SensorKind.PM5_ROWER, "Row")),
        (3, furnishing.ftms_rowers, _ftms(SensorKind.FTMS_ROWER, "Skillrow")),
        (4, furnishing.ftms_bikes, _ftms(SensorKind.FTMS_BIKE, "Indoor Bike")),
        (5, furnishing.power_meter_bikes, _power_meter),
        (6, furnishing.pm5_skis, _pm5(SensorKind.PM5_SKI, "Ski")),
        (7, furnishing.pm5_bikes, _pm5(SensorKind.PM5_BIKE, "Bike")),
        (
            8,
            furnishing.ftms_cross_trainers,
            _ftms(SensorKind.FTMS_CROSS_TRAINER, "Cross Trainer"),
        ),
        (9, furnishing.ftms_treadmills, _ftms(SensorKind.FTMS_TREADMILL, "Treadmill")),
        (10, furnishing.keiser_bikes, _maker(_KEISER)),
        (11, furnishing.speed_cadence_sensors, _maker(_SPEED_CADENCE)),
        (12, furnishing.running_pods, _maker(_POD)),
        (13, furnishing.broadcasting_straps, _maker(_BROADCASTING_STRAP)),
        (14, furnishing.muscle_oxygen_sensors, _maker(_MOXY)),
        (15, furnishing.core_sensors, _maker(_CORE)),
    )
    return tuple(
        _placed(make(index, random), f"02:48:48:{group:02X}:00:{index + 1:02X}", random)
        for group, count, make in plan
        for index in range(count)
    )


def _placed(device: VirtualDevice, address: str, random: Random) -> VirtualDevice:
    has_battery = device.kind in _WITH_BATTERY
    is_low = random.random() < _LOW_BATTERY_SHARE
    charge = random.randint(6, 19) if is_low else random.randint(40, 100)
    return msgspec.structs.replace(
        device,
        address=address,
        battery_percent=charge if has_battery else None,
        rssi_dbm=random.randint(-78, -48),
    )


def _strap(index: int, random: Random) -> VirtualDevice:
    number = random.getrandbits(32)
    maker, model, name, serial = (
        ("Polar Electro Oy", "H10", f"Polar H10 {number:08X}", f"{number:08X}"),
        ("Wahoo Fitness", "TICKR", f"TICKR {number & 0xFFFF:04X}", f"{number & 0xFFFFFF:06X}"),
        (
            "Garmin",
            "HRM-Dual",
            f"Garmin HRM-Dual:{number % 900000 + 100000}",
            f"{3_300_000_000 + number % 900000}",
        ),
    )[(0, 0, 1, 0, 2, 0)[index % 6]]
    return VirtualDevice(
        address="", name=name, kind=SensorKind.HEART_RATE, maker=maker, model=model, serial=serial
    )


def _pm5(kind: SensorKind, suffix: str) -> Callable[[int, Random], VirtualDevice]:
    def make(_index: int, random: Random) -> VirtualDevice:
        serial = f"43{random.randint(0, 9_999_999):07d}"
        return VirtualDevice(
            address="",
            name=f"PM5 {serial} {suffix}",
            kind=kind,
            maker="Concept2",
            model="PM5",
            serial=serial,
        )

    return make


def _ftms(kind: SensorKind, name: str) -> Callable[[int, Random], VirtualDevice]:
    def make(index: int, random: Random) -> VirtualDevice:
        serial = f"{random.getrandbits(24):06X}"
        return VirtualDevice(
            address="",
            name=f"{name} {index + 1:02d}{serial[-2:]}",
            kind=kind,
            maker="Technogym",
            model=name,
            serial=serial,
        )

    return make


def _power_meter(_index: int, random: Random) -> VirtualDevice:
    number = random.randint(10000, 99999)
    return VirtualDevice(
        address="",
        name=f"ASSIOMA{number}L",
        kind=SensorKind.CYCLING_POWER,
        maker="Favero Electronics",
        model="Assioma",
        serial=str(number),
    )


def _maker(pattern: VirtualDevice) -> Callable[[int, Random], VirtualDevice]:
    """Devices like this one, each with a number of its own."""

    def make(_index: int, random: Random) -> VirtualDevice:
        serial = str(random.randint(10000, 99999))
        name = pattern.name.replace("#", serial)
        return msgspec.structs.replace(pattern, name=name, serial=serial)

    return make


_KEISER = VirtualDevice(
    address="", name="M3", kind=SensorKind.KEISER_BIKE, maker="Keiser", model="M3i", serial=""
)
"""All of them advertise the same name; the number of the bike is in their data."""
_SPEED_CADENCE = VirtualDevice(
    address="",
    name="DuoTrap S #",
    kind=SensorKind.SPEED_CADENCE,
    maker="Bontrager",
    model="DuoTrap S",
    serial="",
)
_POD = VirtualDevice(
    address="",
    name="Stryd #",
    kind=SensorKind.RUNNING_POD,
    maker="Stryd",
    model="Stryd",
    serial="",
)
_BROADCASTING_STRAP = VirtualDevice(
    address="",
    name="Polar H10 #",
    kind=SensorKind.HEART_RATE,
    maker="Polar Electro Oy",
    model="H10",
    serial="",
    broadcasts=True,
)
_MOXY = VirtualDevice(
    address="",
    name="Moxy #",
    kind=SensorKind.MUSCLE_OXYGEN,
    maker="Fortiori Design",
    model="Moxy",
    serial="",
)
_CORE = VirtualDevice(
    address="",
    name="CORE #",
    kind=SensorKind.CORE_TEMPERATURE,
    maker="greenTEG",
    model="CORE",
    serial="",
)
