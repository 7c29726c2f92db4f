"""The rows of the file as a table for Qt: what becomes of each, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum, StrEnum

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.roster_import import RosterRow, RowAction
from ui.roster.view_model import RosterModel
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn

ACTIONS = {RowAction.ADD: "Add", RowAction.UPDATE: "Update", RowAction.SKIP: "Skip"}
_TONES = {RowAction.ADD: Tone.OK, RowAction.UPDATE: Tone.INFO, RowAction.SKIP: Tone.FAINT}


class Column(IntEnum):
    """Columns from left to right."""

    NUMBER = 0
    ACTION = 1
    SHIRT = 2
    NAME = 3
    WHY = 4


class Sieve(StrEnum):
    """Which rows are looked at."""

    ALL = "all"
    BLOCKED = "blocked"
    ALIKE = "alike"
    """Duplicates: those that mean a player who is in the club, or in an earlier row."""


class RowRows(ColumnTable[RosterRow]):
    """Rows in the order of the file.

    Args:
        model: Knows who is in the club.
    """

    def __init__(self, model: RosterModel) -> None:
        columns = {
            Column.NUMBER: TableColumn[RosterRow]("Row", lambda row: str(row.number), _soft),
            Column.ACTION: TableColumn[RosterRow]("Becomes", action_text, _action_tone),
            Column.SHIRT: TableColumn[RosterRow](
                "No.", lambda row: row.values.get("jerseyNumber", ""), _soft
            ),
            Column.NAME: TableColumn[RosterRow]("Name", name_of),
            Column.WHY: TableColumn[RosterRow](
                "Why", lambda row: why_text(row, model.players), _why_tone
            ),
        }
        super().__init__([columns[one] for one in Column], lambda row: row.number)


def sifted(
    rows: Iterable[RosterRow], sieve: Sieve, decided: Collection[int]
) -> tuple[RosterRow, ...]:
    """Those that are looked at; of duplicates also those that somebody has decided on."""
    if sieve is Sieve.BLOCKED:
        return tuple(row for row in rows if row.is_blocked)
    if sieve is Sieve.ALIKE:
        return tuple(row for row in rows if is_alike(row) or row.number in decided)
    return tuple(rows)


def is_alike(row: RosterRow) -> bool:
    """Whether it means somebody who is there already."""
    return row.player_id is not None or row.same_as_row is not None


def name_of(row: RosterRow) -> str:
    """First and last name, as far as the row says."""
    parts = (row.values.get("firstName", ""), row.values.get("lastName", ""))
    return row.values.get("name", "") or " ".join(part for part in parts if part) or "No name"


def action_text(row: RosterRow) -> str:
    """What becomes of it."""
    return "To mend" if row.is_blocked else ACTIONS[row.action]


def why_text(row: RosterRow, players: Mapping[PlayerId, Player]) -> str:
    """What is wrong, whom it means, or what changes."""
    blocking = [one.message for one in row.problems if one.is_blocking]
    if blocking and row.is_blocked:
        more = f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else ""
        return f"{blocking[0]}{more}"
    remarks = [one.message for one in row.problems]
    if remarks:
        return remarks[0]
    player = None if row.player_id is None else players.get(row.player_id)
    if player is not None and row.action is RowAction.UPDATE:
        return f"{player.name}, #{player.jersey_number}: {words_of(row.changes)}"
    return ""


def words_of(fields: Iterable[str]) -> str:
    """`massKg` as people read it: "mass kg"."""
    words = (
        "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in field.partition(".")[0])
        for field in fields
    )
    return ", ".join(dict.fromkeys(word for word in words if word != "version"))


def _action_tone(row: RosterRow) -> Tone:
    return Tone.DANGER if row.is_blocked else _TONES[row.action]


def _why_tone(row: RosterRow) -> Tone:
    return Tone.DANGER if row.is_blocked else Tone.SOFT


def _soft(_row: object) -> Tone:
    return Tone.SOFT
