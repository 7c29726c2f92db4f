"""When a player was in a session, who may have come later, left, and come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.live.state import PlayerState

Span = tuple[float, float]


def present_spans(spans: Iterable[Span], player: PlayerState) -> tuple[Span, ...]:
    """The parts of some stretches of time in which the player was there."""
    kept = list(spans)
    for absence in _absences(player):
        kept = [part for span in kept for part in _without(span, absence)]
    return tuple(kept)


def was_present(player: PlayerState, instant: float) -> bool:
    """Whether the player was there; the instants of coming and going are in it."""
    return not any(begin < instant < end for begin, end in _absences(player))


def _absences(player: PlayerState) -> Sequence[Span]:
    if player.removed_at is None:
        return player.absences
    return (*player.absences, (player.removed_at, float("inf")))


def _without(span: Span, absence: Span) -> list[Span]:
    (begin, end), (gone, back) = span, absence
    parts = [(begin, min(end, gone)), (max(begin, back), end)]
    if end <= gone or back <= begin:
        return [span]
    return [part for part in parts if part[0] < part[1]]
