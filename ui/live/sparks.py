"""The last minute of each player, scaled for the small curve on his tile."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.domain.ids import PlayerId, SessionId
from core.live.views import Quantity
from ui.live.view_model import LiveViewModel

SPAN_S = 60
_STEP_S = 2.0
_HOLD_S = 5.0
_LEAST_SPAN = {Quantity.HEART_RATE: 20.0, Quantity.POWER: 60.0}


def sparks_of(
    model: LiveViewModel, session_id: SessionId, quantity: Quantity
) -> dict[PlayerId, Sequence[float]]:
    """Points from 0 to 1, oldest first; NaN where there was no data."""
    state = model.board.session(session_id)
    players = state.players if state is not None else {}
    end = np.floor(model.now / _STEP_S) * _STEP_S
    grid = np.arange(end - SPAN_S + _STEP_S, end + _STEP_S / 2, _STEP_S)
    return {
        player_id: _scaled(*model.board.curve(player_id, quantity), grid, _LEAST_SPAN[quantity])
        for player_id in players
    }


def _scaled(
    t_s: np.ndarray, values: np.ndarray, grid: np.ndarray, least_span: float
) -> tuple[float, ...]:
    if not len(t_s):
        return ()
    at = np.searchsorted(t_s, grid, side="right") - 1
    held = np.where((at >= 0) & (grid - t_s[at] <= _HOLD_S), values[at], np.nan)
    finite = held[np.isfinite(held)]
    if not len(finite):
        return ()
    low, high = float(finite.min()), float(finite.max())
    missing = max(least_span - (high - low), 0.0) / 2
    scaled = (held - (low - missing)) / (high - low + 2 * missing)
    return tuple(np.round(scaled, 2).tolist())
