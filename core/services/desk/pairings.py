"""Which sensor speaks for which player or machine."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

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
        self._contests: dict[SensorId, Pairing] = {}
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
            before = self._by_sensor.get(pairing.sensor_id)
            self._by_sensor[pairing.sensor_id] = pairing
            if before is None or before.player_id != pairing.player_id:
                self._contests.pop(pairing.sensor_id, None)  # somebody has decided
        self.changed.emit()

    def adopt(self, pairings: Iterable[Pairing]) -> None:
        """Have exactly these from now on, as somebody else decided."""
        by_sensor = {pairing.sensor_id: pairing for pairing in pairings}
        if by_sensor != self._by_sensor:
            self._by_sensor = by_sensor
            self.changed.emit()

    def contest_of(self, sensor_id: SensorId) -> Pairing | None:
        """Who else claims a sensor: it was given to them under its other address."""
        return self._contests.get(sensor_id)

    @property
    def contested(self) -> tuple[SensorId, ...]:
        """Sensors that two claim."""
        return tuple(self._contests)

    def merge(self, gone: SensorId, kept: SensorId) -> None:
        """The first turned out to be the second: its owner goes along.

        Where each has an owner of its own, the second's stays until somebody is asked.
        """
        claim = self._by_sensor.pop(gone, None)
        if claim is None:
            return
        claim = msgspec.structs.replace(claim, sensor_id=kept)
        owner = self._by_sensor.setdefault(kept, claim)
        if (owner.player_id, owner.unit_id) != (claim.player_id, claim.unit_id):
            self._contests[kept] = claim
        self.changed.emit()

    def settle(self, sensor_id: SensorId, *, is_claimed: bool) -> None:
        """Decide whose a contested sensor is.

        Args:
            sensor_id: Which.
            is_claimed: The claim under its other address was right.
        """
        claim = self._contests.pop(sensor_id, None)
        if claim is None:
            return
        if is_claimed:
            self._by_sensor[sensor_id] = claim
        self.changed.emit()

    def unpair(self, sensor_id: SensorId) -> None:
        """The sensor speaks for nobody now."""
        self._contests.pop(sensor_id, None)
        if self._by_sensor.pop(sensor_id, None) is not None:
            self.changed.emit()
