"""Tells connected peers what happened, each only what he may know, as soon as it is durable."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from core.domain.drafts import CreatedBundle
from core.domain.ids import BundleId, PlayerId, SessionId
from core.live.events import (
    MedicalStatusChanged,
    ParticipantMoved,
    Recorded,
    SessionEnded,
    SessionEvent,
    SessionForceEnded,
    SessionStarted,
    concerned,
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
    BULK_SESSION_CREATED,
    BULK_SESSION_UPDATE,
    BUNDLE_CREATED,
    BUNDLE_STARTED,
    BUNDLE_UPDATED,
    BulkSessionCreated,
    BulkSessionUpdate,
    BundleCreated,
    BundleStarted,
    BundleUpdated,
)
from core.services.running.sessions import RunningSessions
from core.tasks import TaskScope
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.overtaking import topics_of
from hub_server.realtime.rooms import (
    GATEWAYS,
    MEDICAL,
    TRAINERS,
    open_room,
    player_room,
    session_room,
)
from hub_server.realtime.visibility import (
    is_confidential,
    is_for_each,
    part_of,
    without_diagnosis,
    without_readings,
)
from hub_server.realtime.wire import payload_of

_CHANGES_WHAT_RUNS = (SessionStarted, SessionEnded, SessionForceEnded, ParticipantMoved)


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
        allocated = BulkSessionCreated(
            bundle_id=created.bundle_id,
            sessions=sessions,
            resource_allocation=created.equipment_reservations,
        )
        self._manager.post(BULK_SESSION_CREATED, allocated, [TRAINERS])

    def bundle_updated(self, bundle_id: BundleId, updates: dict[str, object]) -> None:
        """A bundle was changed or deleted."""
        news = BundleUpdated(bundle_id=bundle_id, updates=updates)
        self._manager.post(BUNDLE_UPDATED, news, [TRAINERS])
        same = BulkSessionUpdate(bundle_id=bundle_id, updates=updates)
        self._manager.post(BULK_SESSION_UPDATE, same, [TRAINERS])
        self._plan_changed()

    def pairings_changed(self, actor: str) -> None:
        """Somebody's sensor is another one now."""
        self._manager.post(PAIRINGS_CHANGED, PairingsChanged(actor=actor), [TRAINERS])
        self._plan_changed()

    def _plan_changed(self) -> None:
        self._manager.post(GATEWAY_PLAN_CHANGED, PlanChanged(), [GATEWAYS])

    def _on_happened(self, recorded: Recorded, origin: str | None) -> None:
        event = recorded.event
        players = self._concerned(event)
        rooms = [session_room(event.session_id)]
        if isinstance(event, MedicalStatusChanged):
            rooms = [TRAINERS, MEDICAL, *rooms]
        if not is_confidential(event):
            rooms.append(open_room(event.session_id))
        if not is_for_each(event):
            rooms += [player_room(player_id) for player_id in players]
        told = payload_of(without_readings(recorded))
        topics = partial(topics_of, event)
        self._manager.post(wire_name(event), told, rooms, skip=origin, topics=topics)
        if is_confidential(event):
            hidden = payload_of(without_diagnosis(recorded))
            self._manager.post(wire_name(event), hidden, [open_room(event.session_id)])
        if is_for_each(event):
            self._post_parts(recorded, players)
        if isinstance(event, _CHANGES_WHAT_RUNS):
            self._plan_changed()
        if isinstance(event, SessionStarted):
            self._tasks.spawn(self._tell_if_first(event), name="bundle started")

    def _concerned(self, event: SessionEvent) -> Collection[PlayerId]:
        players = concerned(event)
        if players is not None:
            return players
        state = self._running.in_memory(event.session_id)
        return () if state is None else state.players

    def _post_parts(self, recorded: Recorded, player_ids: Collection[PlayerId]) -> None:
        for player_id in player_ids:
            room = player_room(player_id)
            if self._manager.has_members(room):
                own = part_of(recorded, player_id)
                if own is not None:
                    topics = partial(topics_of, own.event)
                    self._manager.post(wire_name(own.event), payload_of(own), [room], topics=topics)

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
