"""What a Concept2 PM5 sends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from core.domain.sensor import SensorKind
from core.domain.value import Value
from core.gatt.pm5.additional_status_1 import AdditionalStatus1
from core.gatt.pm5.additional_status_2 import AdditionalStatus2
from core.gatt.pm5.additional_status_3 import AdditionalStatus3
from core.gatt.pm5.additional_stroke import AdditionalStroke
from core.gatt.pm5.belt import Belt
from core.gatt.pm5.csafe_state import STATES, WorkoutState
from core.gatt.pm5.force_curve import MOST_FORCES, MOST_FORCES_MULTIPLEXED
from core.gatt.pm5.general_status import GeneralStatus
from core.sensors.virtual.erg import Machine, kcal_per_h
from core.sensors.virtual.packet import Packet
from core.sensors.virtual.pm5_control import Pm5Control
from core.sensors.virtual.pm5_outbox import Pm5Outbox
from core.sensors.virtual.pm5_results import (
    DRAG_FACTOR,
    interval_type_of,
    put_stretch,
    put_summary,
)
from core.sensors.virtual.pm5_stroke import VirtualStroke
from core.sensors.virtual.pm5_workout import Stretch
from core.sensors.virtual.vitals import Vitals

_TOTALS_EVERY = 4
"""Records between two of the totals, which change slowly."""
_STROKE_EVERY_S = 0.99
"""A faster rate brings more status records, not more strokes."""
_DRIVE = 2
_REST_INTERVAL = 2
_DISTANCE_DURATION = 0x80
_PER_S = 100
_READY, _IN_WORKOUT = 1, 2
"""Of its operational states."""
_PACE_M = 500.0
_NO_BELT = Belt(maker=0, device_type=0, belt_id=None)


PM5_ERG_TYPES = {
    SensorKind.PM5_ROWER: 0,
    SensorKind.PM5_SKI: 128,
    SensorKind.PM5_BIKE: 192,
}


class Pm5Transmitter:
    """Status at each beat, strokes while somebody works, totals now and then, results at an end.

    Args:
        machine: The flywheel.
        control: What its central has told it; its workout begins anew.
        erg_type: The machine's own number for what it is.
    """

    def __init__(self, machine: Machine, control: Pm5Control, *, erg_type: int) -> None:
        self._machine = machine
        self._control = control
        self._erg_type = erg_type
        self._sent = 0
        self._stroke_at = -_STROKE_EVERY_S
        self._knows_belt = False
        self._last: Stretch | None = None
        control.restart()

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """The records of one beat that the central listens to."""
        machine, run = self._machine, self._control.run
        outbox = Pm5Outbox(self._control.hears)
        machine.run(vitals, instant)
        for stretch in run.live(machine, instant):
            self._last = stretch
            put_stretch(outbox, stretch, self._erg_type)
        if run.state is WorkoutState.ENDED:
            put_summary(outbox, run, self._erg_type, self._control.kind_code, instant)
        outbox.put(0x31, self._general_status)
        if vitals.cadence_per_min is not None or not machine.is_working:
            rate_spm = vitals.cadence_per_min or 0.0
            outbox.put(0x32, lambda: self._additional_status_1(rate_spm))
        is_stroke_due = instant - self._stroke_at >= _STROKE_EVERY_S
        if machine.is_working and vitals.power_w is not None and is_stroke_due:
            self._stroke_at = instant
            self._put_stroke(outbox, vitals.power_w, vitals.cadence_per_min or 0.0)
        self._put_slow(outbox)
        return outbox.packets

    def _put_stroke(self, outbox: Pm5Outbox, power_w: int, rate_spm: float) -> None:
        machine, run = self._machine, self._control.run
        stroke = VirtualStroke(power_w, rate_spm, machine.speed_mps)
        distance_m, count = run.of_interval.distance_m, machine.stroke_count
        record = partial(stroke.record, run.elapsed_s, distance_m, count)
        outbox.put(0x35, lambda: record(is_complete=False))
        outbox.put(0x35, lambda: record(is_complete=True))
        is_alone = outbox.goes_alone(0x3D)
        for part in stroke.curve(MOST_FORCES if is_alone else MOST_FORCES_MULTIPLEXED):
            outbox.put(0x3D, _given(part))
        outbox.put(
            0x36,
            lambda: AdditionalStroke(
                elapsed_s=run.elapsed_s,
                power_w=power_w,
                energy_kcal_per_h=round(kcal_per_h(power_w)),
                stroke_count=count,
            ),
        )

    def _put_slow(self, outbox: Pm5Outbox) -> None:
        self._sent += 1
        if self._sent % _TOTALS_EVERY != 0:
            return
        if self._machine.is_working:
            outbox.put(0x33, self._totals)
        outbox.put(0x3E, self._additional_status_3)
        if not self._knows_belt:
            self._knows_belt = outbox.put(0x3B, lambda: _NO_BELT)

    def _general_status(self) -> GeneralStatus:
        machine, run = self._machine, self._control.run
        extent = run.part.extent if run.part is not None else None
        is_resting = run.state is WorkoutState.RESTING
        duration, duration_type = 0, _DISTANCE_DURATION if run.is_empty else 0
        if extent is not None and extent.distance_m is not None:
            duration, duration_type = extent.distance_m, _DISTANCE_DURATION
        elif extent is not None:
            duration = round((extent.duration_s or 0.0) * _PER_S)
        return GeneralStatus(
            elapsed_s=run.elapsed_s,
            distance_m=run.of_interval.distance_m,
            workout_type=self._control.kind_code,
            interval_type=_REST_INTERVAL if is_resting else interval_type_of(extent),
            workout_state=STATES.code(run.state),
            rowing_state=int(machine.is_working),
            stroke_state=_DRIVE if machine.is_working else 0,
            total_work_distance_m=round(run.done.distance_m),
            duration=duration,
            duration_type=duration_type,
            drag_factor=DRAG_FACTOR,
        )

    def _additional_status_1(self, cadence_per_min: float) -> AdditionalStatus1:
        machine, run = self._machine, self._control.run
        distance_m = run.of_interval.distance_m
        return AdditionalStatus1(
            elapsed_s=run.elapsed_s,
            speed_mps=machine.speed_mps,
            stroke_rate_spm=round(cadence_per_min),
            pace_s_per_500_m=_PACE_M / machine.speed_mps if machine.speed_mps > 0 else 0.0,
            pace_mean_s_per_500_m=_PACE_M * run.elapsed_s / distance_m if distance_m > 0 else 0.0,
            rest_s=run.rest_left_s,
            erg_type=self._erg_type,
            power_mean_w=run.power_mean_w,
        )

    def _totals(self) -> AdditionalStatus2:
        run, last = self._control.run, self._last
        interval = run.of_interval
        elapsed_s = max(run.elapsed_s, 1.0)
        return AdditionalStatus2(
            elapsed_s=run.elapsed_s,
            interval_count=run.number,
            power_mean_w=run.power_mean_w,
            energy_kcal=int(run.of_workout.energy_kcal),
            split_power_w=round(interval.work_j / elapsed_s),
            split_energy_kcal=int(interval.energy_kcal),
            last_split_s=last.duration_s if last is not None else 0.0,
            last_split_distance_m=round(last.totals.distance_m) if last is not None else 0,
        )

    def _additional_status_3(self) -> AdditionalStatus3:
        is_running = self._control.run.state.is_running
        return AdditionalStatus3(
            operational_state=_IN_WORKOUT if is_running else _READY,
            verification_state=0,
            screen=1,
            last_error=0,
            calibration_mode=0,
            calibration_state=0,
            calibration_status=0,
            game=0,
            game_score=0,
        )


def _given(record: Value) -> Callable[[], Value]:
    return lambda: record
