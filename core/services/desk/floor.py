"""The training floor: one bundle on the dashboard, its sessions live, its readings on their way."""

from __future__ import annotations

import asyncio

from core.domain.ids import BundleId, EventId, SensorId, SessionId
from core.domain.sensor import SensorReading
from core.domain.session import Bundle, Session, SessionStatus
from core.errors import NotFoundError, WrongStateError
from core.events import Event
from core.live.board import LiveBoard
from core.live.events import ReadingsReceived, Recorded, utc
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.hub_link import HubLink, LinkStatus, SessionAction
from core.ports.sensors import SensorSource
from core.services.desk.attribution import Route, attributed, routes_of
from core.services.desk.courier import ReadingCourier
from core.services.desk.pairings import Pairings

_ALLOWED_IN = {
    SessionAction.START: (SessionStatus.SCHEDULED,),
    SessionAction.PAUSE: (SessionStatus.IN_PROGRESS,),
    SessionAction.RESUME: (SessionStatus.PAUSED,),
    SessionAction.END: (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED),
}


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
    """

    def __init__(
        self,
        link: HubLink,
        sensors: SensorSource,
        pairings: Pairings,
        courier: ReadingCourier,
        clock: Clock,
    ) -> None:
        self.board = LiveBoard(clock.now)
        self.bundle: Bundle | None = None
        self.bundle_opened: Event[[Bundle]] = Event()
        self.link_changed = link.status_changed
        self._link = link
        self._pairings = pairings
        self._courier = courier
        self._clock = clock
        self._routes: dict[SensorId, Route] = {}
        self._undo = (
            sensors.reading_received.connect(self._on_reading),
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

    async def open_bundle(self, bundle_id: BundleId) -> Bundle:
        """Put a bundle on the dashboard and follow its sessions.

        Raises:
            NotFoundError: There is no such bundle.
        """
        bundle = await self._link.bundle(bundle_id)
        await self.close_bundle()
        states = await asyncio.gather(*(self._link.join(item.id) for item in bundle.sessions))
        for state in states:
            self.board.show(state)
        self.bundle = bundle
        self._reroute()
        self.bundle_opened.emit(bundle)
        return bundle

    async def close_bundle(self) -> None:
        """Take the bundle off the dashboard. Its sessions go on at the hub."""
        if self.bundle is None:
            return
        await self._courier.delivered()
        for session in self.bundle.sessions:
            await self._link.leave(session.id)
            self.board.drop(session.id)
        self.bundle = None
        self._reroute()

    async def act(self, session_id: SessionId, action: SessionAction) -> None:
        """Start, pause, resume or end one session.

        Raises:
            HockeyHubError: The hub refuses or is away.
        """
        at = self._clock.now()
        if action is SessionAction.END:
            await self._courier.delivered()
        await self._link.act(session_id, action, at)

    async def act_all(self, action: SessionAction) -> None:
        """Do it to every session of the bundle that is in a state for it, as of one instant.

        Raises:
            WrongStateError: No session is in a state for it.
            HockeyHubError: The hub refuses or is away.
        """
        sessions = [
            session.id
            for session in self._sessions()
            if self._status(session) in _ALLOWED_IN[action]
        ]
        if not sessions:
            raise WrongStateError(
                f"No session can be told to {action} now.",
                suggested_action="Look at the state beside each session.",
            )
        at = self._clock.now()
        if action is SessionAction.END:
            await self._courier.delivered()
        await asyncio.gather(*(self._link.act(item, action, at) for item in sessions))

    async def broadcast(self, text: str) -> None:
        """Say a sentence to everybody in the bundle."""
        at = self._clock.now()
        await asyncio.gather(
            *(self._link.send_message(item.id, text, at) for item in self._sessions())
        )

    def close(self) -> None:
        """Stop listening."""
        for undo in self._undo:
            undo()

    def _sessions(self) -> tuple[Session, ...]:
        if self.bundle is None:
            raise NotFoundError(
                "No bundle is open.", suggested_action="Choose one in Sessions first."
            )
        return self.bundle.sessions

    def _status(self, session: Session) -> SessionStatus:
        state = self.board.session(session.id)
        return state.status if state is not None else session.status

    def _reroute(self) -> None:
        sessions = self.bundle.sessions if self.bundle is not None else ()
        self._routes = routes_of(self._pairings.all(), sessions)

    def _on_reading(self, heard: SensorReading) -> None:
        route = self._routes.get(heard.sensor_id)
        if route is None:
            return
        session_id, player_id = route
        reading = attributed(heard, player_id)
        local = ReadingsReceived(
            event_id=EventId(""), session_id=session_id, at=utc(heard.at), readings=(reading,)
        )
        self.board.apply(session_id, Recorded(seq=0, event=local))
        state = self.board.session(session_id)
        if state is not None and state.status.is_running:
            self._courier.add(session_id, reading)

    def _on_event(self, session_id: SessionId, recorded: Recorded) -> None:
        self.board.apply(session_id, recorded)

    def _on_state(self, state: SessionState) -> None:
        self.board.show(state)
