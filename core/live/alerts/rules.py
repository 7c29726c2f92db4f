"""What is so with one player at this instant, by the limits of the club."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from core.domain.session import SessionStatus
from core.live.alerts.alert import AlertKind, Finding
from core.live.events import MedicalStatus, PlayerStatus
from core.live.state import PlayerState, SessionState
from core.physiology import w_balance, zones
from core.physiology.hold import HOLD_S

USUAL_CEILING: Final = 0.95
"""Share of the maximum heart rate, where the plan does not ask for zone 5."""
LOST_S: Final = 30.0
LOW_PERCENT: Final = 10.0
"""Of W′; below this a player has nothing left for another effort."""
BACK_PERCENT: Final = 15.0
"""From here on it is not low any more."""

_HURT: Final = {
    MedicalStatus.PAIN: ("Pain", "Look at the player now."),
    MedicalStatus.INJURED: ("Injured", "Must not go on with this."),
}

HOLD_BEFORE_S: Final = {AlertKind.OUT_OF_ZONE: 20.0, AlertKind.ABOVE_CEILING: 30.0}
"""So long something must have been so before it is told."""


def takes_part(state: SessionState, player: PlayerState) -> bool:
    """Whether this player's numbers are expected now."""
    return (
        state.status is SessionStatus.IN_PROGRESS
        and player.removed_at is None
        and player.status not in (PlayerStatus.PAUSED, PlayerStatus.COMPLETED)
    )


def hurt_finding(state: SessionState, player: PlayerState) -> Finding | None:
    """A player in pain or injured, until that is over or he has left the session.

    Who was brought to this session because he is injured may do it, so nothing is the matter here.
    """
    medical = player.medical
    if state.status.is_over or player.removed_at is not None or medical.status not in _HURT:
        return None
    if medical.status is MedicalStatus.INJURED and _came_with_it(player):
        return None
    word, todo = _HURT[medical.status]
    return Finding(
        kind=AlertKind.MEDICAL,
        text=f"{word}: {medical.body_part}" if medical.body_part else word,
        reason=todo,
        topic=f"{medical.status} {medical.since}",
    )


def _came_with_it(player: PlayerState) -> bool:
    """Whether the last word on him was said in the session that he comes from."""
    return any(back == player.medical.since for _, back in player.absences)


def ceiling_share(target_zone: int | None, ceiling_zone: int | None) -> float:
    """Highest share of the maximum heart rate that is all right for long.

    Args:
        target_zone: What the interval asks for.
        ceiling_zone: What medicine allows at most; it rules over everything.
    """
    top = len(zones.LOWER_SHARES)
    if ceiling_zone is not None:
        return zones.LOWER_SHARES[ceiling_zone] if ceiling_zone < top else 1.0
    return 1.0 if target_zone == top else USUAL_CEILING


def findings(
    state: SessionState,
    player: PlayerState,
    target_zone: int | None,
    now: float,
    *,
    ceiling_zone: int | None = None,
    was_low: bool = False,
) -> Iterator[Finding]:
    """All that is so with a player who takes part.

    Args:
        state: The session.
        player: Who.
        target_zone: What the interval asks for, the grace at its beginning over.
        now: The present instant.
        ceiling_zone: Highest zone that medicine allows him.
        was_low: Whether his W′bal was low before.
    """
    lost = _lost(state, player, now)
    if lost is not None:
        yield lost
    yield from _heart_rate(player, target_zone, now, ceiling_zone)
    low = _low_balance(player, was_low=was_low)
    if low is not None:
        yield low


def _lost(state: SessionState, player: PlayerState, now: float) -> Finding | None:
    is_strap = player.heart_rate_at is not None
    heard_at = player.heart_rate_at if is_strap else player.power_at
    if heard_at is None or state.running_since is None:
        return None
    # Silence before the start, or in a pause, is nobody's loss.
    silent_s = now - max(heard_at, state.running_since)
    if silent_s <= LOST_S:
        return None
    what = "heart rate" if is_strap else "power"
    where = "" if is_strap or not player.unit_name else f" from {player.unit_name}"
    todo = "Check the strap: wet, tight, in range." if is_strap else "Check the machine's monitor."
    return Finding(
        kind=AlertKind.SENSOR_LOST,
        text=f"No {what}{where} for {LOST_S:.0f} s",
        reason=todo,
    )


def _heart_rate(
    player: PlayerState, target: int | None, now: float, ceiling_zone: int | None
) -> Iterator[Finding]:
    at, maximum_bpm = player.heart_rate_at, player.player.heart_rate_max_bpm
    if at is None or now - at > HOLD_S:
        return
    share = zones.share_of_maximum(player.heart_rate_bpm, maximum_bpm)
    if share is None:
        return
    ceiling = ceiling_share(target, ceiling_zone)
    if share > ceiling:
        yield Finding(
            kind=AlertKind.ABOVE_CEILING,
            text=f"Heart rate above {ceiling * 100:.0f} % of the maximum",
            reason=f"{player.heart_rate_bpm} of {maximum_bpm} bpm. Ease off.",
        )
        return  # being out of zone as well is no news then
    zone = zones.zone_of_share(share)
    if target is not None and zone != target:
        where = "Above" if zone > target else "Below"
        yield Finding(
            kind=AlertKind.OUT_OF_ZONE,
            text=f"{where} zone {target}",
            reason=f"In zone {zone} with {player.heart_rate_bpm} bpm.",
            topic=f"{where} {target}",
            away=_away_bpm(player.heart_rate_bpm or 0, target, maximum_bpm),
        )


def _away_bpm(bpm: float, target: int, maximum_bpm: float) -> float:
    """From the nearer bound of the zone."""
    lower, upper = zones.zone_bounds_bpm(target, maximum_bpm)
    return max(lower - bpm, bpm - upper, 0.0)


def _low_balance(player: PlayerState, *, was_low: bool) -> Finding | None:
    w_prime_j = player.player.w_prime_j.get(player.equipment)
    percent = w_balance.percent(player.w_balance_j, w_prime_j)
    if percent is None or percent >= (BACK_PERCENT if was_low else LOW_PERCENT):
        return None
    return Finding(
        kind=AlertKind.W_BALANCE_LOW,
        text=f"W′ balance below {LOW_PERCENT:.0f} %",
        reason="Nothing left for another effort; easy work brings it back.",
    )
