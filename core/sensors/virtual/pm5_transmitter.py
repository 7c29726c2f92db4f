"""What a Concept2 PM5 sends at its rate of one second."""

from __future__ import annotations

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
_DRIVE = 2
_DRAG_FACTOR = 118


class Pm5Transmitter:
    """Status each second, a stroke record while somebody works, totals now and then.

    Args:
        machine: The flywheel.
        erg_type: The machine's own number for what it is.
    """

    def __init__(self, machine: Machine, *, erg_type: int) -> None:
        self._machine = machine
        self._erg_type = erg_type
        self._sent = 0

    def packets(self, vitals: Vitals, instant: float) -> list[tuple[str, bytes]]:
        """The records of one second."""
        machine = self._machine
        machine.run(vitals, instant)
        packets = [(uuids.PM5_GENERAL_STATUS, self._general_status())]
        if vitals.cadence_per_min is not None or not machine.is_working:
            status = self._additional_status_1(vitals.cadence_per_min or 0.0)
            packets.append((uuids.PM5_ADDITIONAL_STATUS_1, status))
        if machine.is_working and vitals.power_w is not None:
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
