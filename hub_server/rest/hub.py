"""What the controllers work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from litestar.di import NamedDependency

from core.ports.clock import Clock
from core.ports.storage import Database
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
from core.services.club.sessions import SessionService
from core.services.club.slots import SlotService
from core.services.club.templates import TemplateService
from core.services.club.workout_library import WorkoutLibrary
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
    bundle_edits: BundleEditing
    calendar: CalendarService
    catalog: CatalogService
    distributions: DistributionService
    workouts: WorkoutLibrary
    pairings: PairingService
    photos: PhotoService
    programmes: ProgrammeService
    replanning: ReplanService
    rosters: RosterService
    import_undo: ImportUndo
    beginning: ClubBeginning
    sessions: SessionService
    slots: SlotService
    templates: TemplateService
    running: RunningSessions
    reports: BundleReports
    broadcaster: Broadcaster
    access: Access
    peers: Peers
    watch: HubWatch
    metrics: HubMetrics
    setup: SetUp
    desktop_secret: str | None


TheHub: TypeAlias = NamedDependency[Hub]
"""The type of a handler's `hub`."""
