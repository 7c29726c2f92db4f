"""Who belongs here is let in: paired sensors are connected as they come in range."""

from __future__ import annotations

import logging
from collections.abc import Callable

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Sensor
from core.errors import HockeyHubError
from core.ports.sensors import SensorSource
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope

_log = logging.getLogger(__name__)


class Attendance:
    """Connects each paired sensor once, when it is first in range.

    From then on the source keeps it connected. One that the trainer has let go stays let go
    until it is paired anew.

    Args:
        sensors: Who is in the room.
        pairings: Who belongs here.
        tasks: Owner of the attempts; told of errors that nobody expected.
    """

    def __init__(self, sensors: SensorSource, pairings: Pairings, tasks: TaskScope) -> None:
        self._sensors = sensors
        self._pairings = pairings
        self._tasks = tasks
        self._met: set[SensorId] = set()
        self._undo: tuple[Callable[[], None], ...] = ()

    def start(self) -> None:
        """Welcome all who are here, and all who will come."""
        self.close()
        self._undo = (
            self._sensors.sensor_changed.connect(self._meet),
            self._pairings.changed.connect(self._look_around),
        )
        self._look_around()

    def close(self) -> None:
        """Welcome nobody any more."""
        for undo in self._undo:
            undo()
        self._undo = ()

    def _look_around(self) -> None:
        self._met.intersection_update(pairing.sensor_id for pairing in self._pairings.all())
        for sensor in self._sensors.sensors:
            self._meet(sensor)

    def _meet(self, sensor: Sensor) -> None:
        if sensor.id in self._met or self._pairings.owner_of(sensor.id) is None:
            return
        if sensor.last_seen is None and sensor.state is LinkState.LOST:
            return  # known, but another program holds it: it was not met yet
        self._met.add(sensor.id)
        if sensor.state is LinkState.IN_RANGE:  # else somebody has connected it already
            self._tasks.spawn(self._connect(sensor), name=f"connect {sensor.name}")

    async def _connect(self, sensor: Sensor) -> None:
        try:
            await self._sensors.connect(sensor.id)
        except HockeyHubError as refusal:  # the trainer let it go, and sees so
            _log.info("%s", refusal.message)
