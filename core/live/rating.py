"""What players say of a session after it, for one and for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.domain.value import Value
from core.live.presence import present_spans
from core.live.state import PlayerState, SessionState
from core.physiology.session_load import session_load

Said = tuple[float | None, float | None]
"""A player's session RPE and session load."""


class TeamRating(Value, frozen=True, kw_only=True):
    """How hard it was for those who have said so."""

    mean_session_rpe: float
    """0 to 10."""
    mean_session_load: float | None
    """Session RPE times active minutes; null if none of them had any active time."""
    rated_players: int
    players: int
    """Who could have rated."""


def load_of(state: SessionState, player: PlayerState) -> float | None:
    """A player's session load: his rating times the active minutes in which he was there.

    For ended stretches; of one that still runs nothing is counted.
    """
    spans = present_spans(state.active_spans, player)
    return session_load(player.session_rpe, sum(end - start for start, end in spans))


def team_rating(said: Iterable[Said], players: int) -> TeamRating | None:
    """The means of what was said; None if nobody has."""
    known = list(said)
    rpes = [rpe for rpe, _ in known if rpe is not None]
    loads = [load for _, load in known if load is not None]
    if not rpes:
        return None
    return TeamRating(
        mean_session_rpe=sum(rpes) / len(rpes),
        mean_session_load=sum(loads) / len(loads) if loads else None,
        rated_players=len(rpes),
        players=players,
    )


def rating_of(states: Sequence[SessionState]) -> TeamRating | None:
    """The means over all players of these sessions; None if nobody has rated."""
    people = [(state, player) for state in states for player in state.players.values()]
    there = {one.player.id for _, one in people if one.removed_at is None or _has_rated(one)}
    return team_rating(
        ((player.session_rpe, load_of(state, player)) for state, player in people), len(there)
    )


def _has_rated(player: PlayerState) -> bool:
    return player.session_rpe is not None
