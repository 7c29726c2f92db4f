"""The next interval, sent to a group's machines: each player at his own power."""

from __future__ import annotations

import msgspec

from core.domain.ids import SessionId
from core.domain.session import SessionStatus
from core.domain.value import Value
from core.domain.workout import Interval
from core.errors import NotFoundError, WrongStateError
from core.live.state import SessionState
from core.services.desk.machine_answer import MachinePush, OnAnswer, unheard
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.machine_orders import MachineOrders, Seat


class IntervalPush(Value, frozen=True, kw_only=True):
    """One interval sent to one session."""

    session_id: SessionId
    session: str
    """Its name."""
    interval: str
    """The interval's name."""
    ftp_share: float | None
    """None where all are asked for the same watts."""
    machines: tuple[MachinePush, ...]
    """In the order of the session's assignments."""


class IntervalPusher:
    """Sends intervals to machines.

    Args:
        orders: Tells the machines.
    """

    def __init__(self, orders: MachineOrders) -> None:
        self._orders = orders

    async def push(
        self, state: SessionState, index: int, on_answer: OnAnswer = unheard
    ) -> IntervalPush:
        """Send an interval to all machines of a session at the same time.

        A machine that refuses does not keep the others from it.

        Args:
            state: The session.
            index: Which of its intervals.
            on_answer: Told of each answer as it comes.

        Raises:
            NotFoundError: There is no such interval.
            WrongStateError: It asks for no power.
        """
        interval = _interval(state, index)
        order = _order(interval, _rest_after(state, index))
        if order is None:
            raise WrongStateError(
                f"{interval.name} of {state.session.name} asks for no power, so no machine was"
                " told anything.",
                suggested_action="Give it a power in the plan, or set the machines by hand.",
            )
        seats = [
            Seat(session_id=state.session_id, player=player)
            for player in state.players.values()
            if player.removed_at is None
        ]
        return IntervalPush(
            session_id=state.session_id,
            session=state.session.name,
            interval=interval.name,
            ftp_share=interval.target_ftp_share,
            machines=await self._orders.give_each(
                order.words, [(seat, _own(order, seat, state, index)) for seat in seats], on_answer
            ),
        )


def _own(order: Order, seat: Seat, state: SessionState, index: int) -> Order:
    """What a player is asked for: less than the others, where a restriction wants that."""
    own = _order(seat.player.intervals(state.session.intervals)[index], order.rest_s)
    return order if own is None else msgspec.structs.replace(own, duration_s=order.duration_s)


def _order(interval: Interval, rest_s: float) -> Order | None:
    """Its watts, or its share of FTP; None if it asks for no power."""
    share, power_w = interval.target_ftp_share, interval.target_power_w
    if power_w is None and share is None:
        return None
    return Order(
        kind=OrderKind.POWER if power_w is not None else OrderKind.FTP_SHARE,
        value=power_w if power_w is not None else share or 0.0,
        duration_s=interval.duration_s,
        rest_s=rest_s,
    )


def next_interval(state: SessionState, now: float) -> int:
    """Index of the interval after the running one; the first of a session not yet started.

    Raises:
        WrongStateError: The session is over, or in its last interval.
    """
    intervals = state.session.intervals
    if state.status is SessionStatus.SCHEDULED and intervals:
        return 0
    running = state.interval_at(now) if state.status.is_running else None
    if running is None or running[0] + 1 >= len(intervals):
        raise WrongStateError(
            f"{state.session.name} has no next interval.",
            suggested_action="Push while an interval before the last one runs.",
        )
    return running[0] + 1


def _rest_after(state: SessionState, index: int) -> float:
    """Seconds of rest until something is asked for again, or the workout is over."""
    rest_s = 0.0
    for interval in state.session.intervals[index + 1 :]:
        if not interval.is_rest:
            return rest_s
        rest_s += interval.duration_s
    return rest_s


def _interval(state: SessionState, index: int) -> Interval:
    if not 0 <= index < len(state.session.intervals):
        raise NotFoundError(
            f"{state.session.name} has no interval number {index + 1}.",
            suggested_action="Choose one of its intervals.",
        )
    return state.session.intervals[index]
