"""A player as texts in a form, and back, by the same rules as the import of a roster."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from core.domain.ids import PlayerId, TeamId
from core.domain.player import HeartRateMaxSource, Player
from core.domain.roster_import import DateOrder
from core.physiology.heart_rate_max import age_years, estimated_heart_rate_max_bpm
from core.services.club.roster import cells
from core.services.club.roster.building import ReadRow
from core.services.club.roster.fields import REQUIRED, FieldBook

_TABLES = {
    "ftpW": "ftp_w",
    "criticalPowerW": "critical_power_w",
    "wPrimeJ": "w_prime_j",
    "oneRepMaxKg": "one_rep_max_kg",
}
_NEEDED = (*REQUIRED, "jerseyNumber", "team")
_NOT_MEASURED = "Enter the measured one, or let it be estimated from the age."


def texts_of(player: Player) -> dict[str, str]:
    """What a form shows of a player."""
    plain = {
        "firstName": player.first_name,
        "lastName": player.last_name,
        "jerseyNumber": str(player.jersey_number),
        "position": player.position.value,
        "birthDate": player.birth_date.isoformat(),
        "sex": player.sex.value,
        "massKg": number_text(player.mass_kg),
        "heartRateMaxBpm": str(player.heart_rate_max_bpm),
        "heartRateMaxSource": player.heart_rate_max_source.value,
        "heartRateRestBpm": str(player.heart_rate_rest_bpm),
        "lthrBpm": "" if player.lthr_bpm is None else str(player.lthr_bpm),
        "skill": "" if player.skill is None else str(player.skill),
        "team": player.team_id,
    }
    tables = {
        f"{prefix}.{key}": number_text(value)
        for prefix, name in _TABLES.items()
        for key, value in getattr(player, name).items()
    }
    return plain | tables


def read(
    stored: Player | None, texts: Mapping[str, str], book: FieldBook, today: date
) -> tuple[Player | None, dict[str, str]]:
    """The player that the texts mean, or what is wrong with them by field.

    Args:
        stored: As he is; None for a new one.
        texts: Of all fields.
        book: How fields are called.
        today: For ages.
    """
    given = {key: text.strip() for key, text in texts.items() if text.strip()}
    is_estimated = given.get("heartRateMaxSource") == HeartRateMaxSource.ESTIMATED
    if is_estimated:
        given.pop("heartRateMaxBpm", None)
    problems = {key: f"{book.label(key)} is missing." for key in _NEEDED if key not in given}
    if not is_estimated and "heartRateMaxBpm" not in given:
        problems["heartRateMaxBpm"] = _NOT_MEASURED
    row = ReadRow(given, DateOrder.DAY_FIRST, book)
    team_id = TeamId(given.get("team", ""))
    if stored is None:
        player = row.made_into(PlayerId(""), team_id, today)
    else:
        player = row.made_of(_without_options(stored), today)
    for problem in row.problems:
        if problem.is_blocking and problem.field:
            problems.setdefault(problem.field, problem.message)
    if problems or player is None:
        return None, problems
    is_archived = stored is not None and stored.is_archived
    return msgspec.structs.replace(player, team_id=team_id, is_archived=is_archived), {}


def estimate_text(birth_date: str, today: date) -> str:
    """The maximum heart rate that the age lets one expect; empty while it is not known."""
    born = cells.date_of(birth_date.strip(), DateOrder.DAY_FIRST)
    if born is None or born > today:
        return ""
    return str(estimated_heart_rate_max_bpm(age_years(born, today)))


def number_text(value: float) -> str:
    """As short as it can be written, to a thousandth: "81.5", "82"."""
    short = round(value, 3)
    return str(int(short)) if short == int(short) else repr(short)


def _without_options(player: Player) -> Player:
    """Without what a form may leave empty, so that an emptied field is empty afterwards."""
    return msgspec.structs.replace(
        player,
        lthr_bpm=None,
        skill=None,
        ftp_w={},
        critical_power_w={},
        w_prime_j={},
        one_rep_max_kg={},
    )
