"""The answer of GET …/status ([S0] 5.1) from the states of a bundle's sessions."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.drafts import AggregateMetrics, BundleStatus, SessionProgress
from core.domain.ids import BundleId
from core.live import group
from core.live.state import SessionState


def bundle_status(bundle_id: BundleId, states: Sequence[SessionState], now: float) -> BundleStatus:
    """How far each session has come, and the bundle's means over players with fresh data."""
    return BundleStatus(
        bundle_id=bundle_id,
        sessions=tuple(_progress(state, now) for state in states),
        aggregate_metrics=AggregateMetrics(
            total_participants=len(group.present(states)),
            average_heart_rate=group.heart_rate_mean_bpm(states, now),
            total_calories=group.energy_kcal(states),
        ),
    )


def _progress(state: SessionState, now: float) -> SessionProgress:
    return SessionProgress(
        id=state.session_id,
        name=state.session.name,
        status=state.status,
        progress=state.progress_percent(now),
        active_participants=group.active_participants(state, now),
        metrics={
            "averageHeartRate": group.heart_rate_mean_bpm((state,), now),
            "averagePower": group.power_mean_w((state,), now),
            "calories": group.energy_kcal((state,)),
        },
    )
