"""Builds the hub: the only place that chooses the storage and wires services to the network."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import socketio

from core.clock import SystemClock
from core.domain.ids import new_id
from core.ports.clock import Clock
from core.ports.storage import Database
from core.protocol.realtime import NAMESPACE
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.sample import load_sample_club
from core.services.club.sessions import SessionService
from core.services.running.reports import BundleReports
from core.services.running.sessions import RunningSessions
from core.storage.database import open_database
from core.tasks import TaskScope
from hub_server.edge import Edge
from hub_server.realtime.broadcaster import Broadcaster
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.namespace import TrainingNamespace, make_server
from hub_server.realtime.peers import Peers
from hub_server.realtime.stage import Stage
from hub_server.realtime.wire import HubPacket
from hub_server.rest.application import make_application
from hub_server.rest.hub import Hub
from hub_server.security.gatekeeper import Gatekeeper
from hub_server.security.throttle import Throttle
from hub_server.security.tokens import TokenIssuer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HubSettings:
    """What a hub is started with."""

    database_url: str
    desktop_secret: str | None = None
    has_sample_club: bool = False
    names: frozenset[str] | None = frozenset()
    """Host names that clients may use besides addresses and `localhost`; None for any (TLS)."""
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True, slots=True)
class BuiltHub:
    """A hub, ready to be served."""

    app: Edge
    """The ASGI application: Socket.IO and REST."""
    instance: str
    running: RunningSessions
    peers: Peers
    namespace: TrainingNamespace
    server: socketio.AsyncServer
    clock: Clock


@asynccontextmanager
async def built_hub(settings: HubSettings) -> AsyncIterator[BuiltHub]:
    """Open the database, take up running sessions, and give everything back in the end.

    Raises:
        NewerDatabaseError: A newer version of the program wrote the database.
        UnavailableError: The database cannot be reached.
    """
    database = await open_database(settings.database_url, clock=settings.clock)
    tasks = TaskScope()
    try:
        if settings.has_sample_club:
            await load_sample_club(database)
        running = RunningSessions(database, settings.clock, tasks)
        await running.open()
        tokens = TokenIssuer(await database.signing_key(), settings.clock)
        hub = _wire(settings, database, running, tokens, tasks)
        yield hub
        await running.close()
    finally:
        await tasks.close()
        await database.close()


def _wire(
    settings: HubSettings,
    database: Database,
    running: RunningSessions,
    tokens: TokenIssuer,
    tasks: TaskScope,
) -> BuiltHub:
    clock = settings.clock
    peers = Peers()

    def drop(sid: str) -> None:
        _log.warning("a peer does not keep up and is disconnected")
        tasks.spawn(server.disconnect(sid, namespace=NAMESPACE), name="drop slow peer")

    manager = DirectManager(on_too_slow=drop)
    server = make_server(manager, HubPacket)
    gatekeeper = Gatekeeper(tokens)
    stage = Stage(
        running=running,
        peers=peers,
        clock=clock,
        enter_room=partial(server.enter_room, namespace=NAMESPACE),
        leave_room=partial(server.leave_room, namespace=NAMESPACE),
    )
    broadcaster = Broadcaster(running, manager, database, tasks)
    namespace = TrainingNamespace(stage, gatekeeper, tasks)
    server.register_namespace(namespace)
    hub = Hub(
        instance=new_id(),
        database=database,
        clock=clock,
        bundles=BundleService(database, clock),
        catalog=CatalogService(database),
        sessions=SessionService(database, clock),
        running=running,
        reports=BundleReports(database, running.results),
        broadcaster=broadcaster,
        tokens=tokens,
        gatekeeper=gatekeeper,
        sign_in_throttle=Throttle(clock, capacity=5, per_second=0.2, what="Sign-in attempts"),
        desktop_secret=settings.desktop_secret,
    )
    return BuiltHub(
        app=Edge(socketio.ASGIApp(server, other_asgi_app=make_application(hub)), settings.names),
        instance=hub.instance,
        running=running,
        peers=peers,
        namespace=namespace,
        server=server,
        clock=clock,
    )
