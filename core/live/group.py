"""A session and a bundle as the dashboard shows them at one instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.live.blocks import place_of_session
from core.live.events import PlayerStatus
from core.live.state import PlayerState, SessionState
from core.live.target import target_at
from core.live.tile import LOST_S, is_fresh
from core.live.views import GroupView, TotalsView


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def present(states: Iterable[SessionState]) -> list[PlayerState]:
    """Players who were not taken out."""
    return [
        player for state in states for player in state.players.values() if player.removed_at is None
    ]


def _fresh_heart_rates(players: Iterable[PlayerState], now: float) -> list[float]:
    return [
        player.heart_rate_bpm
        for player in players
        if player.heart_rate_bpm is not None and is_fresh(player.heart_rate_at, now)
    ]


def energy_kcal(states: Iterable[SessionState]) -> float:
    """From heart rate, of everybody who took part, those taken out as well."""
    return sum(
        player.energy_heart_rate_kcal for state in states for player in state.players.values()
    )


def heart_rate_mean_bpm(states: Sequence[SessionState], now: float) -> float | None:
    """Mean heart rate over the players with fresh data."""
    return _mean(_fresh_heart_rates(present(states), now))


def power_mean_w(states: Sequence[SessionState], now: float) -> float | None:
    """Mean power over the players with fresh data."""
    return _mean(
        [
            player.power_w
            for player in present(states)
            if player.power_w is not None and is_fresh(player.power_at, now)
        ]
    )


def compliance_percent(states: Iterable[SessionState]) -> float | None:
    """Share of the seconds with data that were inside the target zone, over everybody present."""
    players = present(states)
    data_s = sum(player.target_data_s for player in players)
    return sum(player.target_s for player in players) / data_s * 100 if data_s > 0 else None


def volume_kg(states: Iterable[SessionState]) -> float | None:
    """Weight times repetitions of everybody, those taken out as well; None without any set."""
    lifted = [
        player.strength.volume_kg
        for state in states
        for player in state.players.values()
        if player.strength.sets_done
    ]
    return sum(lifted) if lifted else None


def active_participants(state: SessionState, now: float) -> int:
    """Players in a running session of whom something was heard within 20 s, or who say so."""
    if not state.status.is_running:
        return 0
    return sum(_takes_part(player, now) for player in present((state,)))


def _takes_part(player: PlayerState, now: float) -> bool:
    if player.status is PlayerStatus.COMPLETED:
        return False
    heard = [at for at in (player.heart_rate_at, player.power_at) if at is not None]
    if heard and now - max(heard) < LOST_S:
        return True
    return player.is_phone_present and player.status is PlayerStatus.ACTIVE


def group_of(state: SessionState, now: float) -> GroupView:
    """One session on the dashboard."""
    players = present((state,))
    target = target_at(state, now)
    active_s = state.active_s(now)
    heart_rates = _fresh_heart_rates(players, now)
    return GroupView(
        session_id=state.session_id,
        name=state.session.name,
        equipment=state.session.equipment,
        status=state.status,
        player_count=len(players),
        sensors_live=len(heart_rates),
        progress_percent=state.progress_percent(now),
        active_s=active_s,
        remaining_s=max(state.session.duration_min * 60 - active_s, 0.0),
        interval_name=target.name,
        interval_remaining_s=target.remaining_s,
        interval_target_zone=target.zone,
        block=place_of_session(state, now),
        heart_rate_mean_bpm=_mean(heart_rates),
        power_mean_w=power_mean_w((state,), now),
        energy_kcal=energy_kcal((state,)),
    )


def totals_of(states: Sequence[SessionState], now: float) -> TotalsView:
    """Several sessions together."""
    players = present(states)
    heart_rates = _fresh_heart_rates(players, now)
    everybody = [player.seconds_in_zone for state in states for player in state.players.values()]
    z0, z1, z2, z3, z4, z5 = (sum(seconds[zone] for seconds in everybody) for zone in range(6))
    return TotalsView(
        player_count=len(players),
        sensors_live=len(heart_rates),
        heart_rate_mean_bpm=_mean(heart_rates),
        energy_kcal=energy_kcal(states),
        seconds_in_zone=(z0, z1, z2, z3, z4, z5),
    )
