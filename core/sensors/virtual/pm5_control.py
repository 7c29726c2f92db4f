"""What a virtual Concept2 monitor does when a central writes to it."""

from __future__ import annotations

from collections.abc import Callable

from core.errors import MalformedPacketError
from core.gatt import uuids
from core.gatt.pm5 import csafe_answer, csafe_commands, csafe_request, csafe_state, sample_rate
from core.gatt.pm5.csafe_answer import Answer, ProtocolState, Reply, Verdict
from core.gatt.pm5.csafe_frame import FrameJoiner, pieces_of
from core.gatt.pm5.csafe_program import workout_of
from core.gatt.pm5.csafe_request import Command
from core.sensors.virtual.brake import FREE
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.packet import Packet
from core.sensors.virtual.pm5_workout import Pm5Run

PM5_USUAL_PERIOD_MS = 1000
_FREE_KIND = 0
_EMPTY_KIND = 1
Hears = Callable[[str], bool]
"""Whether the central listens to a characteristic."""


class Pm5Control:
    """Concept2's monitor: how often it sends and which workout it shows is for the central to say.

    A real one begins with two records a second; the virtual one with one, so that a whole gym
    can be played fast.

    Args:
        manners: Whether it refuses or ignores requests.
        hears: What the central listens to.

    Attributes:
        run: The workout on its display.
    """

    brake = FREE

    def __init__(self, manners: Manners, hears: Hears) -> None:
        self.period_ms = PM5_USUAL_PERIOD_MS
        self.hears = hears
        self.run = Pm5Run()
        self._manners = manners
        self._joiner = FrameJoiner()
        self._program: list[Command] = []
        self._toggle = False

    def written(self, uuid: str, value: bytes, power_w: int) -> list[Packet]:
        """Take a new rate, or a piece of a request; an unknown rate changes nothing."""
        if uuid == uuids.PM5_SAMPLE_RATE:
            try:
                self.period_ms = sample_rate.decode(value)
            except MalformedPacketError:
                return []
        if uuid != uuids.PM5_CONTROL_REQUEST:
            return []
        return [
            (uuids.PM5_CONTROL_ANSWER, piece)
            for frame in self._joiner.feed(value)
            if not self._manners.ignores_control
            for piece in pieces_of(csafe_answer.encode(self._answer(frame, power_w)))
        ]

    def restart(self) -> None:
        """Switched off and on: nothing is programmed."""
        self.run = Pm5Run()
        self._program.clear()

    def taken_away(self) -> list[Packet]:
        """A monitor has no control to be taken."""
        return []

    def left(self) -> None:
        """Send at the usual rate again; the workout stays."""
        self.period_ms = PM5_USUAL_PERIOD_MS
        self._joiner.reset()
        self._program.clear()

    @property
    def kind_code(self) -> int:
        """The kind of workout on the display, as it is told."""
        workout = self.run.workout
        if workout is not None:
            return csafe_state.KINDS.code(workout.kind)
        return _EMPTY_KIND if self.run.is_empty else _FREE_KIND

    def _answer(self, frame: bytes, power_w: int) -> Answer:
        self._toggle = not self._toggle
        is_offline = power_w > 0 or self.run.state.is_running
        state = ProtocolState.OFFLINE if is_offline else ProtocolState.READY
        try:
            request = csafe_request.decode(frame)
            commands = csafe_request.own_commands(request)
        except MalformedPacketError:
            return Answer(verdict=Verdict.BAD, state=state, toggle=self._toggle)
        refused = Answer(verdict=Verdict.REJECTED, state=state, toggle=self._toggle)
        if self._manners.refuses_control or not commands:
            return refused
        try:
            replies = tuple([self._obey(command) for command in commands])
        except MalformedPacketError:
            self._program.clear()
            return refused
        wrapper = request.commands[0].code
        return Answer(
            verdict=Verdict.OK, state=state, toggle=self._toggle, wrapper=wrapper, replies=replies
        )

    def _obey(self, command: Command) -> Reply:
        told = csafe_state.replies(self.kind_code, self.run.state).get(command.code)
        if told is not None:
            self.run.settle()
            return told
        csafe_commands.check(command)
        if command == csafe_commands.TERMINATE:
            self.run.terminate()
        elif command == csafe_commands.PREPARE:
            self.run.arm(workout_of(self._program))
            self._program.clear()
        elif command.code == csafe_commands.SET_SCREEN:
            raise csafe_commands.broken(command, "there is no such screen here")
        else:
            self._program.append(command)
        return Reply(code=command.code)
