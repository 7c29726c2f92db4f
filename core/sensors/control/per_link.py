"""One object for each connected machine, for as long as its connection lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from bleak import BleakClient

from core.domain.ids import SensorId
from core.sensors.control.machine_link import MachineLink


class Linked(Protocol):
    """What lives and ends with a connection."""

    @property
    def link(self) -> MachineLink:
        """The connection."""
        ...

    def break_off(self) -> None:
        """The link has gone."""
        ...


L = TypeVar("L", bound=Linked)


class PerLink(Generic[L]):
    """Makes them when they are first needed, and anew for a new connection."""

    def __init__(self) -> None:
        self._by_sensor: dict[SensorId, L] = {}

    def of(self, sensor_id: SensorId, link: MachineLink, make: Callable[[MachineLink], L]) -> L:
        """The one of this connection."""
        known = self._by_sensor.get(sensor_id)
        if known is None or known.link.client is not link.client:
            known = self._by_sensor[sensor_id] = make(link)
        return known

    def keep_only(self, sensor_id: SensorId, client: BleakClient | None) -> None:
        """Break off what belongs to another connection than this."""
        known = self._by_sensor.get(sensor_id)
        if known is not None and known.link.client is not client:
            del self._by_sensor[sensor_id]
            known.break_off()
