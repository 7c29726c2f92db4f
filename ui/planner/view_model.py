"""The wizard behind its page: loading, steps, creating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from core.errors import HockeyHubError
from core.ports.hub_link import HubLink
from ui.common.spawner import Spawner
from ui.planner.bookings import load_bookings
from ui.planner.club import load_club
from ui.planner.defaults import first_plan
from ui.planner.draft import draft_of
from ui.planner.editor import PlanEditor
from ui.planner.findings import Level
from ui.planner.places import Place, Step, place_of
from ui.planner.store import Notice


class Phase(StrEnum):
    """What the wizard is busy with."""

    IDLE = auto()
    """No plan; `load` begins one."""
    LOADING = auto()
    FAILED = auto()
    """Nothing could be loaded; `problem` says why."""
    EDITING = auto()
    CREATING = auto()
    CREATED = auto()


class WizardModel(QObject):
    """State of the wizard. `changed` fires after every change of what is to be shown.

    Args:
        link: The hub.
        tasks: Where background work runs.
        now: Seconds since 1970.
        parent: Owner.
    """

    changed = Signal()
    step_changed = Signal()
    focus_wanted = Signal(str)
    """Path of the field the trainer should look at."""
    created = Signal(str)

    def __init__(
        self,
        link: HubLink,
        tasks: Spawner,
        now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self._now = now
        self.phase = Phase.IDLE
        self.problem: HockeyHubError | None = None
        self.step = Step.CONFIGURE
        self.furthest = Step.CONFIGURE
        self.editor: PlanEditor | None = None
        self.invalid_field = ""
        """Where the hub's last refusal points; cleared by the next change."""

    def load(self) -> None:
        """Begin with a fresh plan."""
        self.phase, self.problem, self.editor = Phase.LOADING, None, None
        self.step = self.furthest = Step.CONFIGURE
        self.invalid_field = ""
        self.changed.emit()
        self._tasks.spawn(self._load(), name="load the wizard")

    @property
    def can_create(self) -> bool:
        """Whether the hub would take the plan as it is."""
        return (
            self.phase is Phase.EDITING
            and self.editor is not None
            and not self.editor.review.problems
        )

    @property
    def has_changes(self) -> bool:
        """Whether closing throws something away."""
        return self.phase is Phase.EDITING and self.editor is not None and self.editor.is_changed

    def go_to(self, step: Step) -> None:
        """Show a step."""
        if self.editor is None or step is self.step:
            return
        self.step = step
        self.furthest = max(self.furthest, step)
        self.step_changed.emit()
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

    def go_back(self) -> None:
        """Previous step."""
        if self.step is not Step.CONFIGURE and self.phase is Phase.EDITING:
            self.go_to(Step(self.step - 1))

    def show_place(self, place: Place) -> None:
        """Go to the step and the field concerned."""
        self.go_to(place.step)
        if place.field:
            self.focus_wanted.emit(place.field)

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
        self.phase, self.editor = Phase.IDLE, None
        self.changed.emit()

    async def _load(self) -> None:
        now = datetime.fromtimestamp(self._now(), UTC)
        try:
            club = await load_club(self._link)
            bookings = await load_bookings(self._link, now)
            page = await self._link.bundles()
            last = page.items[0].facility_id if page.items else None
            first = first_plan(club, bookings, now, last)
        except HockeyHubError as error:
            self.phase, self.problem = Phase.FAILED, error
        else:
            self.editor = PlanEditor(club, bookings, first, self._instant)
            self.editor.changed.connect(self._on_edited)
            self.phase = Phase.EDITING
        finally:
            if self.phase is Phase.LOADING:  # a defect; whoever owns the task reports it
                self.phase = Phase.IDLE
        self.changed.emit()
        if self.phase is Phase.EDITING:
            self.step_changed.emit()

    async def _create(self) -> None:
        editor = self.editor
        if editor is None:
            return
        try:
            bundle = await self._link.create_bundle(draft_of(editor.plan))
        except HockeyHubError as error:
            self.phase = Phase.EDITING
            editor.note(_said(error))
            place = place_of(error.field)
            self.invalid_field = place.field
            self.changed.emit()
            self.show_place(place)
        else:
            self.phase = Phase.CREATED
            self.changed.emit()
            self.created.emit(bundle.bundle_id)
        finally:
            if self.phase is Phase.CREATING:  # a defect; whoever owns the task reports it
                self.phase = Phase.EDITING
                self.changed.emit()

    def _on_edited(self) -> None:
        self.invalid_field = ""
        self.changed.emit()

    def _instant(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _said(error: HockeyHubError) -> Notice:
    text = f"{error.message} {error.suggested_action}".strip()
    return Notice(text=text, level=Level.PROBLEM)
