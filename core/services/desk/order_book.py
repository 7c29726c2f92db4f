"""Which target each machine holds, and how to take the last orders back."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from core.domain.control import ControlState, MachineControlState
from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.value import Value
from core.services.desk.machine_order import Order

_REMEMBERED: Final = 20


class Obeyed(Value, frozen=True, kw_only=True):
    """One machine that did as told."""

    session_id: SessionId
    player_id: PlayerId
    sensor_id: SensorId
    order: Order
    """As it was carried out."""
    before: Order | None
    """The target that it held until then."""


class Deed(Value, frozen=True, kw_only=True):
    """One press of a button: what was asked, and who obeyed."""

    words: str
    obeyed: tuple[Obeyed, ...]


class OrderBook:
    """Remembers the last deeds, and what machines hold as long as this desk has their control."""

    def __init__(self) -> None:
        self._held: dict[SensorId, Order] = {}
        self._deeds: list[Deed] = []
        self._joined: list[Obeyed] | None = None

    def held(self, sensor_id: SensorId) -> Order | None:
        """A machine's target; None if it was given none from here, or does not hold it any more."""
        return self._held.get(sensor_id)

    @property
    def last(self) -> Deed | None:
        """What undo would take back."""
        return self._deeds[-1] if self._deeds else None

    def take_last(self) -> Deed | None:
        """The last deed; it is then forgotten."""
        return self._deeds.pop() if self._deeds else None

    def hold(self, sensor_id: SensorId, order: Order) -> Order | None:
        """A machine obeyed; gives the target that it held before."""
        before = self._held.get(sensor_id)
        if order.kind.is_target:
            self._held[sensor_id] = order
        return before

    @contextmanager
    def joined(self, words: str) -> Generator[None]:
        """What is done meanwhile is one deed, and taken back together."""
        obeyed = self._joined = []
        try:
            yield
        finally:
            self._joined = None
            self.close_deed(words, obeyed)

    def close_deed(self, words: str, obeyed: list[Obeyed]) -> None:
        """All machines have answered, or nobody waits for the others any more."""
        if self._joined is not None:
            self._joined.extend(obeyed)
        elif obeyed:
            self._deeds.append(Deed(words=words, obeyed=tuple(obeyed)))
            del self._deeds[:-_REMEMBERED]

    def control_changed(self, told: MachineControlState) -> None:
        """A target does not outlive the control under which it was set."""
        if told.state is not ControlState.HELD:
            self.let_go(told.sensor_id)

    def let_go(self, sensor_id: SensorId) -> None:
        """A machine does not hold its target any more, as far as anybody here knows."""
        self._held.pop(sensor_id, None)
