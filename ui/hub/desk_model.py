"""The event desk behind its page: the feed, names for ids, sending, playing scenarios."""

from __future__ import annotations

from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from core.domain.player import Player
from core.domain.session import Session
from core.errors import HockeyHubError
from core.live.state import SessionState
from core.ports.hub_link import LinkStatus
from core.services.desk.event_desk import EventLog
from core.services.desk.event_desk_autoplay import AutoPlay, Progress
from core.services.desk.event_desk_demonstration import plan_demonstration
from core.services.desk.event_desk_figures import EventFigures
from core.services.desk.event_desk_form import Answers, FieldSpec, field_for, fields_of
from core.services.desk.event_desk_scenarios import Scenario, Stage, is_demonstration
from core.services.desk.hub_side import HubSide
from ui.common.feedback import Notice, notice_of, reporting
from ui.common.services import DeskServices
from widgets.inputs import BannerKind

_PLAY = "play a scenario"


class Phase(StrEnum):
    """Whether the hub tells us what happens."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()


class EventDeskModel(QObject):
    """Watches the hub from its first visit on, so that nothing is missed while one is elsewhere.

    Args:
        services: Of the desk.
        hub: The hub's side of them.
        parent: Owner.
    """

    changed = Signal()
    """What can be sent, to whom, and whether the hub tells us what happens."""
    noticed = Signal(object)
    confirmed = Signal(object)
    refused = Signal(str, object)
    """An event that was sent by hand was not taken: the field's key (or "") and the error."""
    sent = Signal(str)
    """An event that was sent by hand was taken: a sentence."""
    progressed = Signal(object)
    """A `Progress` of the scenario."""

    def __init__(self, services: DeskServices, hub: HubSide, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._hub = hub
        self.log = EventLog(hub.desk, hub.clock.now)
        self.figures = EventFigures(self.log, hub.clock.now)
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.kinds: dict[str, tuple[FieldSpec, ...]] = {}
        """Fields of each event that clients may send."""
        self.about: dict[str, str] = {}
        self.progress: Progress | None = None
        self.is_playing = False
        self._auto = AutoPlay(hub.desk, hub.clock)
        self._players: dict[str, Player] = {}
        self._is_wanted = False
        self._is_asking = False
        self._undo = (
            hub.desk.status_changed.connect(self._on_status),
            self._auto.progressed.connect(self._on_progressed),
        )

    @property
    def sessions(self) -> tuple[SessionState, ...]:
        """Sessions into which events can be sent: those of the open bundle."""
        return self._services.floor.board.sessions()

    def open(self) -> None:
        """The page is shown for the first time."""
        if not self._is_wanted:
            self._is_wanted = True
            self.reload()

    def reload(self) -> None:
        """Ask the hub to tell us everything."""
        if not self._is_asking:
            self._is_asking = True
            self._services.tasks.spawn(self._begin(), name="watch the hub")

    def close(self) -> None:
        """Listen no more."""
        for undo in self._undo:
            undo()
        self.figures.close()
        self.log.close()

    def session_name(self, session_id: str) -> str:
        """Name of a session; empty for one that is not known here."""
        state = next((one for one in self.sessions if one.session_id == session_id), None)
        return session_id[-8:] if state is None else state.session.name

    def player_name(self, player_id: str) -> str:
        """A player with his number; empty for one who is not known."""
        player = self._players.get(player_id)
        return "" if player is None else f"#{player.jersey_number} {player.last_name}"

    @property
    def players(self) -> tuple[Player, ...]:
        """All players of the club, by jersey number."""
        return tuple(self._players.values())

    def players_of(self, session_id: str) -> tuple[Player, ...]:
        """Who trains in a session."""
        state = next((one for one in self.sessions if one.session_id == session_id), None)
        return () if state is None else tuple(one.player for one in state.players.values())

    def send(self, name: str, answers: Answers) -> None:
        """Send an event by hand."""
        self._services.tasks.spawn(self._send(name, answers), name="send an event")

    def play(self, scenario: Scenario, session_id: str, *, is_confirmed: bool) -> None:
        """Play a scenario into a session.

        Into a session that is none for demonstrations only with `is_confirmed`.
        """
        state = next((one for one in self.sessions if one.session_id == session_id), None)
        if state is None or not state.players:
            text = "Open a bundle with players on the live page first."
            self.noticed.emit(Notice(text, BannerKind.WARNING))
            return
        if self.needs_question(state.session) and not is_confirmed:
            return
        self.is_playing = True
        self.changed.emit()
        self._services.tasks.replace(self._play(scenario, state), name=_PLAY)

    def create_demonstration(self) -> None:
        """Plan sessions for demonstrations, now, and open them."""
        if any(state.status.is_running for state in self.sessions):
            text = "A session runs. Plan the demonstration when it is over."
            self.noticed.emit(Notice(text, BannerKind.WARNING))
            return

        async def plan() -> None:
            bundle_id = await plan_demonstration(self._services.link, self._hub.clock.now())
            await self._services.floor.open_bundle(bundle_id)
            self.confirmed.emit(Notice("The demonstration is planned.", BannerKind.OK))

        async def work() -> None:
            await reporting(plan(), self.noticed.emit)
            self.changed.emit()

        self._services.tasks.spawn(work(), name="plan a demonstration")

    def stop(self) -> None:
        """Play the scenario no further."""
        if self.is_playing:
            self._services.tasks.replace(_nothing(), name=_PLAY)

    @staticmethod
    def needs_question(session: Session) -> bool:
        """Whether made-up events would get into a real session's log."""
        return not is_demonstration(session)

    async def _begin(self) -> None:
        try:
            self._players = {player.id: player for player in await self._services.link.players()}
            kinds = await self._hub.desk.event_kinds()
            await self._hub.desk.watch(is_on=True)
        except HockeyHubError as error:
            self.phase, self.problem = Phase.FAILED, error
        else:
            self.kinds = {kind.name: fields_of(kind) for kind in kinds}
            self.about = {kind.name: kind.about for kind in kinds}
            self.phase, self.problem = Phase.READY, None
        finally:
            self._is_asking = False
        self.changed.emit()

    async def _send(self, name: str, answers: Answers) -> None:
        try:
            ack = await self._hub.desk.emit(name, answers.payload)
        except HockeyHubError as error:
            key = field_for(self.kinds.get(name, ()), error.field) or ""
            self.refused.emit(key, error)
        else:
            place = "" if ack.seq is None else f" as number {ack.seq} of the session's log"
            self.sent.emit(f"The hub has taken it{place}.")

    async def _play(self, scenario: Scenario, state: SessionState) -> None:
        stage = Stage(
            session_id=state.session_id,
            bundle_id=state.session.bundle_id,
            players=tuple(one.player for one in state.players.values()),
        )
        try:
            await self._auto.play(scenario, stage, state.status, known=self.kinds.keys())
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
        finally:
            self.is_playing = False
            self.changed.emit()

    def _on_status(self, status: LinkStatus, _reason: str) -> None:
        if status is LinkStatus.ONLINE and self._is_wanted:
            self.reload()
        elif status is LinkStatus.AWAY and self._is_wanted:
            self.phase = Phase.LOADING
            self.changed.emit()

    def _on_progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.progressed.emit(progress)


async def _nothing() -> None:
    """Takes the place of the task that is to be cancelled."""
