"""What sessions came to, kept on the dashboard after their end."""

from __future__ import annotations

from collections.abc import Sequence

from core.live.state import SessionState


def mean_bpm(states: Sequence[SessionState]) -> float | None:
    """Mean heart rate over all active seconds that had one, of everybody in these sessions."""
    players = [player for state in states for player in state.players.values()]
    seconds = sum(player.heart_rate_s for player in players)
    return sum(player.heart_rate_beats for player in players) / seconds if seconds > 0 else None


def mean_w(states: Sequence[SessionState]) -> float | None:
    """Mean power over all active seconds that had one, of everybody in these sessions."""
    players = [player for state in states for player in state.players.values()]
    seconds = sum(player.power_s for player in players)
    return sum(player.work_j for player in players) / seconds if seconds > 0 else None


def heard_count(states: Sequence[SessionState]) -> int:
    """Players of whom any heart rate was recorded."""
    return sum(player.heart_rate_s > 0 for state in states for player in state.players.values())


def ended_at(states: Sequence[SessionState]) -> float | None:
    """Instant at which the last session ended; None while any goes on."""
    ends = [state.ended_at for state in states if state.status.is_over]
    if not ends or len(ends) < len(states):
        return None
    return max((end for end in ends if end is not None), default=None)
