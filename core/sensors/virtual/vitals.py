"""What a body does in one second, as far as sensors can see it."""

from __future__ import annotations

from core.domain.value import Value


class Vitals(Value, frozen=True, kw_only=True):
    """Numbers to be sent. None: the sensor sends nothing for this quantity."""

    heart_rate_bpm: int | None = None
    power_w: int | None = None
    cadence_per_min: float | None = None
    """Pedal revolutions or strokes."""
