"""Which sensor speaks for which player or machine."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.ids import SensorId
from core.domain.sensor import Pairing
from core.events import Event


class Pairings:
    """The desk's list of pairings; a sensor has one owner, an owner may have several sensors.

    Args:
        known: Pairings remembered from before.
    """

    def __init__(self, known: Iterable[Pairing] = ()) -> None:
        self.changed: Event[[]] = Event()
        self._by_sensor = {pairing.sensor_id: pairing for pairing in known}

    def owner_of(self, sensor_id: SensorId) -> Pairing | None:
        """The pairing of a sensor, if it has one."""
        return self._by_sensor.get(sensor_id)

    def all(self) -> tuple[Pairing, ...]:
        """All pairings, in the order they were made."""
        return tuple(self._by_sensor.values())

    def pair(self, *pairings: Pairing) -> None:
        """Give sensors their owners; replaces earlier ones."""
        for pairing in pairings:
            self._by_sensor[pairing.sensor_id] = pairing
        self.changed.emit()

    def unpair(self, sensor_id: SensorId) -> None:
        """The sensor speaks for nobody now."""
        if self._by_sensor.pop(sensor_id, None) is not None:
            self.changed.emit()
