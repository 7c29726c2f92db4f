"""What stands and hangs in the virtual gym: names and addresses as real devices have them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from core.domain.sensor import SensorKind
from core.domain.value import Value

_LOW_BATTERY_SHARE = 0.1


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


class Furnishing(Value, frozen=True, kw_only=True):
    """How many of each kind. The default is one team of 18, a machine and a strap each."""

    straps: int = 18
    pm5_rowers: int = 4
    ftms_rowers: int = 2
    ftms_bikes: int = 3
    power_meter_bikes: int = 3
    pm5_skis: int = 6


def furnish(furnishing: Furnishing, seed: int) -> tuple[VirtualDevice, ...]:
    """The devices of a gym: straps first, then rowers, bikes, ski ergs.

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
    )
    return tuple(
        _placed(make(index, random), f"02:48:48:{group:02X}:00:{index + 1:02X}", random)
        for group, count, make in plan
        for index in range(count)
    )


def _placed(device: VirtualDevice, address: str, random: Random) -> VirtualDevice:
    is_worn = device.kind in (SensorKind.HEART_RATE, SensorKind.CYCLING_POWER)
    is_low = random.random() < _LOW_BATTERY_SHARE
    charge = random.randint(6, 19) if is_low else random.randint(40, 100)
    return VirtualDevice(
        address=address,
        name=device.name,
        kind=device.kind,
        maker=device.maker,
        model=device.model,
        serial=device.serial,
        battery_percent=charge if is_worn else None,
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
