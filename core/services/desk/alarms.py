"""The one list of alarms on the trainer's desk, from what it sees itself, hub or no hub."""

from __future__ import annotations

import logging
from typing import Final

from core.domain.ids import PlayerId
from core.errors import HockeyHubError
from core.events import Event
from core.live.alerts.alarm_list import Alarm, AlarmList, AlarmView
from core.live.alerts.alert import Alert, AlertLevel, AlertSeen
from core.live.alerts.ceilings import ceilings_of
from core.live.alerts.watch import AlertWatch
from core.live.board import LiveBoard
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.hub_link import ClubCatalog

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 1.0
_LIMITS_EVERY_S: Final = 60.0
"""Medical limits may be changed while players train."""


class FloorAlarms:
    """Looks at all attended sessions once a second.

    Args:
        board: The sessions.
        catalog: Tells what medicine allows.
        clock: The time.
    """

    def __init__(self, board: LiveBoard, catalog: ClubCatalog, clock: Clock) -> None:
        self.changed: Event[[]] = Event()
        """A row came, went, or was acknowledged."""
        self.raised: Event[[Alert]] = Event()
        self.acknowledged: Event[[Alert]] = Event()
        """The trainer at this desk has seen it."""
        self._board = board
        self._catalog = catalog
        self._clock = clock
        self._watch = AlertWatch()
        self._list = AlarmList()
        self._ceiling_zones: dict[PlayerId, int] = {}

    @property
    def unseen(self) -> tuple[Alarm, ...]:
        """Those that the trainer has not acknowledged, newest first."""
        return self._list.unseen

    @property
    def worst(self) -> AlertLevel | None:
        """The gravest of these."""
        return self._list.worst

    def views(self) -> tuple[AlarmView, ...]:
        """All rows, newest first."""
        return self._list.views(self._board.session, self._clock.now())

    def acknowledge(self, alert_id: str | None = None) -> Alarm | None:
        """The trainer has seen an alarm, or (without an id) the newest that he has not."""
        seen = self._list.acknowledge(alert_id)
        if seen is not None:
            self.acknowledged.emit(seen.alert)
            self.changed.emit()
        return seen

    def acknowledge_all(self) -> int:
        """The trainer has seen everything; how many that were."""
        seen = self._list.acknowledge_all()
        for alarm in seen:
            self.acknowledged.emit(alarm.alert)
        if seen:
            self.changed.emit()
        return len(seen)

    def take_seen(self, seen: AlertSeen) -> None:
        """A trainer at another desk has seen them."""
        if self._list.take_seen(seen):
            self.changed.emit()

    def look(self) -> None:
        """Look once."""
        now = self._clock.now()
        states = self._board.sessions()
        news = [
            alert for state in states for alert in self._watch.look(state, now, self._ceiling_zones)
        ]
        shown = [state.session_id for state in states]
        self._watch.keep(shown)
        is_changed = self._list.take(news, self._watch.open_ids)
        is_changed |= self._list.keep_sessions(shown)
        for alert in news:
            self.raised.emit(alert)
        if is_changed:
            self.changed.emit()

    async def read_limits(self) -> None:
        """Learn what medicine allows; while the hub is away, what was learnt last holds."""
        try:
            restrictions = await self._catalog.restrictions()
        except HockeyHubError as error:
            _log.info("limits not read: %s", error.message)
            return
        self._ceiling_zones = ceilings_of(restrictions, utc(self._clock.now()).date())

    async def run(self) -> None:
        """Look again and again until cancelled."""
        next_limits = self._clock.monotonic()
        while True:
            if self._clock.monotonic() >= next_limits:
                next_limits = self._clock.monotonic() + _LIMITS_EVERY_S
                if self._board.sessions():
                    await self.read_limits()
            self.look()
            await self._clock.sleep(_LOOK_EVERY_S)
