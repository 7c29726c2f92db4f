"""How a file is read, changed step by step: pure, each gives another reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from core.domain.player import Team
from core.domain.roster_import import (
    RosterField,
    RosterFile,
    RosterMapping,
    RosterPreview,
    RosterReading,
    RosterRow,
    RowAction,
    RowDecision,
)

_FIRST_TEAM = "First team"


def first_reading(file: RosterFile, teams: Sequence[Team]) -> RosterReading:
    """As the headers say; into the only team, or a new one where there is none."""
    team_id = teams[0].id if len(teams) == 1 else None
    new = None if teams else _FIRST_TEAM
    mapping = RosterMapping(team_id=team_id, new_team_name=new, adds_teams=True)
    return RosterReading(file=file, mapping=mapping)


def mapped(reading: RosterReading, **changes: object) -> RosterReading:
    """Read the file otherwise; decisions stay."""
    mapping = msgspec.structs.replace(reading.mapping, **changes)
    return msgspec.structs.replace(reading, mapping=mapping)


def matched(
    reading: RosterReading, preview: RosterPreview, index: int, field: RosterField | None
) -> RosterReading:
    """Read a column as something else; what was read so before is passed over."""
    columns = {
        one.index: one.field
        for one in preview.columns
        if one.field and one.field != field and one.index != index
    }
    if field:
        columns[index] = field
    return mapped(reading, columns=columns)


def with_default(reading: RosterReading, field: RosterField, text: str) -> RosterReading:
    """What holds where a cell is empty, or there is no such column; empty: nothing does."""
    defaults = {key: old for key, old in reading.mapping.defaults.items() if key != field}
    if text.strip():
        defaults[field] = text.strip()
    return mapped(reading, defaults=defaults)


def decided(reading: RosterReading, row: RosterRow, action: RowAction | None) -> RosterReading:
    """Add, update or skip a row; None: as it is proposed."""
    return _with_decision(reading, row.number, action=action)


def corrected(
    reading: RosterReading, row: RosterRow, texts: Mapping[RosterField, str]
) -> RosterReading:
    """Read other texts in a row's cells."""
    old = reading.decisions.get(row.number, RowDecision())
    new = {field: text.strip() for field, text in texts.items()}
    return _with_decision(reading, row.number, values={**old.values, **new})


def without_blocked(reading: RosterReading, preview: RosterPreview) -> RosterReading:
    """Pass over all rows that stop the import."""
    skipped = {
        row.number: msgspec.structs.replace(
            reading.decisions.get(row.number, RowDecision()), action=RowAction.SKIP
        )
        for row in preview.rows
        if row.is_blocked
    }
    return msgspec.structs.replace(reading, decisions={**reading.decisions, **skipped})


def decided_rows(reading: RosterReading | None) -> frozenset[int]:
    """Numbers of rows on which somebody has decided."""
    decisions = {} if reading is None else reading.decisions
    return frozenset(number for number, one in decisions.items() if one.action is not None)


def _with_decision(reading: RosterReading, number: int, **changes: object) -> RosterReading:
    old = reading.decisions.get(number, RowDecision())
    decision = msgspec.structs.replace(old, **changes)
    return msgspec.structs.replace(reading, decisions={**reading.decisions, number: decision})
