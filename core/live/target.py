"""The interval that runs, and what it asks of a player."""

from __future__ import annotations

from core.domain.value import Value
from core.live.state import PlayerState, SessionState


class Target(Value, frozen=True, kw_only=True):
    """What is asked now; nothing before the start and after the last interval."""

    name: str = ""
    remaining_s: float | None = None
    zone: int | None = None
    ftp_share: float | None = None
    fixed_power_w: float | None = None
    """Asked of everybody alike."""

    def power_w(self, ftp_w: float | None) -> float | None:
        """The power asked of a player with this FTP."""
        if self.fixed_power_w is not None:
            return self.fixed_power_w
        if self.ftp_share is None or not ftp_w:
            return None
        return self.ftp_share * ftp_w


NO_TARGET = Target()


def target_at(state: SessionState, now: float, player: PlayerState | None = None) -> Target:
    """The running interval; it stands still while the session is paused.

    Args:
        state: The session.
        now: Seconds since 1970.
        player: Whose target, which may be easier than that of all.
    """
    if not state.status.is_running:
        return NO_TARGET
    found = state.interval_at(now)
    if found is None:
        return NO_TARGET
    index, remaining_s = found
    planned = state.session.intervals
    interval = (planned if player is None else player.intervals(planned))[index]
    return Target(
        name=interval.name,
        remaining_s=remaining_s,
        zone=interval.target_zone,
        ftp_share=interval.target_ftp_share,
        fixed_power_w=interval.target_power_w,
    )
