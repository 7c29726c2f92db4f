"""What a plan can begin with, and what an earlier start left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from core.domain.bundle_template import KeptTemplate
from core.domain.session import Bundle
from core.ports.hub_link import HubLink
from ui.planner.beginnings import (
    Beginning,
    Source,
    bundle_id_of,
    plan_from_bundle,
    plan_from_template,
)
from ui.planner.editor import PlanEditor
from ui.planner.loading import Loaded
from ui.planner.places import Step
from ui.planner.plan import Plan
from ui.planner.unfinished import PlanKeeper, UnfinishedPlan, fitted_to


class Starting:
    """The beginnings of one wizard.

    Args:
        link: The hub.
        keeper: Keeps what is not finished.
        now: The wall clock.
    """

    def __init__(self, link: HubLink, keeper: PlanKeeper, now: Callable[[], datetime]) -> None:
        self._link = link
        self._keeper = keeper
        self._now = now
        self._templates: dict[str, KeptTemplate] = {}
        self._first: Plan | None = None
        self.beginnings: tuple[Beginning, ...] = ()
        self.unfinished: UnfinishedPlan | None = None
        """What an earlier start left behind, until it is taken up or thrown away."""

    def know(self, loaded: Loaded) -> None:
        """The wizard has read what it needs."""
        self._templates = loaded.templates
        self._first = loaded.first
        self.beginnings = loaded.beginnings
        self.unfinished = self._keeper.left_behind()

    async def begin(self, editor: PlanEditor, beginning: Beginning) -> None:
        """Lay a beginning onto the board, as one step that can be undone.

        Raises:
            UnavailableError: The hub does not answer.
            NotFoundError: The bundle is gone.
        """
        base = self._first or editor.plan
        if beginning.source is Source.TEMPLATE:
            template = self._templates[beginning.id]
            plan = plan_from_template(template, base, editor.club, editor.bookings, self._now())
            editor.begin(plan, f"From the template “{beginning.title}”.")
            return
        bundle = await self._link.bundle(bundle_id_of(beginning))
        plan = plan_from_bundle(bundle, base, editor.club, self._now())
        editor.begin(plan, f"As “{beginning.title}”, {beginning.detail}.{_missing(bundle, plan)}")

    def take_up(self, editor: PlanEditor) -> None:
        """Go on with what was left behind, as far as the club still has it."""
        left, self.unfinished = self.unfinished, None
        if left is not None:
            editor.begin(fitted_to(left.plan, editor.club), "Your unfinished plan is back.")

    def forget(self) -> None:
        """Throw away what was left behind."""
        self.unfinished = None
        self._keeper.forget()

    def keep(self, plan: Plan, step: Step) -> None:
        """Keep the plan as it is now, for the case that the program dies.

        There is one place: as long as an earlier plan is offered, it stays that one's.
        """
        if self.unfinished is None:
            self._keeper.keep(plan, step)

    def finish(self) -> None:
        """The plan was created, or thrown away; one that is still offered stays."""
        if self.unfinished is None:
            self._keeper.forget()


def _missing(bundle: Bundle, plan: Plan) -> str:
    was = sum(len(session.player_ids) for session in bundle.sessions)
    gone = was - len(plan.assigned_ids)
    if not gone:
        return ""
    return f" {gone} of its players {'is' if gone == 1 else 'are'} no longer in the club."
