"""What a player's muscle oxygen and temperature sensors said in a session: traces and figures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.summary import BodyFigures
from core.live.body import BodyFold
from core.physiology.hold import HOLD_S, SLOW_HOLD_S
from core.reports.series import Seconds, Series, optional

_HOLDS_S = {
    "muscle_oxygen_percent": HOLD_S,
    "haemoglobin_g_per_dl": HOLD_S,
    "core_temperature_c": SLOW_HOLD_S,
    "skin_temperature_c": SLOW_HOLD_S,
}
"""How long each quantity holds, by field of a trace."""


class BodyRecord:
    """Collects one player's values in the order of their time."""

    def __init__(self) -> None:
        self._series = {name: Series() for name in _HOLDS_S}

    def take(self, fold: BodyFold, at: float) -> None:
        """Take what the fold believed at an instant of active time."""
        series = self._series
        if fold.oxygen_at == at:
            oxygen_percent, haemoglobin_g_per_dl = fold.oxygen
            series["muscle_oxygen_percent"].add(at, oxygen_percent)
            series["haemoglobin_g_per_dl"].add(at, haemoglobin_g_per_dl)
        if fold.temperature_at == at:
            core_c, skin_c = fold.temperature
            series["core_temperature_c"].add(at, core_c)
            series["skin_temperature_c"].add(at, skin_c)

    def traces(self, second: Seconds) -> dict[str, tuple[float | None, ...]]:
        """What was ever heard at 1 Hz, by field of a trace."""
        return {name: optional(values) for name, values in self._heard(second).items()}

    def figures(self, second: Seconds) -> BodyFigures | None:
        """Means and extremes over the seconds with data; None if nothing was ever heard."""
        heard = self._heard(second)
        if not heard:
            return None
        values = {name: heard.get(name, np.empty(0)) for name in _HOLDS_S}
        known = {name: array[~np.isnan(array)] for name, array in values.items()}
        oxygen, core = known["muscle_oxygen_percent"], known["core_temperature_c"]
        return BodyFigures(
            muscle_oxygen_mean_percent=_mean(oxygen),
            muscle_oxygen_min_percent=float(oxygen.min()) if oxygen.size else None,
            haemoglobin_mean_g_per_dl=_mean(known["haemoglobin_g_per_dl"]),
            core_temperature_mean_c=_mean(core),
            core_temperature_max_c=float(core.max()) if core.size else None,
            skin_temperature_mean_c=_mean(known["skin_temperature_c"]),
        )

    def _heard(self, second: Seconds) -> dict[str, NDArray[np.float64]]:
        return {
            name: second.values(series, _HOLDS_S[name])
            for name, series in self._series.items()
            if series.at
        }


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if values.size else None
