"""All sensors seen so far, as they stand now."""

from __future__ import annotations

import msgspec

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, LinkTrouble, Sensor, SensorKind
from core.events import Event
from core.sensors.trouble import next_step

_RSSI_STEP_DB = 5
"""A signal that changed less than this is not worth telling."""


class SensorRegister:
    """Keeps the sensors' values and tells of changes that somebody can see.

    Args:
        changed: Emitted with the new value.
    """

    def __init__(self, changed: Event[[Sensor]]) -> None:
        self._changed = changed
        self._sensors: dict[SensorId, Sensor] = {}
        self._heard: dict[SensorId, float | None] = {}
        self._rssi_told: dict[SensorId, int] = {}

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """In the order in which they were first seen."""
        return tuple(self.get(sensor_id) for sensor_id in self._sensors)

    def __contains__(self, sensor_id: SensorId) -> bool:
        return sensor_id in self._sensors

    def get(self, sensor_id: SensorId) -> Sensor:
        """A sensor that was seen."""
        sensor = self._sensors[sensor_id]
        return msgspec.structs.replace(sensor, last_seen=self._heard[sensor_id])

    def state_of(self, sensor_id: SensorId) -> LinkState:
        """Where a sensor's link stands."""
        return self._sensors[sensor_id].state

    def rssi_of(self, sensor_id: SensorId) -> int | None:
        """How well a sensor is heard."""
        return self._sensors[sensor_id].rssi_dbm

    def maker_of(self, sensor_id: SensorId) -> str:
        """Who made a sensor; empty while it was not asked."""
        return self._sensors[sensor_id].maker or ""

    def add(self, sensor: Sensor, at: float | None) -> None:
        """A sensor is met for the first time; without an instant it was not heard itself."""
        self._sensors[sensor.id] = sensor
        self._heard[sensor.id] = at
        self._rssi_told[sensor.id] = sensor.rssi_dbm or 0
        self._tell(sensor.id)

    def heard(self, sensor_id: SensorId, at: float) -> None:
        """Anything came from it."""
        self._heard[sensor_id] = at

    def set_state(
        self,
        sensor_id: SensorId,
        state: LinkState,
        reason: str,
        trouble: LinkTrouble | None = None,
    ) -> None:
        """Its link changed."""
        sensor = self._sensors[sensor_id]
        if (sensor.state, sensor.reason, sensor.trouble) != (state, reason, trouble):
            self._sensors[sensor_id] = msgspec.structs.replace(
                sensor,
                state=state,
                reason=reason,
                trouble=trouble,
                next_step="" if trouble is None else next_step(trouble, sensor.kind),
            )
            self._tell(sensor_id)

    def set_broadcast(self, sensor_id: SensorId, *, is_broadcast: bool) -> None:
        """Its values come in advertisements, or no longer do."""
        sensor = self._sensors[sensor_id]
        if sensor.is_broadcast != is_broadcast:
            changed = msgspec.structs.replace(sensor, is_broadcast=is_broadcast)
            self._sensors[sensor_id] = changed
            self._tell(sensor_id)

    def set_receiver(self, sensor_id: SensorId, receiver: str) -> None:
        """Another adapter hears it best."""
        sensor = self._sensors[sensor_id]
        if sensor.receiver != receiver:
            self._sensors[sensor_id] = msgspec.structs.replace(sensor, receiver=receiver)
            self._tell(sensor_id)

    def take_over(self, newcomer: SensorId, owner: SensorId) -> None:
        """The first turned out to be the second."""
        sensor, old = self.get(newcomer), self._sensors.get(owner)
        del self._sensors[newcomer], self._heard[newcomer], self._rssi_told[newcomer]
        state = (sensor.state, "") if old is None else (old.state, old.reason)
        self._sensors[owner] = msgspec.structs.replace(
            sensor, id=owner, state=state[0], reason=state[1], trouble=None, next_step=""
        )
        self._heard[owner] = sensor.last_seen
        self._rssi_told[owner] = sensor.rssi_dbm or 0
        self._tell(owner)

    def set_rssi(self, sensor_id: SensorId, rssi_dbm: int) -> None:
        """Its signal was measured; told only when it has changed visibly."""
        sensor = self._sensors[sensor_id]
        if sensor.rssi_dbm == rssi_dbm:
            return
        self._sensors[sensor_id] = msgspec.structs.replace(sensor, rssi_dbm=rssi_dbm)
        if abs(rssi_dbm - self._rssi_told[sensor_id]) >= _RSSI_STEP_DB:
            self._rssi_told[sensor_id] = rssi_dbm
            self._tell(sensor_id)

    def set_identity(self, sensor_id: SensorId, name: str, kind: SensorKind) -> None:
        """Its name or kind became known, which a first advertisement may leave open."""
        sensor = self._sensors[sensor_id]
        if sensor.name != name or sensor.kind is not kind:
            self._sensors[sensor_id] = msgspec.structs.replace(sensor, name=name, kind=kind)
            self._tell(sensor_id)

    def set_details(self, sensor_id: SensorId, maker: str | None, serial: str | None) -> None:
        """It was asked who it is."""
        sensor = self._sensors[sensor_id]
        changed = msgspec.structs.replace(
            sensor, maker=maker or sensor.maker, serial=serial or sensor.serial
        )
        if changed != sensor:
            self._sensors[sensor_id] = changed
            self._tell(sensor_id)

    def set_battery(self, sensor_id: SensorId, percent: int | None) -> None:
        """It was asked for its charge."""
        sensor = self._sensors[sensor_id]
        if sensor.battery_percent != percent:
            self._sensors[sensor_id] = msgspec.structs.replace(sensor, battery_percent=percent)
            self._tell(sensor_id)

    def _tell(self, sensor_id: SensorId) -> None:
        self._changed.emit(self.get(sensor_id))
