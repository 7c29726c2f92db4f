"""The medical gate inside a workout: may he do this exercise, this drill, this hard?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import msgspec

from core.domain.agility import Drill
from core.domain.restriction import Restriction, Severity
from core.domain.strength import Exercise
from core.domain.workout import Interval
from core.physiology.zones import LOWER_SHARES

FTP_SHARE_OF_ZONE: Final[dict[int, float]] = {1: 0.55, 2: 0.75, 3: 0.90, 4: 1.05}
"""Upper ends of the power zones (Allen and Coggan, 2010); zone 5 has none."""
_BELOW = 0.01
"""A zone ends just below where the next one begins."""


class ContentGate:
    """Answers for one player on one day.

    Args:
        restrictions: The player's.
        day: The day of training, as the facility's calendar shows it.
    """

    def __init__(self, restrictions: Iterable[Restriction], day: date) -> None:
        self.restrictions: Sequence[Restriction] = tuple(
            one for one in restrictions if one.holds_on(day)
        )

    @property
    def is_out(self) -> bool:
        """Whether the player may not train at all."""
        return any(one.severity is Severity.STOP for one in self.restrictions)

    @property
    def ceiling_zone(self) -> int | None:
        """Highest zone he may train in; None: any."""
        zones = (one.intensity_ceiling_zone for one in self.restrictions)
        return min((zone for zone in zones if zone is not None), default=None)

    def against(self, part: Exercise | Drill) -> tuple[Restriction, ...]:
        """The restrictions that forbid an exercise or a drill; none if he may."""
        return tuple(one for one in self.restrictions if _forbids(one, part))

    def allows(self, part: Exercise | Drill) -> bool:
        """Whether nothing forbids it."""
        return not self.against(part)

    def may_go_up(self, part: Exercise) -> bool:
        """Whether it may become heavier than it is (metrics 7.4): not on a part that is flagged."""
        return not any(_is_about(one, part.body_parts) for one in self.restrictions)

    def is_too_hard(self, interval: Interval) -> bool:
        """Whether an interval asks for more than he may."""
        return self.eased(interval) != interval

    def eased(self, interval: Interval) -> Interval:
        """The interval, asking for no more than he may.

        What is asked in watts or as a pace is the same for everybody and says nothing of how hard
        it is for him: under a ceiling it becomes the ceiling's share of his own FTP.
        """
        ceiling = self.ceiling_zone
        if ceiling is None or ceiling not in FTP_SHARE_OF_ZONE:
            return interval
        most, share = FTP_SHARE_OF_ZONE[ceiling], interval.target_ftp_share
        if interval.target_power_w is not None or interval.target_pace_s is not None:
            share = most
        zone, heart = interval.target_zone, interval.target_heart_rate_share
        return msgspec.structs.replace(
            interval,
            target_zone=None if zone is None else min(zone, ceiling),
            target_heart_rate_share=None
            if heart is None
            else min(heart, LOWER_SHARES[ceiling] - _BELOW),
            target_ftp_share=None if share is None else min(share, most),
            target_power_w=None,
            target_pace_s=None,
        )


def until_text(restrictions: Sequence[Restriction]) -> str:
    """Until when they hold together: "until 31 March 2026"."""
    ends = [restriction.valid_to for restriction in restrictions]
    if not ends or None in ends:
        return "until further notice"
    last = max(end for end in ends if end is not None)
    return f"until {last.day} {last:%B %Y}"


def _forbids(restriction: Restriction, part: Exercise | Drill) -> bool:
    if restriction.severity is Severity.STOP:
        return True
    if set(_folded(restriction.forbidden_movements)) & set(_folded(part.movements)):
        return True
    return restriction.severity is Severity.LIMITED and _is_about(restriction, part.body_parts)


def _is_about(restriction: Restriction, body_parts: Sequence[str]) -> bool:
    """Whether it concerns one of these parts; "left knee" is about the knee, too."""
    concerned = restriction.body_part.casefold()
    return any(part and part in concerned for part in _folded(body_parts))


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold().strip() for word in words]
