"""One player's tile at one instant."""

from __future__ import annotations

from core.domain.session import SessionStatus
from core.live.blocks import is_off_block, place_of_player
from core.live.events import PlayerStatus
from core.live.rating import load_of
from core.live.state import PlayerState, SessionState
from core.live.target import NO_TARGET, Target
from core.live.views import TileCondition, TileView
from core.physiology import w_balance, zones

STALE_S = 3.0
LOST_S = 20.0


def is_fresh(at: float | None, now: float) -> bool:
    """Whether a value of that instant may still be shown as it is."""
    return at is not None and now - at < STALE_S


def condition_of(state: SessionState, player: PlayerState, now: float) -> TileCondition:
    """How far the tile's main number can be believed: heart rate, or power if there is none."""
    if player.removed_at is not None:
        return TileCondition.REMOVED
    if state.status.is_over or player.status is PlayerStatus.COMPLETED:
        return TileCondition.DONE
    if state.status is SessionStatus.PAUSED or player.status is PlayerStatus.PAUSED:
        return TileCondition.PAUSED
    return _condition_by_age(player, now)


def _condition_by_age(player: PlayerState, now: float) -> TileCondition:
    heard_at = player.power_at if player.heart_rate_at is None else player.heart_rate_at
    if heard_at is None:
        return TileCondition.WAITING
    if now - heard_at < STALE_S:
        return TileCondition.LIVE
    return TileCondition.STALE if now - heard_at < LOST_S else TileCondition.LOST


def tile_of(
    state: SessionState, player: PlayerState, target: Target, zone: int | None, now: float
) -> TileView:
    """The tile; `zone` is the one to colour it in."""
    person = player.player
    at = player.heart_rate_at
    age_s = None if at is None else max(now - at, 0.0)
    bpm = player.heart_rate_bpm if age_s is not None and age_s < LOST_S else None
    share = zones.share_of_maximum(bpm, person.heart_rate_max_bpm)
    shown = zone if share is not None else None
    body = player.body.now(now)
    is_off = is_off_block(state, player)
    asked = NO_TARGET if is_off else target
    is_cadence_fresh = is_fresh(player.machine_at, now)
    return TileView(
        player_id=person.id,
        session_id=state.session.id,
        jersey_number=person.jersey_number,
        name=person.last_name,
        unit_name=player.unit_name,
        equipment=player.equipment,
        condition=condition_of(state, player, now),
        heart_rate_bpm=bpm,
        heart_rate_age_s=age_s,
        zone=shown,
        zone_fill=0.0 if share is None or shown is None else zones.position_in_zone(share, shown),
        heart_rate_percent=None if share is None else share * 100,
        power_w=player.power_w if is_fresh(player.power_at, now) else None,
        cadence_per_min=player.cadence_per_min if is_cadence_fresh else None,
        target_zone=asked.zone,
        target_power_w=asked.power_w(person.ftp_w.get(player.equipment)),
        w_balance_percent=w_balance.percent(
            player.w_balance_j, person.w_prime_j.get(player.equipment)
        ),
        muscle_oxygen_percent=body.muscle_oxygen_percent,
        haemoglobin_g_per_dl=body.haemoglobin_g_per_dl,
        core_temperature_c=body.core_temperature_c,
        skin_temperature_c=body.skin_temperature_c,
        energy_kcal=player.energy_heart_rate_kcal,
        trimp=player.trimp,
        block=place_of_player(state, player, now),
        is_off_block=is_off,
        session_rpe=player.session_rpe,
        session_load=None if player.session_rpe is None else load_of(state, player),
    )
