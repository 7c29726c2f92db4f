"""What an advertisement means: a sensor met, heard again, or known under another address."""

from __future__ import annotations

from collections.abc import Callable

from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Sensor, SensorKind
from core.events import Event
from core.ports.clock import Clock
from core.sensors import broadcasts
from core.sensors.absentees import Absentees
from core.sensors.adapter import Adapter
from core.sensors.broadcasts import Broadcasts
from core.sensors.kinds import recognise
from core.sensors.known import KnownSensors
from core.sensors.register import SensorRegister
from core.sensors.sightings import Sightings

_AWAY_S = 5.0
"""A sensor that advertised more lately than this still has its own address."""


class Detection:
    """Takes advertisements from all adapters.

    Args:
        register: All sensors seen so far.
        sightings: Who hears what.
        known: Who is who.
        broadcasts: Takes values from advertisements.
        clock: For time stamps.
        is_wanted: Whether a sensor is to be connected, and is not.

    Attributes:
        merged: The first sensor is gone, since it turned out to be the second.
        absentees: Who is known and was not heard yet.
    """

    def __init__(
        self,
        register: SensorRegister,
        sightings: Sightings,
        known: KnownSensors,
        broadcasts: Broadcasts,
        clock: Clock,
        is_wanted: Callable[[SensorId], bool],
    ) -> None:
        self.merged: Event[[SensorId, SensorId]] = Event()
        self.absentees = Absentees(register)
        self._register = register
        self._sightings = sightings
        self._known = known
        self._broadcasts = broadcasts
        self._clock = clock
        self._is_wanted = is_wanted

    def take(self, adapter: Adapter, device: BLEDevice, data: AdvertisementData) -> SensorId | None:
        """Note an advertisement; whose it was, None if it is no sensor's."""
        sensor_id = self._known.resolve(device.address)
        name = data.local_name or device.name or ""
        if sensor_id not in self._register:
            sensor_id = self._meet(sensor_id, name, data)
            if sensor_id not in self._register:
                return None
        elif sensor_id == device.address:
            sensor_id = self._look_again(sensor_id, name)
        at, now_s = self._clock.now(), self._clock.monotonic()
        self._register.heard(sensor_id, at)
        was_absent = self.absentees.heard(sensor_id)
        self._register.set_rssi(sensor_id, data.rssi)
        self._sightings.saw(sensor_id, adapter, device, data.rssi, now_s)
        sensor = self._register.get(sensor_id)
        if was_absent or sensor.kind is SensorKind.UNKNOWN or not sensor.name:
            kind = _kind(name or sensor.name, data) or sensor.kind
            self._register.set_identity(sensor_id, name or sensor.name, kind)
        if data.manufacturer_data:
            self._broadcasts.heard(sensor_id, data.manufacturer_data, at)
        return sensor_id

    def _meet(self, sensor_id: SensorId, name: str, data: AdvertisementData) -> SensorId:
        """A device that is not in the register: a new sensor, or a known one's new address."""
        kind = _kind(name, data)
        if kind is None:
            return sensor_id
        address, sensor_id = sensor_id, self._recognised(sensor_id, name)
        if sensor_id not in self._register:
            self._register.add(
                Sensor(
                    id=sensor_id,
                    name=name,
                    kind=kind,
                    state=LinkState.IN_RANGE,
                    rssi_dbm=data.rssi,
                    serial=self._known.serial_of(sensor_id) if address != sensor_id else None,
                ),
                self._clock.now(),
            )
        return sensor_id

    def _look_again(self, sensor_id: SensorId, name: str) -> SensorId:
        """A sensor that was met before the one that it is was missed."""
        if self._register.state_of(sensor_id) is not LinkState.IN_RANGE:
            return sensor_id
        owner = self._recognised(sensor_id, name)
        if owner != sensor_id:
            self._sightings.move(sensor_id, owner)
            self._register.take_over(sensor_id, owner)
            self.merged.emit(sensor_id, owner)
        return owner

    def _recognised(self, address: SensorId, name: str) -> SensorId:
        sensor_id = self._known.named(address, name)
        if sensor_id is None or sensor_id == address or self._is_here(sensor_id):
            return address
        is_proven = self._known.is_in_name(sensor_id)
        if not is_proven and not self._is_wanted(sensor_id):
            return address  # nobody will connect it to find out
        self._known.adopt(address, sensor_id, is_proven=is_proven)
        return sensor_id

    def _is_here(self, sensor_id: SensorId) -> bool:
        if sensor_id not in self._register:
            return False
        if self._register.state_of(sensor_id) in (LinkState.LIVE, LinkState.STALE):
            return True
        last_s = self._sightings.last_s(sensor_id)
        return last_s is not None and self._clock.monotonic() - last_s < _AWAY_S


def _kind(name: str, data: AdvertisementData) -> SensorKind | None:
    by_service = recognise(name, data.service_uuids, data.service_data)
    return by_service or broadcasts.kind_of(data.manufacturer_data)
