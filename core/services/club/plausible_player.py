"""Whether a player's data can be meant: limits of what a body is and does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

import msgspec

from core.domain.player import HeartRateMaxSource, Player
from core.errors import InvalidInputError
from core.physiology.heart_rate_max import age_years, estimated_heart_rate_max_bpm
from core.planning.content_rules import check_name

_JERSEY = (0, 99)
_AGE_YEARS = (4, 100)
_MASS_KG = (20.0, 250.0)
_HEART_RATE_MAX_BPM = (100, 250)
_HEART_RATE_REST_BPM = (25, 120)
_LTHR_BPM = (80, 230)
_SKILL = (1, 10)
_POWER_W = (1.0, 1000.0)
_W_PRIME_J = (1.0, 100_000.0)
_ONE_REP_MAX_KG = (1.0, 500.0)


def with_estimate(player: Player, today: date) -> Player:
    """The player; if his maximum heart rate is an estimate, with that of his age today."""
    if player.heart_rate_max_source is HeartRateMaxSource.MEASURED:
        return player
    age = age_years(player.birth_date, today)
    return msgspec.structs.replace(player, heart_rate_max_bpm=estimated_heart_rate_max_bpm(age))


def check_player(player: Player, today: date) -> None:
    """Hold a player's data against the limits.

    Raises:
        InvalidInputError: One is outside; `field` names it.
    """
    for problem in implausible(player, today):
        raise problem


def implausible(player: Player, today: date) -> Iterator[InvalidInputError]:
    """All that is outside the limits, field by field."""
    yield from _names(player)
    yield from _outside(player.jersey_number, _JERSEY, "jersey number", "jerseyNumber")
    yield from _birth(player.birth_date, today)
    yield from _outside(player.mass_kg, _MASS_KG, "body mass in kg", "massKg")
    yield from _heart(player)
    if player.skill is not None:
        yield from _outside(player.skill, _SKILL, "skill", "skill")
    for name, values, limits, what in (
        ("ftpW", player.ftp_w, _POWER_W, "threshold power in W"),
        ("criticalPowerW", player.critical_power_w, _POWER_W, "critical power in W"),
        ("wPrimeJ", player.w_prime_j, _W_PRIME_J, "work capacity in J"),
    ):
        for equipment, value in values.items():
            yield from _outside(value, limits, what, f"{name}.{equipment}")
    for exercise, mass_kg in player.one_rep_max_kg.items():
        field = f"oneRepMaxKg.{exercise}"
        yield from _name(exercise, "oneRepMaxKg")
        yield from _outside(mass_kg, _ONE_REP_MAX_KG, "heaviest single repetition in kg", field)


def _names(player: Player) -> Iterator[InvalidInputError]:
    yield from _name(player.first_name, "firstName")
    yield from _name(player.last_name, "lastName")


def _name(name: str, field: str) -> Iterator[InvalidInputError]:
    try:
        check_name(name, field)
    except InvalidInputError as error:
        yield error


def _birth(birth_date: date, today: date) -> Iterator[InvalidInputError]:
    low, high = _AGE_YEARS
    age = age_years(birth_date, today)
    if birth_date > today:
        message = f"Nobody is born on {birth_date.isoformat()} yet."
        yield InvalidInputError(message, field="birthDate")
    elif not low <= age <= high:
        message = f"Born on {birth_date.isoformat()} is an age of {age} years; that is no player."
        yield InvalidInputError(message, field="birthDate")


def _heart(player: Player) -> Iterator[InvalidInputError]:
    most, rest, threshold = (
        player.heart_rate_max_bpm,
        player.heart_rate_rest_bpm,
        player.lthr_bpm,
    )
    yield from _outside(most, _HEART_RATE_MAX_BPM, "maximum heart rate", "heartRateMaxBpm")
    yield from _outside(rest, _HEART_RATE_REST_BPM, "resting heart rate", "heartRateRestBpm")
    if rest >= most:
        message = f"The resting heart rate of {rest} must be below the maximum of {most}."
        yield InvalidInputError(message, field="heartRateRestBpm")
    if threshold is None:
        return
    yield from _outside(threshold, _LTHR_BPM, "heart rate at the threshold", "lthrBpm")
    if threshold >= most:
        message = f"The threshold of {threshold} must be below the maximum heart rate of {most}."
        yield InvalidInputError(message, field="lthrBpm")


def _outside(
    value: float, limits: tuple[float, float], what: str, field: str
) -> Iterator[InvalidInputError]:
    low, high = limits
    if not (math.isfinite(value) and low <= value <= high):
        yield InvalidInputError(f"The {what} is {low:g} to {high:g}, not {value:g}.", field=field)
