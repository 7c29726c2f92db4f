"""From the cells of a row to a player."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, TeamId
from core.domain.player import HeartRateMaxSource, Player
from core.domain.roster_import import CellProblem, DateOrder, RosterField
from core.services.club.plausible_player import implausible, with_estimate
from core.services.club.roster import cells
from core.services.club.roster.fields import REQUIRED, FieldBook

_POWER_FIELDS = {"ftpW": "ftp_w", "criticalPowerW": "critical_power_w", "wPrimeJ": "w_prime_j"}
_PLAIN: dict[RosterField, tuple[str, Callable[[str], Any], str]] = {
    "jerseyNumber": ("jersey_number", cells.whole_number_of, "a whole number"),
    "position": ("position", cells.position_of, "goalkeeper, defence or forward"),
    "sex": ("sex", cells.sex_of, "male or female"),
    "massKg": ("mass_kg", cells.number_of, "a number of kilograms"),
    "heartRateMaxBpm": ("heart_rate_max_bpm", cells.whole_number_of, "beats a minute"),
    "heartRateMaxSource": ("heart_rate_max_source", cells.source_of, "measured or estimated"),
    "heartRateRestBpm": ("heart_rate_rest_bpm", cells.whole_number_of, "beats a minute"),
    "lthrBpm": ("lthr_bpm", cells.whole_number_of, "beats a minute"),
    "skill": ("skill", cells.whole_number_of, "1 to 10"),
}


class ReadRow:
    """The values of one row, by the names of the domain.

    Args:
        values: Cells as text, without the empty ones.
        order: How dates are meant.
        book: How fields are called.
    """

    def __init__(
        self, values: Mapping[RosterField, str], order: DateOrder, book: FieldBook
    ) -> None:
        self.problems: list[CellProblem] = []
        self.plain: dict[str, Any] = {}
        self.tables: dict[str, dict[str, float]] = {}
        self._book = book
        for field, text in values.items():
            self._read(field, text, order)
        if "heart_rate_max_bpm" in self.plain:
            self.plain.setdefault("heart_rate_max_source", HeartRateMaxSource.MEASURED)
        elif self.plain.get("heart_rate_max_source") is HeartRateMaxSource.MEASURED:
            del self.plain["heart_rate_max_source"]  # said of a number that is not here

    @property
    def name(self) -> str:
        """First and last name, as far as they are known."""
        parts = (self.plain.get("first_name", ""), self.plain.get("last_name", ""))
        return " ".join(part for part in parts if part)

    def made_into(self, player_id: PlayerId, team_id: TeamId, today: date) -> Player | None:
        """A new player; None, with problems, if something is missing or cannot be meant."""
        missing = [field for field in REQUIRED if not self._has(field)]
        for field in missing:
            self._blame(field, f"{self._book.label(field)} is missing.")
        if self._is_blocked:
            return None
        fields: dict[str, Any] = {"jersey_number": 0, **self.plain, **self.tables}
        if "heart_rate_max_bpm" not in fields:
            fields["heart_rate_max_bpm"] = 0
            fields["heart_rate_max_source"] = HeartRateMaxSource.ESTIMATED
        return self._checked(Player(id=player_id, team_id=team_id, **fields), today)

    def made_of(self, stored: Player, today: date) -> Player | None:
        """A stored player with what the row says; None, with problems, if it cannot be meant."""
        tables = {name: {**getattr(stored, name), **new} for name, new in self.tables.items()}
        player = msgspec.structs.replace(stored, is_archived=False, **self.plain, **tables)
        return self._checked(player, today)

    @property
    def _is_blocked(self) -> bool:
        return any(problem.is_blocking for problem in self.problems)

    def _has(self, field: RosterField) -> bool:
        others = (field, _INSTEAD.get(field))
        is_blamed = any(problem.field in others for problem in self.problems)
        return is_blamed or _NAMES[field] in self.plain

    def _checked(self, player: Player, today: date) -> Player | None:
        if self._is_blocked:
            return None
        player = with_estimate(player, today)
        wrong = list(implausible(player, today))
        for error in wrong:
            self._blame(error.field or "", error.message)
        return None if wrong else player

    def _read(self, field: RosterField, text: str, order: DateOrder) -> None:
        prefix, _, key = field.partition(".")
        if key:
            self._read_table(field, prefix, key, text)
        elif field in _PLAIN:
            name, parse, wanted = _PLAIN[field]
            self._take(field, name, parse(text), text, wanted)
        elif field == "massLb":
            pounds = cells.number_of(text)
            mass_kg = None if pounds is None else round(pounds * cells.KG_PER_LB, 1)
            self._take(field, "mass_kg", mass_kg, text, "a number of pounds")
        elif field == "birthDate":
            day = cells.date_of(text, order)
            self._take(field, "birth_date", day, text, "a date such as 2005-04-23")
        elif field != "team":
            self._read_name(field, text)

    def _read_name(self, field: RosterField, text: str) -> None:
        if cells.looks_like_formula(text):
            message = f"“{text[:40]}” looks like a formula; it is kept as text."
            self.problems.append(CellProblem(field=field, message=message, is_blocking=False))
        if field != "name":
            self.plain["first_name" if field == "firstName" else "last_name"] = text
        elif (names := cells.names_of(text)) is not None:
            self.plain["first_name"], self.plain["last_name"] = names
        else:
            self._blame(field, f"“{text[:40]}” is not a first and a last name.")

    def _read_table(self, field: RosterField, prefix: str, key: str, text: str) -> None:
        number = cells.number_of(text)
        if number is None:
            self._refuse(field, text, "a number")
        else:
            name = _POWER_FIELDS.get(prefix, "one_rep_max_kg")
            self.tables.setdefault(name, {})[EquipmentType(key)] = number

    def _take(self, field: RosterField, name: str, value: object, text: str, wanted: str) -> None:
        if value is None:
            self._refuse(field, text, wanted)
        else:
            self.plain[name] = value

    def _refuse(self, field: RosterField, text: str, wanted: str) -> None:
        label = self._book.label(field)
        if cells.looks_like_formula(text):
            message = f"{label} is a formula, which is never computed here; enter its value."
        else:
            message = f"{label}: “{text[:40]}” is not {wanted}."
        self._blame(field, message)

    def _blame(self, field: RosterField, message: str) -> None:
        self.problems.append(CellProblem(field=field, message=message))


_INSTEAD = {"massKg": "massLb", "firstName": "name", "lastName": "name"}
_NAMES = {
    "firstName": "first_name",
    "lastName": "last_name",
    "birthDate": "birth_date",
    **{field: name for field, (name, _, _) in _PLAIN.items()},
}
