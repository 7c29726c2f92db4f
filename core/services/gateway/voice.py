"""Tells the trainers' desks what a gateway hears, so that they can see and pair it."""

from __future__ import annotations

import logging

from core.domain.gateway import GatewayHeard
from core.domain.ids import SensorId
from core.domain.sensor import SensorReading
from core.errors import HockeyHubError
from core.ports.gateway_link import GatewayLink
from core.ports.hub_link import LinkStatus
from core.ports.sensors import SensorSource
from core.services.desk.courier import ReadingCourier
from core.services.gateway.hub_time import HubTime
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

EVERY_S = 2.0
"""How often a gateway speaks."""
_MOST = 200


class GatewayVoice:
    """Reports what is heard every two seconds while the hub is there.

    Args:
        name: What this gateway is called.
        link: The hub.
        sensors: What is heard.
        courier: Knows how much waits.
        time: The hub's, in which readings are dated.
        tasks: Owner of the background work.
    """

    def __init__(
        self,
        name: str,
        link: GatewayLink,
        sensors: SensorSource,
        courier: ReadingCourier,
        time: HubTime,
        tasks: TaskScope,
    ) -> None:
        self._name = name
        self._link = link
        self._sensors = sensors
        self._courier = courier
        self._time = time
        self._last: dict[SensorId, SensorReading] = {}
        sensors.reading_received.connect(self._on_reading)
        tasks.spawn(self._run(), name="voice of the gateway")

    async def _run(self) -> None:
        while True:
            await self._time.sleep(EVERY_S)
            if self._link.status is LinkStatus.ONLINE:
                await self._speak()

    async def _speak(self) -> None:
        heard = GatewayHeard(
            receiver=self._name,
            sensors=self._sensors.sensors[-_MOST:],
            readings=tuple(self._last.values())[-_MOST:],
            waiting=self._courier.waiting,
        )
        self._last.clear()
        try:
            await self._link.report(heard)
        except HockeyHubError as error:
            _log.info("not told what is heard: %s", error.message)

    def _on_reading(self, reading: SensorReading) -> None:
        self._last[reading.sensor_id] = self._time.dated(reading)
