"""Sensors as the desk sees them: things in range, and readings."""

from __future__ import annotations

from typing import Protocol

from core.domain.ids import SensorId
from core.domain.radio import RadioStatus
from core.domain.sensor import Sensor, SensorReading
from core.events import Event


class SensorSource(Protocol):
    """Finds, connects and reads sensors. Radio, virtual gym and replay all fulfil it."""

    sensor_changed: Event[[Sensor]]
    """A sensor appeared, or its state, signal or battery changed."""
    reading_received: Event[[SensorReading]]
    """A packet was decoded; emitted in the notification callback, at its arrival."""
    sensor_merged: Event[[SensorId, SensorId]]
    """The first is gone: it turned out, by its serial number, to be the second."""
    radio_changed: Event[[RadioStatus]]
    """Bluetooth went or came back, the search was started anew, or its capacity changed."""

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """All sensors seen so far."""
        ...

    @property
    def radio(self) -> RadioStatus:
        """How Bluetooth stands, and how many sensors it holds."""
        ...

    async def start(self) -> None:
        """Begin to scan; does nothing while a scan is on.

        Raises:
            NoBluetoothError: There is no usable radio.
        """
        ...

    async def connect(self, sensor_id: SensorId) -> None:
        """Keep this sensor connected from now on; returns once it is live the first time."""
        ...

    async def disconnect(self, sensor_id: SensorId) -> None:
        """Let this sensor go."""
        ...

    async def close(self) -> None:
        """Let all sensors go and stop scanning."""
        ...
