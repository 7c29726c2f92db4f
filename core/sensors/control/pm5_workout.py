"""The workout that shows a player's interval on a Concept2 monitor."""

from __future__ import annotations

from core.domain.control import Programmed, WorkAndRest
from core.domain.sensor import SensorKind
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_workout import (
    SHORTEST_S,
    Pm5Interval,
    Pm5Workout,
    fixed,
    intervals,
)
from core.physiology.ergometers import pace_500_of_watts, watts_of_pace_500
from core.ports.machine_control import MachineRefusedError

_PER_S = 100
_CALL_OUT = "Call the target out."


def workout_of(
    machine: str, kind: SensorKind | None, interval: WorkAndRest
) -> tuple[Pm5Workout, Programmed]:
    """One interval of time with its rest and its pace; on a bike the time alone.

    A bike's monitor shows a pace per 1000 m. Whether the command means that or a pace per 500 m is
    in no source at hand, and the wrong one would be eight times too hard or too easy.

    Args:
        machine: Its name, for the refusal.
        kind: On what the monitor sits.
        interval: The player's own.

    Raises:
        MachineRefusedError: The interval is too short for a monitor.
    """
    duration_s = round(interval.duration_s * _PER_S) / _PER_S
    if duration_s < SHORTEST_S:
        raise MachineRefusedError(
            machine, f"takes no interval under {SHORTEST_S} s", suggested_action=_CALL_OUT
        )
    extent = Extent(duration_s=duration_s)
    pace_s = pace_500_of_watts(interval.power_w)
    if kind is SensorKind.PM5_BIKE or pace_s is None:
        shown = Programmed(duration_s=duration_s, rest_s=0.0, power_w=None)
        return fixed(extent), shown
    pace_s = round(pace_s * _PER_S) / _PER_S
    rest_s = max(round(interval.rest_s), 0)
    part = Pm5Interval(extent=extent, rest_s=rest_s, pace_s_per_500_m=pace_s)
    shown = Programmed(
        duration_s=duration_s,
        rest_s=float(rest_s),
        power_w=watts_of_pace_500(pace_s),
        pace_s_per_500_m=pace_s,
    )
    return intervals([part]), shown
