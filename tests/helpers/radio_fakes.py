"""Sensors without a radio."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from core.domain.ids import (
    SensorId,
)
from core.domain.radio import RadioStatus
from core.domain.sensor import Sensor, SensorReading
from core.events import Event
from core.ports.sensors import SensorSource


class FakeSensorSource(SensorSource):
    """Sensors that say what the test makes them say."""

    def __init__(self, sensors: Sequence[Sensor] = ()) -> None:
        self.sensor_changed: Event[[Sensor]] = Event()
        self.reading_received: Event[[SensorReading]] = Event()
        self.sensor_merged: Event[[SensorId, SensorId]] = Event()
        self.radio_changed: Event[[RadioStatus]] = Event()
        self.radio_status = RadioStatus()
        self.start_failure: Exception | None = None
        self.starts = 0
        self._sensors = {sensor.id: sensor for sensor in sensors}

    @property
    @override
    def sensors(self) -> tuple[Sensor, ...]:
        return tuple(self._sensors.values())

    @property
    @override
    def radio(self) -> RadioStatus:
        return self.radio_status

    def show(self, sensor: Sensor) -> None:
        """A sensor appears or changes."""
        self._sensors[sensor.id] = sensor
        self.sensor_changed.emit(sensor)

    @override
    async def start(self) -> None:
        self.starts += 1
        if self.start_failure is not None:
            raise self.start_failure

    @override
    async def connect(self, sensor_id: SensorId) -> None:
        self.show(self._sensors[sensor_id])

    @override
    async def disconnect(self, sensor_id: SensorId) -> None:
        self.show(self._sensors[sensor_id])

    @override
    async def close(self) -> None:
        self._sensors.clear()
