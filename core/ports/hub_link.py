"""The hub as the desk sees it, in domain words; `core.client` fulfils it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from core.domain.bulk import BulkOperation, BulkStatus
from core.domain.bundle_edit import BundlePreview
from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    BundleStatus,
    CreatedBundle,
)
from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.player import Player, Team
from core.domain.replanning import ReplanProposal, ReplanRequest
from core.domain.restriction import Restriction
from core.domain.sensor import ReadingBatch, SensorMove
from core.domain.session import Bundle, PlayerMove, Reservation
from core.domain.summary import BundleReport
from core.domain.workout import Workout
from core.events import Event
from core.live.alerts.alert import AlertKind, AlertSeen
from core.live.events import Recorded
from core.live.fitness import FitnessWord
from core.live.state import SessionState
from core.ports.calendar_link import CalendarLink
from core.ports.club_link import ClubEditor
from core.ports.distribution_link import DistributionLink
from core.ports.slot_link import SlotLink
from core.ports.template_link import ProgrammeLink, TemplateLink


class LinkStatus(StrEnum):
    """Whether the hub hears us."""

    CONNECTING = "connecting"
    ONLINE = "online"
    AWAY = "away"


class SessionAction(StrEnum):
    """What a trainer can do to a session."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class ClubCatalog(Protocol):
    """Reading what the club has."""

    async def teams(self) -> tuple[Team, ...]: ...
    async def players(self) -> tuple[Player, ...]: ...
    async def facilities(self) -> tuple[Facility, ...]: ...
    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]: ...
    async def equipment_units(self) -> tuple[EquipmentUnit, ...]: ...
    async def workouts(self) -> tuple[Workout, ...]: ...
    async def restrictions(self) -> tuple[Restriction, ...]: ...


class BundlePlanner(Protocol):
    """Creating and changing bundles."""

    async def create_bundle(self, draft: BundleDraft) -> CreatedBundle: ...
    async def update_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> Bundle: ...
    async def preview_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> BundlePreview:
        """Before and after of a change, under all its rules; nothing is stored."""
        ...

    async def undo_bundle(self, bundle_id: BundleId, version: int) -> Bundle:
        """Take the last change back; done once more, it is made again."""
        ...

    async def replan_bundle(self, bundle_id: BundleId, request: ReplanRequest) -> ReplanProposal:
        """The bundle without those who are absent; its `changes` make it so."""
        ...

    async def delete_bundle(self, bundle_id: BundleId) -> None: ...
    async def bundle(self, bundle_id: BundleId) -> Bundle: ...
    async def bundles(self, cursor: str | None = None) -> BundlePage: ...
    async def bundle_status(self, bundle_id: BundleId) -> BundleStatus: ...
    async def reservations(self, bundle_id: BundleId) -> tuple[Reservation, ...]: ...
    async def report(self, bundle_id: BundleId) -> BundleReport: ...


class ReadingLink(Protocol):
    """Bringing readings to the hub."""

    status_changed: Event[[LinkStatus, str]]
    """The link went up or down, with the reason as a sentence."""

    @property
    def status(self) -> LinkStatus:
        """Whether the hub hears us now."""
        ...

    async def send_readings(self, batch: ReadingBatch) -> None:
        """Record readings; returns once they are durable.

        Repeating a batch (same `event_id`) does no harm.

        Raises:
            UnavailableError: The hub is away; keep the batch and send it again.
        """
        ...


class SessionLink(ReadingLink, Protocol):
    """Running sessions, live. All sends return once the hub has made them durable."""

    event_received: Event[[SessionId, Recorded]]
    """Something happened in a joined session (not what this desk sent as readings)."""
    alert_acknowledged: Event[[AlertSeen]]
    """A trainer, at this desk or another, has seen alerts."""
    state_received: Event[[SessionState]]
    """A snapshot that replaces what was known of a session (after joining or a gap)."""

    async def join(self, session_id: SessionId) -> SessionState:
        """Follow a session as trainer, again after each reconnection, until `leave`."""
        ...

    async def leave(self, session_id: SessionId) -> None: ...

    async def act(self, session_id: SessionId, action: SessionAction, at: float) -> None:
        """Start, pause, resume or end a session as of the instant `at`."""
        ...

    async def act_all(self, bundle_id: BundleId, operation: BulkOperation, at: float) -> BulkStatus:
        """Tell all sessions of a bundle that can, as of the instant `at`; what failed is in it."""
        ...

    async def go_to_interval(
        self, session_id: SessionId, index: int, at: float, elapsed_s: float = 0.0
    ) -> None:
        """Let a session go on with another interval as of the instant `at`.

        Args:
            session_id: Which session; it must run.
            index: Of the interval, from 0.
            at: Seconds since 1970.
            elapsed_s: Seconds of that interval that count as done already.
        """
        ...

    async def send_message(self, session_id: SessionId, text: str, at: float) -> None:
        """Say a sentence to everybody in a session."""
        ...

    async def move_player(self, move: PlayerMove, at: float) -> None:
        """Bring a player to another session of the bundle, as of the instant `at`."""
        ...

    async def remove_player(self, session_id: SessionId, player_id: PlayerId, at: float) -> None:
        """Take a player out of a session for good, as of the instant `at`."""
        ...

    async def say_fitness(self, word: FitnessWord, at: float) -> None:
        """Say how a player is; the hub restricts him, rewrites his work, and moves him."""
        ...

    async def acknowledge_alert(
        self, session_id: SessionId, player_id: PlayerId, kind: AlertKind
    ) -> None:
        """Tell all other desks that somebody has seen the alerts of this kind up to now."""
        ...

    async def reassign(self, move: SensorMove, at: float) -> None:
        """Re-attribute what a sensor said since an instant, up to now (`at`).

        The sessions' new states follow as `state_received`.
        """
        ...


class HubLink(ClubCatalog, BundlePlanner, SessionLink, Protocol):
    """Everything the desk asks of the hub. All errors are `HockeyHubError`s."""

    @property
    def club(self) -> ClubEditor:
        """Changing what the club has."""
        ...

    @property
    def calendar(self) -> CalendarLink:
        """What is on, by day."""
        ...

    @property
    def templates(self) -> TemplateLink:
        """What bundles are made from."""
        ...

    @property
    def distributions(self) -> DistributionLink:
        """Who trains with whom."""
        ...

    @property
    def programmes(self) -> ProgrammeLink:
        """Templates unfolded over weeks."""
        ...

    @property
    def slots(self) -> SlotLink:
        """When could they train, and what is planned already."""
        ...

    async def open(self) -> None:
        """Sign in and connect; keeps reconnecting until closed."""
        ...

    async def close(self) -> None:
        """Disconnect and stop trying."""
        ...
