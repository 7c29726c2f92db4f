"""Known sensors: whose presence they tell, and by what they are known again."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.domain.ids import PlayerId
from core.domain.sensor import LinkState, Pairing, Sensor
from core.ports.sensors import SensorSource
from core.services.desk.pairings import Pairings


def present_players(pairings: Iterable[Pairing], sensors: Iterable[Sensor]) -> frozenset[PlayerId]:
    """Players who are signed in by their own sensor being in range."""
    here = {sensor.id for sensor in sensors if sensor.state is not LinkState.LOST}
    return frozenset(
        pairing.player_id
        for pairing in pairings
        if pairing.player_id is not None and pairing.sensor_id in here
    )


class DeviceMemory:
    """Keeps name and serial number of every paired device with its pairing.

    A device that turns out to be a known one under another address takes its owner along.

    Args:
        sensors: What is in range.
        pairings: What is remembered.
    """

    def __init__(self, sensors: SensorSource, pairings: Pairings) -> None:
        self._pairings = pairings
        self._undo = (
            sensors.sensor_changed.connect(self._on_sensor_changed),
            sensors.sensor_merged.connect(pairings.merge),
        )

    def close(self) -> None:
        """Learn nothing more."""
        for undo in self._undo:
            undo()

    def _on_sensor_changed(self, sensor: Sensor) -> None:
        pairing = self._pairings.owner_of(sensor.id)
        if pairing is None:
            return
        name = sensor.name or pairing.sensor_name
        serial = sensor.serial or pairing.serial
        if (name, serial) != (pairing.sensor_name, pairing.serial):
            self._pairings.pair(msgspec.structs.replace(pairing, sensor_name=name, serial=serial))
