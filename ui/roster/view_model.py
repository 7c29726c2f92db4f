"""The import of a roster behind its page: nothing is written before the last step."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import QObject, Signal

from core.domain.ids import PlayerId, TeamId
from core.domain.player import Player, Team
from core.domain.roster_import import (
    ImportedRoster,
    RosterField,
    RosterFile,
    RosterPreview,
    RosterReading,
    RosterRow,
    RowAction,
)
from core.errors import HockeyHubError, InvalidInputError
from ui.common.feedback import Notice, notice_of
from ui.common.hub_model import HubModel
from ui.common.services import DeskServices
from ui.roster import readings
from widgets.inputs import BannerKind

LARGEST_BYTES = 8 * 1024 * 1024


class Step(IntEnum):
    """Where one is."""

    FILE = 0
    COLUMNS = 1
    ROWS = 2
    DONE = 3


class RosterModel(HubModel):
    """What is read how, what was decided, and what the hub would make of it.

    Args:
        services: The hub, and the background.
        parent: Owner.
    """

    moved = Signal()
    """Another step."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(services.tasks, parent)
        self._link = services.link
        self.teams: tuple[Team, ...] = ()
        self.players: Mapping[PlayerId, Player] = {}
        self.step = Step.FILE
        self.reading: RosterReading | None = None
        self.preview: RosterPreview | None = None
        self.file_problem = ""
        self.result: ImportedRoster | None = None
        self.undone = ""
        """What the undo did; empty while the import stands."""
        self._asked = 0
        self._looked_at: RosterReading | None = None
        """What `preview` is the preview of."""

    @property
    def may_look(self) -> bool:
        """Whether the columns are matched well enough to look at the rows."""
        preview = self.preview
        return preview is not None and not preview.missing and bool(preview.rows)

    @property
    def may_write(self) -> bool:
        """Whether all rows can be written as they are."""
        preview = self.preview
        return (
            self.may_look
            and preview is not None
            and not preview.blocked
            and preview.adds + preview.updates > 0
            and not self.is_busy
            and self.reading is self._looked_at
        )

    def furthest(self) -> Step:
        """How far one may go."""
        if self.result is not None:
            return Step.DONE
        if self.preview is None:
            return Step.FILE
        return Step.ROWS if self.may_look else Step.COLUMNS

    def go_to(self, step: Step) -> None:
        """Turn to a step, as far as that is possible."""
        is_over = self.result is not None
        if step <= self.furthest() and step is not self.step and (step is Step.DONE or not is_over):
            self.step = step
            self.moved.emit()
            self.changed.emit()

    def open_file(self, path: Path) -> None:
        """Read a file; the hub says what is in it."""
        try:
            content = _content(path)
        except HockeyHubError as error:
            self._tell_of_file(error)
            return
        file = RosterFile(name=path.name, content=content)
        self.reading = readings.first_reading(file, self.teams)
        self.preview, self.file_problem = None, ""
        self._ask(then=Step.COLUMNS)

    def read_as(self, reading: RosterReading) -> None:
        """Read the file otherwise, and ask what that comes to."""
        if self.reading is not None and reading != self.reading:
            self.reading = reading
            self._ask()

    def match(self, index: int, field: RosterField | None) -> None:
        """Read a column as something else, or pass it over."""
        if self.reading is not None and self.preview is not None:
            self.read_as(readings.matched(self.reading, self.preview, index, field))

    def change_mapping(self, **changes: object) -> None:
        """Read the file as a whole otherwise."""
        if self.reading is not None:
            self.read_as(readings.mapped(self.reading, **changes))

    def set_default(self, field: RosterField, text: str) -> None:
        """What holds where a cell is empty, or there is no such column."""
        if self.reading is not None:
            self.read_as(readings.with_default(self.reading, field, text))

    def decide(self, row: RosterRow, action: RowAction | None) -> None:
        """Add, update or skip a row; None: as it is proposed."""
        if self.reading is not None:
            self.read_as(readings.decided(self.reading, row, action))

    def correct(self, row: RosterRow, texts: Mapping[RosterField, str]) -> None:
        """Read other texts in a row's cells."""
        if self.reading is not None:
            self.read_as(readings.corrected(self.reading, row, texts))

    def skip_blocked(self) -> None:
        """Pass over all rows that stop the import."""
        if self.reading is not None and self.preview is not None:
            self.read_as(readings.without_blocked(self.reading, self.preview))

    def write(self) -> None:
        """Write all rows, or if one of them cannot be, none."""
        reading = self.reading
        if reading is None or not self.may_write:
            return

        async def work() -> None:
            self.result = await self._link.club.import_roster(reading)
            self.step = Step.DONE
            self.moved.emit()

        self.do(work(), "import a roster")

    def take_import_back(self) -> None:
        """Undo the whole import."""
        result = self.result
        if result is None or self.undone:
            return

        async def work() -> None:
            done = await self._link.club.undo_import(result.id)
            words = f"{done.removed} removed, {done.restored} as before."
            self.undone = " ".join((words, *done.kept))

        self.do(work(), "undo an import")

    @override
    async def fetch(self) -> None:
        self.teams = await self._link.teams()
        self.players = {one.id: one for one in await self._link.club.everybody()}

    def _ask(self, then: Step | None = None) -> None:
        """Ask what the import would do; of several answers the last counts."""
        reading = self.reading
        if reading is None:
            return
        self._asked += 1
        number = self._asked
        self.is_busy = True
        self.changed.emit()

        async def work() -> None:
            try:
                preview = await self._link.club.preview_roster(reading)
            except HockeyHubError as error:
                self._on_refused(error, number)
            else:
                if number == self._asked:
                    self.preview, self._looked_at = preview, reading
            finally:
                if number == self._asked:
                    self.is_busy = False
            if then is not None and self.preview is not None:
                self.step = then
                self.moved.emit()
            self.changed.emit()

        self._tasks.spawn(work(), name="look at a roster")

    def _on_refused(self, error: HockeyHubError, number: int) -> None:
        if number != self._asked:
            return  # another question counts
        if self.preview is None:
            self.reading = None
            self._tell_of_file(error)
        else:
            self.reading = self._looked_at  # nothing is written that nobody has seen
            self.noticed.emit(notice_of(error))

    def _tell_of_file(self, error: HockeyHubError) -> None:
        self.file_problem = f"{error.message} {error.suggested_action}".strip()
        self.changed.emit()


def summary_of(result: ImportedRoster) -> Notice:
    """What an import did, in a sentence."""
    parts = [f"{result.added} added", f"{result.updated} updated", f"{result.skipped} skipped"]
    if result.teams_added:
        teams = "team" if result.teams_added == 1 else "teams"
        parts.append(f"{result.teams_added} new {teams}")
    return Notice(f"The roster is imported: {', '.join(parts)}.", BannerKind.OK)


def team_choice(team_id: str) -> dict[str, object]:
    """Of the mapping: the team of rows that name none."""
    return {"team_id": TeamId(team_id) if team_id else None, "new_team_name": None}


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            size = LARGEST_BYTES // (1024 * 1024)
            raise InvalidInputError(
                f"“{path.name}” is larger than {size} MB; that is no roster.",
                suggested_action="Choose another file.",
            )
        return path.read_bytes()
    except OSError as error:
        raise InvalidInputError(
            f"“{path.name}” cannot be read: {error.strerror}.",
            suggested_action="Choose another file.",
        ) from error
