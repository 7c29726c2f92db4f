"""Tells connected peers what happened, each only what he may know, as soon as it is durable."""

from __future__ import annotations

from core.domain.drafts import CreatedBundle
from core.domain.ids import BundleId, PlayerId, SessionId
from core.live.events import (
    ReadingsReceived,
    Recorded,
    SensorReassigned,
    SessionEnded,
    SessionForceEnded,
    SessionStarted,
    wire_name,
)
from core.ports.storage import Database
from core.protocol.gateways import (
    GATEWAY_PLAN_CHANGED,
    PAIRINGS_CHANGED,
    PairingsChanged,
    PlanChanged,
)
from core.protocol.realtime import (
    BUNDLE_CREATED,
    BUNDLE_STARTED,
    BUNDLE_UPDATED,
    BundleCreated,
    BundleStarted,
    BundleUpdated,
)
from core.services.running.sessions import RunningSessions
from core.tasks import TaskScope
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.rooms import GATEWAYS, TRAINERS, player_room, session_room
from hub_server.realtime.visibility import FOR_EVERYBODY, part_of, without_readings
from hub_server.realtime.wire import payload_of

_CHANGES_WHAT_RUNS = (SessionStarted, SessionEnded, SessionForceEnded)


class Broadcaster:
    """Listens to running sessions and posts to rooms.

    Args:
        running: What happens.
        manager: Who is in which room.
        database: Tells whether a bundle has just begun.
        tasks: Owner of the background work.
    """

    def __init__(
        self,
        running: RunningSessions,
        manager: DirectManager,
        database: Database,
        tasks: TaskScope,
    ) -> None:
        self._running = running
        self._manager = manager
        self._database = database
        self._tasks = tasks
        running.happened.connect(self._on_happened)

    def bundle_created(self, created: CreatedBundle) -> None:
        """A bundle was created."""
        sessions = tuple(session.id for session in created.sessions)
        news = BundleCreated(bundle_id=created.bundle_id, sessions=sessions)
        self._manager.post(BUNDLE_CREATED, news, [TRAINERS])

    def bundle_updated(self, bundle_id: BundleId, updates: dict[str, object]) -> None:
        """A bundle was changed or deleted."""
        news = BundleUpdated(bundle_id=bundle_id, updates=updates)
        self._manager.post(BUNDLE_UPDATED, news, [TRAINERS])
        self._plan_changed()

    def pairings_changed(self, actor: str) -> None:
        """Somebody's sensor is another one now."""
        self._manager.post(PAIRINGS_CHANGED, PairingsChanged(actor=actor), [TRAINERS])
        self._plan_changed()

    def _plan_changed(self) -> None:
        self._manager.post(GATEWAY_PLAN_CHANGED, PlanChanged(), [GATEWAYS])

    def _on_happened(self, recorded: Recorded, origin: str | None) -> None:
        event = recorded.event
        rooms = [session_room(event.session_id)]
        if isinstance(event, FOR_EVERYBODY):
            state = self._running.in_memory(event.session_id)
            rooms += [player_room(player_id) for player_id in state.players] if state else []
        elif isinstance(event, SensorReassigned):
            concerned = (event.from_player_id, event.to_player_id)
            rooms += [player_room(player_id) for player_id in concerned if player_id is not None]
            recorded = without_readings(recorded)
        elif not isinstance(event, ReadingsReceived):
            rooms.append(player_room(event.player_id))
        self._manager.post(wire_name(event), payload_of(recorded), rooms, skip=origin)
        if isinstance(event, ReadingsReceived):
            self._post_own_readings(recorded, {reading.player_id for reading in event.readings})
        elif isinstance(event, _CHANGES_WHAT_RUNS):
            self._plan_changed()
        if isinstance(event, SessionStarted):
            self._tasks.spawn(self._tell_if_first(event), name="bundle started")

    def _post_own_readings(self, recorded: Recorded, player_ids: set[PlayerId]) -> None:
        for player_id in player_ids:
            room = player_room(player_id)
            if self._manager.has_members(room):
                own = part_of(recorded, player_id)
                if own is not None:
                    self._manager.post(wire_name(own.event), payload_of(own), [room])

    async def _tell_if_first(self, event: SessionStarted) -> None:
        async with self._database.read() as work:
            session = await work.schedule.session(event.session_id)
            if session is None or session.bundle_id is None:
                return
            bundle = await work.schedule.bundle(session.bundle_id)
        starts: list[tuple[float, int, SessionId]] = [
            (one.started_at.timestamp(), one.bundle_order or 0, one.id)
            for one in (bundle.sessions if bundle else ())
            if one.started_at is not None
        ]
        if bundle is not None and starts and min(starts)[2] == event.session_id:
            news = BundleStarted(bundle_id=bundle.id, timestamp=event.at)
            self._manager.post(BUNDLE_STARTED, news, [TRAINERS])
