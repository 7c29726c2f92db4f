"""Builds the hub: the only place that chooses the storage and wires services to the network."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import socketio

from core.clock import SystemClock, uptime_s
from core.domain.ids import new_id
from core.ports.backups import Backups
from core.ports.clock import Clock
from core.ports.moving import MovedTable
from core.ports.storage import Database
from core.protocol.realtime import NAMESPACE
from core.services.club.beginning import ClubBeginning
from core.services.club.bundle_editing import BundleEditing
from core.services.club.bundles import BundleService
from core.services.club.calendar import CalendarService
from core.services.club.catalog import CatalogService
from core.services.club.distributions import DistributionService
from core.services.club.pairings import PairingService
from core.services.club.photos import PhotoService
from core.services.club.programmes import ProgrammeService
from core.services.club.replanning import ReplanService
from core.services.club.roster.importing import RosterService
from core.services.club.roster.undoing import ImportUndo
from core.services.club.sample import load_sample_club
from core.services.club.sessions import SessionService
from core.services.club.slots import SlotService
from core.services.club.templates import TemplateService
from core.services.club.workout_library import WorkoutLibrary
from core.services.running.bulk import BulkOperations
from core.services.running.clock_watch import ClockWatch
from core.services.running.medical import MedicalResponse
from core.services.running.moves import ParticipantMoves
from core.services.running.pulse import Pulse
from core.services.running.reports import BundleReports
from core.services.running.sessions import RunningSessions
from core.services.running.upkeep import Upkeep
from core.storage import moving
from core.storage.database import database_file, open_database
from core.tasks import TaskScope
from hub_server.access import Access, open_access
from hub_server.asgi import App
from hub_server.edge import Edge
from hub_server.headers import SecurityHeaders
from hub_server.observability.events import EventCounter
from hub_server.observability.gauges import HubGauges
from hub_server.observability.metrics import HubMetrics
from hub_server.observability.requests import RequestWatch
from hub_server.origins import OriginGuard, Origins
from hub_server.polling_bodies import PollingBodies
from hub_server.realtime.broadcaster import Broadcaster
from hub_server.realtime.crossing_news import CrossingNews
from hub_server.realtime.device_news import DeviceNews
from hub_server.realtime.engine.turnstile import Turnstile
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.handlers import ROUTES
from hub_server.realtime.namespace import LARGEST_MESSAGE, TrainingNamespace, make_server
from hub_server.realtime.peers import Peers
from hub_server.realtime.playback import Playbacks
from hub_server.realtime.pulse_news import PulseNews
from hub_server.realtime.sign_outs import SignOuts
from hub_server.realtime.stage import Stage
from hub_server.realtime.status_news import StatusNews
from hub_server.realtime.watch import HubWatch
from hub_server.rest.application import make_application
from hub_server.rest.hub import Hub
from hub_server.security.randomness import lot, setup_code
from hub_server.security.setup import SetUp

_log = logging.getLogger(__name__)

_BEAT_EVERY_S = 1.0


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
    allowed_origins: frozenset[str] = frozenset()
    """Web pages of other sites that may call the hub: `https://board.club.example`."""
    turnstile: Turnstile = field(default_factory=Turnstile)
    """How many connections an address may have."""
    wire_clock: Clock = field(default_factory=SystemClock)
    """Times heartbeats: true time, also where the hub's own is played faster."""
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True, slots=True)
class BuiltHub:
    """A hub, ready to be served."""

    app: App
    """The ASGI application: Socket.IO and REST."""
    instance: str
    setup: SetUp
    """How it gets its first administrator."""
    running: RunningSessions
    peers: Peers
    namespace: TrainingNamespace
    sign_outs: SignOuts
    server: socketio.AsyncServer
    turnstile: Turnstile
    clock: Clock


async def move_club(
    source: str, target: str, tell: Callable[[MovedTable], None]
) -> tuple[MovedTable, ...]:
    """Copy a whole club into an empty database, all or nothing; the source stays as it is.

    Args:
        source: Address of the club's database, which no hub is using.
        target: Address of an empty one.
        tell: Told of each table that was copied and compared.

    Raises:
        ConflictError: A hub is using the source, or there is something in the target.
        InvalidInputError: An address makes no sense.
        UnavailableError: One of them cannot be reached, or the copy is not the same.
    """
    return await moving.move_club(source, target, tell)


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
        ClockWatch(running, database, settings.clock, _elapsed(settings.clock), tasks)
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
    manager = DirectManager()
    origins = Origins(settings.allowed_origins)
    server = make_server(manager, tasks, settings.wire_clock, origins.is_allowed_by_socketio)
    tasks.spawn(_beat(settings.wire_clock, server.eio.beat), name="heartbeats")
    moves = ParticipantMoves(running)
    medical = MedicalResponse(running, moves)
    stage = Stage(
        running=running,
        peers=peers,
        clock=clock,
        enter_room=partial(server.enter_room, namespace=NAMESPACE),
        leave_room=partial(server.leave_room, namespace=NAMESPACE),
        post=manager.post,
        playbacks=Playbacks(database, clock, tasks, manager.post),
        bulk=BulkOperations(running, database, clock),
        moves=moves,
        medical=medical,
    )
    _ = CrossingNews(running, medical, manager.post)
    _ = StatusNews(running, manager.post)
    _ = PulseNews(Pulse(running, database, clock, tasks), stage.bulk, manager.post, clock)
    watch = HubWatch(peers, manager, clock)
    metrics = _metrics(running, watch, peers, manager, clock)
    broadcaster = Broadcaster(running, manager, database, tasks)
    namespace = TrainingNamespace(
        stage, access.gatekeeper, access.refusals, tasks, watch, manager.end
    )
    server.register_namespace(namespace)
    _ = DeviceNews(access.joining, manager, clock)
    disconnect = partial(server.disconnect, namespace=NAMESPACE)
    sign_outs = SignOuts(peers, manager, access.sign_ins, disconnect, tasks)
    hub = Hub(
        instance=new_id(),
        database=database,
        clock=clock,
        bundles=BundleService(database, clock),
        bundle_edits=BundleEditing(database, clock),
        calendar=CalendarService(database, clock),
        catalog=CatalogService(database, clock),
        distributions=DistributionService(database, lot),
        workouts=WorkoutLibrary(database, clock),
        pairings=PairingService(database, clock),
        photos=PhotoService(database),
        programmes=ProgrammeService(database, clock),
        replanning=ReplanService(database),
        rosters=RosterService(database, clock),
        import_undo=ImportUndo(database, clock),
        beginning=ClubBeginning(database),
        sessions=SessionService(database, clock),
        slots=SlotService(database, clock),
        templates=TemplateService(database, clock),
        running=running,
        reports=BundleReports(database, running.results),
        broadcaster=broadcaster,
        access=access,
        peers=peers,
        watch=watch,
        metrics=metrics,
        setup=SetUp(database, clock, setup_code()),
        desktop_secret=settings.desktop_secret,
    )
    return BuiltHub(
        app=_layers(
            socketio.ASGIApp(server, other_asgi_app=make_application(hub, origins.allowed)),
            settings,
            origins,
            metrics,
        ),
        setup=hub.setup,
        instance=hub.instance,
        running=running,
        peers=peers,
        namespace=namespace,
        sign_outs=sign_outs,
        server=server,
        turnstile=settings.turnstile,
        clock=clock,
    )


def _elapsed(clock: Clock) -> Callable[[], float]:
    """What counts seconds beside this clock."""
    return uptime_s if isinstance(clock, SystemClock) else clock.monotonic


async def _beat(clock: Clock, beat: Callable[[], None]) -> None:
    while True:
        await clock.sleep(_BEAT_EVERY_S)
        beat()


def _layers(app: App, settings: HubSettings, origins: Origins, metrics: HubMetrics) -> App:
    """What a call passes before it comes to the application, the outermost last."""
    app = PollingBodies(app, LARGEST_MESSAGE)
    app = OriginGuard(Edge(app, settings.names), origins)
    return RequestWatch(SecurityHeaders(app), metrics)


def _metrics(
    running: RunningSessions, watch: HubWatch, peers: Peers, manager: DirectManager, clock: Clock
) -> HubMetrics:
    metrics = HubMetrics()
    running.vitals.stored.connect(metrics.committed)
    watch.answered.connect(EventCounter(metrics, ROUTES).answered)
    metrics.add(
        HubGauges(
            running,
            lambda: [(one.principal.role, manager.line_of(one.sid).waiting) for one in peers],
            clock,
        )
    )
    return metrics
