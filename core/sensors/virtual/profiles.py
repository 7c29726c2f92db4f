"""Which services a device of each kind has, as the real ones do."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.sensor import SensorKind
from core.gatt import (
    battery,
    cycling_power_feature,
    device_information,
    ftms_feature,
    ftms_range,
    sensor_location,
    uuids,
)
from core.gatt.cycling_power_feature import PowerFeature
from core.gatt.ftms_feature import MachineFeature, TargetFeature
from core.gatt.ftms_range import RangeCodec
from core.gatt.ftms_target import TargetKind
from core.gatt.pm5 import sample_rate
from core.gatt.sensor_location import SensorLocation
from core.sensors.virtual.control_points import USUAL_PERIOD_MS
from core.sensors.virtual.devices import VirtualDevice
from core.sensors.virtual.fitness_control import RANGES, SIMULATING
from core.sensors.virtual.peripheral import Characteristic, Service
from core.sensors.virtual.pm5_outbox import RECORDS
from core.sensors.virtual.pm5_transmitter import PM5_ERG_TYPES

_AVAILABLE = 1
"""Service data of a fitness machine: flags, then the machine types (FTMS 1.0, section 3.1)."""
_MACHINE_TYPE_BIT = {
    SensorKind.FTMS_TREADMILL: 0,
    SensorKind.FTMS_CROSS_TRAINER: 1,
    SensorKind.FTMS_ROWER: 4,
    SensorKind.FTMS_BIKE: 5,
}
_DATA_OF = {
    SensorKind.FTMS_TREADMILL: uuids.TREADMILL_DATA,
    SensorKind.FTMS_CROSS_TRAINER: uuids.CROSS_TRAINER_DATA,
    SensorKind.FTMS_ROWER: uuids.ROWER_DATA,
    SensorKind.FTMS_BIKE: uuids.INDOOR_BIKE_DATA,
}
_TARGETS: dict[TargetKind, tuple[TargetFeature, str, RangeCodec]] = {
    TargetKind.POWER: (TargetFeature.POWER, uuids.SUPPORTED_POWER_RANGE, ftms_range.POWER_W),
    TargetKind.RESISTANCE: (
        TargetFeature.RESISTANCE,
        uuids.SUPPORTED_RESISTANCE_RANGE,
        ftms_range.RESISTANCE_LEVEL,
    ),
    TargetKind.SPEED: (TargetFeature.SPEED, uuids.SUPPORTED_SPEED_RANGE, ftms_range.SPEED_KMH),
    TargetKind.INCLINATION: (
        TargetFeature.INCLINATION,
        uuids.SUPPORTED_INCLINATION_RANGE,
        ftms_range.INCLINATION_PERCENT,
    ),
}
_TELLS = (
    MachineFeature.CADENCE,
    MachineFeature.DISTANCE,
    MachineFeature.ENERGY,
    MachineFeature.ELAPSED_TIME,
    MachineFeature.POWER,
)


def services_of(device: VirtualDevice) -> tuple[Service, ...]:
    """The device's services, the advertised one first; none for one that only advertises."""
    if device.kind is SensorKind.KEISER_BIKE:
        return ()
    common = [_information(device)]
    if device.battery_percent is not None:
        common.append(_battery(device.battery_percent))
    return (*_OWN_SERVICES[device.kind](device), *common)


def _notifying(service: str, characteristic: str) -> tuple[Service, ...]:
    notifying = Characteristic(uuid=characteristic, notifies=True)
    return (Service(uuid=service, characteristics=(notifying,), is_advertised=True),)


def _power_meter(_device: VirtualDevice) -> tuple[Service, ...]:
    feature = cycling_power_feature.CyclingPowerFeature(
        features=(
            PowerFeature.CRANK_REVOLUTIONS,
            PowerFeature.OFFSET_COMPENSATION,
            PowerFeature.MEASURES_TORQUE,
        )
    )
    return (
        Service(
            uuid=uuids.CYCLING_POWER_SERVICE,
            characteristics=(
                Characteristic(uuid=uuids.CYCLING_POWER_MEASUREMENT, notifies=True),
                Characteristic(
                    uuid=uuids.CYCLING_POWER_FEATURE, value=cycling_power_feature.encode(feature)
                ),
                Characteristic(
                    uuid=uuids.SENSOR_LOCATION,
                    value=sensor_location.encode(SensorLocation.LEFT_PEDAL),
                ),
                Characteristic(
                    uuid=uuids.CYCLING_POWER_CONTROL_POINT, indicates=True, is_writable=True
                ),
            ),
            is_advertised=True,
        ),
    )


def _fitness_machine(device: VirtualDevice) -> tuple[Service, ...]:
    ranges = RANGES[device.kind]
    obeys = [_TARGETS[kind][0] for kind in ranges]
    if device.kind in SIMULATING:
        obeys.append(TargetFeature.SIMULATION)
    feature = ftms_feature.FitnessMachineFeature(machine=_TELLS, targets=tuple(obeys))
    machine = Service(
        uuid=uuids.FITNESS_MACHINE_SERVICE,
        characteristics=(
            Characteristic(uuid=uuids.FITNESS_MACHINE_FEATURE, value=ftms_feature.encode(feature)),
            Characteristic(uuid=_DATA_OF[device.kind], notifies=True),
            Characteristic(
                uuid=uuids.FITNESS_MACHINE_CONTROL_POINT, indicates=True, is_writable=True
            ),
            Characteristic(uuid=uuids.FITNESS_MACHINE_STATUS, notifies=True),
            *(
                Characteristic(uuid=_TARGETS[kind][1], value=_TARGETS[kind][2].encode(allowed))
                for kind, allowed in ranges.items()
            ),
        ),
        is_advertised=True,
        advertised_data=bytes([_AVAILABLE])
        + (1 << _MACHINE_TYPE_BIT[device.kind]).to_bytes(2, "little"),
    )
    return (machine,)


def _pm5(device: VirtualDevice) -> tuple[Service, ...]:
    return (
        Service(uuid=uuids.PM5_DISCOVERY_SERVICE, characteristics=(), is_advertised=True),
        Service(
            uuid=uuids.PM5_INFORMATION_SERVICE,
            characteristics=(
                _text(uuids.PM5_SERIAL_NUMBER, device.serial),
                Characteristic(uuid=uuids.PM5_ERG_TYPE, value=bytes([PM5_ERG_TYPES[device.kind]])),
            ),
        ),
        Service(
            uuid=uuids.PM5_CONTROL_SERVICE,
            characteristics=(
                Characteristic(uuid=uuids.PM5_CONTROL_REQUEST, is_writable=True),
                Characteristic(uuid=uuids.PM5_CONTROL_ANSWER, notifies=True),
            ),
        ),
        Service(
            uuid=uuids.PM5_ROWING_SERVICE,
            characteristics=(
                *(Characteristic(uuid=uuid, notifies=True) for uuid in RECORDS),
                Characteristic(uuid=uuids.PM5_MULTIPLEXED, notifies=True),
                Characteristic(
                    uuid=uuids.PM5_SAMPLE_RATE,
                    value=sample_rate.encode(USUAL_PERIOD_MS),
                    is_writable=True,
                ),
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
    SensorKind.CYCLING_POWER: _power_meter,
    SensorKind.SPEED_CADENCE: lambda _: _notifying(
        uuids.SPEED_CADENCE_SERVICE, uuids.SPEED_CADENCE_MEASUREMENT
    ),
    SensorKind.RUNNING_POD: lambda _: _notifying(uuids.RUNNING_SERVICE, uuids.RUNNING_MEASUREMENT),
    SensorKind.MUSCLE_OXYGEN: lambda _: _notifying(uuids.MOXY_SERVICE, uuids.MOXY_DATA),
    SensorKind.CORE_TEMPERATURE: lambda _: _notifying(
        uuids.CORE_TEMPERATURE_SERVICE, uuids.CORE_TEMPERATURE
    ),
    **dict.fromkeys(_DATA_OF, _fitness_machine),
    **dict.fromkeys(PM5_ERG_TYPES, _pm5),
    SensorKind.UNKNOWN: lambda _: (),
}
