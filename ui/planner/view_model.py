"""The wizard behind its page: loading, steps, creating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from typing_extensions import override

from PySide6.QtCore import QObject

from core.errors import HockeyHubError
from core.ports.draft_store import DraftStore
from core.ports.hub_link import HubLink
from ui.common.spawner import Spawner
from ui.planner.beginnings import Beginning
from ui.planner.bookings import load_bookings
from ui.planner.draft import draft_of
from ui.planner.editor import PlanEditor
from ui.planner.loading import Loaded, load_all
from ui.planner.places import Step, place_of
from ui.planner.starting import Starting
from ui.planner.steps import Phase, WizardSteps
from ui.planner.time_finder import TimeFinder
from ui.planner.unfinished import PlanKeeper
from ui.planner.ways_out import notice_of

__all__ = ["Phase", "WizardModel"]


class WizardModel(WizardSteps):
    """State of the wizard: loading, editing, creating.

    Args:
        link: The hub.
        tasks: Where background work runs.
        now: Seconds since 1970.
        store: Where an unfinished plan is kept; None keeps nothing.
        parent: Owner.
    """

    def __init__(
        self,
        link: HubLink,
        tasks: Spawner,
        now: Callable[[], float],
        store: DraftStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self._now = now
        self.problem: HockeyHubError | None = None
        """Why nothing could be loaded."""
        self._takes_up = False
        self.invalid_field = ""
        """Where the hub's last refusal points; cleared by the next change."""
        self.starting = Starting(link, PlanKeeper(store, now), self._instant)
        self.times = TimeFinder(link, tasks, self.changed.emit)

    def load(self) -> None:
        """Begin with a fresh plan."""
        self.phase, self.problem, self.editor = Phase.LOADING, None, None
        self.step = self.furthest = Step.CONFIGURE
        self.invalid_field = ""
        self.times.forget()
        self.changed.emit()
        self._tasks.spawn(self._load(), name="load the wizard")

    def begin_with(self, beginning: Beginning) -> None:
        """Go on from a template or an earlier bundle."""
        if self.editor is not None and self.phase is Phase.EDITING:
            self._tasks.spawn(self._begin(self.editor, beginning), name="begin a plan")

    def take_up(self) -> None:
        """Go on with the plan that an earlier start left behind, loading first if need be."""
        if self.editor is None:
            self._takes_up = True
            if self.phase is not Phase.LOADING:
                self.load()
            return
        self._takes_up = False
        left = self.starting.unfinished
        if left is not None:
            self.starting.take_up(self.editor)
            self.go_to(Step(min(max(left.step, 0), len(Step) - 1)))
            self.changed.emit()

    def forget_unfinished(self) -> None:
        """The trainer does not want what was left behind."""
        self.starting.forget()
        self._keep()
        self.changed.emit()

    def go_on(self) -> None:
        """Next step; on the last one, create, or look at what stands in the way."""
        if self.editor is None or self.phase is not Phase.EDITING:
            return
        if self.step is not Step.REVIEW:
            self.go_to(Step(self.step + 1))
        elif self.can_create:
            self.create()
        else:
            self.show_place(self.editor.review.problems[0].place)

    def create(self) -> None:
        """Send the plan to the hub. While it is on its way, a second call does nothing."""
        if not self.can_create:
            return
        self.phase = Phase.CREATING
        self.invalid_field = ""
        self.changed.emit()
        self._tasks.spawn(self._create(), name="create a bundle")

    def discard(self) -> None:
        """Throw the plan away; the next `load` begins anew."""
        self.starting.finish()
        self.phase, self.editor = Phase.IDLE, None
        self.changed.emit()

    async def _load(self) -> None:
        try:
            loaded = await load_all(self._link, self._instant())
        except HockeyHubError as error:
            self.phase, self.problem = Phase.FAILED, error
        else:
            self._open(loaded)
        finally:
            if self.phase is Phase.LOADING:  # a defect; whoever owns the task reports it
                self.phase = Phase.IDLE
        self.changed.emit()
        if self.phase is Phase.EDITING:
            self.step_changed.emit()
            if self._takes_up:
                self.take_up()

    def _open(self, loaded: Loaded) -> None:
        self.starting.know(loaded)
        self.editor = PlanEditor(loaded.club, loaded.bookings, loaded.first, self._instant)
        self.editor.changed.connect(self._on_edited)
        self.phase = Phase.EDITING

    async def _begin(self, editor: PlanEditor, beginning: Beginning) -> None:
        try:
            await self.starting.begin(editor, beginning)
        except HockeyHubError as error:
            editor.note(notice_of(error, editor.plan, editor.club))

    async def _look_again(self, editor: PlanEditor) -> None:
        """What others have planned meanwhile counts, too; the hub has the last word anyway."""
        try:
            bookings = await load_bookings(self._link.slots, self._instant(), editor.plan.day)
        except HockeyHubError:
            return
        editor.know(bookings)

    async def _create(self) -> None:
        editor = self.editor
        if editor is None:
            return
        try:
            bundle = await self._link.create_bundle(draft_of(editor.plan))
        except HockeyHubError as error:
            await self._look_again(editor)
            self.phase = Phase.EDITING
            editor.note(notice_of(error, editor.plan, editor.club))
            place = place_of(error.field)
            self.invalid_field = place.field
            self.changed.emit()
            self.show_place(place)
        else:
            self.phase = Phase.CREATED
            self.starting.finish()
            self.changed.emit()
            self.created.emit(bundle.bundle_id)
        finally:
            if self.phase is Phase.CREATING:  # a defect; whoever owns the task reports it
                self.phase = Phase.EDITING
                self.changed.emit()

    @override
    def _arrived(self, editor: PlanEditor) -> None:
        if self.step is not Step.CONFIGURE:
            self._tasks.replace(self._look_again(editor), name="read bookings again")
        self._keep()

    def _on_edited(self) -> None:
        self.invalid_field = ""
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        if self.editor is not None and self.has_changes:
            self.starting.keep(self.editor.plan, self.step)

    def _instant(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)
