"""Builds the hub: the only place that chooses the storage and wires services to the network."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import socketio

from core.clock import SystemClock
from core.domain.ids import new_id
from core.ports.backups import Backups
from core.ports.clock import Clock
from core.ports.storage import Database
from core.protocol.realtime import NAMESPACE
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.pairings import PairingService
from core.services.club.sample import load_sample_club
from core.services.club.sessions import SessionService
from core.services.running.reports import BundleReports
from core.services.running.sessions import RunningSessions
from core.services.running.upkeep import Upkeep
from core.storage.database import database_file, open_database
from core.tasks import TaskScope
from hub_server.access import Access, open_access
from hub_server.edge import Edge
from hub_server.realtime.broadcaster import Broadcaster
from hub_server.realtime.device_news import DeviceNews
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.namespace import TrainingNamespace, make_server
from hub_server.realtime.peers import Peers
from hub_server.realtime.sign_outs import SignOuts
from hub_server.realtime.stage import Stage
from hub_server.realtime.wire import HubPacket
from hub_server.rest.application import make_application
from hub_server.rest.hub import Hub

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HubSettings:
    """What a hub is started with."""

    database_url: str
    desktop_secret: str | None = None
    has_sample_club: bool = False
    names: frozenset[str] | None = frozenset()
    """Host names that clients may use besides addresses and `localhost`; None for any (TLS)."""
    join_address: Callable[[], str] = lambda: "http://127.0.0.1"
    """`http(s)://host:port` under which other machines reach the hub."""
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
    sign_outs: SignOuts
    server: socketio.AsyncServer
    clock: Clock


def backups_of(database_url: str) -> Backups:
    """A hub's database file with its copies, for whoever copies it or puts a copy back.

    Raises:
        InvalidInputError: It is on a server, or no address at all.
    """
    return database_file(database_url)


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
        Upkeep(running, database, settings.clock, tasks)
        access = await open_access(database, settings.clock, tasks, settings.join_address)
        hub = _wire(settings, database, running, access, tasks)
        yield hub
        await running.close()
        await access.devices.keep_seen()
    finally:
        await tasks.close()
        await database.close()


def _wire(
    settings: HubSettings,
    database: Database,
    running: RunningSessions,
    access: Access,
    tasks: TaskScope,
) -> BuiltHub:
    clock = settings.clock
    peers = Peers()

    def drop(sid: str) -> None:
        _log.warning("a peer does not keep up and is disconnected")
        tasks.spawn(server.disconnect(sid, namespace=NAMESPACE), name="drop slow peer")

    manager = DirectManager(on_too_slow=drop)
    server = make_server(manager, HubPacket)
    stage = Stage(
        running=running,
        peers=peers,
        clock=clock,
        enter_room=partial(server.enter_room, namespace=NAMESPACE),
        leave_room=partial(server.leave_room, namespace=NAMESPACE),
        post=manager.post,
    )
    broadcaster = Broadcaster(running, manager, database, tasks)
    namespace = TrainingNamespace(stage, access.gatekeeper, access.refusals, tasks)
    server.register_namespace(namespace)
    _ = DeviceNews(access.joining, manager, clock)
    disconnect = partial(server.disconnect, namespace=NAMESPACE)
    sign_outs = SignOuts(peers, manager, access.sign_ins, disconnect, tasks)
    hub = Hub(
        instance=new_id(),
        database=database,
        clock=clock,
        bundles=BundleService(database, clock),
        catalog=CatalogService(database),
        pairings=PairingService(database, clock),
        sessions=SessionService(database, clock),
        running=running,
        reports=BundleReports(database, running.results),
        broadcaster=broadcaster,
        access=access,
        peers=peers,
        desktop_secret=settings.desktop_secret,
    )
    return BuiltHub(
        app=Edge(socketio.ASGIApp(server, other_asgi_app=make_application(hub)), settings.names),
        instance=hub.instance,
        running=running,
        peers=peers,
        namespace=namespace,
        sign_outs=sign_outs,
        server=server,
        clock=clock,
    )
