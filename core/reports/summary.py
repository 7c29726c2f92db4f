"""From a recording to figures: 1 Hz traces and a summary per player.

The whole recording is read, each event by its own time: readings that waited in an outbox and
a pause that was told late count as if they had come in time, and readings that were found to
be somebody else's count for him. Where everything came in time the
figures are those of the running session's state.

`samples_received` counts the readings in active time that said something new (repetitions of
one instant do not). `samples_lost` counts the seconds of active time in which a source that
works at 1 Hz and had begun to deliver owed a sample and brought none, for heart rate and power
each (`core.physiology.sampling.missed_seconds`); time before its first sample is no loss, it is
in `seconds_without_heart_rate`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.domain.player import Player
from core.domain.summary import PlayerSummary, PlayerTrace, SessionSummary
from core.live.active_time import ActiveTime
from core.live.events import ReadingsReceived, Recorded
from core.live.metrics import as_metrics
from core.live.presence import present_spans, was_present
from core.live.reassignment import Said, instant_of, said_of_players
from core.live.reducer import open_session, reduce
from core.live.state import PlayerState, Roster, SessionState
from core.live.timeline import as_done
from core.physiology import energy, power, samples, sampling
from core.physiology.sampling import Span
from core.physiology.session_load import session_load
from core.reports.player_record import PlayerRecord
from core.reports.series import Seconds, optional

MIN_TARGET_S = 10.0
"""Seconds of data under which a share of the target zone says nothing."""


def summarise(
    roster: Roster, recorded: Sequence[Recorded]
) -> tuple[SessionSummary, tuple[PlayerTrace, ...]]:
    """Figures and traces of all players of a session, in the order of their assignment.

    A session that has not ended is summed up to its last event.
    """
    state = open_session(roster)
    in_order = sorted(recorded, key=lambda entry: entry.seq)
    said = said_of_players(in_order)
    for entry in in_order:
        if not isinstance(entry.event, ReadingsReceived) and as_metrics(entry.event) is None:
            state = reduce(state, entry)
    spans = _spans(state, recorded)
    started_at = spans[0][0] if spans else 0.0
    elapsed_s = (state.ended_at or spans[-1][1]) - started_at if spans else 0.0
    results = [
        _player(state, player, spans, said.get(player_id, ()), elapsed_s)
        for player_id, player in state.players.items()
    ]
    summary = SessionSummary(
        session_id=state.session_id,
        elapsed_s=elapsed_s,
        active_s=sum(end - start for start, end in spans),
        active_spans=tuple((start - started_at, end - started_at) for start, end in spans),
        intervals_done=as_done(state.session.intervals, state.jumps) if state.jumps else (),
        players=tuple(figures for figures, _ in results),
    )
    return summary, tuple(trace for _, trace in results)


def _spans(state: SessionState, recorded: Sequence[Recorded]) -> tuple[Span, ...]:
    if state.running_since is None:
        return state.active_spans
    last_at = state.running_since
    for entry in recorded:
        last_at = max(last_at, entry.event.instant)
        if isinstance(entry.event, ReadingsReceived) and entry.event.readings:
            last_at = max(last_at, entry.event.readings[-1].at)
    return (*state.active_spans, (state.running_since, last_at))


def _until(spans: Sequence[Span], instant: float | None) -> tuple[Span, ...]:
    """The spans cut at an instant (when a player was taken out)."""
    if instant is None:
        return tuple(spans)
    return tuple((start, min(end, instant)) for start, end in spans if start < instant)


def _player(
    state: SessionState,
    player: PlayerState,
    all_spans: tuple[Span, ...],
    said: Sequence[Said],
    elapsed_s: float,
) -> tuple[PlayerSummary, PlayerTrace]:
    spans = present_spans(all_spans, player)
    until = _until(all_spans, player.removed_at)
    intervals = player.intervals(state.session.intervals)
    time = ActiveTime(until, None, intervals, state.jumps)
    age = energy.age_years(player.player.birth_date, state.session.starts_at.date())
    record = PlayerRecord(player, time, age)
    for entry in said:
        if was_present(player, instant_of(entry)):
            record.take(entry)
    start = all_spans[0][0] if all_spans else 0.0
    second = Seconds(spans, start, math.ceil(elapsed_s))
    trace = PlayerTrace(
        player_id=player.player.id,
        heart_rate_bpm=tuple(
            None if math.isnan(bpm) else int(bpm)
            for bpm in second.values(record.heart_rate_bpm).tolist()
        ),
        power_w=optional(second.values(record.power_w)),
        cadence_per_min=optional(second.values(record.cadence_per_min)),
        distance_m=optional(second.values(record.distance_m)),
        **record.body.traces(second),
    )
    weighted_w = power.weighted_power_w(second.values(record.power_w))
    figures = _figures(player.player, record, time, spans, age, weighted_w)
    figures = msgspec.structs.replace(
        figures,
        body=record.body.figures(second),
        session_rpe=player.session_rpe,
        session_load=session_load(player.session_rpe, figures.active_s),
        session_rated_after_s=_rated_after_s(state, player),
    )
    return figures, trace


def _rated_after_s(state: SessionState, player: PlayerState) -> float | None:
    if player.session_rated_at is None or state.ended_at is None:
        return None
    after_s = player.session_rated_at - state.ended_at
    return after_s if after_s >= 0 else None


def _figures(
    player: Player,
    record: PlayerRecord,
    time: ActiveTime,
    spans: tuple[Span, ...],
    age: int,
    weighted_w: float | None,
) -> PlayerSummary:
    state = record.state()
    heart_at, bpm = record.heart_rate_bpm.arrays()
    heart_s = sampling.counted_seconds(heart_at, spans)
    power_at, watts = record.power_w.arrays()
    power_s = sampling.counted_seconds(power_at, spans)
    active_s = sum(end - start for start, end in spans)
    return PlayerSummary(
        player_id=player.id,
        active_s=active_s,
        seconds_in_zone=samples.seconds_in_zone(bpm, heart_s, player.heart_rate_max_bpm),
        seconds_without_heart_rate=max(active_s - float(heart_s.sum()), 0.0),
        heart_rate_mean_bpm=_mean(bpm, heart_s),
        heart_rate_max_bpm=_whole(_highest(bpm, heart_s)),
        power_mean_w=_mean(watts, power_s),
        power_max_w=_highest(watts, power_s),
        power_weighted_w=weighted_w,
        distance_m=state.distance_m,
        trimp=samples.trimp(
            bpm,
            heart_s,
            heart_rate_rest_bpm=player.heart_rate_rest_bpm,
            heart_rate_max_bpm=player.heart_rate_max_bpm,
            sex=player.sex,
        ),
        energy_heart_rate_kcal=samples.energy_kcal(
            bpm,
            heart_s,
            heart_rate_max_bpm=player.heart_rate_max_bpm,
            mass_kg=player.mass_kg,
            age=age,
            sex=player.sex,
        ),
        energy_machine_kcal=state.energy_machine_kcal,
        in_target_share=_in_target(heart_at, bpm, heart_s, player.heart_rate_max_bpm, time),
        samples_received=state.samples_received,
        samples_lost=sampling.missed_seconds(heart_at, spans)
        + sampling.missed_seconds(power_at, spans),
    )


def _mean(values: NDArray[np.float64], seconds: NDArray[np.float64]) -> float | None:
    total_s = float(seconds.sum())
    return float(np.sum(values * seconds)) / total_s if total_s > 0 else None


def _highest(values: NDArray[np.float64], seconds: NDArray[np.float64]) -> float | None:
    counted = values[seconds > 0]
    return float(counted.max()) if counted.size else None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _in_target(
    at: NDArray[np.float64],
    bpm: NDArray[np.float64],
    seconds: NDArray[np.float64],
    heart_rate_max_bpm: int,
    time: ActiveTime,
) -> float | None:
    """Seconds in the target zone / seconds with data while there was one; None under 10 s."""
    if heart_rate_max_bpm <= 0:
        return None
    targets = np.array([time.target_zone(instant) or 0 for instant in at.tolist()], dtype=np.int64)
    is_judged = targets > 0
    data_s = float(seconds[is_judged].sum())
    if data_s < MIN_TARGET_S:
        return None
    is_inside = is_judged & (samples.zones_of(bpm, heart_rate_max_bpm) == targets)
    return float(seconds[is_inside].sum()) / data_s
