"""A roster on its way into the club: the file, how it is read, what would become of its rows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.domain.ids import ImportId, PlayerId, TeamId
from core.domain.value import Value

RosterField = str
"""What a column holds: `jerseyNumber`, `ftpW.ROWING`, `oneRepMaxKg.back-squat`; the names of a
player on the wire, and besides `name` (first and last), `team` (its name), `massLb` (pounds)."""


class RosterFormat(StrEnum):
    """Kinds of files."""

    CSV = "csv"
    XLSX = "xlsx"


class DateOrder(StrEnum):
    """How 03/04/2005 is meant."""

    AUTO = "auto"
    """As the column as a whole allows; where both would do, the day first."""
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class RowAction(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    UPDATE = "update"
    SKIP = "skip"


class RosterFile(Value, frozen=True, kw_only=True):
    """A file as it lies on the disk; its content is base64 on the wire."""

    name: str
    content: bytes


class RosterMapping(Value, frozen=True, kw_only=True):
    """How a file is read."""

    columns: dict[int, RosterField] | None = None
    """Field by column, from 0; None: as the words of the header say."""
    defaults: dict[RosterField, str] = msgspec.field(default_factory=dict[RosterField, str])
    """What holds where a cell is empty or there is no such column: `{"sex": "male"}`."""
    team_id: TeamId | None = None
    """The team of rows that name none."""
    new_team_name: str | None = None
    """Instead of `team_id`: a team that is added with them."""
    adds_teams: bool = False
    """Whether teams that rows name, and nobody knows, are added."""
    date_order: DateOrder = DateOrder.AUTO
    encoding: str | None = None
    """Of a CSV file, such as `cp1252`; None: found out."""


class RowDecision(Value, frozen=True, kw_only=True):
    """What somebody wants of one row."""

    action: RowAction | None = None
    """None: what is proposed."""
    player_id: PlayerId | None = None
    """Whom UPDATE means, if not the one proposed."""
    values: dict[RosterField, str] = msgspec.field(default_factory=dict[RosterField, str])
    """Corrections of cells."""


class RosterReading(Value, frozen=True, kw_only=True):
    """A file, how to read it, and what was decided so far: body of preview and of import alike."""

    file: RosterFile
    mapping: RosterMapping = msgspec.field(default_factory=RosterMapping)
    decisions: dict[int, RowDecision] = msgspec.field(default_factory=dict[int, RowDecision])
    """By the number of the row."""


class CellProblem(Value, frozen=True, kw_only=True):
    """What is wrong or remarkable in a row, as one sentence."""

    field: RosterField | None = None
    message: str
    is_blocking: bool = True
    """Whether the row cannot be imported like that; else it is a remark."""


class RosterRow(Value, frozen=True, kw_only=True):
    """One row and what would become of it."""

    number: int
    """As a spreadsheet counts them, the header among them."""
    values: dict[RosterField, str]
    """Cells as text, with corrections and defaults."""
    action: RowAction
    player_id: PlayerId | None = None
    """Whom it would update, or whom it resembles."""
    same_as_row: int | None = None
    """An earlier row that means the same player."""
    changes: tuple[str, ...] = ()
    """Of an update: what becomes another, by name on the wire."""
    problems: tuple[CellProblem, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Whether it stops the import as it is."""
        return self.action is not RowAction.SKIP and any(one.is_blocking for one in self.problems)


class RosterColumn(Value, frozen=True, kw_only=True):
    """One column of the file."""

    index: int
    header: str
    samples: tuple[str, ...]
    """The first cells that are not empty."""
    field: RosterField | None = None
    """What it is read as; None: it is passed over."""


class RosterFieldChoice(Value, frozen=True, kw_only=True):
    """Something that a column can be read as."""

    field: RosterField
    label: str
    """"Body mass (kg)"."""
    is_required: bool
    """Whether a new player cannot do without (a default will do)."""


class RosterPreview(Value, frozen=True, kw_only=True):
    """What an import would do. Nothing is written yet."""

    columns: tuple[RosterColumn, ...]
    choices: tuple[RosterFieldChoice, ...]
    missing: tuple[RosterField, ...]
    """Required fields that neither a column nor a default gives."""
    rows: tuple[RosterRow, ...]
    encoding: str | None = None
    """Of a CSV file."""
    adds: int
    updates: int
    skips: int
    blocked: int
    """Rows that stop the import as they are."""
    remarks: tuple[str, ...] = ()
    """On the file as a whole: its encoding, its sheet, what was left out."""


class ImportedRoster(Value, frozen=True, kw_only=True):
    """What an import did."""

    id: ImportId
    """To undo it."""
    added: int
    updated: int
    skipped: int
    teams_added: int = 0


class UndoneImport(Value, frozen=True, kw_only=True):
    """What the undoing of an import did."""

    removed: int
    restored: int
    kept: tuple[str, ...] = ()
    """One sentence for each player who had to stay as he is."""
