"""An alarm that one trainer has seen is seen on every desk."""

from __future__ import annotations

import logging

from core.errors import HockeyHubError
from core.live.alerts.alert import Alert
from core.ports.hub_link import SessionLink
from core.services.desk.alarms import FloorAlarms
from core.tasks import TaskScope

_log = logging.getLogger(__name__)


class AlarmSharing:
    """Tells the hub what was seen here, and marks here what was seen elsewhere.

    While the hub is away each desk is on its own: what was seen then is told to nobody, and the
    other desks show it until somebody there has seen it, too.

    Args:
        alarms: This desk's list.
        link: The hub.
        tasks: Owner of what is on its way.
    """

    def __init__(self, alarms: FloorAlarms, link: SessionLink, tasks: TaskScope) -> None:
        self._link = link
        self._tasks = tasks
        self._undo = (
            alarms.acknowledged.connect(self._on_acknowledged),
            link.alert_acknowledged.connect(alarms.take_seen),
        )

    def close(self) -> None:
        """Stop listening."""
        for undo in self._undo:
            undo()

    def _on_acknowledged(self, alert: Alert) -> None:
        self._tasks.spawn(self._tell(alert), name=f"alarm seen {alert.id}")

    async def _tell(self, alert: Alert) -> None:
        try:
            await self._link.acknowledge_alert(alert.session_id, alert.player_id, alert.kind)
        except HockeyHubError as error:
            _log.info("an alarm was seen here only: %s", error.message)
