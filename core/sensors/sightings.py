"""Which adapter hears which sensor, and which of them is to connect it."""

from __future__ import annotations

from dataclasses import dataclass

from bleak.backends.device import BLEDevice

from core.domain.ids import SensorId
from core.sensors.adapter import Adapter

_SMOOTHING = 0.3
_FRESH_S = 30.0
"""A sighting this much older than the newest one counts no more."""
_BETTER_DB = 16.0
"""How much better another adapter must be to be preferred to the last one."""
_PER_CONNECT = 1.01
_PER_FAILURE = 0.51
"""Handicaps, in units of the spread between the best and the worst signal."""
_LEAST_SPREAD_DB = 1.0


@dataclass
class Sighting:
    """A sensor as one adapter hears it."""

    adapter: Adapter
    device: BLEDevice
    rssi_dbm: float
    at_s: float
    failures: int = 0
    """Of connections through this adapter, in a row."""


class Sightings:
    """The last sighting of every sensor by every adapter."""

    def __init__(self) -> None:
        self._by_sensor: dict[SensorId, dict[str, Sighting]] = {}
        self._last_used: dict[SensorId, str] = {}

    def saw(
        self, sensor_id: SensorId, adapter: Adapter, device: BLEDevice, rssi_dbm: int, now_s: float
    ) -> None:
        """An adapter heard a sensor advertise."""
        places = self._by_sensor.setdefault(sensor_id, {})
        place = places.get(adapter.name)
        if place is None:
            places[adapter.name] = Sighting(adapter, device, rssi_dbm, now_s)
            return
        place.device = device
        place.rssi_dbm += _SMOOTHING * (rssi_dbm - place.rssi_dbm)
        place.at_s = now_s

    def last_s(self, sensor_id: SensorId) -> float | None:
        """When it last advertised."""
        places = self._by_sensor.get(sensor_id, {}).values()
        return max((place.at_s for place in places), default=None)

    def receiver_of(self, sensor_id: SensorId) -> str:
        """Name of the adapter that hears it best; empty if none does."""
        best = self.best(sensor_id)
        return best.adapter.name if best is not None else ""

    def best(self, sensor_id: SensorId) -> Sighting | None:
        """Where to connect it; None if it was not heard.

        The strongest signal counts, less a handicap for adapters that are busy or have failed;
        an adapter that is full comes after those that are not, one that is gone comes last.
        """
        places = list(self._by_sensor.get(sensor_id, {}).values())
        if not places:
            return None
        newest_s = max(place.at_s for place in places)
        places = [place for place in places if newest_s - place.at_s <= _FRESH_S]
        spread = max(place.rssi_dbm for place in places) - min(place.rssi_dbm for place in places)
        last = self._last_used.get(sensor_id)

        def rank(place: Sighting) -> tuple[bool, bool, float]:
            hampered = (
                _PER_CONNECT * place.adapter.connecting + _PER_FAILURE * place.failures
            ) * max(spread, _LEAST_SPREAD_DB)
            loyalty = _BETTER_DB if place.adapter.name == last else 0.0
            adapter, merit_db = place.adapter, place.rssi_dbm - hampered + loyalty
            return (adapter.is_scanning, not adapter.capacity.is_crowded, merit_db)

        return max(places, key=rank)

    def tried(self, sensor_id: SensorId, place: Sighting, *, worked: bool) -> None:
        """A connection was tried there."""
        place.failures = 0 if worked else place.failures + 1
        if worked:
            self._last_used[sensor_id] = place.adapter.name

    def move(self, newcomer: SensorId, owner: SensorId) -> None:
        """The first is the second, under a new address."""
        self._by_sensor[owner] = self._by_sensor.pop(newcomer, {})
        self._last_used.pop(newcomer, None)

    def forget(self, sensor_id: SensorId) -> None:
        """It was somebody else."""
        self._by_sensor.pop(sensor_id, None)
        self._last_used.pop(sensor_id, None)
