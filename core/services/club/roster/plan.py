"""What an import would do: pure, and the same for the preview and for the import itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from core.domain.equipment import EquipmentKind
from core.domain.ids import PlayerId, new_id
from core.domain.player import Player, Team
from core.domain.roster_import import (
    DateOrder,
    RosterField,
    RosterMapping,
    RosterPreview,
    RosterReading,
    RowAction,
    RowDecision,
)
from core.domain.value import Value
from core.domain.workout import Workout
from core.services.club.roster.acquaintance import KnownPlayers, NameKey, key_of
from core.services.club.roster.building import ReadRow
from core.services.club.roster.cells import order_of
from core.services.club.roster.drafts import RowDraft
from core.services.club.roster.fields import FieldBook
from core.services.club.roster.layout import Layout, lay_out
from core.services.club.roster.sheet import Sheet
from core.services.club.roster.shirts import hand_out
from core.services.club.roster.squads import Squads
from core.services.club.staleness import differences

_NO_DECISION = RowDecision()


class KnownClub(Value, frozen=True, kw_only=True):
    """The club before an import."""

    teams: tuple[Team, ...]
    players: tuple[Player, ...]
    """Archived ones too."""
    kinds: tuple[EquipmentKind, ...]
    workouts: tuple[Workout, ...]


class RosterPlan(Value, frozen=True, kw_only=True):
    """What would be shown and what would be written."""

    preview: RosterPreview
    teams: tuple[Team, ...]
    added: tuple[Player, ...]
    changed: tuple[tuple[Player, Player], ...]
    """Before and after."""


def plan_roster(sheet: Sheet, reading: RosterReading, club: KnownClub, today: date) -> RosterPlan:
    """Say what would become of each row of a file that was read.

    Raises:
        InvalidInputError: The mapping makes no sense, or there are too many rows.
    """
    book = FieldBook(club.kinds, club.workouts)
    layout = lay_out(sheet, reading.mapping, book)
    planner = _Planner(reading, club, book, layout, today)
    drafts = [planner.draft(number, row) for number, row in layout.body]
    hand_out(drafts, club.players)
    return _plan(drafts, sheet, layout, book, planner.squads, reading.mapping)


class _Planner:
    """Takes the rows one after the other."""

    def __init__(
        self,
        reading: RosterReading,
        club: KnownClub,
        book: FieldBook,
        layout: Layout,
        today: date,
    ) -> None:
        self.squads = Squads(club.teams, reading.mapping)
        self._known = KnownPlayers(club.players)
        self._layout = layout
        self._book = book
        self._today = today
        self._defaults = reading.mapping.defaults
        self._decisions = reading.decisions
        self._order = _order(reading.mapping, layout)
        self._seen: dict[NameKey, int] = {}
        self._updated: dict[PlayerId, int] = {}

    def draft(self, number: int, cells: Sequence[str]) -> RowDraft:
        """What would become of a row."""
        decision = self._decisions.get(number, _NO_DECISION)
        values = self._values(cells, decision.values)
        draft = RowDraft(number, values, RowAction.SKIP)
        if decision.action is RowAction.SKIP:
            return draft
        row = ReadRow(values, self._order, self._book)
        draft.problems = row.problems
        stored = self._whom(draft, row, decision)
        draft.action = decision.action or _proposal(draft, stored)
        if draft.action is RowAction.UPDATE:
            self._update(draft, row, stored, is_decided=decision.action is not None)
        elif draft.action is RowAction.ADD:
            self._add(draft, row)
        return draft

    def _values(
        self, cells: Sequence[str], corrections: Mapping[RosterField, str]
    ) -> dict[RosterField, str]:
        values = {**self._layout.values_of(cells), **corrections}
        values = {field: text for field, text in values.items() if text.strip()}
        if "name" in values:
            return {**_without_names(self._defaults), **values}
        return {**self._defaults, **values}

    def _whom(self, draft: RowDraft, row: ReadRow, decision: RowDecision) -> Player | None:
        key = key_of(row)
        if key is not None:
            earlier = self._seen.setdefault(key, draft.number)
            if earlier != draft.number and decision.action is None:
                draft.same_as_row = earlier
                draft.remark(None, f"This is the same player as in row {earlier}.")
        if decision.player_id is not None:
            draft.player_id = decision.player_id
            return self._known.by_id.get(decision.player_id)
        player, remark = self._known.match(row)
        if remark is not None and not (remark.is_blocking and decision.action is RowAction.ADD):
            draft.problems.append(remark)
        draft.player_id = None if player is None else player.id
        return player

    def _add(self, draft: RowDraft, row: ReadRow) -> None:
        name = draft.values.get("team", "")
        team_id = self.squads.team_of(name)
        if team_id is None:
            draft.blame("team", f"There is no team “{name}”." if name else "No team is given.")
            return
        draft.needs_number = "jersey_number" not in row.plain
        draft.player = row.made_into(PlayerId(new_id()), team_id, self._today)

    def _update(
        self, draft: RowDraft, row: ReadRow, stored: Player | None, *, is_decided: bool
    ) -> None:
        if stored is None:
            draft.blame(None, "Nobody in the club is this player; add him instead.")
            return
        earlier = self._updated.setdefault(stored.id, draft.number)
        if earlier != draft.number:
            draft.blame(None, f"Row {earlier} changes {stored.name} already.")
            return
        draft.stored = stored
        draft.player = self._with_team(draft, row.made_of(stored, self._today))
        if draft.player is None:
            return
        changes = differences(msgspec.to_builtins(stored), msgspec.to_builtins(draft.player))
        draft.changes = tuple(change["field"] for change in changes)
        if not draft.changes and not is_decided:
            draft.action = RowAction.SKIP
            draft.remark(None, "Nothing changes.")

    def _with_team(self, draft: RowDraft, player: Player | None) -> Player | None:
        name = draft.values.get("team", "")
        if player is None or not name:
            return player
        team_id = self.squads.team_of(name)
        if team_id is None:
            draft.blame("team", f"There is no team “{name}”.")
            return None
        return msgspec.structs.replace(player, team_id=team_id)


def _proposal(draft: RowDraft, stored: Player | None) -> RowAction:
    if draft.same_as_row is not None:
        return RowAction.SKIP
    return RowAction.ADD if stored is None else RowAction.UPDATE


def _without_names(defaults: Mapping[RosterField, str]) -> dict[RosterField, str]:
    return {key: text for key, text in defaults.items() if key not in ("firstName", "lastName")}


def _order(mapping: RosterMapping, layout: Layout) -> DateOrder:
    if mapping.date_order is not DateOrder.AUTO:
        return mapping.date_order
    index = next((one.index for one in layout.columns if one.field == "birthDate"), None)
    if index is None:
        return DateOrder.DAY_FIRST
    return order_of(row[index] for _, row in layout.body if index < len(row))


def _plan(
    drafts: Sequence[RowDraft],
    sheet: Sheet,
    layout: Layout,
    book: FieldBook,
    squads: Squads,
    mapping: RosterMapping,
) -> RosterPlan:
    rows = tuple(draft.shown() for draft in drafts)
    actions = [row.action for row in rows]
    above = layout.skipped_above
    remarks = (f"{above} rows above the header are passed over.",) if above else ()
    preview = RosterPreview(
        columns=layout.columns,
        choices=book.choices(),
        missing=layout.missing(mapping.defaults),
        rows=rows,
        encoding=sheet.encoding,
        adds=actions.count(RowAction.ADD),
        updates=actions.count(RowAction.UPDATE),
        skips=actions.count(RowAction.SKIP),
        blocked=sum(1 for row in rows if row.is_blocked),
        remarks=(*sheet.remarks, *remarks),
    )
    written = [draft for draft in drafts if draft.is_written]
    used = {draft.player.team_id for draft in written if draft.player is not None}
    return RosterPlan(
        preview=preview,
        teams=tuple(team for team in squads.added if team.id in used),
        added=tuple(one.player for one in written if one.player and one.stored is None),
        changed=tuple((one.stored, one.player) for one in written if one.player and one.stored),
    )
