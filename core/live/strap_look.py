"""One look at all straps: whose power does each strap's heart rate answer to?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SensorId
from core.domain.player import Player
from core.domain.value import Value
from core.live.strap_model import STEP_S, Floats, HeartModel
from core.live.strap_series import Machine, Seen, Silence, Strap

WINDOW_S = 900.0
"""How far back a check looks."""
_SLACK_S = 5.0
"""Straps that change bodies are silent at one time, but for the packets on their way."""
SETTLED_S = 120.0
"""What a strap says for so long after a change is enough to look at."""
PRIOR_ODDS = 1e-3
"""Of any two straps being swapped, before anything was heard."""
_TEMPER = 0.5
"""Share of the evidence that is believed, since no model fits a body."""
SURE = 0.95
_FITS = 2.5
"""Misfit up to which a swapped series counts as explained."""
_FAST_BPM = 8
_BRIDGED_S = 35.0
_HELD_S = 30.0
"""So long above the own maximum, and it is no artefact."""


class Suspicion(Value, frozen=True, kw_only=True):
    """A strap, or two, that seem to be on somebody else."""

    sensor_id: SensorId
    player_id: PlayerId
    """Whom it is recorded for."""
    other_player_id: PlayerId | None
    """Who seems to wear it; None: nobody in the room fits."""
    other_sensor_id: SensorId | None
    """The other player's strap, which then is on the first; None if he has none."""
    since: float
    """From when on the strap's values were the other's, seconds since 1970."""
    other_since: float
    """The same of the other strap."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True)
class _Trial:
    gain: float
    """Nats."""
    misfit: float
    since: float
    other_since: float


class Look:
    """A copy of everything heard, on one grid; may be judged in another thread.

    Args:
        players: Those who train, with the machine each one is on.
        machines: What each one's machine said.
        straps: What each strap said; every one has said something.
        now: The present instant, seconds since 1970.
    """

    def __init__(
        self,
        players: Mapping[PlayerId, tuple[Player, EquipmentType]],
        machines: Mapping[PlayerId, Machine],
        straps: Sequence[Strap],
        now: float,
    ) -> None:
        self._players = dict(players)
        self._now = now
        first = min((strap.at[0] for strap in straps), default=now)
        self._grid = np.arange(max(first, now - WINDOW_S), now, STEP_S)
        self._straps = [strap.seen(now - _HELD_S) for strap in straps]
        self._series = {
            strap.sensor_id: _bridged(_binned(strap.at, strap.bpm, self._grid)) for strap in straps
        }
        self._power_w = {
            strap.player_id: np.nan_to_num(_binned(machine.at, machine.watts, self._grid))
            for strap in straps
            if (machine := machines[strap.player_id]).at
        }
        self._models: dict[PlayerId, HeartModel] = {}

    def suspicions(self) -> tuple[Suspicion, ...]:
        """What looks wrong, the surest first; each player in one of them at most."""
        for player_id, power_w in self._power_w.items():
            player, equipment = self._players[player_id]
            self._models[player_id] = HeartModel(player, equipment, power_w)
        found = sorted(self._swaps() + self._strangers(), key=lambda one: -one.confidence)
        taken: set[PlayerId | None] = set()
        kept: list[Suspicion] = []
        for one in found:
            concerned = {one.player_id, one.other_player_id} - {None}
            if not concerned & taken:
                kept.append(one)
                taken |= concerned
        return tuple(kept)

    def _swaps(self) -> list[Suspicion]:
        """Pairs of straps that would explain each other's player much better."""
        able = [strap for strap in self._straps if strap.player_id in self._models]
        found: list[Suspicion] = []
        for one, other in combinations(able, 2):
            trials = [] if one.player_id == other.player_id else self._trials(one, other)
            if not trials:
                continue
            best = max(trials, key=lambda trial: trial.gain)
            confidence = confidence_of(best.gain)
            if confidence >= SURE and best.misfit <= _FITS:
                found.append(
                    Suspicion(
                        sensor_id=one.sensor_id,
                        player_id=one.player_id,
                        other_player_id=other.player_id,
                        other_sensor_id=other.sensor_id,
                        since=best.since,
                        other_since=best.other_since,
                        confidence=confidence,
                    )
                )
        return found

    def _strangers(self) -> list[Suspicion]:
        """Straps that beat faster than their player can."""
        found: list[Suspicion] = []
        for strap in self._straps:
            limit_bpm = self._players[strap.player_id][0].heart_rate_max_bpm + _FAST_BPM
            if len(strap.recent_bpm) >= _HELD_S / 2 and min(strap.recent_bpm) > limit_bpm:
                found.append(
                    Suspicion(
                        sensor_id=strap.sensor_id,
                        player_id=strap.player_id,
                        other_player_id=None,
                        other_sensor_id=None,
                        since=strap.silences[-1][1],
                        other_since=strap.silences[-1][1],
                        confidence=0.5,
                    )
                )
        return found

    def _trials(self, one: Seen, other: Seen) -> list[_Trial]:
        """What a swap would explain, for each silence in which it may have happened."""
        mine, his = self._models[one.player_id], self._models[other.player_id]
        trials: list[_Trial] = []
        for (off, since), (other_off, other_since) in _together(one, other):
            if self._now - max(since, other_since) < SETTLED_S:
                continue
            # Whatever is said while one of the two is off counts for neither side.
            after = self._grid >= max(since, other_since)
            before = self._grid + STEP_S <= min(off, other_off)
            a = np.where(after | before, self._series[one.sensor_id], np.nan)
            b = np.where(after | before, self._series[other.sensor_id], np.nan)
            swapped_a, swapped_b = np.where(after, b, a), np.where(after, a, b)
            gain = (
                mine.log_likelihood(swapped_a)
                + his.log_likelihood(swapped_b)
                - mine.log_likelihood(a)
                - his.log_likelihood(b)
            )
            misfit = math.inf
            if confidence_of(gain) >= SURE:
                misfit = max(mine.misfit(swapped_a), his.misfit(swapped_b))
            trials.append(_Trial(gain, misfit, since, other_since))
        return trials


def confidence_of(gain: float) -> float:
    """Probability of a swap, from how much better it explains the data (nats)."""
    return 1 / (1 + math.exp(min(-gain * _TEMPER, 500.0)) / PRIOR_ODDS)


def _together(one: Seen, other: Seen) -> list[tuple[Silence, Silence]]:
    """Silences in which two straps may have changed bodies with each other."""
    return [
        (a, b)
        for a in one.silences
        for b in other.silences
        if a[0] <= b[1] + _SLACK_S and b[0] <= a[1] + _SLACK_S
    ]


def _binned(instants: Sequence[float], values: Sequence[float], grid: Floats) -> Floats:
    """Mean of the values in the 5 s after each point; NaN where there was none."""
    if len(grid) == 0:
        return np.empty(0)
    at, numbers = np.array(instants), np.array(values, dtype=np.float64)
    index = np.floor((at - grid[0]) / STEP_S).astype(np.int64)
    is_inside = (index >= 0) & (index < len(grid))
    sums = np.bincount(index[is_inside], weights=numbers[is_inside], minlength=len(grid))
    counts = np.bincount(index[is_inside], minlength=len(grid))
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def _bridged(series: Floats) -> Floats:
    """The series with short silences bridged, so that most series lie on the same points."""
    is_there = ~np.isnan(series)
    if is_there.all() or not is_there.any():
        return series
    places = np.arange(len(series))
    known = places[is_there]
    before = known[np.maximum(np.searchsorted(known, places, side="right") - 1, 0)]
    after = known[np.minimum(np.searchsorted(known, places), len(known) - 1)]
    is_short = (before < places) & (after > places) & (after - before <= _BRIDGED_S / STEP_S)
    return np.where(is_short, np.interp(places, known, series[is_there]), series)
