"""One row on its way from cells to a player."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.roster_import import CellProblem, RosterField, RosterRow, RowAction


@dataclass(slots=True)
class RowDraft:
    """What is known of a row so far."""

    number: int
    values: dict[RosterField, str]
    action: RowAction
    problems: list[CellProblem] = field(default_factory=list[CellProblem])
    player: Player | None = None
    """What he would be; None if that cannot be."""
    stored: Player | None = None
    """Of an update: what he is."""
    player_id: PlayerId | None = None
    same_as_row: int | None = None
    changes: tuple[str, ...] = ()
    needs_number: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it would be written as it is."""
        blocked = any(problem.is_blocking for problem in self.problems)
        return self.action is not RowAction.SKIP and self.player is not None and not blocked

    def blame(self, about: RosterField | None, message: str) -> None:
        """Say what stops it."""
        self.problems.append(CellProblem(field=about, message=message))

    def remark(self, about: RosterField | None, message: str) -> None:
        """Say what is remarkable."""
        self.problems.append(CellProblem(field=about, message=message, is_blocking=False))

    def shown(self) -> RosterRow:
        """The row as a preview shows it."""
        return RosterRow(
            number=self.number,
            values=self.values,
            action=self.action,
            player_id=self.player_id,
            same_as_row=self.same_as_row,
            changes=self.changes,
            problems=tuple(self.problems),
        )
