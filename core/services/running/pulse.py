"""What nobody sends and the hub tells all the same: boundaries, compliance, aggregates, alerts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import Final

from core.domain.ids import BundleId, EventId, PlayerId, SessionId, new_id
from core.errors import HockeyHubError
from core.events import Event
from core.live.alerts.alert import Alert
from core.live.alerts.ceilings import ceilings_of
from core.live.alerts.watch import AlertWatch
from core.live.block_watch import due
from core.live.events import (
    ConditioningIntervalTransitioned,
    ConditioningZoneCompliance,
    HybridMixedMetrics,
    MedicalStatusChanged,
    Recorded,
    SessionEvent,
    utc,
)
from core.live.interval_watch import IntervalWatch
from core.live.mixed_metrics import MixedMetricsWatch
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.storage import Database
from core.protocol.realtime import AggregateMetricsBroadcast
from core.services.running.aggregates import broadcast_of
from core.services.running.sessions import RunningSessions
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

BEAT_S: Final = 1.0
"""Between two looks; so no player's compliance is told more often."""
AGGREGATE_EVERY_S: Final = 30.0


class Pulse:
    """Looks at all running sessions once a second, and tells what it has found.

    What belongs into the log (the boundaries of intervals and blocks) is recorded; all else is
    only told.

    Args:
        running: The sessions.
        database: Tells which sessions a bundle has, and what medicine allows.
        clock: The time.
        tasks: Owner of the background work.
    """

    def __init__(
        self, running: RunningSessions, database: Database, clock: Clock, tasks: TaskScope
    ) -> None:
        self.compliance_changed: Event[[ConditioningZoneCompliance]] = Event()
        self.mixed_metrics_changed: Event[[HybridMixedMetrics]] = Event()
        self.aggregated: Event[[AggregateMetricsBroadcast]] = Event()
        self.alert_raised: Event[[Alert, SessionState]] = Event()
        self.alert_cleared: Event[[str, SessionId]] = Event()
        """Id of the alert, and its session."""
        self._running = running
        self._database = database
        self._clock = clock
        self._intervals = IntervalWatch(lambda: EventId(new_id()))
        self._mixed = MixedMetricsWatch(lambda: EventId(new_id()))
        self._alerts = AlertWatch()
        self._open: dict[str, SessionId] = {}
        self._ceiling_zones: dict[PlayerId, int] = {}
        self._has_new_limits = False
        self._next_aggregate = clock.monotonic()
        self._turn = asyncio.Lock()
        running.happened.connect(self._on_happened)
        tasks.spawn(self._run(), name="pulse")

    async def beat(self) -> None:
        """Look once."""
        async with self._turn:
            await self._prepare(self._running.running_states)
            session_ids = [state.session_id for state in self._running.running_states]
            for session_id in session_ids:
                # As it stands by now: reading, recording and others have taken their time.
                state = self._running.in_memory(session_id)
                if state is not None and state.status.is_running:
                    await self._look(state)
                await self._clock.sleep(0)  # others may have something to do in between
            self._forget_all_but(session_ids)

    def _forget_all_but(self, session_ids: Sequence[SessionId]) -> None:
        self._intervals.keep(session_ids)
        self._mixed.keep(session_ids)
        self._alerts.keep(session_ids)
        still_open = self._alerts.open_ids
        for alert_id in [one for one in self._open if one not in still_open]:
            self.alert_cleared.emit(alert_id, self._open.pop(alert_id))

    async def _run(self) -> None:
        while True:
            await self._clock.sleep(BEAT_S)
            await self.beat()

    async def _look(self, state: SessionState) -> None:
        now = self._clock.now()
        state = await self._through_blocks(state, now)
        transition, compliances = self._intervals.look(state, now)
        for compliance in compliances:
            self.compliance_changed.emit(compliance)
        for mixed in self._mixed.look(state, now):
            self.mixed_metrics_changed.emit(mixed)
        for alert in self._alerts.look(state, now, self._ceiling_zones):
            self._open[alert.id] = alert.session_id
            self.alert_raised.emit(alert, state)
        if transition is not None:
            await self._record(transition)

    async def _through_blocks(self, state: SessionState, now: float) -> SessionState:
        """The state after the block transitions that are due."""
        found = due(state, now)
        for transition in found:
            await self._record(transition)
        at_hand = self._running.in_memory(state.session_id) if found else None
        return at_hand or state

    async def _record(self, transition: SessionEvent) -> None:
        try:
            await self._running.submit(transition)
        except HockeyHubError as error:
            _log.warning("a transition was not recorded: %s", error.message)

    async def _prepare(self, states: Sequence[SessionState]) -> None:
        """What takes the database: limits that may have changed, and every 30 s the aggregates."""
        now = self._clock.now()
        is_due = self._clock.monotonic() >= self._next_aggregate
        if is_due:
            self._next_aggregate = self._clock.monotonic() + AGGREGATE_EVERY_S
        try:
            if is_due or self._has_new_limits:
                self._has_new_limits = False
                await self._read_ceilings(states)
            if is_due:
                await self._aggregate(states, now)
        except HockeyHubError as error:
            _log.warning("no aggregates this time: %s", error.message)

    async def _aggregate(self, states: Sequence[SessionState], now: float) -> None:
        for bundle_id, session_ids in await self._bundles(states):
            whole = await self._running.states(session_ids)
            self.aggregated.emit(broadcast_of(bundle_id, whole, now))

    async def _read_ceilings(self, states: Iterable[SessionState]) -> None:
        """Highest heart-rate zones that medicine allows today to those who train."""
        players = {player_id for state in states for player_id in state.players}
        self._ceiling_zones = {}
        if not players:
            return
        async with self._database.read() as work:
            restrictions = await work.club.restrictions(sorted(players))
        self._ceiling_zones = ceilings_of(restrictions, utc(self._clock.now()).date())

    async def _bundles(
        self, states: Iterable[SessionState]
    ) -> list[tuple[BundleId | None, list[SessionId]]]:
        """All sessions of the bundles that run, also those that wait or are over."""
        found: dict[BundleId | SessionId, tuple[BundleId | None, list[SessionId]]] = {}
        async with self._database.read() as work:
            for state in states:
                bundle_id = state.session.bundle_id
                if bundle_id in found:
                    continue
                bundle = None if bundle_id is None else await work.schedule.bundle(bundle_id)
                sessions = (state.session,) if bundle is None else bundle.sessions
                own = (bundle_id, [session.id for session in sessions])
                found[bundle_id or state.session_id] = own
        return list(found.values())

    def _on_happened(self, recorded: Recorded, _origin: str | None) -> None:
        if isinstance(recorded.event, ConditioningIntervalTransitioned):
            self._intervals.follow(recorded.event)
        elif isinstance(recorded.event, MedicalStatusChanged):
            self._has_new_limits = True
