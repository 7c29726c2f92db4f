"""What is taken when: players, machines and trainers, looked up by span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from core.domain.ids import PlayerId, UnitId
from core.domain.slots import BookedSession

LONGEST = timedelta(days=1)
"""No session lasts longer, so one that began earlier cannot reach into a span."""


class Timetable:
    """Planned sessions, in order of their start.

    Args:
        booked: What is planned; what is over takes nothing.
    """

    def __init__(self, booked: Iterable[BookedSession]) -> None:
        self._booked = sorted(
            (one for one in booked if not one.status.is_over), key=lambda one: one.starts_at
        )
        self._starts = [one.starts_at for one in self._booked]

    def during(
        self, starts_at: datetime, ends_at: datetime, margin: timedelta = timedelta()
    ) -> list[BookedSession]:
        """Sessions that reach into a span (ends excluded), or come nearer than a margin."""
        begin = bisect_left(self._starts, starts_at - margin - LONGEST)
        end = bisect_left(self._starts, ends_at + margin)
        return [one for one in self._booked[begin:end] if one.ends_at + margin > starts_at]

    def busy(
        self, players: Collection[PlayerId], starts_at: datetime, ends_at: datetime
    ) -> dict[PlayerId, BookedSession]:
        """Who of some players is elsewhere then, and where."""
        found: dict[PlayerId, BookedSession] = {}
        for one in self.during(starts_at, ends_at):
            for player_id in one.player_ids:
                if player_id in players:
                    found.setdefault(player_id, one)
        return found

    def held(self, starts_at: datetime, ends_at: datetime, turnaround: timedelta) -> set[UnitId]:
        """Machines that are in use then, or wiped for the next."""
        during = self.during(starts_at, ends_at, turnaround)
        return {unit_id for one in during for unit_id in one.unit_ids}
