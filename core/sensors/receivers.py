"""Which adapter, of which computer, a sensor's values come through."""

from __future__ import annotations

import msgspec

from core.domain.ids import SensorId
from core.domain.sensor import SensorReading
from core.sensors.links import SensorLinks
from core.sensors.register import SensorRegister
from core.sensors.sightings import Sightings


class Receivers:
    """Names who hears a sensor, where there is more than one to tell apart.

    Args:
        computer: What this computer is called among those that hear sensors; empty if it is
            the only one.
        register: Where a sensor's receiver is told.
        links: Who is connected.
        sightings: Who hears whom.
    """

    def __init__(
        self, computer: str, register: SensorRegister, links: SensorLinks, sightings: Sightings
    ) -> None:
        self.are_several = False
        """Whether this computer has several adapters."""
        self._computer = computer
        self._register = register
        self._links = links
        self._sightings = sightings

    def heard(self, sensor_id: SensorId) -> None:
        """A sensor advertised: tell who hears it."""
        if self.are_several:
            self._register.set_receiver(sensor_id, self._adapter_of(sensor_id))

    def marked(self, reading: SensorReading) -> SensorReading:
        """A reading with its receiver, and how strong it was there."""
        receiver = self._computer
        if self.are_several:
            adapter = self._adapter_of(reading.sensor_id)
            self._register.set_receiver(reading.sensor_id, adapter)
            receiver = f"{receiver} · {adapter}" if receiver else adapter
        if not receiver:
            return reading
        rssi_dbm = self._register.rssi_of(reading.sensor_id)
        return msgspec.structs.replace(reading, receiver=receiver, rssi_dbm=rssi_dbm)

    def _adapter_of(self, sensor_id: SensorId) -> str:
        """Who is connected to it, else who hears it best."""
        link = self._links.get(sensor_id)
        return (link.receiver if link else "") or self._sightings.receiver_of(sensor_id)
