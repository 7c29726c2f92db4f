"""The club's workouts as a list: which are looked for, which one is chosen, its versions."""

from __future__ import annotations

from enum import StrEnum, auto

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.ids import WorkoutId
from core.domain.workout import WorkoutKind
from core.domain.workout_library import WorkoutEntry, WorkoutFilter, WorkoutVersion
from core.errors import HockeyHubError
from core.ports.workout_link import WorkoutLink
from ui.common.spawner import Spawner


class Phase(StrEnum):
    """What the list is busy with."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


class LibraryList(QObject):
    """A page of workouts, one of them chosen, with its versions.

    Args:
        link: The hub's library.
        tasks: Owner of the background work.
        parent: Owner.
    """

    changed = Signal()

    def __init__(self, link: WorkoutLink, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.entries: tuple[WorkoutEntry, ...] = ()
        self.tags: tuple[str, ...] = ()
        self.wanted = WorkoutFilter()
        self.next_cursor: str | None = None
        self.chosen: WorkoutId | None = None
        self.versions: tuple[WorkoutVersion, ...] = ()
        self._asked = 0

    @property
    def entry(self) -> WorkoutEntry | None:
        """The chosen workout."""
        return next((one for one in self.entries if one.workout.id == self.chosen), None)

    @property
    def is_filtered(self) -> bool:
        """Whether only some are looked for."""
        return self.wanted != WorkoutFilter(is_archived=self.wanted.is_archived)

    def open(self) -> None:
        """The page is shown."""
        self.reload()

    def reload(self) -> None:
        """Ask the hub anew."""
        self._asked += 1
        self._tasks.spawn(self._load(self._asked, None), name="list workouts")

    def more(self) -> None:
        """Ask for the next page, if there is one."""
        if self.next_cursor is not None:
            self._asked += 1
            self._tasks.spawn(self._load(self._asked, self.next_cursor), name="list workouts")

    def look_for(
        self,
        *,
        text: str | None = None,
        tag: str | None = None,
        kind: WorkoutKind | str | None = None,
        is_archived: bool | None = None,
    ) -> None:
        """Look for others; what is None stays as it is, an empty kind means all."""
        wanted = self.wanted
        if text is not None:
            wanted = msgspec.structs.replace(wanted, text=text.strip())
        if tag is not None:
            wanted = msgspec.structs.replace(wanted, tag=tag)
        if kind is not None:
            chosen = WorkoutKind(kind) if kind else None
            wanted = msgspec.structs.replace(wanted, kind=chosen)
        if is_archived is not None:
            wanted = msgspec.structs.replace(wanted, is_archived=is_archived)
        if wanted != self.wanted:
            self.wanted = wanted
            self.reload()

    def choose(self, workout_id: WorkoutId | None) -> None:
        """Look at one."""
        if workout_id == self.chosen:
            return
        self.chosen, self.versions = workout_id, ()
        self.changed.emit()
        if workout_id is not None:
            self._tasks.spawn(self._load_versions(workout_id), name="list versions")

    def _next(self) -> int:
        self._asked += 1
        return self._asked

    async def _load(
        self, asked: int, cursor: str | None, *, choose: WorkoutId | None = None
    ) -> None:
        try:
            page = await self._link.page(self.wanted, cursor)
            tags = await self._link.tags()
        except HockeyHubError as error:
            if asked == self._asked:
                self.problem = error
                self.phase = Phase.READY if self.entries else Phase.FAILED
                self.changed.emit()
            return
        if asked != self._asked:
            return  # somebody has typed on
        self.phase, self.problem, self.tags = Phase.READY, None, tags
        self.next_cursor = page.next_cursor
        self.entries = page.items if cursor is None else (*self.entries, *page.items)
        wanted = choose or self.chosen
        ids = [one.workout.id for one in self.entries]
        if wanted not in ids:
            wanted = ids[0] if ids else None
        self.changed.emit()
        self.choose(wanted)

    async def _load_versions(self, workout_id: WorkoutId) -> None:
        try:
            page = await self._link.versions(workout_id)
        except HockeyHubError:
            return  # the list has said why already
        if workout_id == self.chosen:
            self.versions = page.items
            self.changed.emit()
