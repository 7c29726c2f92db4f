"""One Concept2 monitor's workout, for as long as one connection lasts.

A monitor that is told a new workout while one is running says yes to everything and then shows an
empty one: one open project noted this on a real PM5, and LiveRowing for Android, too, ends what
runs before. So it is asked first what it is doing, what runs is ended, and at the end it is asked
what it has taken.

No request is sent before the one before is answered, which is one of the two ways that Concept2's
definition allows; the other is a pause of 50 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.errors import MalformedPacketError
from core.gatt import uuids
from core.gatt.pm5 import csafe_answer, csafe_commands, csafe_request, csafe_state
from core.gatt.pm5.csafe_answer import Answer, Verdict
from core.gatt.pm5.csafe_frame import FrameJoiner, pieces_of
from core.gatt.pm5.csafe_request import SET_CONFIGURATION, Request
from core.gatt.pm5.csafe_state import WorkoutNow, WorkoutState
from core.gatt.pm5.csafe_workout import Pm5Workout, requests_of
from core.ports.clock import Clock
from core.ports.machine_control import MachineRefusedError
from core.sensors.control.exchange import Exchange, Shape
from core.sensors.control.machine_link import MachineLink
from core.sensors.control.refusals import uncontrollable

_LIMIT_S = 5.0
_LOOK_EVERY_S = 0.3
_LOOKS = 17
"""About five seconds; a real monitor needed about one."""
_AGAIN = "Press Menu on its monitor, and push again."
_REFUSALS = {
    Verdict.REJECTED: ("refused the workout", _AGAIN),
    Verdict.BAD: ("did not understand the request", "Try again, nearer to the laptop."),
    Verdict.NOT_READY: ("is not ready for a workout", _AGAIN),
}
_TERMINATE = csafe_request.wrapped(SET_CONFIGURATION, csafe_commands.TERMINATE)


class Pm5Monitor:
    """Programs and ends workouts, one request after the other.

    Args:
        link: The connection.
        clock: For the pauses between looks.
    """

    def __init__(self, link: MachineLink, clock: Clock) -> None:
        self.link = link
        self._clock = clock
        self._exchange: Exchange[Answer] = Exchange(
            link,
            uuids.PM5_CONTROL_ANSWER,
            csafe_answer.decode,
            _LIMIT_S,
            Shape(written_to=uuids.PM5_CONTROL_REQUEST, cut=pieces_of, join=FrameJoiner().feed),
        )
        self._turn = asyncio.Lock()
        self._is_listening = False

    async def program(self, workout: Pm5Workout) -> None:
        """End what runs, and let the monitor wait for the first stroke of this.

        Raises:
            MachineError: It cannot, or does not.
            InvalidInputError: No monitor takes the workout.
        """
        requests = requests_of(workout)
        async with self._turn:
            await self._listen()
            await self._make_free()
            for request in requests:
                await self._told(request)
            taken = await self._look(lambda now: now.kind is workout.kind)
            if taken is None:
                raise self._refused("did not take the workout")

    async def terminate(self) -> None:
        """End the workout that is running; nothing happens if none is.

        Raises:
            MachineError: It cannot, or does not.
        """
        async with self._turn:
            await self._listen()
            await self._make_free()

    def break_off(self) -> None:
        """The link has gone."""
        self._exchange.break_off()

    async def _listen(self) -> None:
        offers = self.link.offers
        if not (offers(uuids.PM5_CONTROL_REQUEST) and offers(uuids.PM5_CONTROL_ANSWER)):
            raise uncontrollable(self.link.name)
        if not self._is_listening:
            await self._exchange.open()
            self._is_listening = True

    async def _make_free(self) -> None:
        if (await self._now()).state.is_running:
            await self._told(_TERMINATE)
        if await self._look(lambda now: _is_free(now.state)) is None:
            raise self._refused("does not end its workout")

    async def _look(self, is_so: Callable[[WorkoutNow], bool]) -> WorkoutNow | None:
        """Ask until it is so; None if it never is."""
        for _ in range(_LOOKS):
            now = await self._now()
            if is_so(now):
                return now
            await self._clock.sleep(_LOOK_EVERY_S)
        return None

    async def _now(self) -> WorkoutNow:
        answer = await self._told(csafe_state.QUESTION)
        try:
            return csafe_state.read(answer)
        except MalformedPacketError as error:
            raise self.link.unavailable("gave an answer that cannot be read") from error

    async def _told(self, request: Request) -> Answer:
        """Send a request, and wait for the answer that names its commands, or refuses them."""
        asked = [command.code for command in csafe_request.own_commands(request)]

        def is_answer(answer: Answer) -> bool:
            named = [reply.code for reply in answer.replies]
            return named == asked or answer.verdict is not Verdict.OK

        answer = await self._exchange.ask(csafe_request.encode(request), is_answer)
        refusal = _REFUSALS.get(answer.verdict)
        if refusal is not None:
            reason, next_step = refusal
            raise MachineRefusedError(self.link.name, reason, suggested_action=next_step)
        return answer

    def _refused(self, reason: str) -> MachineRefusedError:
        return MachineRefusedError(
            self.link.name,
            reason,
            suggested_action="Let the flywheel stop, press Menu on its monitor, and push again.",
        )


def _is_free(state: WorkoutState) -> bool:
    return state.is_settled and not state.is_running
