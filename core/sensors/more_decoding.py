"""Decoders for what is not a strap, an erg or a bike: see `core.sensors.decoding`."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.ids import SensorId
from core.domain.sensor import SensorReading
from core.gatt import (
    core_temperature,
    ftms_cross_trainer,
    ftms_treadmill,
    moxy,
    running,
    speed_cadence,
    uuids,
)
from core.gatt.cadence import Cadence
from core.gatt.wheel_speed import WheelSpeed

Maker = Callable[[], str]
"""Tells who made a sensor; empty while that is not known."""
_KMH_PER_MPS = 3.6
_TYRE_M = 2.105
"""700 x 25C, the commonest on a trainer."""


class CrossTrainerDecoder:
    """Cross trainers; their record may come in several packets."""

    subscriptions = (uuids.CROSS_TRAINER_DATA,)

    def __init__(self, sensor_id: SensorId, maker: Maker) -> None:
        self._sensor_id = sensor_id
        self._maker = maker

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Whatever fields the packet holds; steps count as cadence."""
        value = ftms_cross_trainer.decode(data, self._maker())
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            power_w=value.power_w,
            cadence_rpm=value.steps_per_min,
            speed_mps=None if value.speed_kmh is None else value.speed_kmh / _KMH_PER_MPS,
            distance_m=value.distance_m,
            energy_kcal=value.energy_kcal,
        )


class TreadmillDecoder:
    """Treadmills."""

    subscriptions = (uuids.TREADMILL_DATA,)

    def __init__(self, sensor_id: SensorId, maker: Maker) -> None:
        self._sensor_id = sensor_id
        self._maker = maker

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Whatever fields the packet holds."""
        value = ftms_treadmill.decode(data, self._maker())
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            power_w=value.power_w,
            speed_mps=None if value.speed_kmh is None else value.speed_kmh / _KMH_PER_MPS,
            distance_m=value.distance_m,
            energy_kcal=value.energy_kcal,
        )


class SpeedCadenceDecoder:
    """Magnets on wheel and crank."""

    subscriptions = (uuids.SPEED_CADENCE_MEASUREMENT,)

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id
        self._cadence = Cadence(ticks_per_s=speed_cadence.CRANK_TICKS_PER_S)
        self._wheel = WheelSpeed(_TYRE_M, speed_cadence.WHEEL_TICKS_PER_S)

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Cadence and speed, as far as they are counted."""
        value = speed_cadence.decode(data)
        cadence_rpm = speed_mps = None
        if value.crank is not None:
            cadence_rpm = self._cadence.update(value.crank.count, value.crank.event_ticks, at)
        if value.wheel is not None:
            speed_mps = self._wheel.update(value.wheel, at)
        return SensorReading(
            sensor_id=self._sensor_id, at=at, cadence_rpm=cadence_rpm, speed_mps=speed_mps
        )


class RunningPodDecoder:
    """Pods on a shoe."""

    subscriptions = (uuids.RUNNING_MEASUREMENT,)

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Speed, steps and distance."""
        value = running.decode(data)
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            cadence_rpm=float(value.cadence_per_min),
            speed_mps=value.speed_mps,
            distance_m=value.distance_m,
        )


class MuscleOxygenDecoder:
    """Moxy."""

    subscriptions = (uuids.MOXY_DATA,)

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Oxygen and haemoglobin of the muscle below it."""
        value = moxy.decode(data)
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            muscle_oxygen_percent=value.saturation_percent,
            haemoglobin_g_per_dl=value.haemoglobin_g_per_dl,
        )


class CoreTemperatureDecoder:
    """CORE."""

    subscriptions = (uuids.CORE_TEMPERATURE,)

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Temperatures; the heart rate that it relays is left to the strap."""
        value = core_temperature.decode(data)
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            core_temperature_c=value.core_celsius,
            skin_temperature_c=value.skin_celsius,
        )
