"""What the controllers work with."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.pairings import PairingService
from core.services.club.sessions import SessionService
from core.services.running.reports import BundleReports
from core.services.running.sessions import RunningSessions
from hub_server.access import Access
from hub_server.observability.metrics import HubMetrics
from hub_server.realtime.broadcaster import Broadcaster
from hub_server.realtime.peers import Peers
from hub_server.realtime.watch import HubWatch
from hub_server.security.setup import SetUp


@dataclass(frozen=True, slots=True)
class Hub:
    """The hub's services, given to every controller as `hub`."""

    instance: str
    database: Database
    clock: Clock
    bundles: BundleService
    catalog: CatalogService
    pairings: PairingService
    sessions: SessionService
    running: RunningSessions
    reports: BundleReports
    broadcaster: Broadcaster
    access: Access
    peers: Peers
    watch: HubWatch
    metrics: HubMetrics
    setup: SetUp
    desktop_secret: str | None
