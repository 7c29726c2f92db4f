"""What a trainer does to machines and power meters from the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from core.domain.control import ControlState, MachineControlState, ZeroOffset
from core.domain.ids import SensorId, SessionId
from core.errors import HockeyHubError, NotFoundError, WrongStateError
from core.events import Event
from core.live.board import LiveBoard
from core.live.state import SessionState
from core.ports.machine_control import MachineControl
from core.ports.sensors import SensorSource
from core.services.desk.interval_push import IntervalPush, IntervalPusher, next_interval
from core.services.desk.machine_answer import OnAnswer, unheard
from core.services.desk.machine_orders import MachineOrders
from core.services.desk.machine_places import MachinePlaces
from core.services.desk.machine_room import MachineRoom
from core.services.desk.pairings import Pairings


class MachineDesk:
    """Intervals for groups, zero offsets for power meters.

    Args:
        control: Tells the machines.
        sensors: What is in the room.
        pairings: Which device sits on which unit.
        board: Where the sessions stand.
        now: The present instant, seconds since 1970.
    """

    def __init__(
        self,
        control: MachineControl,
        sensors: SensorSource,
        pairings: Pairings,
        board: LiveBoard,
        now: Callable[[], float],
    ) -> None:
        self.control_lost: Event[[str]] = Event()
        """A machine does not obey this desk any more; says so in a sentence."""
        self.zeroed = control.zeroed
        self._control = control
        self._places = MachinePlaces(sensors, pairings)
        self._orders = MachineOrders(control, self._places)
        self.room = MachineRoom(control, sensors, self._places, self._orders, board)
        """Every machine by itself, as the machine panel shows it."""
        self._pusher = IntervalPusher(self._orders)
        self._board = board
        self._now = now
        self._undo = control.control_changed.connect(self._on_control_changed)

    async def push(
        self,
        session_id: SessionId,
        index: int | None = None,
        on_answer: OnAnswer = unheard,
    ) -> IntervalPush:
        """Send an interval to a session's machines.

        Args:
            session_id: Which session.
            index: Which of its intervals; None: the next.
            on_answer: Told of each answer as it comes.

        Raises:
            HockeyHubError: There is no such interval, or it asks for no power.
        """
        state = self._state(session_id)
        wanted = next_interval(state, self._now()) if index is None else index
        return await self._pusher.push(state, wanted, on_answer)

    async def push_next(
        self, session_ids: Iterable[SessionId], on_answer: OnAnswer = unheard
    ) -> tuple[tuple[IntervalPush, ...], tuple[HockeyHubError, ...]]:
        """Send each of these sessions its own next interval, all at the same time.

        Args:
            session_ids: Which sessions.
            on_answer: Told of each answer as it comes.

        Returns:
            What was sent, and why sessions have nothing to send.
        """
        with self._orders.book.joined("The interval"):
            results = await asyncio.gather(
                *(self._push_or_error(one, on_answer) for one in session_ids)
            )
        pushes = tuple(one for one in results if isinstance(one, IntervalPush))
        return pushes, tuple(one for one in results if isinstance(one, HockeyHubError))

    def can_push(self, session_id: SessionId) -> bool:
        """Whether a session has a next interval that asks for a power."""
        state = self._board.session(session_id)
        if state is None:
            return False
        try:
            index = next_interval(state, self._now())
        except WrongStateError:
            return False
        return state.session.intervals[index].asks_for_power

    async def zero_offset(self, sensor_id: SensorId) -> ZeroOffset:
        """Zero a power meter; its result is kept.

        Raises:
            MachineError: The meter cannot, or does not.
        """
        return await self._control.zero_offset(sensor_id)

    def zero_offset_of(self, sensor_id: SensorId) -> ZeroOffset | None:
        """When and with which result a power meter was zeroed last; None if never."""
        return self._control.zero_offset_of(sensor_id)

    def zeroed_since(self, instant: float) -> frozenset[SensorId]:
        """Power meters that were zeroed at that instant (seconds since 1970) or later."""
        offsets = self._control.zero_offsets
        return frozenset(offset.sensor_id for offset in offsets if offset.at >= instant)

    def close(self) -> None:
        """Stop listening."""
        self._undo()
        self.room.close()

    def _on_control_changed(self, told: MachineControlState) -> None:
        if told.state is ControlState.LOST:
            name = self._places.name_of(told.sensor_id, self._board.sessions())
            again = "Set its target again, or push the interval, to take it back."
            self.control_lost.emit(f"{name} {told.reason}. {again}")

    async def _push_or_error(
        self, session_id: SessionId, on_answer: OnAnswer
    ) -> IntervalPush | HockeyHubError:
        try:
            return await self.push(session_id, on_answer=on_answer)
        except HockeyHubError as error:
            return error

    def _state(self, session_id: SessionId) -> SessionState:
        state = self._board.session(session_id)
        if state is None:
            raise NotFoundError(
                "This session is not on the screen.", suggested_action="Open its bundle again."
            )
        return state
