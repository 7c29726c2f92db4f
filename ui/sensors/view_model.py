"""The sensor list behind its page: packets are only noted; rows are made on a slow timer."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SensorId
from core.domain.sensor import Sensor, SensorReading
from core.errors import HockeyHubError
from core.ports.hub_link import ClubCatalog
from core.ports.sensors import SensorSource
from core.services.desk.pairings import Pairings
from ui.common.feedback import notice_of
from ui.sensors.rows import Owners, SensorRow, row_of


class Spawner(Protocol):
    """The one thing a view model needs of a task scope."""

    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> object:
        """Run a coroutine in the background."""
        ...


class SensorsModel(QObject):
    """What is in range, whose it is and what it last said.

    Args:
        sensors: The radio, or what stands in for it.
        pairings: Who owns what.
        catalog: Names of players and machines.
        tasks: Where background work runs.
        now: Seconds since 1970.
        parent: Owner.
    """

    radio_changed = Signal()
    """`radio_problem` changed, or scanning began."""
    owners_changed = Signal()
    noticed = Signal(object)
    """A `Notice` for the trainer."""

    def __init__(
        self,
        *,
        sensors: SensorSource,
        pairings: Pairings,
        catalog: ClubCatalog,
        tasks: Spawner,
        now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sensors = sensors
        self._pairings = pairings
        self._catalog = catalog
        self._tasks = tasks
        self._now = now
        self._readings: dict[SensorId, SensorReading] = {}
        self.owners = Owners()
        self.radio_problem: HockeyHubError | None = None
        self.is_starting = False
        self._undo = (
            sensors.reading_received.connect(self._on_reading),
            pairings.changed.connect(self.owners_changed.emit),
        )
        self.destroyed.connect(lambda: [undo() for undo in self._undo])

    def open(self) -> None:
        """Begin to scan, unless somebody did, and read the names of owners."""
        self.start_radio()
        self._tasks.spawn(self._load_owners(), name="read who can own sensors")

    def start_radio(self) -> None:
        """Begin to scan, once more after a failure."""
        if self.is_starting:
            return
        self.is_starting = True
        self.radio_changed.emit()
        self._tasks.spawn(self._start_radio(), name="start the radio")

    def rows(self) -> tuple[SensorRow, ...]:
        """All sensors as they are to be shown now."""
        now = self._now()
        return tuple(self._row(sensor, now) for sensor in self._sensors.sensors)

    def assign(self, sensor_id: SensorId, owner_id: str) -> None:
        """Give a sensor to an owner, and keep it connected; with an empty id let it go."""
        if owner_id:
            self._pairings.pair(self.owners.pairing_for(sensor_id, owner_id))
            self._tasks.spawn(self._connect(sensor_id), name="connect a sensor")
        else:
            self._pairings.unpair(sensor_id)
            self._tasks.spawn(self._sensors.disconnect(sensor_id), name="let a sensor go")

    def _row(self, sensor: Sensor, now: float) -> SensorRow:
        return row_of(
            sensor,
            self._readings.get(sensor.id),
            self._pairings.owner_of(sensor.id),
            self.owners,
            now,
        )

    def _on_reading(self, reading: SensorReading) -> None:
        self._readings[reading.sensor_id] = reading

    async def _start_radio(self) -> None:
        try:
            await self._sensors.start()
        except HockeyHubError as error:
            self.radio_problem = error
        else:
            self.radio_problem = None
        finally:
            self.is_starting = False
        self.radio_changed.emit()

    async def _connect(self, sensor_id: SensorId) -> None:
        try:
            await self._sensors.connect(sensor_id)
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))

    async def _load_owners(self) -> None:
        try:
            players = await self._catalog.players()
            units = await self._catalog.equipment_units()
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
            return
        ordered = sorted(players, key=lambda player: player.jersey_number)
        self.owners = Owners(
            players={player.id: player for player in ordered},
            units={unit.id: unit for unit in units},
        )
        self.owners_changed.emit()
