"""The workout that a sequence of commands makes: how a monitor understands its programming."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import InvalidInputError
from core.gatt.pm5 import csafe_commands
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_request import Command
from core.gatt.pm5.csafe_state import KINDS, WorkoutKind
from core.gatt.pm5.csafe_workout import Pm5Interval, Pm5Workout, check


def workout_of(commands: Iterable[Command]) -> Pm5Workout:
    """Read the commands of all requests of a workout, in their order.

    Raises:
        MalformedPacketError: One of them does not belong there, or something is missing.
    """
    program = _Program()
    last = Command(code=csafe_commands.SET_SCREEN)
    for last in commands:
        program.take(last)
    try:
        return program.workout()
    except InvalidInputError as error:
        raise csafe_commands.broken(last, error.message) from error


class _Program:
    """What has been set so far; an interval is complete once it is taken over."""

    def __init__(self) -> None:
        self._kind: WorkoutKind | None = None
        self._split: Extent | None = None
        self._extent: Extent | None = None
        self._rest_s = 0
        self._pace_s: float | None = None
        self._type: Command | None = None
        self._intervals: list[Pm5Interval] = []
        self._effects = {
            csafe_commands.SET_KIND: self._set_kind,
            csafe_commands.SET_DURATION: self._set_extent,
            csafe_commands.SET_SPLIT: self._set_split,
            csafe_commands.SET_REST: self._set_rest,
            csafe_commands.SET_PACE: self._set_pace,
            csafe_commands.SET_INTERVAL_NUMBER: self._check_number,
            csafe_commands.SET_INTERVAL_TYPE: self._set_type,
            csafe_commands.CONFIGURE: self._take_over,
        }

    def take(self, command: Command) -> None:
        """Let one command have its effect."""
        csafe_commands.check(command)
        effect = self._effects.get(command.code)
        if effect is not None:
            effect(command)

    def workout(self) -> Pm5Workout:
        """All of it.

        Raises:
            InvalidInputError: No monitor takes it.
        """
        if self._kind is None:
            raise InvalidInputError("A monitor's workout needs a kind.")
        workout = Pm5Workout(kind=self._kind, intervals=tuple(self._intervals), split=self._split)
        check(workout)
        return workout

    def _set_kind(self, command: Command) -> None:
        self._kind = KINDS.word(csafe_commands.number_of(command))
        if self._kind is None:
            raise csafe_commands.broken(command, "this kind of workout is reserved")

    def _set_extent(self, command: Command) -> None:
        self._extent = csafe_commands.extent_of(command)

    def _set_split(self, command: Command) -> None:
        self._split = csafe_commands.extent_of(command)

    def _set_rest(self, command: Command) -> None:
        self._rest_s = csafe_commands.number_of(command)

    def _set_pace(self, command: Command) -> None:
        self._pace_s = csafe_commands.pace_of(command)

    def _set_type(self, command: Command) -> None:
        self._type = command

    def _check_number(self, command: Command) -> None:
        if csafe_commands.number_of(command) != len(self._intervals):
            raise csafe_commands.broken(command, "the intervals are not in order")

    def _take_over(self, command: Command) -> None:
        extent = self._extent
        if extent is None:
            raise csafe_commands.broken(command, "there is nothing to take over")
        if self._type not in (None, csafe_commands.interval_type(extent)):
            raise csafe_commands.broken(command, "its interval has two types")
        part = Pm5Interval(extent=extent, rest_s=self._rest_s, pace_s_per_500_m=self._pace_s)
        self._intervals.append(part)
        self._extent = self._pace_s = self._type = None
        self._rest_s = 0
