"""The calendar behind its page: where one is, and what is on there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.domain.calendar import CalendarEntry
from core.domain.ids import FacilityId
from core.domain.slots import BookedSession
from core.errors import HockeyHubError
from core.live.events import utc
from core.ports.hub_link import HubLink
from core.services.desk.calendar_export import export_calendar
from ui.calendar.club import Club, load_club
from ui.calendar.display import MONTH_DAYS, WEEK_DAYS, first_of_month, monday_of
from ui.common.feedback import Notice, notice_of
from ui.common.spawner import Spawner
from widgets.inputs import BannerKind

_MARGIN = timedelta(days=1)
"""Around what is shown: wall clocks differ, and machines rest after what ended the day before."""
_FIRST, _LAST = date(2000, 1, 1), date(2199, 12, 31)


class View(StrEnum):
    """How much is shown at once."""

    WEEK = "week"
    MONTH = "month"


class Phase(StrEnum):
    """What the page is busy with."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


class CalendarModel(QObject):
    """What is on in a week or a month.

    Args:
        link: The hub.
        tasks: Where background work runs.
        now: Seconds since 1970.
        parent: Owner.
    """

    changed = Signal()
    noticed = Signal(object)
    """A `Notice` for the trainer."""

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
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.view = View.WEEK
        self.club = Club()
        self.booked: tuple[BookedSession, ...] = ()
        """What holds players and machines around the week."""
        self.facility_id: FacilityId | None = None
        """The only facility that is shown; None: all."""
        self.day: date | None = None
        """Some day of what is shown; None until the club's today is known."""
        self._all: tuple[CalendarEntry, ...] = ()
        self._asked = 0

    @property
    def now(self) -> datetime:
        """The present instant, UTC."""
        return utc(self._now())

    @property
    def today(self) -> date:
        """What the wall shows, in the facility that is looked at or the first one."""
        return self.club.local(self.now, self.facility_id).date()

    @property
    def shown(self) -> date:
        """Some day of what is shown."""
        return self.day or self.today

    @property
    def monday(self) -> date:
        """With which the week begins, or the six weeks of the month."""
        is_week = self.view is View.WEEK
        return monday_of(self.shown) if is_week else first_of_month(self.shown)

    @property
    def entries(self) -> tuple[CalendarEntry, ...]:
        """What is on, in the facility that is looked at."""
        wanted = self.facility_id
        return tuple(
            one
            for one in self._all
            if wanted is None or any(session.facility_id == wanted for session in one.sessions)
        )

    def entry(self, key: str) -> CalendarEntry | None:
        """A bundle or session that is shown."""
        return next((one for one in self._all if one.id == key), None)

    def open(self) -> None:
        """Read club and calendar anew; what is shown stays until the answer is there."""
        self._ask(with_club=True)

    def reload(self) -> None:
        """Read the calendar anew."""
        self._ask(with_club=self.phase is not Phase.READY)

    def follow(self) -> None:
        """Read the calendar anew, without a word if the hub is away: what is shown stays."""
        if self.phase is Phase.READY:
            self._ask(with_club=False, is_quiet=True)

    def show_view(self, view: View) -> None:
        """Turn to the week or the month around the day."""
        if view is not self.view:
            self.view = view
            self.reload()

    def show_day(self, day: date, view: View | None = None) -> None:
        """Turn to a day."""
        self.day = min(max(day, _FIRST), _LAST)
        self.view = self.view if view is None else view
        self.reload()

    def step(self, count: int) -> None:
        """Go on by weeks or months."""
        if self.view is View.WEEK:
            self.show_day(self.shown + timedelta(weeks=count))
            return
        months = self.shown.year * 12 + self.shown.month - 1 + count
        self.show_day(date(months // 12, months % 12 + 1, 1))

    def choose_facility(self, facility_id: FacilityId | None) -> None:
        """Look at one facility, or at all."""
        self.facility_id = facility_id
        self.changed.emit()

    def export(self, folder: Path) -> None:
        """Write what is shown as an iCalendar file."""
        shown = self.shown
        name = f"training-{shown:%Y-%m}.ics"
        if self.view is View.WEEK:
            year, week, _ = shown.isocalendar()
            name = f"training-{year}-week-{week:02}.ics"
        self._tasks.spawn(self._export(folder / name), name="export the calendar")

    def _ask(self, *, with_club: bool, is_quiet: bool = False) -> None:
        self._asked += 1
        if self.phase is Phase.FAILED:
            self.phase = Phase.LOADING
        if not is_quiet:
            self.changed.emit()
        work = self._load(self._asked, with_club=with_club, is_quiet=is_quiet)
        self._tasks.spawn(work, name="read the calendar")

    async def _load(self, asked: int, *, with_club: bool, is_quiet: bool) -> None:
        """Read; an answer to an earlier question than the last one is not shown."""
        try:
            club = await load_club(self._link) if with_club else self.club
            if with_club:
                self._adopt(club)
            begins, ends = self._span(_MARGIN)
            entries = await self._link.calendar.entries(begins, ends)
            booked = await self._link.slots.booked(begins, ends)
        except HockeyHubError as error:
            if asked == self._asked and not is_quiet:
                self._refused(error)
        else:
            if asked == self._asked:
                self._all, self.booked = entries, booked
                self.phase, self.problem = Phase.READY, None
        self.changed.emit()

    def _adopt(self, club: Club) -> None:
        self.club = club
        if self.facility_id not in club.facilities:
            self.facility_id = None
        if self.day is None:
            self.day = self.today

    def _span(self, margin: timedelta) -> tuple[datetime, datetime]:
        days = WEEK_DAYS if self.view is View.WEEK else MONTH_DAYS
        begins = datetime.combine(self.monday, time(0), UTC)
        return begins - margin, begins + timedelta(days=days) + margin

    async def _export(self, path: Path) -> None:
        begins, ends = self._span(timedelta())
        try:
            await export_calendar(self._link.calendar, begins, ends, path, self.facility_id)
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
        else:
            self.noticed.emit(Notice(f"The calendar was written to {path}.", BannerKind.OK))

    def _refused(self, error: HockeyHubError) -> None:
        if self.phase is Phase.READY:
            self.noticed.emit(notice_of(error))
        else:
            self.phase, self.problem = Phase.FAILED, error
