"""What the live page shows: which bundle, which player, in which words."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.session import Bundle, SessionStatus
from core.errors import HockeyHubError
from core.live.board import LiveBoard
from core.live.state import PlayerState, SessionState
from core.live.views import GroupView, TileView, TotalsView
from core.ports.hub_link import LinkStatus
from ui.common.feedback import Notice, notice_of
from ui.common.services import DeskServices
from ui.live.commands import SessionCommands
from ui.live.export_job import ExportJob
from ui.live.fitness_job import FitnessJob
from ui.live.move_job import MoveJob
from ui.live.push_job import PushJob
from ui.live.removal_job import RemovalJob
from ui.live.use_job import UseJob
from widgets.inputs import BannerKind


class Phase(StrEnum):
    """What there is to show."""

    EMPTY = "empty"
    LOADING = "loading"
    FAILED = "failed"
    OPEN = "open"


class LiveViewModel(QObject):
    """The bundle on the dashboard and the chosen player.

    Numbers are pulled by the page's timer; signals say only that something else changed.
    """

    phase_changed = Signal()
    title_changed = Signal()
    selection_changed = Signal()

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._floor = services.floor
        self.commands = SessionCommands(services, self)
        self.export = ExportJob(services, self)
        self.push = PushJob(services, self)
        self.use = UseJob(services, self)
        self.moves = MoveJob(services, self.use, self)
        self.fitness = FitnessJob(services, self)
        self.removal = RemovalJob(services, self)
        self._phase = Phase.EMPTY
        self._failure: Notice | None = None
        self._wanted: BundleId | None = None
        self._place = ""
        self._zone: tzinfo | None = None
        self._selected: tuple[SessionId, PlayerId] | None = None
        self._undo = self._floor.bundle_opened.connect(self._on_bundle_opened)
        if self._floor.bundle is not None:
            self._on_bundle_opened(self._floor.bundle)

    def close(self) -> None:
        """Stop listening."""
        self._undo()
        self.push.close()

    @property
    def phase(self) -> Phase:
        """What there is to show."""
        return self._phase

    @property
    def failure(self) -> Notice | None:
        """Why opening failed."""
        return self._failure

    @property
    def bundle(self) -> Bundle | None:
        """The bundle on the dashboard."""
        return self._floor.bundle

    @property
    def board(self) -> LiveBoard:
        """Where curves come from."""
        return self._floor.board

    @property
    def title(self) -> str:
        """The bundle's name."""
        return self.bundle.name if self.bundle is not None else "Live"

    @property
    def subtitle(self) -> str:
        """Date, time and place."""
        if self.bundle is None:
            return ""
        parts = (
            self.day_text(self.bundle.starts_at),
            self.time_text(self.bundle.starts_at),
            f"{self.bundle.duration_min:.0f} min",
            self._place,
        )
        return "  \N{MIDDLE DOT}  ".join(part for part in parts if part)

    def day_text(self, instant: datetime) -> str:
        """A day at the facility: Sat 15 Feb 2025."""
        local = self._local(instant)
        return f"{local:%a} {local.day} {local:%b %Y}"

    def time_text(self, instant: datetime) -> str:
        """A time on the facility's wall: 09:00."""
        return f"{self._local(instant):%H:%M}"

    @property
    def now(self) -> float:
        """The present instant, seconds since 1970."""
        return self._services.now()

    @property
    def states(self) -> tuple[SessionState, ...]:
        """The bundle's sessions in its order."""
        sessions = self.bundle.sessions if self.bundle is not None else ()
        states = (self.board.session(item.id) for item in sessions)
        return tuple(state for state in states if state is not None)

    @property
    def session_ids(self) -> tuple[SessionId, ...]:
        """The bundle's sessions in its order."""
        return tuple(state.session_id for state in self.states)

    @property
    def is_waiting(self) -> bool:
        """Whether no session of the bundle has begun yet."""
        states = self.states
        return bool(states) and all(state.status is SessionStatus.SCHEDULED for state in states)

    def groups(self) -> tuple[GroupView, ...]:
        """One line per session."""
        return tuple(self.board.group(state.session_id) for state in self.states)

    def totals(self) -> TotalsView:
        """The whole bundle."""
        return self.board.totals([state.session_id for state in self.states])

    def tiles(self, session_id: SessionId) -> tuple[TileView, ...]:
        """The players of a session."""
        if self.board.session(session_id) is None:
            return ()
        return self.board.tiles(session_id)

    @property
    def hub_notice(self) -> Notice | None:
        """What to say about the hub; None while it hears us and stores."""
        return _hub_notice_now(self._services)

    def open(self, bundle_id: str) -> None:
        """Put a bundle on the dashboard."""
        self._wanted = BundleId(bundle_id)
        self._set_phase(Phase.LOADING)
        self._services.tasks.replace(self._open(self._wanted), name="open bundle")

    def retry(self) -> None:
        """Try again what failed."""
        if self._wanted is not None:
            self.open(self._wanted)

    @property
    def selected(self) -> PlayerState | None:
        """The chosen player."""
        if self._selected is None:
            return None
        session_id, player_id = self._selected
        state = self.board.session(session_id)
        return state.players.get(player_id) if state is not None else None

    @property
    def selected_tile(self) -> TileView | None:
        """The chosen player's tile."""
        if self._selected is None or self.selected is None:
            return None
        return self.board.tile(*self._selected)

    @property
    def selected_state(self) -> SessionState | None:
        """The chosen player's session."""
        return self.board.session(self._selected[0]) if self._selected is not None else None

    def select(self, session_id: SessionId, player_id: PlayerId) -> None:
        """Look at a player; choosing the same again looks away."""
        chosen = (session_id, player_id)
        self._selected = None if self._selected == chosen else chosen
        self.selection_changed.emit()

    def deselect(self) -> None:
        """Look at the groups again."""
        self._selected = None
        self.selection_changed.emit()

    async def _open(self, bundle_id: BundleId) -> None:
        try:
            await self._floor.open_bundle(bundle_id)
        except HockeyHubError as error:
            self._failure = notice_of(error)
            self._set_phase(Phase.FAILED)

    async def _load_place(self, bundle: Bundle) -> None:
        try:
            facilities = await self._services.link.facilities()
        except HockeyHubError:
            return  # the title then does without the place
        for facility in facilities:
            if facility.id == bundle.facility_id:
                self._place, self._zone = facility.name, ZoneInfo(facility.time_zone)
                self.title_changed.emit()

    def _on_bundle_opened(self, bundle: Bundle) -> None:
        self._selected, self._failure = None, None
        self._wanted, self._place = bundle.id, ""
        self.commands.forget()
        self.fitness.forget()
        self._set_phase(Phase.OPEN)
        self.use.look()
        self._services.tasks.replace(self._load_place(bundle), name="facility of bundle")

    def _set_phase(self, phase: Phase) -> None:
        self._phase = phase
        self.phase_changed.emit()

    def _local(self, instant: datetime) -> datetime:
        return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(self._zone)


def _hub_notice_now(services: DeskServices) -> Notice | None:
    floor = services.floor
    return hub_notice(
        floor.readings_waiting,
        is_away=floor.link_status is LinkStatus.AWAY,
        is_held_up=floor.is_hub_held_up,
    )


def hub_notice(waiting: int, *, is_away: bool, is_held_up: bool) -> Notice | None:
    """What to say of a hub that does not take readings; None while it does."""
    kept = f"{waiting} readings are kept here" if waiting else "Readings are kept here"
    if is_away:
        text = f"The hub is away. {kept} and will be sent as soon as it is back."
    elif is_held_up:
        text = (
            "The hub cannot store just now: look at its disk and database. "
            f"{kept} and will be sent as soon as it can."
        )
    else:
        return None
    return Notice(text, BannerKind.WARNING)
