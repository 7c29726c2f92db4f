"""A hub that answers at once from what the test put into it."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from core.domain.bulk import (
    BulkFailure,
    BulkOperation,
    BulkProgress,
    BulkStanding,
    BulkStatus,
)
from core.domain.bundle_edit import BundlePreview
from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    BundleStatus,
    BundleSummary,
    CreatedBundle,
    CreatedSession,
)
from core.domain.equipment import (
    EquipmentKind,
    EquipmentUnit,
)
from core.domain.facility import Facility
from core.domain.ids import (
    BundleId,
    EventId,
    PlayerId,
    SessionId,
)
from core.domain.player import Player, Team
from core.domain.replanning import ReplanProposal, ReplanRequest
from core.domain.restriction import Restriction
from core.domain.sensor import ReadingBatch, SensorMove
from core.domain.session import Bundle, PlayerMove, Reservation
from core.domain.summary import BundleReport
from core.domain.workout import Workout
from core.errors import NotFoundError, StaleError
from core.events import Event
from core.live.alerts.alert import AlertKind, AlertSeen
from core.live.events import Recorded
from core.live.fitness import FitnessWord
from core.live.state import SessionState
from core.planning.bundle_differences import bundle_differences
from core.ports.hub_link import HubLink, LinkStatus, SessionAction
from core.services.club.bundle_changes import changed_bundle
from core.services.club.club_view import ClubView
from tests.helpers.planning_fakes import (
    FakeClubEditor,
    FakeDistributions,
    FakeSlots,
)
from tests.helpers.replan_fakes import replanned
from tests.helpers.sample_club import (
    FACILITY,
    KINDS,
    NOW,
    PLAYERS,
    RESTRICTIONS,
    TEAM,
    UNITS,
    WORKOUTS,
)
from tests.helpers.template_fakes import FakeProgrammes, FakeTemplateShelf


class FakeHubLink(HubLink):
    """A hub that answers at once from what the test put into it.

    `failure` is raised by every call while it is set. `drafts` are the bundles asked for.
    """

    def __init__(self, *, page_size: int = 20) -> None:  # noqa: PLR0915 - it remembers all
        self.event_received: Event[[SessionId, Recorded]] = Event()
        self.alert_acknowledged: Event[[AlertSeen]] = Event()
        self.state_received: Event[[SessionState]] = Event()
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.failure: Exception | None = None
        self.create_failure: Exception | None = None
        self.drafts: list[BundleDraft] = []
        self.deleted: list[BundleId] = []
        self.acts: list[tuple[SessionId, SessionAction]] = []
        self.operations: list[tuple[BundleId, BulkOperation]] = []
        self.bulk_failures: tuple[BulkFailure, ...] = ()
        self.messages: list[str] = []
        self.moves: list[SensorMove] = []
        self.fitness_words: list[FitnessWord] = []
        self.on_fitness: Callable[[FitnessWord], None] = lambda _word: None
        self.alerts_seen: list[tuple[SessionId, PlayerId, AlertKind]] = []
        self.player_moves: list[PlayerMove] = []
        self.on_move: Callable[[PlayerMove], None] = lambda _move: None
        self.on_removal: Callable[[SessionId, PlayerId], None] = lambda *_who: None
        self.on_step: Callable[[SessionId, int, float], None] = lambda *_step: None
        self.club_players: tuple[Player, ...] = PLAYERS
        self.club_units: tuple[EquipmentUnit, ...] = UNITS
        self.club_facilities: tuple[Facility, ...] = (FACILITY,)
        self.club_restrictions: tuple[Restriction, ...] = RESTRICTIONS
        self.club_workouts: tuple[Workout, ...] = WORKOUTS
        self.stored: dict[BundleId, Bundle] = {}
        self.before_change: dict[BundleId, Bundle] = {}
        self.changes: list[BundleChanges] = []
        self.stale: StaleError | None = None
        """Raised where a change is not of the stored version."""
        self._templates = FakeTemplateShelf(self._check)
        self._programmes = FakeProgrammes(self._check)
        self._page_size = page_size
        self._slots = FakeSlots(self.stored.values, self._check)
        self._distributions = FakeDistributions(self._check)
        self._club = FakeClubEditor()

    @property
    @override
    def status(self) -> LinkStatus:
        return LinkStatus.ONLINE

    def store(self, *bundles: Bundle) -> None:
        """Put bundles into the hub."""
        self.stored.update({bundle.id: bundle for bundle in bundles})

    @property
    @override
    def distributions(self) -> FakeDistributions:
        return self._distributions

    @property
    @override
    def slots(self) -> FakeSlots:
        return self._slots

    @property
    @override
    def club(self) -> FakeClubEditor:
        return self._club

    @property
    @override
    def templates(self) -> FakeTemplateShelf:
        return self._templates

    @property
    @override
    def programmes(self) -> FakeProgrammes:
        return self._programmes

    @override
    async def replan_bundle(self, bundle_id: BundleId, request: ReplanRequest) -> ReplanProposal:
        self._check()
        return replanned(self.stored[bundle_id], request)

    @override
    async def open(self) -> None:
        self._check()

    @override
    async def close(self) -> None:
        self._check()

    @override
    async def teams(self) -> tuple[Team, ...]:
        self._check()
        return (TEAM,)

    @override
    async def players(self) -> tuple[Player, ...]:
        self._check()
        return self.club_players

    @override
    async def facilities(self) -> tuple[Facility, ...]:
        self._check()
        return self.club_facilities

    @override
    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        self._check()
        return KINDS

    @override
    async def equipment_units(self) -> tuple[EquipmentUnit, ...]:
        self._check()
        return self.club_units

    @override
    async def workouts(self) -> tuple[Workout, ...]:
        self._check()
        return self.club_workouts

    @override
    async def restrictions(self) -> tuple[Restriction, ...]:
        self._check()
        return self.club_restrictions

    @override
    async def create_bundle(self, draft: BundleDraft) -> CreatedBundle:
        self._check()
        if self.create_failure is not None:
            raise self.create_failure
        self.drafts.append(draft)
        number = len(self.drafts)
        return CreatedBundle(
            bundle_id=BundleId(f"created-{number}"),
            sessions=tuple(
                CreatedSession(id=SessionId(f"created-{number}-{order}"))
                for order in range(1, len(draft.sessions) + 1)
            ),
            equipment_reservations=(),
        )

    @override
    async def update_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> Bundle:
        after = (await self.preview_bundle(bundle_id, changes)).after
        self.before_change[bundle_id] = self.stored[bundle_id]
        self.stored[bundle_id] = after
        self.changes.append(changes)
        return after

    @override
    async def preview_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> BundlePreview:
        before = await self.bundle(bundle_id)
        if self.stale is not None and changes.version != before.version:
            raise self.stale
        view = ClubView(
            facility=self.club_facilities[0],
            elsewhere={one.id: one for one in self.club_facilities[1:]},
            kinds=KINDS,
            units=self.club_units,
            workouts=self.club_workouts,
            players={player.id: player for player in self.club_players},
            restrictions=self.club_restrictions,
            user_ids=frozenset(one.id for one in self._club.club_trainers),
        )
        after = changed_bundle(before, changes, view, view.place, NOW)
        differences = bundle_differences(before, after)
        return BundlePreview(before=before, after=after, differences=differences)

    @override
    async def undo_bundle(self, bundle_id: BundleId, version: int) -> Bundle:
        now = await self.bundle(bundle_id)
        if self.stale is not None and version != now.version:
            raise self.stale
        self.stored[bundle_id] = self.before_change.pop(bundle_id)
        return self.stored[bundle_id]

    @override
    async def delete_bundle(self, bundle_id: BundleId) -> None:
        self._check()
        del self.stored[bundle_id]
        self.deleted.append(bundle_id)

    @override
    async def bundle(self, bundle_id: BundleId) -> Bundle:
        self._check()
        if bundle_id not in self.stored:
            raise NotFoundError("This bundle does not exist any more.")
        return self.stored[bundle_id]

    @override
    async def bundles(self, cursor: str | None = None) -> BundlePage:
        self._check()
        ordered = sorted(self.stored.values(), key=lambda one: one.starts_at, reverse=True)
        first = int(cursor or 0)
        rest = len(ordered) > first + self._page_size
        return BundlePage(
            items=tuple(summary_of(one) for one in ordered[first : first + self._page_size]),
            next_cursor=str(first + self._page_size) if rest else None,
        )

    @override
    async def bundle_status(self, bundle_id: BundleId) -> BundleStatus:
        raise NotFoundError("No status.")

    @override
    async def reservations(self, bundle_id: BundleId) -> tuple[Reservation, ...]:
        bundle = await self.bundle(bundle_id)
        names = {unit.id: unit.name for unit in self.club_units}
        return tuple(
            Reservation(
                session_id=session.id,
                unit_id=assignment.unit_id,
                unit_name=names[assignment.unit_id],
                equipment=session.equipment,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
            )
            for session in bundle.sessions
            for assignment in session.assignments
            if assignment.unit_id is not None
        )

    @override
    async def report(self, bundle_id: BundleId) -> BundleReport:
        raise NotFoundError("No report.")

    @override
    async def join(self, session_id: SessionId) -> SessionState:
        raise NotFoundError("No such session.")

    @override
    async def leave(self, session_id: SessionId) -> None:
        self._check()

    @override
    async def act(self, session_id: SessionId, action: SessionAction, at: float) -> None:
        self._check()
        self.acts.append((session_id, action))

    @override
    async def act_all(self, bundle_id: BundleId, operation: BulkOperation, at: float) -> BulkStatus:
        self._check()
        self.operations.append((bundle_id, operation))
        sessions = tuple(session.id for session in self.stored[bundle_id].sessions)
        return BulkStatus(
            event_id=EventId("bulk"),
            bundle_id=bundle_id,
            operation=operation,
            affected_sessions=sessions,
            progress=BulkProgress(
                completed=len(sessions) - len(self.bulk_failures), total=len(sessions)
            ),
            operation_status=BulkStanding.COMPLETED,
            failures=self.bulk_failures,
        )

    @override
    async def send_message(self, session_id: SessionId, text: str, at: float) -> None:
        self._check()
        self.messages.append(text)

    @override
    async def go_to_interval(
        self, session_id: SessionId, index: int, at: float, elapsed_s: float = 0.0
    ) -> None:
        self._check()
        self.on_step(session_id, index, elapsed_s)

    @override
    async def move_player(self, move: PlayerMove, at: float) -> None:
        self._check()
        self.player_moves.append(move)
        self.on_move(move)

    @override
    async def remove_player(self, session_id: SessionId, player_id: PlayerId, at: float) -> None:
        self._check()
        self.on_removal(session_id, player_id)

    @override
    async def say_fitness(self, word: FitnessWord, at: float) -> None:
        self._check()
        self.fitness_words.append(word)
        self.on_fitness(word)

    @override
    async def acknowledge_alert(
        self, session_id: SessionId, player_id: PlayerId, kind: AlertKind
    ) -> None:
        self._check()
        self.alerts_seen.append((session_id, player_id, kind))

    @override
    async def reassign(self, move: SensorMove, at: float) -> None:
        self._check()
        self.moves.append(move)

    @override
    async def send_readings(self, batch: ReadingBatch) -> None:
        self._check()

    def _check(self) -> None:
        if self.failure is not None:
            raise self.failure


def summary_of(bundle: Bundle) -> BundleSummary:
    """A stored bundle as the list shows it."""
    return BundleSummary(
        id=bundle.id,
        name=bundle.name,
        starts_at=bundle.starts_at,
        duration_min=bundle.duration_min,
        facility_id=bundle.facility_id,
        status=bundle.sessions[0].status,
        session_count=len(bundle.sessions),
        player_count=sum(len(session.assignments) for session in bundle.sessions),
        equipment=tuple(dict.fromkeys(session.equipment for session in bundle.sessions)),
    )
