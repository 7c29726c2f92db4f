"""By what players are weighed: strength, rating, readiness; whole numbers for exact sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.domain.distribution import Measure
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.summary import PlayerSummary
from core.domain.value import Value
from core.physiology.form import form

FINENESS = 100
"""Whole steps in one unit of a measure: 0.01 W/kg is finer than anybody measures it."""


class Values(Value, frozen=True, kw_only=True):
    """What is known of one measure."""

    measure: Measure
    known: dict[PlayerId, float]

    def weights(self, players: Sequence[PlayerId]) -> dict[PlayerId, int]:
        """In whole steps for each player; of whom nothing is known, the mean of the others."""
        known = [self.known[one] for one in players if one in self.known]
        mean = sum(known) / len(known) if known else 0.0
        return {one: round(self.known.get(one, mean) * FINENESS) for one in players}


def ftp_per_kg(players: Sequence[Player]) -> Values:
    """Threshold power per kilogram, mean over the player's machines (W/kg)."""
    known = {
        player.id: sum(player.ftp_w.values()) / len(player.ftp_w) / player.mass_kg
        for player in players
        if player.ftp_w and player.mass_kg > 0
    }
    return Values(measure=Measure.FTP_PER_KG, known=known)


def skill_ratings(players: Sequence[Player]) -> Values:
    """The trainer's ratings."""
    known = {player.id: float(player.skill) for player in players if player.skill is not None}
    return Values(measure=Measure.SKILL_RATING, known=known)


def strength_of(players: Sequence[Player]) -> Values:
    """What says more about these players: threshold power, or where fewer have it, ratings."""
    measured, rated = ftp_per_kg(players), skill_ratings(players)
    return rated if len(rated.known) > len(measured.known) else measured


def readiness_of(told: Mapping[PlayerId, float]) -> Values:
    """What was told of today's readiness, 0 to 100."""
    return Values(measure=Measure.READINESS, known=dict(told))


def form_values(known: Mapping[PlayerId, float]) -> Values:
    """Form as the hub has worked it out."""
    return Values(measure=Measure.FORM, known=dict(known))


class PastSession(Value, frozen=True, kw_only=True):
    """What a session of earlier has cost its players."""

    age_days: float
    players: tuple[PlayerSummary, ...]


def form_of(past: Sequence[PastSession], players: Collection[PlayerId]) -> Values:
    """Form of those of whom anything was recorded.

    The load is TRIMP, or session RPE where more was said than measured; the two are never mixed.
    """
    trimp: dict[PlayerId, list[tuple[float, float]]] = {}
    felt: dict[PlayerId, list[tuple[float, float]]] = {}
    for session in past:
        for one in session.players:
            for load, loads in ((one.trimp, trimp), (one.session_load, felt)):
                if load is not None and one.player_id in players:
                    loads.setdefault(one.player_id, []).append((session.age_days, load))
    chosen = felt if sum(map(len, felt.values())) > sum(map(len, trimp.values())) else trimp
    return Values(measure=Measure.FORM, known={one: form(loads) for one, loads in chosen.items()})
