"""From a notification to a reading, for each kind of sensor.

A decoder lives as long as one connection: counters begin anew with the next. A reading holds
what its own packet said and nothing older. So a record that a machine splits over several
packets gives several readings, each field at its own instant, in whatever order they come.

Heart rates that a machine relays are left out: a player's own strap speaks for the player,
and two sources that alternate are worse than one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.domain.ids import SensorId
from core.domain.sensor import SensorKind, SensorReading
from core.gatt import cycling_power, ftms_indoor_bike, ftms_rower, heart_rate, uuids
from core.gatt.cadence import Cadence
from core.gatt.heart_rate import SkinContact
from core.gatt.pm5 import (
    additional_status_1,
    additional_status_2,
    additional_stroke,
    general_status,
)
from core.sensors.more_decoding import (
    CoreTemperatureDecoder,
    CrossTrainerDecoder,
    Maker,
    MuscleOxygenDecoder,
    RunningPodDecoder,
    SpeedCadenceDecoder,
    TreadmillDecoder,
)

_KMH_PER_MPS = 3.6
_PACE_M = 500
_NO_STROKE_AFTER_S = 5.0
"""An erg that is connected but sees no stroke for this long is at 0 W."""


class Decoder(Protocol):
    """Knows the characteristics of one kind of sensor."""

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """What to listen to."""
        ...

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:
        """What a packet says; None if it says nothing of interest.

        Args:
            uuid: One of `subscriptions`.
            data: The packet.
            at: Its arrival, seconds since 1970.

        Raises:
            MalformedPacketError: It cannot be read.
        """
        ...


class HeartRateDecoder:
    """Straps."""

    subscriptions = (uuids.HEART_RATE_MEASUREMENT,)

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Heart rate and RR intervals; neither without skin contact."""
        value = heart_rate.decode(data)
        if value.contact is SkinContact.NOT_DETECTED:
            return SensorReading(sensor_id=self._sensor_id, at=at)
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            heart_rate_bpm=value.heart_rate_bpm or None,
            rr_intervals_ms=value.rr_intervals_ms,
        )


class CyclingPowerDecoder:
    """Pedals and cranks."""

    subscriptions = (uuids.CYCLING_POWER_MEASUREMENT,)

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id
        self._cadence = Cadence()

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Power, and cadence where the crank is counted."""
        value = cycling_power.decode(data)
        cadence_rpm = None
        if value.crank is not None:
            cadence_rpm = self._cadence.update(value.crank.count, value.crank.event_ticks, at)
        return SensorReading(
            sensor_id=self._sensor_id, at=at, power_w=value.power_w, cadence_rpm=cadence_rpm
        )


class FtmsBikeDecoder:
    """Bikes with the fitness machine service."""

    subscriptions = (uuids.INDOOR_BIKE_DATA,)

    def __init__(self, sensor_id: SensorId, maker: Maker) -> None:
        self._sensor_id = sensor_id
        self._maker = maker

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Whatever fields the packet holds."""
        value = ftms_indoor_bike.decode(data, self._maker())
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            power_w=value.power_w,
            cadence_rpm=value.cadence_rpm,
            speed_mps=None if value.speed_kmh is None else value.speed_kmh / _KMH_PER_MPS,
            distance_m=value.distance_m,
            energy_kcal=value.energy_kcal,
        )


class FtmsRowerDecoder:
    """Rowers with the fitness machine service."""

    subscriptions = (uuids.ROWER_DATA,)

    def __init__(self, sensor_id: SensorId, maker: Maker) -> None:
        self._sensor_id = sensor_id
        self._maker = maker

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:  # noqa: ARG002 (only one)
        """Whatever fields the packet holds; speed from the pace."""
        value = ftms_rower.decode(data, self._maker())
        pace_s = value.pace_s_per_500_m
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            power_w=value.power_w,
            stroke_rate_spm=value.stroke_rate_spm,
            speed_mps=_PACE_M / pace_s if pace_s else None,
            distance_m=value.distance_m,
            energy_kcal=value.energy_kcal,
        )


class Pm5Decoder:
    """Concept2's monitor. Power comes per stroke; so its end must be concluded.

    Rate and speed keep their last numbers after the work has ended, and the power record just
    does not come any more. While the machine is idle, or sees no stroke for 5 s, all are 0.
    """

    subscriptions = (
        uuids.PM5_GENERAL_STATUS,
        uuids.PM5_ADDITIONAL_STATUS_1,
        uuids.PM5_ADDITIONAL_STATUS_2,
        uuids.PM5_ADDITIONAL_STROKE,
    )

    def __init__(self, sensor_id: SensorId) -> None:
        self._sensor_id = sensor_id
        self._is_rowing = True
        self._stroke_at: float | None = None
        self._decode_one = {
            uuids.PM5_GENERAL_STATUS: self._general_status,
            uuids.PM5_ADDITIONAL_STATUS_1: self._additional_status_1,
            uuids.PM5_ADDITIONAL_STATUS_2: self._additional_status_2,
            uuids.PM5_ADDITIONAL_STROKE: self._additional_stroke,
        }

    def decode(self, uuid: str, data: bytes, at: float) -> SensorReading | None:
        """What one record says."""
        return self._decode_one[uuid](data, at)

    def _general_status(self, data: bytes, at: float) -> SensorReading:
        value = general_status.decode(data)
        self._is_rowing = value.is_rowing
        return SensorReading(sensor_id=self._sensor_id, at=at, distance_m=value.distance_m)

    def _additional_status_1(self, data: bytes, at: float) -> SensorReading:
        value = additional_status_1.decode(data)
        if self._stroke_at is None:
            self._stroke_at = at
        if not self._is_rowing:
            return SensorReading(
                sensor_id=self._sensor_id, at=at, power_w=0.0, stroke_rate_spm=0.0, speed_mps=0.0
            )
        is_still = at - self._stroke_at >= _NO_STROKE_AFTER_S
        return SensorReading(
            sensor_id=self._sensor_id,
            at=at,
            power_w=0.0 if is_still else None,
            stroke_rate_spm=value.stroke_rate_spm,
            speed_mps=value.speed_mps,
        )

    def _additional_status_2(self, data: bytes, at: float) -> SensorReading:
        value = additional_status_2.decode(data)
        return SensorReading(sensor_id=self._sensor_id, at=at, energy_kcal=value.energy_kcal)

    def _additional_stroke(self, data: bytes, at: float) -> SensorReading:
        value = additional_stroke.decode(data)
        self._stroke_at = at
        return SensorReading(sensor_id=self._sensor_id, at=at, power_w=value.power_w)


_DECODERS: dict[SensorKind, Callable[[SensorId], Decoder]] = {
    SensorKind.HEART_RATE: HeartRateDecoder,
    SensorKind.CYCLING_POWER: CyclingPowerDecoder,
    SensorKind.PM5_ROWER: Pm5Decoder,
    SensorKind.PM5_SKI: Pm5Decoder,
    SensorKind.PM5_BIKE: Pm5Decoder,
    SensorKind.SPEED_CADENCE: SpeedCadenceDecoder,
    SensorKind.RUNNING_POD: RunningPodDecoder,
    SensorKind.MUSCLE_OXYGEN: MuscleOxygenDecoder,
    SensorKind.CORE_TEMPERATURE: CoreTemperatureDecoder,
}
_MACHINE_DECODERS: dict[SensorKind, Callable[[SensorId, Maker], Decoder]] = {
    SensorKind.FTMS_BIKE: FtmsBikeDecoder,
    SensorKind.FTMS_ROWER: FtmsRowerDecoder,
    SensorKind.FTMS_CROSS_TRAINER: CrossTrainerDecoder,
    SensorKind.FTMS_TREADMILL: TreadmillDecoder,
}
"""Of machines whose makers deviate from what their flags say."""


def _unknown() -> str:
    return ""


def decoder_of(kind: SensorKind, sensor_id: SensorId, maker: Maker = _unknown) -> Decoder | None:
    """A fresh decoder for a new connection; None for a kind that nobody can read.

    Args:
        kind: Of the sensor.
        sensor_id: Whose readings.
        maker: Asked with every packet for the sensor's maker, who becomes known only when the
            connection stands; empty while unknown.
    """
    make_of_machine = _MACHINE_DECODERS.get(kind)
    if make_of_machine is not None:
        return make_of_machine(sensor_id, maker)
    make = _DECODERS.get(kind)
    return None if make is None else make(sensor_id)
