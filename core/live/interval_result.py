"""What a player has made of an interval: his sums now less those at its beginning."""

from __future__ import annotations

from core.domain.workout import Interval
from core.live.advice.advice import Advice
from core.live.advice.intensity import intensity
from core.live.events import IntervalAnalysis
from core.live.interval_sums import IntervalSums
from core.live.state import PlayerState, SessionState


def sums_of(player: PlayerState) -> IntervalSums:
    """A player's sums since the start of the session."""
    return IntervalSums(
        heart_rate_s=player.heart_rate_s,
        heart_rate_beats=player.heart_rate_beats,
        power_s=player.power_s,
        work_j=player.work_j,
        target_s=player.target_s,
        target_data_s=player.target_data_s,
        seconds_in_zone=player.seconds_in_zone,
    )


def sums_since(player: PlayerState, before: IntervalSums) -> IntervalSums:
    """What has come to a player's sums; not negative, though a correction may have lowered them."""
    zones = zip(player.seconds_in_zone, before.seconds_in_zone, strict=True)
    z0, z1, z2, z3, z4, z5 = (max(now - then, 0.0) for now, then in zones)
    return IntervalSums(
        heart_rate_s=max(player.heart_rate_s - before.heart_rate_s, 0.0),
        heart_rate_beats=max(player.heart_rate_beats - before.heart_rate_beats, 0.0),
        power_s=max(player.power_s - before.power_s, 0.0),
        work_j=max(player.work_j - before.work_j, 0.0),
        target_s=max(player.target_s - before.target_s, 0.0),
        target_data_s=max(player.target_data_s - before.target_data_s, 0.0),
        seconds_in_zone=(z0, z1, z2, z3, z4, z5),
    )


def advice_of(player: PlayerState, interval: Interval, sums: IntervalSums) -> Advice | None:
    """Harder, easier or right, as far as these sums of an interval tell."""
    if interval.target_zone is None:
        return None
    ftp_w = player.player.ftp_w.get(player.equipment)
    return intensity(
        sums.zone_time(interval.target_zone),
        interval.target_zone,
        power_w=sums.power_mean_w,
        target_power_w=interval.power_w(ftp_w),
    )


def analysis_of(player: PlayerState, interval: Interval) -> IntervalAnalysis | None:
    """An interval that ends now, in one player's figures; None if nothing was heard of him."""
    sums = sums_since(player, player.interval)
    if sums.heart_rate_s <= 0 and sums.power_s <= 0:
        return None
    share = None if interval.target_zone is None else sums.zone_time(interval.target_zone).in_share
    advice = advice_of(player, interval, sums)
    return IntervalAnalysis(
        player_id=player.player.id,
        heart_rate_mean=sums.heart_rate_mean_bpm,
        power_mean=sums.power_mean_w,
        compliance_percent=None if share is None else share * 100,
        advice="" if advice is None else advice.text,
        reason="" if advice is None else advice.reason,
    )


def analyses(state: SessionState, index: int) -> tuple[IntervalAnalysis, ...]:
    """What each player has made of an interval that ends now; nothing past the last one."""
    if not 0 <= index < len(state.session.intervals):
        return ()
    interval = state.session.intervals[index]
    found = (
        analysis_of(player, interval)
        for player in state.players.values()
        if player.removed_at is None
    )
    return tuple(one for one in found if one is not None)
