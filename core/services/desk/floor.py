"""The training floor: one bundle on the dashboard, its sessions live, its readings on their way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from core.domain.ids import BundleId, SessionId
from core.domain.sensor import SensorReading
from core.domain.session import Bundle, Session
from core.errors import HockeyHubError, NotFoundError
from core.events import Event
from core.live.board import LiveBoard
from core.live.events import ParticipantMoved, Recorded, SensorReassigned
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.hub_link import HubLink, LinkStatus, SessionLink
from core.ports.sensors import SensorSource
from core.services.desk.alarm_sharing import AlarmSharing
from core.services.desk.alarms import FloorAlarms
from core.services.desk.attended import AttendedSessions
from core.services.desk.attribution import seen_here
from core.services.desk.corrections import Corrections
from core.services.desk.courier import ReadingCourier
from core.services.desk.interval_steps import IntervalSteps
from core.services.desk.machine_use import MachineUse
from core.services.desk.ownership import Ownership
from core.services.desk.pairings import Pairings
from core.services.desk.player_fitness import PlayerFitness
from core.services.desk.player_moves import PlayerMoves
from core.services.desk.player_removal import PlayerRemoval
from core.services.desk.session_orders import SessionOrders
from core.services.desk.strap_watch import StrapWatch
from core.tasks import TaskScope

_log = logging.getLogger(__name__)


class TrainingFloor:
    """What the trainer's dashboard shows and does.

    A reading is applied to the board in the very callback that received it, and travels to the
    hub besides. Everything else that happens in a session comes back from the hub.

    Args:
        link: The hub.
        sensors: What is heard in the room.
        pairings: Who each sensor speaks for.
        courier: Brings readings to the hub.
        clock: The time of readings and commands.
        tasks: Owner of the background work; without one, straps and limits are not watched.
    """

    def __init__(
        self,
        link: HubLink,
        sensors: SensorSource,
        pairings: Pairings,
        courier: ReadingCourier,
        clock: Clock,
        tasks: TaskScope | None = None,
    ) -> None:
        self.board = LiveBoard(clock.now)
        self.bundle: Bundle | None = None
        self.bundle_opened: Event[[Bundle]] = Event()
        self.link_changed = link.status_changed
        self._link = link
        self._courier = courier
        self._clock = clock
        self._attended = AttendedSessions(self.board)
        self._ownership = Ownership(sensors, pairings)
        self._corrections = Corrections(link, pairings, courier, clock, self._ownership)
        self.reassign = self._corrections.reassign
        self.swap_straps = self._corrections.swap_straps
        self.accept = self._corrections.accept
        orders = SessionOrders(link, courier, clock, self._attended, self._open_bundle)
        self.act = orders.act
        self.act_all = orders.act_all
        self.emergency_stop = orders.emergency_stop
        self.broadcast = orders.broadcast
        self.moves = PlayerMoves(link, self.board, clock)
        self.fitness = PlayerFitness(link, self.board, clock)
        self.removal = PlayerRemoval(link, self.board, clock)
        self.machine_use = MachineUse(link, self.board, clock)
        self.steps = IntervalSteps(link, self.board, clock)
        self.alarms = FloorAlarms(self.board, link, clock)
        self.straps = StrapWatch(clock)
        self.strap_suspected = self.straps.suspected
        """Two straps seem swapped, or one on a stranger: ask the trainer, then `accept`."""
        self._undo = (
            *self._watch(tasks),
            sensors.reading_received.connect(self._on_reading),
            self._ownership.close,
            pairings.changed.connect(self._reroute),
            link.event_received.connect(self._on_event),
            link.state_received.connect(self._on_state),
        )

    @property
    def link_status(self) -> LinkStatus:
        """Whether the hub hears us."""
        return self._link.status

    @property
    def readings_waiting(self) -> int:
        """Readings that the hub has not acknowledged yet."""
        return self._courier.waiting

    @property
    def is_hub_held_up(self) -> bool:
        """The hub hears us, but does not store what it gets."""
        return self._courier.is_held_up

    @property
    def running_sessions(self) -> tuple[SessionId, ...]:
        """All sessions that this desk attends and that run, on the dashboard or not."""
        return self._attended.running

    async def open_bundle(self, bundle_id: BundleId) -> Bundle:
        """Put a bundle on the dashboard; what ran on it goes on being recorded.

        Raises:
            NotFoundError: There is no such bundle.
        """
        bundle = await self.attend(bundle_id)
        self.bundle = bundle
        await self._show(bundle.sessions)
        self.bundle_opened.emit(bundle)
        return bundle

    async def attend(self, bundle_id: BundleId) -> Bundle:
        """Follow and record a bundle's sessions without displaying them.

        Raises:
            NotFoundError: There is no such bundle.
        """
        bundle = await self._link.bundle(bundle_id)
        await asyncio.gather(*(self._follow(session) for session in bundle.sessions))
        self.straps.open(self._attended.states())
        return bundle

    async def close_bundle(self) -> None:
        """Take the bundle off the dashboard. Its sessions go on, here and at the hub."""
        if self.bundle is not None:
            self.bundle = None
            await self._show(())

    async def _follow(self, session: Session) -> None:
        """Join, and be ready at once for what happens next in it."""
        state = await self._link.join(session.id)
        self._attended.attend((session,))
        self._on_state(state)

    async def _show(self, sessions: tuple[Session, ...]) -> None:
        """Display these and let go of what neither runs nor is displayed."""
        idle = self._attended.show(sessions)
        for session_id in idle:
            self.board.drop(session_id)
        self.straps.open(self._attended.states())
        self._reroute()
        await _leave(self._link, idle)

    def close(self) -> None:
        """Stop listening."""
        for undo in self._undo:
            undo()

    def _watch(self, tasks: TaskScope | None) -> tuple[Callable[[], None], ...]:
        """Begin to look after players; what is given ends the listening."""
        if tasks is None:
            return ()
        tasks.spawn(self.straps.run(), name="strap watch")
        tasks.spawn(self.alarms.run(), name="alarms")
        return (AlarmSharing(self.alarms, self._link, tasks).close,)

    def _open_bundle(self) -> Bundle:
        if self.bundle is None:
            raise NotFoundError(
                "No bundle is open.", suggested_action="Choose one in Sessions first."
            )
        return self.bundle

    def _reroute(self) -> None:
        self._ownership.attend(self._attended.sessions())

    def _on_reading(self, heard: SensorReading) -> None:
        owned = self._ownership.owned(heard, self._clock.now())
        if owned is None:
            return
        session_id, reading = owned
        self.board.apply(session_id, seen_here(session_id, (reading,)))
        state = self.board.session(session_id)
        if state is not None and state.status.is_running:
            self._courier.add(session_id, reading)
            self.straps.heard(reading)

    def _on_event(self, session_id: SessionId, recorded: Recorded) -> None:
        was_running = self._attended.is_running(session_id)
        self.board.apply(session_id, recorded)
        is_moved = isinstance(recorded.event, ParticipantMoved)
        if is_moved or self._attended.is_running(session_id) is not was_running:
            self._reroute()
        if isinstance(recorded.event, SensorReassigned):
            self._corrections.follow(recorded.event)
            self.straps.moved(recorded.event)

    def _on_state(self, state: SessionState) -> None:
        if state.session_id not in self._attended:
            return
        self.board.show(state)
        self._reroute()
        # What is still on its way to the hub cannot be in its state.
        waiting = self._courier.unacknowledged(state.session_id)
        if waiting:
            self.board.apply(state.session_id, seen_here(state.session_id, waiting))


async def _leave(link: SessionLink, session_ids: Iterable[SessionId]) -> None:
    for session_id in session_ids:
        try:
            await link.leave(session_id)
        except HockeyHubError as error:
            _log.info("session %s not left: %s", session_id, error.message)
