"""Tells machines, all side by side, and remembers who obeyed so that it can be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from core.domain.control import ControlTarget, Programmed, Setting
from core.domain.ids import SensorId, SessionId
from core.domain.sensor import Sensor
from core.domain.value import Value
from core.live.state import PlayerState
from core.ports.machine_control import MachineControl, MachineError, NotControllableError
from core.services.desk.machine_answer import MachinePush, OnAnswer, PushOutcome, unheard
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.machine_places import MachinePlaces, Why, machine_name, why_never
from core.services.desk.monitor_orders import is_for_monitor, show_on_monitor, what_it_lacks
from core.services.desk.order_book import Obeyed, OrderBook


class Seat(Value, frozen=True, kw_only=True):
    """A player of a session, at his machine."""

    session_id: SessionId
    player: PlayerState


class MachineOrders:
    """Carries orders out. A machine that refuses does not keep the others from it.

    Args:
        control: Tells the machines.
        places: Finds them.
    """

    def __init__(self, control: MachineControl, places: MachinePlaces) -> None:
        self.book = OrderBook()
        self._control = control
        self._places = places

    async def give(
        self, order: Order, seats: Sequence[Seat], on_answer: OnAnswer = unheard
    ) -> tuple[MachinePush, ...]:
        """Tell the machines of these players the same thing.

        Returns:
            Their answers, in the order of the seats.
        """
        return await self.give_each(order.words, [(seat, order) for seat in seats], on_answer)

    async def give_each(
        self, words: str, orders: Sequence[tuple[Seat, Order]], on_answer: OnAnswer = unheard
    ) -> tuple[MachinePush, ...]:
        """Tell each player's machine its own; one deed under these words.

        Returns:
            Their answers, in the same order.
        """
        obeyed: list[Obeyed] = []
        try:
            tellings = (self._tell(seat, order, obeyed, on_answer) for seat, order in orders)
            return tuple(await asyncio.gather(*tellings))
        finally:  # also for who did it before the others were not waited for any more
            self.book.close_deed(words, obeyed)

    async def take_back(
        self, seats: Sequence[Seat], on_answer: OnAnswer = unheard
    ) -> tuple[MachinePush, ...]:
        """Give each machine of the last deed what it held before, as far as it is still there.

        Args:
            seats: All players in the room.
            on_answer: Told of each answer as it comes.
        """
        deed = self.book.take_last()
        found = {(seat.session_id, seat.player.player.id): seat for seat in seats}
        tellings = [
            self._tell(found[place], one.order.undone_by(one.before), [], on_answer)
            for one in (deed.obeyed if deed is not None else ())
            if (place := (one.session_id, one.player_id)) in found
        ]
        return tuple(await asyncio.gather(*tellings))

    async def _tell(
        self, seat: Seat, order: Order, obeyed: list[Obeyed], on_answer: OnAnswer
    ) -> MachinePush:
        player = seat.player
        device = self._places.device_of(player)
        never = None if is_for_monitor(device, order) else why_never(device)
        why = never or _unknown_threshold(order, player)
        if why is not None or device is None:
            answer = missed(player, device, why)
        else:
            answer = await self._carry_out(seat, device, order, obeyed)
        on_answer(answer)
        return answer

    async def _carry_out(
        self, seat: Seat, device: Sensor, order: Order, obeyed: list[Obeyed]
    ) -> MachinePush:
        player = seat.player
        try:
            done = await self._concrete(device, order, player)
            setting: Setting | Programmed | None
            if is_for_monitor(device, done):
                setting = await show_on_monitor(self._control, device.id, done)
            else:
                setting = await self._send(device.id, done)
        except MachineError as error:
            is_able = not isinstance(error, NotControllableError)
            outcome = PushOutcome.REFUSED if is_able else PushOutcome.NOT_CONTROLLABLE
            return missed(player, device, (outcome, error.reason, error.suggested_action))
        if isinstance(setting, Setting):
            done = msgspec.structs.replace(done, value=setting.value)
        before = self.book.hold(device.id, done)
        obeyed.append(
            Obeyed(
                session_id=seat.session_id,
                player_id=player.player.id,
                sensor_id=device.id,
                order=done,
                before=before,
            )
        )
        return _done(player, device, done, setting)

    async def _concrete(self, device: Sensor, order: Order, player: PlayerState) -> Order:
        """The order as this machine is told it."""
        if order.kind is OrderKind.FTP_SHARE:
            watts = order.value * player.player.ftp_w[player.equipment]
            return msgspec.structs.replace(order, kind=OrderKind.POWER, value=watts)
        if is_for_monitor(device, order):
            # Stopped, a monitor shows nothing any more; so undo shows the interval again.
            return Order(kind=OrderKind.FREE) if order.kind is OrderKind.STOP else order
        if order.kind is not OrderKind.FREE:
            return order
        offer = await self._control.offer_of(device.id)
        if offer.allows(ControlTarget.SIMULATION) or offer.allows(ControlTarget.RESISTANCE):
            return order
        raise NotControllableError(
            machine_name(player, None),
            "offers nothing but target power, so it cannot be let free",
            suggested_action="Set another target, or pause it.",
        )

    async def _send(self, sensor_id: SensorId, order: Order) -> Setting | None:
        control = self._control
        match order.kind:
            case OrderKind.START:
                await control.start(sensor_id)
            case OrderKind.PAUSE:
                await control.pause(sensor_id)
            case OrderKind.STOP:
                await control.stop(sensor_id)
            case OrderKind.RESISTANCE:
                return await control.set_resistance(sensor_id, order.value)
            case OrderKind.ROAD:
                await control.simulate(sensor_id, order.road)
            case OrderKind.FREE:
                await self._let_free(sensor_id, order)
            case OrderKind.POWER | OrderKind.FTP_SHARE:
                return await control.set_target_power(sensor_id, order.value)
        return None

    async def _let_free(self, sensor_id: SensorId, order: Order) -> None:
        offer = await self._control.offer_of(sensor_id)
        if offer.allows(ControlTarget.SIMULATION):
            await self._control.simulate(sensor_id, order.road)
            return
        scale = offer.scales.get(ControlTarget.RESISTANCE)
        await self._control.set_resistance(sensor_id, scale.lowest if scale is not None else 0.0)


def _unknown_threshold(order: Order, player: PlayerState) -> Why | None:
    if order.kind is not OrderKind.FTP_SHARE or player.player.ftp_w.get(player.equipment):
        return None
    reason = f"has no target, as the FTP of {player.player.last_name} is not known"
    return PushOutcome.NO_THRESHOLD, reason, "Enter it in the player's profile."


def _done(
    player: PlayerState, device: Sensor, order: Order, setting: Setting | Programmed | None
) -> MachinePush:
    limited = ""
    if isinstance(setting, Programmed):
        limited = what_it_lacks(setting)
    elif setting is not None and setting.is_limited:
        asked = Order(kind=order.kind, value=setting.asked)
        limited = f"goes only to {order.words}, not {asked.words}".replace("Level", "level")
    has_power = order.kind is OrderKind.POWER
    if isinstance(setting, Programmed) and setting.power_w is None:
        has_power = False
    return MachinePush(
        player_id=player.player.id,
        player=player.player.last_name,
        machine=machine_name(player, device),
        outcome=PushOutcome.LIMITED if limited else PushOutcome.DONE,
        power_w=order.value if has_power else None,
        reason=limited,
    )


def missed(player: PlayerState, device: Sensor | None, why: Why | None) -> MachinePush:
    """The answer of a machine that did not do it."""
    outcome, reason, next_step = why or (PushOutcome.NO_MACHINE, "", "")
    return MachinePush(
        player_id=player.player.id,
        player=player.player.last_name,
        machine=machine_name(player, device),
        outcome=outcome,
        reason=reason,
        next_step=next_step,
    )
