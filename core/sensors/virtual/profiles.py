"""Which services a device of each kind has, as the real ones do."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.sensor import SensorKind
from core.gatt import battery, device_information, uuids
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.peripheral import Characteristic, Service

_ROWER_TYPE = 1 << 4
_INDOOR_BIKE_TYPE = 1 << 5
_AVAILABLE = 1
"""Service data of a fitness machine: flags, then the machine types (FTMS 1.0, section 3.1)."""


def services_of(device: VirtualDevice) -> tuple[Service, ...]:
    """The device's services, the advertised one first."""
    common = [_information(device)]
    if device.battery_percent is not None:
        common.append(_battery(device.battery_percent))
    return (*_OWN_SERVICES[device.kind](device), *common)


def _notifying(service: str, characteristic: str) -> tuple[Service, ...]:
    notifying = Characteristic(uuid=characteristic, notifies=True)
    return (Service(uuid=service, characteristics=(notifying,), is_advertised=True),)


def _fitness_machine(data: str, machine_type: int) -> tuple[Service, ...]:
    machine = Service(
        uuid=uuids.FITNESS_MACHINE_SERVICE,
        characteristics=(
            Characteristic(uuid=uuids.FITNESS_MACHINE_FEATURE, value=bytes(8)),
            Characteristic(uuid=data, notifies=True),
        ),
        is_advertised=True,
        advertised_data=bytes([_AVAILABLE]) + machine_type.to_bytes(2, "little"),
    )
    return (machine,)


def _pm5(device: VirtualDevice) -> tuple[Service, ...]:
    records = (
        uuids.PM5_GENERAL_STATUS,
        uuids.PM5_ADDITIONAL_STATUS_1,
        uuids.PM5_ADDITIONAL_STATUS_2,
        uuids.PM5_STROKE,
        uuids.PM5_ADDITIONAL_STROKE,
    )
    return (
        Service(uuid=uuids.PM5_DISCOVERY_SERVICE, characteristics=(), is_advertised=True),
        Service(
            uuid=uuids.PM5_INFORMATION_SERVICE,
            characteristics=(_text(uuids.PM5_SERIAL_NUMBER, device.serial),),
        ),
        Service(
            uuid=uuids.PM5_ROWING_SERVICE,
            characteristics=(
                *(Characteristic(uuid=uuid, notifies=True) for uuid in records),
                Characteristic(uuid=uuids.PM5_SAMPLE_RATE, value=b"\1", is_writable=True),
            ),
        ),
    )


def _information(device: VirtualDevice) -> Service:
    return Service(
        uuid=uuids.DEVICE_INFORMATION_SERVICE,
        characteristics=(
            _text(uuids.MANUFACTURER_NAME, device.maker),
            _text(uuids.MODEL_NUMBER, device.model),
            _text(uuids.SERIAL_NUMBER, device.serial),
        ),
    )


def _battery(percent: int) -> Service:
    return Service(
        uuid=uuids.BATTERY_SERVICE,
        characteristics=(Characteristic(uuid=uuids.BATTERY_LEVEL, value=battery.encode(percent)),),
    )


def _text(uuid: str, text: str) -> Characteristic:
    return Characteristic(uuid=uuid, value=device_information.encode(text))


_OWN_SERVICES: dict[SensorKind, Callable[[VirtualDevice], tuple[Service, ...]]] = {
    SensorKind.HEART_RATE: lambda _: _notifying(
        uuids.HEART_RATE_SERVICE, uuids.HEART_RATE_MEASUREMENT
    ),
    SensorKind.CYCLING_POWER: lambda _: _notifying(
        uuids.CYCLING_POWER_SERVICE, uuids.CYCLING_POWER_MEASUREMENT
    ),
    SensorKind.FTMS_ROWER: lambda _: _fitness_machine(uuids.ROWER_DATA, _ROWER_TYPE),
    SensorKind.FTMS_BIKE: lambda _: _fitness_machine(uuids.INDOOR_BIKE_DATA, _INDOOR_BIKE_TYPE),
    SensorKind.PM5_ROWER: _pm5,
    SensorKind.PM5_SKI: _pm5,
    SensorKind.PM5_BIKE: _pm5,
    SensorKind.UNKNOWN: lambda _: (),
}
