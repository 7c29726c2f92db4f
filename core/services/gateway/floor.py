"""A gateway's work: what its radio hears is given its owner and sent to the running sessions."""

from __future__ import annotations

import asyncio
import logging

import msgspec

from core.domain.gateway import GatewayPlan
from core.domain.sensor import SensorReading
from core.errors import HockeyHubError
from core.events import Event
from core.ports.clock import Clock
from core.ports.gateway_link import GatewayLink
from core.ports.hub_link import LinkStatus
from core.ports.sensors import SensorSource
from core.services.desk.courier import ReadingCourier
from core.services.desk.ownership import Ownership
from core.services.desk.pairings import Pairings
from core.services.gateway.hub_time import HubTime
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_RENEW_S = 30.0
"""The plan is asked for that often even if nobody says that it changed."""
_AGAIN_S = 1.0
"""After an attempt that failed."""


class GatewayFloor:
    """Follows whose sensors are whose and who trains, and sends what is heard of them.

    It needs nobody else than the hub: no desk has to be there. While the hub is away it goes on
    by the plan that it knows.

    Args:
        link: The hub.
        sensors: What is heard here.
        courier: Brings readings to the hub.
        clock: This machine's.
        tasks: Owner of the background work.
        plan: As it was known when the program last ran.
    """

    def __init__(
        self,
        link: GatewayLink,
        sensors: SensorSource,
        courier: ReadingCourier,
        clock: Clock,
        tasks: TaskScope,
        plan: GatewayPlan | None = None,
    ) -> None:
        self.plan = plan or GatewayPlan()
        self.plan_renewed: Event[[GatewayPlan]] = Event()
        """There is a new plan, different from the one before."""
        self.pairings = Pairings(self.plan.pairings)
        self.time = HubTime(clock)
        self._link = link
        self._courier = courier
        self._clock = clock
        self._ownership = Ownership(sensors, self.pairings)
        self._ownership.attend(self.plan.sessions)
        self._is_outdated = asyncio.Event()
        self._is_outdated.set()
        self._undo = (
            sensors.reading_received.connect(self._on_reading),
            self._ownership.close,
            link.plan_changed.connect(self._is_outdated.set),
            link.status_changed.connect(self._on_link),
        )
        tasks.spawn(self._keep_up(), name="plan of the gateway")

    def close(self) -> None:
        """Stop listening."""
        for undo in self._undo:
            undo()

    async def renew(self) -> None:
        """Ask the hub whose the sensors are and who trains.

        Raises:
            HockeyHubError: The hub is away or refuses; the plan stays as it was.
        """
        asked_at = self._clock.now()
        plan = await self._link.plan()
        self.time.compare(asked_at, self._clock.now(), plan.at)
        before, self.plan = self.plan, plan
        self.pairings.adopt(plan.pairings)
        self._ownership.attend(plan.sessions)
        if msgspec.structs.replace(before, at=plan.at) != plan:
            self.plan_renewed.emit(plan)

    async def _keep_up(self) -> None:
        while True:
            try:
                async with asyncio.timeout(_RENEW_S):
                    await self._is_outdated.wait()
            except TimeoutError:
                pass
            if self._link.status is not LinkStatus.ONLINE:
                self._is_outdated.clear()  # set again as soon as the link is there
                continue
            self._is_outdated.clear()
            try:
                await self.renew()
            except HockeyHubError as error:
                _log.info("no plan from the hub: %s", error.message)
                await self._clock.sleep(_AGAIN_S)
                self._is_outdated.set()

    def _on_link(self, status: LinkStatus, _reason: str) -> None:
        if status is LinkStatus.ONLINE:
            self._is_outdated.set()

    def _on_reading(self, heard: SensorReading) -> None:
        owned = self._ownership.owned(self.time.dated(heard), self.time.now())
        if owned is not None:
            self._courier.add(*owned)
