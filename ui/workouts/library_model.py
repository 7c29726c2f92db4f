"""The club's workouts behind the page: found, copied, put away, saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.domain.ids import WorkoutId
from core.domain.workout import Workout
from core.errors import HockeyHubError
from core.ports.workout_link import WorkoutLink
from ui.common.feedback import Notice, may_go_later, reporting
from ui.common.spawner import Spawner
from ui.workouts.library_list import LibraryList
from widgets.inputs import BannerKind


@dataclass(frozen=True)
class Undo:
    """How the last change is taken back."""

    text: str
    work: Callable[[], Awaitable[object]]


class LibraryModel(LibraryList):
    """The list, and all that can be done with it.

    Args:
        link: The hub's library.
        tasks: Owner of the background work.
        parent: Owner.
    """

    noticed = Signal(object)
    """A `Notice`."""
    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    saved = Signal(object, object)
    """The `Workout` as the hub has it now, and the one that was sent."""
    not_saved = Signal(object, object)
    """The `HockeyHubError` for which it was not, and the `Workout` that was sent."""

    def __init__(self, link: WorkoutLink, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(link, tasks, parent)
        self.undo: Undo | None = None
        self.is_busy = False

    def save(self, workout: Workout) -> None:
        """Keep a workout, new or changed; `saved` or `not_saved` follows."""

        async def work() -> None:
            try:
                stored = await self._link.save(workout)
            except HockeyHubError as error:
                self.not_saved.emit(error, workout)
                return
            self.undo = None
            self.chosen, self.versions = None, ()
            self.saved.emit(stored, workout)
            await self._load(self._next(), None, choose=stored.id)

        self._do(work(), "save a workout")

    def duplicate(self, workout_id: WorkoutId) -> None:
        """Set a copy beside it, and choose it."""

        async def work() -> None:
            copy = await self._link.duplicate(workout_id)
            self.undo = Undo(f"“{copy.name}” is a copy.", lambda: self._link.archive(copy.id))
            await self._load(self._next(), None, choose=copy.id)

        self._do(work(), "duplicate a workout")

    def archive(self, workout_id: WorkoutId) -> None:
        """Put it away."""
        self._change(
            self._link.archive(workout_id),
            f"“{self._name(workout_id)}” is put away. Sessions made from it stay.",
            lambda: self._link.bring_back(workout_id),
        )

    def bring_back(self, workout_id: WorkoutId) -> None:
        """Bring back what was put away."""
        self._change(
            self._link.bring_back(workout_id),
            f"“{self._name(workout_id)}” is back in the library.",
            lambda: self._link.archive(workout_id),
        )

    def restore(self, version: int) -> None:
        """Make an earlier version of the chosen workout the present one."""
        entry = self.entry
        if entry is None:
            return
        present = entry.workout.version

        async def work() -> None:
            stored = await self._link.restore(entry.workout.id, version, present=present)
            self.undo = Undo(
                f"Version {version} is the present one again, as version {stored.version}.",
                lambda: self._link.restore(stored.id, present, present=stored.version),
            )
            self.versions = ()
            await self._load(self._next(), None)
            await self._load_versions(stored.id)

        self._do(work(), "restore a version")

    def take_back(self) -> None:
        """Undo the last change."""
        undo, self.undo = self.undo, None
        if undo is None:
            return

        async def work() -> None:
            try:
                await undo.work()
            except HockeyHubError as error:
                if self.undo is None and may_go_later(error):
                    self.undo = undo
                raise
            self.confirmed.emit(Notice("Taken back.", BannerKind.OK))
            await self._load(self._next(), None)
            if self.chosen is not None:
                await self._load_versions(self.chosen)

        self._do(work(), "take back")

    def forget_undo(self) -> None:
        """The last change stays."""
        self.undo = None

    def _name(self, workout_id: WorkoutId) -> str:
        found = (one.workout.name for one in self.entries if one.workout.id == workout_id)
        return next(found, "The workout")

    def _change(
        self, done: Awaitable[object], text: str, back: Callable[[], Awaitable[object]]
    ) -> None:
        async def work() -> None:
            await done
            self.undo = Undo(text, back)
            await self._load(self._next(), None)

        self._do(work(), "change a workout")

    def _do(self, work: Awaitable[object], name: str) -> None:
        self.is_busy = True
        self.changed.emit()

        async def done() -> None:
            try:
                await reporting(work, self.noticed.emit)
            finally:
                self.is_busy = False
                self.changed.emit()

        self._tasks.spawn(done(), name=name)
