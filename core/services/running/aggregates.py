"""How a bundle is doing, in the figures that go to the trainers every half minute ([S2])."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.domain.ids import BundleId
from core.live import group
from core.live.events import utc
from core.live.state import SessionState
from core.protocol.realtime import AggregateMetrics, AggregateMetricsBroadcast


def broadcast_of(
    bundle_id: BundleId | None, states: Sequence[SessionState], now: float
) -> AggregateMetricsBroadcast:
    """All sessions of a bundle, each and together.

    Args:
        bundle_id: None for a session that is in no bundle.
        states: The sessions as they stand, also those that wait or are over.
        now: The present instant, seconds since 1970.
    """
    total = AggregateMetrics(
        progress_percent=_mean_progress_percent(states, now), **_figures(states, now)
    )
    return AggregateMetricsBroadcast(
        bundle_id=bundle_id,
        timestamp=utc(now),
        total=total,
        sessions=tuple(_of_session(state, now) for state in states),
    )


def _of_session(state: SessionState, now: float) -> AggregateMetrics:
    return AggregateMetrics(
        session_id=state.session_id,
        name=state.session.name,
        equipment=state.session.equipment,
        progress_percent=state.progress_percent(now),
        **_figures((state,), now),
    )


def _figures(states: Sequence[SessionState], now: float) -> dict[str, Any]:
    return {
        "total_participants": len(group.present(states)),
        "active_participants": sum(group.active_participants(state, now) for state in states),
        "average_heart_rate": group.heart_rate_mean_bpm(states, now),
        "average_power": group.power_mean_w(states, now),
        "total_calories": group.energy_kcal(states),
        "compliance_percent": group.compliance_percent(states),
        "volume_kg": group.volume_kg(states),
    }


def _mean_progress_percent(states: Sequence[SessionState], now: float) -> float | None:
    if not states:
        return None
    return sum(state.progress_percent(now) for state in states) / len(states)
