"""What a Concept2 PM5 sends."""

from __future__ import annotations

from core.domain.sensor import SensorKind
from core.gatt import uuids
from core.gatt.pm5 import (
    additional_status_1,
    additional_status_2,
    additional_stroke,
    general_status,
)
from core.sensors.virtual.erg import Machine, kcal_per_h
from core.sensors.virtual.vitals import Vitals

_TOTALS_EVERY = 4
"""Records between two of the totals, which change slowly."""
_STROKE_EVERY_S = 0.99
"""A faster rate brings more status records, not more strokes."""
_DRIVE = 2
_DRAG_FACTOR = 118


PM5_ERG_TYPES = {
    SensorKind.PM5_ROWER: 0,
    SensorKind.PM5_SKI: 128,
    SensorKind.PM5_BIKE: 192,
}


class Pm5Transmitter:
    """Status at each beat, a stroke record while somebody works, totals now and then.

    Args:
        machine: The flywheel.
        erg_type: The machine's own number for what it is.
    """

    def __init__(self, machine: Machine, *, erg_type: int) -> None:
        self._machine = machine
        self._erg_type = erg_type
        self._sent = 0
        self._stroke_at = -_STROKE_EVERY_S

    def packets(self, vitals: Vitals, instant: float) -> list[tuple[str, bytes]]:
        """The records of one beat."""
        machine = self._machine
        machine.run(vitals, instant)
        packets = [(uuids.PM5_GENERAL_STATUS, self._general_status())]
        if vitals.cadence_per_min is not None or not machine.is_working:
            status = self._additional_status_1(vitals.cadence_per_min or 0.0)
            packets.append((uuids.PM5_ADDITIONAL_STATUS_1, status))
        is_stroke_due = instant - self._stroke_at >= _STROKE_EVERY_S
        if machine.is_working and vitals.power_w is not None and is_stroke_due:
            self._stroke_at = instant
            packets.append((uuids.PM5_ADDITIONAL_STROKE, self._stroke(vitals.power_w)))
        self._sent += 1
        if machine.is_working and self._sent % _TOTALS_EVERY == 0:
            packets.append((uuids.PM5_ADDITIONAL_STATUS_2, self._totals()))
        return packets

    def _general_status(self) -> bytes:
        machine = self._machine
        return general_status.encode(
            general_status.GeneralStatus(
                elapsed_s=machine.elapsed_s,
                distance_m=machine.distance_m,
                rowing_state=int(machine.is_working),
                stroke_state=_DRIVE if machine.is_working else 0,
                drag_factor=_DRAG_FACTOR,
            )
        )

    def _additional_status_1(self, cadence_per_min: float) -> bytes:
        machine = self._machine
        pace_s = 500 / machine.speed_mps if machine.speed_mps > 0 else 0.0
        return additional_status_1.encode(
            additional_status_1.AdditionalStatus1(
                elapsed_s=machine.elapsed_s,
                speed_mps=machine.speed_mps,
                stroke_rate_spm=round(cadence_per_min),
                pace_s_per_500_m=pace_s,
                erg_type=self._erg_type,
            )
        )

    def _stroke(self, power_w: int) -> bytes:
        machine = self._machine
        return additional_stroke.encode(
            additional_stroke.AdditionalStroke(
                elapsed_s=machine.elapsed_s,
                power_w=power_w,
                energy_kcal_per_h=round(kcal_per_h(power_w)),
                stroke_count=machine.stroke_count,
            )
        )

    def _totals(self) -> bytes:
        machine = self._machine
        return additional_status_2.encode(
            additional_status_2.AdditionalStatus2(
                elapsed_s=machine.elapsed_s,
                power_mean_w=round(machine.power_mean_w),
                energy_kcal=int(machine.energy_kcal),
            )
        )
