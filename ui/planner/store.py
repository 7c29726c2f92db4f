"""The plan with its undo stack, its review, and what is to be said about the last step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from core.domain.ids import PlayerId
from core.domain.value import Value
from core.events import Event
from ui.common.history import History
from ui.planner.bookings import Booking
from ui.planner.club import Club
from ui.planner.finding import Fix, Level
from ui.planner.plan import Plan
from ui.planner.review import Review, review_of


class Notice(Value, frozen=True, kw_only=True):
    """What the last act has to say, with ways out."""

    text: str
    level: Level | None = None
    """None: just so that the trainer knows."""
    fixes: tuple[Fix, ...] = ()


class PlanStore:
    """Where the plan stands and how it got there.

    Args:
        club: What the club has.
        bookings: What is planned already.
        first: The plan to begin with.
        now: The wall clock.
    """

    def __init__(
        self,
        club: Club,
        bookings: Sequence[Booking],
        first: Plan,
        now: Callable[[], datetime],
    ) -> None:
        self.changed: Event[[]] = Event()
        self.club = club
        self.bookings = tuple(bookings)
        self.notice: Notice | None = None
        self._now = now
        self._first = first
        self._history = History(first)
        self._review = review_of(first, club, self.bookings, now())

    @property
    def plan(self) -> Plan:
        """The answers now."""
        return self._history.present

    @property
    def review(self) -> Review:
        """How they look."""
        return self._review

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to throw away."""
        return self.plan != self._first

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return self._history.can_redo

    @property
    def unassigned_ids(self) -> tuple[PlayerId, ...]:
        """Players in no group, in the club's order."""
        assigned = set(self.plan.assigned_ids)
        return tuple(one for one in self.club.players if one not in assigned)

    def apply(self, fix: Fix) -> None:
        """Take a way out that a finding or a notice offered."""
        self.commit(fix.plan)

    def undo(self) -> None:
        """Take the last step back."""
        if self._history.undo():
            self._show(None)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._history.redo():
            self._show(None)

    def dismiss_notice(self) -> None:
        """The trainer has read it."""
        if self.notice is not None:
            self._show(None)

    def know(self, bookings: Sequence[Booking]) -> None:
        """Others have planned meanwhile: see how the plan looks now."""
        if tuple(bookings) != self.bookings:
            self.bookings = tuple(bookings)
            self._show(self.notice)

    def note(self, notice: Notice) -> None:
        """Say something that came from outside, such as the hub's refusal."""
        self._show(notice)

    def commit(self, plan: Plan, *, merge_key: str = "", notice: Notice | None = None) -> None:
        """Go on to a plan; successive ones with the same key are one undo step."""
        is_new = self._history.commit(plan, merge_key=merge_key)
        if is_new or notice is not None or self.notice is not None:
            self._show(notice)

    def _show(self, notice: Notice | None) -> None:
        self.notice = notice
        self._review = review_of(self.plan, self.club, self.bookings, self._now())
        self.changed.emit()
