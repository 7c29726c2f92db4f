"""What a virtual Concept2 monitor does with a workout, from the first stroke to its log."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.value import Value
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_state import WorkoutKind, WorkoutState
from core.gatt.pm5.csafe_workout import Pm5Interval, Pm5Workout
from core.sensors.virtual.erg import Machine

_ENDLESS = (WorkoutKind.TIME_INTERVALS, WorkoutKind.DISTANCE_INTERVALS)
_SINGLE = (WorkoutKind.TIME, WorkoutKind.DISTANCE)
_LONGEST_STEP_S = 2.0
_BY_ITSELF = {
    WorkoutState.ENDED: WorkoutState.LOGGED,
    WorkoutState.TERMINATED: WorkoutState.REARMING,
    WorkoutState.REARMING: WorkoutState.WAITING,
}


class Totals(Value, frozen=True, kw_only=True):
    """What the flywheel has added up at an instant, or between two."""

    distance_m: float = 0.0
    strokes: int = 0
    work_j: float = 0.0
    energy_kcal: float = 0.0

    def since(self, earlier: Totals) -> Totals:
        """What has come since then."""
        return Totals(
            distance_m=self.distance_m - earlier.distance_m,
            strokes=self.strokes - earlier.strokes,
            work_j=self.work_j - earlier.work_j,
            energy_kcal=self.energy_kcal - earlier.energy_kcal,
        )

    def plus(self, more: Totals) -> Totals:
        """Both together."""
        return Totals(
            distance_m=self.distance_m + more.distance_m,
            strokes=self.strokes + more.strokes,
            work_j=self.work_j + more.work_j,
            energy_kcal=self.energy_kcal + more.energy_kcal,
        )


class Stretch(Value, frozen=True, kw_only=True):
    """A finished split or interval."""

    number: int
    """From 1."""
    extent: Extent
    duration_s: float
    elapsed_s: float
    """As the display showed it at the end."""
    totals: Totals
    rest_s: int = 0


class Pm5Run:
    """The workout on the display: programmed, or none.

    Attributes:
        workout: As programmed; None for just working.
        is_empty: Whether it was programmed while another one ran, and has no content.
        state: As the monitor tells it.
        elapsed_s: Of the interval.
        worked_s: In all intervals together, without rests.
        number: Of the interval, from 0.
        done: Added up in the intervals that have ended.
        of_interval: Added up in the one that runs, or ran last.
    """

    def __init__(self) -> None:
        self.workout: Pm5Workout | None = None
        self.is_empty = False
        self.state = WorkoutState.WAITING
        self.elapsed_s = 0.0
        self.worked_s = 0.0
        self.number = 0
        self.done = self.of_interval = Totals()
        self._is_counting = True
        self._rested_s = 0.0
        self._splits = 0
        self._split_s = 0.0
        self._at: float | None = None
        self._now = self._interval = self._split = Totals()

    @property
    def part(self) -> Pm5Interval | None:
        """The interval that is worked on or waited for; None for just working."""
        if self.workout is None:
            return None
        parts = self.workout.intervals
        return parts[min(self.number, len(parts) - 1)]

    @property
    def rest_left_s(self) -> float:
        """Of the rest that runs."""
        part = self.part
        is_resting = part is not None and self.state is WorkoutState.RESTING
        return max(part.rest_s - self._rested_s, 0.0) if is_resting and part is not None else 0.0

    @property
    def of_workout(self) -> Totals:
        """Added up in all its intervals, without rests."""
        return self.done.plus(self.of_interval) if self._is_counting else self.done

    @property
    def power_mean_w(self) -> int:
        """Over the time worked."""
        return round(self.of_workout.work_j / self.worked_s) if self.worked_s > 0 else 0

    def arm(self, workout: Pm5Workout) -> None:
        """Show a workout; while another one runs, one without content, as real monitors do."""
        self.is_empty = self.state.is_running
        self.workout = None if self.is_empty else workout
        self.state = WorkoutState.WAITING
        self._clear()

    def terminate(self) -> None:
        """End what runs; the same workout comes back."""
        if self.state.is_running:
            self.state = WorkoutState.TERMINATED

    def settle(self) -> None:
        """Go on by one of the states that a monitor leaves by itself."""
        before = self.state
        self.state = _BY_ITSELF.get(before, before)
        if before is WorkoutState.REARMING:
            self._clear()

    def live(self, machine: Machine, instant: float) -> Sequence[Stretch]:
        """Go on to this instant.

        Returns:
            The splits and intervals that have ended meanwhile.
        """
        step_s = min(instant - self._at, _LONGEST_STEP_S) if self._at is not None else 0.0
        self._at = instant
        self._now = _totals_of(machine)
        if not self.state.is_running:
            if self.state is WorkoutState.WAITING and machine.is_working:
                self._begin()
            self.settle()
            return ()
        if self.state is WorkoutState.RESTING:
            self._rest(step_s)
            return ()
        self.elapsed_s += step_s
        self.worked_s += step_s
        self._split_s += step_s
        self.of_interval = self._now.since(self._interval)
        return self._ended()

    def _begin(self) -> None:
        self._clear()
        self.state = self._working_state()

    def _working_state(self) -> WorkoutState:
        if self.workout is None or self.workout.kind in _SINGLE or self.part is None:
            return WorkoutState.WORKING
        is_time = self.part.extent.distance_m is None
        return WorkoutState.TIME_INTERVAL if is_time else WorkoutState.DISTANCE_INTERVAL

    def _ended(self) -> list[Stretch]:
        workout, part = self.workout, self.part
        if workout is None or part is None:
            return []
        stretches: list[Stretch] = []
        is_over = _is_reached(part.extent, self.elapsed_s, self.of_interval.distance_m)
        split = workout.split
        split_m = self._now.since(self._split).distance_m
        if split is not None and (is_over or _is_reached(split, self._split_s, split_m)):
            self._splits += 1
            stretches.append(self._stretch(self._splits, split, self._split_s, self._split))
            self._split, self._split_s = self._now, 0.0
        if is_over and split is None:
            stretch = self._stretch(self.number + 1, part.extent, self.elapsed_s, self._interval)
            stretches.append(stretch)
        if is_over:
            self.done, self._is_counting = self.done.plus(self.of_interval), False
            self._rested_s = 0.0
            self.state = WorkoutState.RESTING
            self._rest(0.0)
        return stretches

    def _rest(self, step_s: float) -> None:
        self._rested_s += step_s
        workout = self.workout
        if workout is None or self.rest_left_s > 0:
            return
        if self.number + 1 >= len(workout.intervals) and workout.kind not in _ENDLESS:
            self.state = WorkoutState.ENDED
            return
        self.number += 1
        self.elapsed_s = 0.0
        self._interval, self.of_interval, self._is_counting = self._now, Totals(), True
        self.state = self._working_state()

    def _stretch(self, number: int, extent: Extent, lasted_s: float, since: Totals) -> Stretch:
        part = self.part
        return Stretch(
            number=number,
            extent=extent,
            duration_s=lasted_s,
            elapsed_s=self.elapsed_s,
            totals=self._now.since(since),
            rest_s=part.rest_s if part is not None else 0,
        )

    def _clear(self) -> None:
        self.elapsed_s = self.worked_s = self._split_s = self._rested_s = 0.0
        self.number = self._splits = 0
        self._interval = self._split = self._now
        self.done = self.of_interval = Totals()
        self._is_counting = True


def _is_reached(extent: Extent, elapsed_s: float, distance_m: float) -> bool:
    if extent.distance_m is not None:
        return distance_m >= extent.distance_m
    return elapsed_s >= (extent.duration_s or 0.0)


def _totals_of(machine: Machine) -> Totals:
    return Totals(
        distance_m=machine.distance_m,
        strokes=machine.stroke_count,
        work_j=machine.power_mean_w * machine.elapsed_s,
        energy_kcal=machine.energy_kcal,
    )
