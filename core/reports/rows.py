"""The players of a finished bundle in the order of its papers: group by group, by assignment."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.summary import BundleReport, PlayerSummary, PlayerTrace, SessionReport
from core.domain.value import Value

VALID_SHARE = 0.9
"""A heart-rate sensor is valid if it covered this share of a player's active time."""


class Row(Value, frozen=True, kw_only=True):
    """One player in one session."""

    session: SessionReport
    player: Player
    figures: PlayerSummary
    trace: PlayerTrace

    @property
    def heart_rate_s(self) -> float:
        """Active seconds with heart rate."""
        return sum(self.figures.seconds_in_zone)

    @property
    def is_valid(self) -> bool:
        """Whether heart rate covers at least 90 % of the player's active time."""
        active_s = self.figures.active_s
        return active_s > 0 and self.heart_rate_s >= VALID_SHARE * active_s


def rows_of(report: BundleReport, session: SessionReport) -> Iterator[Row]:
    """The players of one session; one who was deleted since is left out."""
    people: dict[PlayerId, Player] = {player.id: player for player in report.players}
    traces = {trace.player_id: trace for trace in session.traces}
    for figures in session.summary.players:
        player = people.get(figures.player_id)
        trace = traces.get(figures.player_id)
        if player is not None and trace is not None:
            yield Row(session=session, player=player, figures=figures, trace=trace)
