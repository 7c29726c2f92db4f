"""All machines of the sessions on the screen: how they stand, what they are told, and undo."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

from core.domain.control import ControlState, MachineControlState, MachineOffer
from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.sensor import Sensor
from core.live.board import LiveBoard
from core.ports.machine_control import MachineControl, MachineError, NotControllableError
from core.ports.sensors import SensorSource
from core.services.desk.machine_answer import MachinePush, OnAnswer, unheard
from core.services.desk.machine_order import Order
from core.services.desk.machine_orders import MachineOrders, Seat
from core.services.desk.machine_places import (
    LINKED,
    MONITORS,
    MachinePlaces,
    machine_name,
    why_never,
)
from core.services.desk.machine_view import MachineView, Standing

_STANDINGS = {
    ControlState.FREE: Standing.READY,
    ControlState.HELD: Standing.CONTROLLED,
    ControlState.REFUSED: Standing.REFUSED,
    ControlState.LOST: Standing.LOST,
}
_NEXT_STEPS = {
    ControlState.REFUSED: "Close the program that holds it, then tell it again.",
    ControlState.LOST: "Tell it again to take it back.",
}


class MachineRoom:
    """What the machine panel shows and does.

    Args:
        control: Tells the machines.
        sensors: What is in the room.
        places: Which device is whose.
        orders: Carries them out.
        board: Which players train.
    """

    def __init__(
        self,
        control: MachineControl,
        sensors: SensorSource,
        places: MachinePlaces,
        orders: MachineOrders,
        board: LiveBoard,
    ) -> None:
        self._control = control
        self._places = places
        self._orders = orders
        self._board = board
        self._offers: dict[SensorId, MachineOffer] = {}
        self._unable: dict[SensorId, NotControllableError] = {}
        self._undo = (
            control.control_changed.connect(self._on_control_changed),
            sensors.sensor_changed.connect(self._on_sensor_changed),
        )

    def machines(self, session_ids: Iterable[SessionId]) -> tuple[MachineView, ...]:
        """Every present player's machine, session by session."""
        return tuple(self._view(seat) for seat in self._seats(session_ids))

    async def look(self, session_ids: Iterable[SessionId]) -> None:
        """Ask the machines that are connected what they offer, unless it is known already."""
        devices = (self._places.device_of(seat.player) for seat in self._seats(session_ids))
        await asyncio.gather(
            *(self._ask(device) for device in devices if device and self._is_asked(device))
        )

    async def tell(
        self,
        order: Order,
        session_ids: Iterable[SessionId],
        player_ids: Collection[PlayerId],
        on_answer: OnAnswer = unheard,
    ) -> tuple[MachinePush, ...]:
        """Tell the machines of these players something, all at the same time.

        Args:
            order: What.
            session_ids: Where the players are looked for.
            player_ids: Whose machines.
            on_answer: Told of each answer as it comes.

        Returns:
            What each of them answered.
        """
        seats = [one for one in self._seats(session_ids) if one.player.player.id in player_ids]
        return await self._orders.give(order, seats, on_answer)

    @property
    def undo_words(self) -> str:
        """What `undo` would take back, in words; empty if there is nothing."""
        deed = self._orders.book.last
        if deed is None:
            return ""
        count = len(deed.obeyed)
        return f"{deed.words} on {count} machine{'' if count == 1 else 's'}"

    @property
    def undo_count(self) -> int:
        """How many machines `undo` would tell."""
        deed = self._orders.book.last
        return len(deed.obeyed) if deed is not None else 0

    async def undo(self, on_answer: OnAnswer = unheard) -> tuple[MachinePush, ...]:
        """Give the machines of the last order back the target that they held before it."""
        every = (state.session_id for state in self._board.sessions())
        return await self._orders.take_back(self._seats(every), on_answer)

    def close(self) -> None:
        """Stop listening."""
        for undo in self._undo:
            undo()

    def _seats(self, session_ids: Iterable[SessionId]) -> list[Seat]:
        states = (self._board.session(one) for one in session_ids)
        return [
            Seat(session_id=state.session_id, player=player)
            for state in states
            if state is not None
            for player in state.players.values()
            if player.removed_at is None
        ]

    def _view(self, seat: Seat) -> MachineView:
        player = seat.player
        device = self._places.device_of(player)
        standing, reason, next_step = self._standing(device)
        state = self._board.session(seat.session_id)
        return MachineView(
            session_id=seat.session_id,
            session=state.session.name if state is not None else "",
            player_id=player.player.id,
            player=player.player.last_name,
            jersey_number=player.player.jersey_number,
            machine=machine_name(player, device),
            sensor_id=device.id if device is not None else None,
            standing=standing,
            reason=reason,
            next_step=next_step,
            target=self._orders.book.held(device.id) if device is not None else None,
            ftp_w=player.player.ftp_w.get(player.equipment),
            offer=self._offers.get(device.id) if device is not None else None,
        )

    def _standing(self, device: Sensor | None) -> tuple[Standing, str, str]:
        is_monitor = device is not None and device.kind in MONITORS
        why = None if is_monitor else why_never(device)
        if device is None or why is not None:
            _, reason, next_step = why or (None, "", "")
            standing = Standing.UNPAIRED if device is None else Standing.NOT_CONTROLLABLE
            return standing, reason, next_step
        if device.state not in LINKED:
            return Standing.AWAY, "is not connected", "Wake it up and connect it in Sensors."
        return (Standing.SHOWS, "", "") if is_monitor else self._linked_standing(device)

    def _linked_standing(self, device: Sensor) -> tuple[Standing, str, str]:
        unable = self._unable.get(device.id)
        if unable is not None:
            return Standing.NOT_CONTROLLABLE, unable.reason, unable.suggested_action
        told = self._control.control_of(device.id)
        if told.state is ControlState.FREE and device.id not in self._offers:
            return Standing.ASKING, "", ""
        is_well = told.state in (ControlState.FREE, ControlState.HELD)
        reason = "" if is_well else told.reason
        return _STANDINGS[told.state], reason, _NEXT_STEPS.get(told.state, "")

    def _is_asked(self, device: Sensor) -> bool:
        is_known = device.id in self._offers or device.id in self._unable
        return why_never(device) is None and device.state in LINKED and not is_known

    async def _ask(self, device: Sensor) -> None:
        try:
            self._offers[device.id] = await self._control.offer_of(device.id)
        except NotControllableError as error:
            self._unable[device.id] = error
        except MachineError:
            # It says nothing about itself: it may be told everything, and may refuse.
            self._offers[device.id] = MachineOffer()

    def _on_control_changed(self, told: MachineControlState) -> None:
        self._orders.book.control_changed(told)

    def _on_sensor_changed(self, sensor: Sensor) -> None:
        if sensor.state not in LINKED:
            self._offers.pop(sensor.id, None)
            self._unable.pop(sensor.id, None)
            self._orders.book.let_go(sensor.id)
