"""Whether a player's data can be meant: limits of what a body is and does."""

from __future__ import annotations

from core.domain.player import Player
from core.errors import InvalidInputError
from core.planning.validation import check_name

_JERSEY = (0, 99)
_MASS_KG = (20.0, 250.0)
_HEART_RATE_MAX_BPM = (100, 250)
_HEART_RATE_REST_BPM = (25, 120)
_FTP_W = (1.0, 1000.0)
_W_PRIME_J = (1.0, 100_000.0)


def check_player(player: Player) -> None:
    """Hold a player's data against the limits.

    Raises:
        InvalidInputError: One is outside; `field` names it.
    """
    check_name(player.first_name, "firstName")
    check_name(player.last_name, "lastName")
    _check(player.jersey_number, _JERSEY, "jersey number", "jerseyNumber")
    _check(player.mass_kg, _MASS_KG, "body mass in kg", "massKg")
    _check(player.heart_rate_max_bpm, _HEART_RATE_MAX_BPM, "maximum heart rate", "heartRateMaxBpm")
    _check(
        player.heart_rate_rest_bpm, _HEART_RATE_REST_BPM, "resting heart rate", "heartRateRestBpm"
    )
    for equipment, watts in player.ftp_w.items():
        _check(watts, _FTP_W, "threshold power in W", f"ftpW.{equipment}")
    for equipment, joules in player.w_prime_j.items():
        _check(joules, _W_PRIME_J, "work capacity in J", f"wPrimeJ.{equipment}")


def _check(value: float, limits: tuple[float, float], what: str, field: str) -> None:
    low, high = limits
    if not low <= value <= high:
        message = f"The {what} is {low:g} to {high:g}, not {value:g}."
        raise InvalidInputError(message, field=field)
