"""One fitness machine's control, for as long as one connection lasts (FTMS 1.0, section 4.16)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from core.domain.control import ControlState, MachineOffer, Setting, Simulation
from core.errors import MalformedPacketError
from core.gatt import ftms_control, ftms_status, uuids
from core.gatt.ftms_control import Answer, Operation, Request, Result
from core.gatt.ftms_status import MachineEvent, StopKind
from core.gatt.ftms_target import TargetKind
from core.gatt.packet import malformed
from core.ports.machine_control import MachineError
from core.sensors.control.abilities import Abilities, read_abilities
from core.sensors.control.exchange import Exchange
from core.sensors.control.machine_link import MachineLink
from core.sensors.control.refusals import not_offered, refusal_of, uncontrollable
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_LIMIT_S = 5.0
"""For one answer; machines give it in far less than a second."""
_HIGHEST_NARROW_RESISTANCE = 25.5
"""What the specification's single byte of tenths can say."""
_SET = Operation.SET_TARGET
_REQUEST_CONTROL = Request(operation=Operation.REQUEST_CONTROL)
_TAKEN = "gave its control to somebody else"

OnState = Callable[[ControlState, str], None]
"""Told who has control now, with the reason."""


class FitnessMachine:
    """Asks for control when it is first needed, and once more when it was taken away.

    Control that comes and goes is not fought for: it is asked back by itself only once after
    each command that was obeyed.

    Args:
        link: The connection.
        tasks: Where control is asked back.
        on_state: Told of every change of control.
    """

    def __init__(self, link: MachineLink, tasks: TaskScope, on_state: OnState) -> None:
        self.link = link
        self._tasks = tasks
        self._on_state = on_state
        self._exchange: Exchange[Answer] = Exchange(
            link, uuids.FITNESS_MACHINE_CONTROL_POINT, _read_answer, _LIMIT_S
        )
        self._turn = asyncio.Lock()
        self._state = ControlState.FREE
        self._may_ask_back = False
        self._is_listening = False
        self._abilities: Abilities | None = None
        self._has_wide_resistance = False

    async def offer(self) -> MachineOffer:
        """What it can be set to.

        Raises:
            MachineError: It cannot be controlled, or does not answer.
        """
        async with self._turn:
            return (await self._opened()).offer

    async def set_power(self, power_w: float) -> Setting:
        """Hold a power.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        async with self._turn:
            abilities = await self._able_to(TargetKind.POWER)
            value = round(abilities.fit(TargetKind.POWER, power_w))
            await self._obey(Request(operation=_SET, target=TargetKind.POWER, power_w=value))
            return abilities.setting(TargetKind.POWER, power_w, value)

    async def set_resistance(self, level: float) -> Setting:
        """Brake by a level. Many machines take two bytes where the specification has one.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        async with self._turn:
            abilities = await self._able_to(TargetKind.RESISTANCE)
            value = abilities.fit(TargetKind.RESISTANCE, level)
            request = Request(operation=_SET, target=TargetKind.RESISTANCE, resistance_level=value)
            is_wide = self._has_wide_resistance or not 0 <= value <= _HIGHEST_NARROW_RESISTANCE
            result = await self._told(request, has_wide_resistance=is_wide)
            if result is Result.INVALID_PARAMETER and not is_wide:
                result = await self._told(request, has_wide_resistance=True)
                self._has_wide_resistance = result is Result.SUCCESS
            self._check(request, result)
            return abilities.setting(TargetKind.RESISTANCE, level, value)

    async def simulate(self, road: Simulation) -> None:
        """Feel like a road.

        Raises:
            MachineError: The machine cannot, or does not.
        """
        async with self._turn:
            await self._able_to(TargetKind.SIMULATION)
            await self._obey(
                Request(
                    operation=_SET,
                    target=TargetKind.SIMULATION,
                    wind_mps=road.wind_mps,
                    grade_percent=road.grade_percent,
                    rolling_resistance=road.rolling_resistance,
                    wind_resistance_kg_per_m=road.wind_resistance_kg_per_m,
                )
            )

    async def start(self) -> None:
        """Start, or go on.

        Raises:
            MachineError: The machine does not.
        """
        await self._run(Request(operation=Operation.START))

    async def halt(self, kind: StopKind) -> None:
        """Stop or pause.

        Raises:
            MachineError: The machine does not.
        """
        await self._run(Request(operation=Operation.STOP, stop=kind))

    def break_off(self) -> None:
        """The link has gone, and control with it."""
        self._exchange.break_off()
        self._set_state(ControlState.FREE, "lost its connection")

    async def _run(self, request: Request) -> None:
        async with self._turn:
            await self._opened()
            await self._obey(request)

    async def _able_to(self, target: TargetKind) -> Abilities:
        abilities = await self._opened()
        if not abilities.allow(target):
            raise not_offered(self.link.name, target)
        return abilities

    async def _opened(self) -> Abilities:
        """Listen before anything is sent: to answers, and to what becomes of the machine."""
        if not self._is_listening:
            await self._listen()
            self._is_listening = True
        if self._abilities is None:
            self._abilities = await self.link.within(_LIMIT_S, read_abilities(self.link))
        return self._abilities

    async def _listen(self) -> None:
        if not self.link.offers(uuids.FITNESS_MACHINE_CONTROL_POINT):
            raise uncontrollable(self.link.name)
        if self.link.offers(uuids.FITNESS_MACHINE_STATUS):
            client = self.link.client
            listening = client.start_notify(uuids.FITNESS_MACHINE_STATUS, self._on_status)
            await self.link.within(_LIMIT_S, listening)
        await self._exchange.open()

    async def _obey(self, request: Request) -> None:
        self._check(request, await self._told(request))

    async def _told(self, request: Request, *, has_wide_resistance: bool = False) -> Result:
        """Tell it, having control; ask for control once more if it turns out to be lost."""
        packet = ftms_control.encode(request, has_wide_resistance=has_wide_resistance)
        if self._state is not ControlState.HELD:
            await self._take_control()
        result = await self._ask(request, packet)
        if result is Result.NOT_IN_CONTROL:
            await self._take_control()
            result = await self._ask(request, packet)
        if result is Result.NOT_IN_CONTROL:
            self._set_state(ControlState.LOST, _TAKEN)
        elif result is Result.SUCCESS:
            self._may_ask_back = True
        return result

    async def _take_control(self) -> None:
        result = await self._ask(_REQUEST_CONTROL, ftms_control.encode(_REQUEST_CONTROL))
        if result is not Result.SUCCESS:
            refusal = refusal_of(self.link.name, _REQUEST_CONTROL, result)
            self._set_state(ControlState.REFUSED, refusal.reason)
            raise refusal
        self._set_state(ControlState.HELD, "")

    async def _ask(self, request: Request, packet: bytes) -> Result:
        def is_answer(answer: Answer) -> bool:
            return (answer.operation, answer.target) == (request.operation, request.target)

        return (await self._exchange.ask(packet, is_answer)).result

    def _check(self, request: Request, result: Result) -> None:
        if result is not Result.SUCCESS:
            raise refusal_of(self.link.name, request, result)

    def _on_status(self, _characteristic: object, data: bytearray) -> None:
        try:
            event = ftms_status.decode(bytes(data)).event
        except MalformedPacketError as error:
            _log.info("%s: %s", self.link.name, error)
            return
        if event is MachineEvent.RESET:
            self._set_state(ControlState.FREE, "was reset")
        elif event is MachineEvent.CONTROL_LOST and self._state is ControlState.HELD:
            if not self._may_ask_back:
                self._set_state(ControlState.LOST, _TAKEN)
                return
            self._may_ask_back = False
            self._set_state(ControlState.FREE, _TAKEN)
            self._tasks.spawn(self._ask_back(), name=f"control of {self.link.name}")

    async def _ask_back(self) -> None:
        async with self._turn:
            if self._state is not ControlState.FREE:
                return
            try:
                await self._take_control()
            except MachineError as error:
                self._set_state(ControlState.LOST, _TAKEN)
                _log.info("control was not given back: %s", error.message)

    def _set_state(self, state: ControlState, reason: str) -> None:
        if state is not self._state:
            self._state = state
            self._on_state(state, reason)


def _read_answer(data: bytes) -> Answer:
    value = ftms_control.decode(data)
    if not isinstance(value, Answer):
        raise malformed("fitness machine control point", data, "it is no answer")
    return value
