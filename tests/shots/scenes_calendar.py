"""The calendar at typical moments, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.facility import OpeningHours
from core.domain.session import SessionStatus
from core.errors import UnavailableError
from tests.helpers.calendar_fakes import ANNEX, FakeCalendarHub, held, on, planned
from tests.helpers.live_desk import LiveDesk
from tests.helpers.sample_club import FACILITY, with_status
from ui.calendar.page import CalendarPage
from ui.calendar.view_model import View
from ui.shell.pages import PAGES, PageName
from ui.shell.window import MainWindow
from widgets.calendar.shift import Shift

NOW = on(18, "10:20")
"""Wednesday."""
_THREE = ((ROWING, 6), (BIKE_ERG, 6), (SKI_ERG, 6))
_FOURS = ((ROWING, 4), (BIKE_ERG, 4), (SKI_ERG, 4))
_PAIRS = ((ROWING, 2), (BIKE_ERG, 2))
_TWO = ((ROWING, 4), (BIKE_ERG, 4))


def full_hub() -> FakeCalendarHub:
    """A busy week in a club with opening hours."""
    hub = FakeCalendarHub()
    hours = tuple(
        OpeningHours(weekday=day, opens=time(8 if day < 6 else 10), closes=time(20))
        for day in range(1, 7)
    )
    hub.club_facilities = (msgspec.structs.replace(FACILITY, opening_hours=hours),)
    running = planned("b-4", "Strength and power", on(18, "10:00"), _THREE, 75)
    hub.store(
        held(planned("b-1", "Aerobic base", on(16, "09:00"), _THREE), 1.0, 0.98, 0.9),
        held(planned("b-2", "Sprint ladder", on(16, "16:30"), _TWO, 45), 0.6, 0.7),
        held(planned("b-3", "Threshold", on(17, "09:00"), _THREE), 0.4, 0.5, 0.3),
        planned("b-3b", "Recovery", on(17, "15:00"), _TWO, 30),
        with_status(running, SessionStatus.IN_PROGRESS),
        planned("b-5", "Goalkeepers", on(18, "11:30"), _TWO, 30, first_player=17),
        planned("b-6", "4 × 4 min", on(19, "09:00"), _FOURS),
        planned("b-7", "Juniors", on(19, "09:30"), _PAIRS, 60, first_player=13),
        with_status(
            planned("b-8", "Team Conditioning", on(19, "17:00"), _THREE, 90),
            SessionStatus.CANCELLED,
        ),
        planned("b-9", "Easy spin", on(20, "13:00"), ((BIKE_ERG, 6), (ROWING, 5)), 30),
        planned("b-10", "Game-day activation", on(21, "11:00"), _THREE, 40),
    )
    for day in (2, 4, 6, 9, 11, 13):
        hub.store(held(planned(f"p-{day}", "Aerobic base", on(day, "09:00")), 1, 1, 0.95))
    for day in (23, 24, 25, 26, 27, 30):
        hub.store(planned(f"f-{day}", "4 × 4 min", on(day, "09:00")))
        hub.store(planned(f"g-{day}", "Strength and power", on(day, "16:00")))
    hub.store(
        planned("x-1", "Juniors", on(25, "11:00"), _TWO),
        planned("x-2", "Goalkeepers", on(25, "13:00"), _TWO),
        planned("x-3", "Recovery", on(25, "18:00"), _TWO),
        planned("x-4", "Late spin", on(25, "19:00"), _TWO),
    )
    return hub


def calendar_window(hub: FakeCalendarHub) -> MainWindow:
    """The whole window, turned to the calendar."""
    desk = LiveDesk()
    services = replace(desk.services, link=hub, now=NOW.timestamp)
    return MainWindow(services, PAGES, first=PageName.CALENDAR)


def calendar_page(window: MainWindow) -> CalendarPage:
    """The window's page."""
    page = window.page(PageName.CALENDAR)
    assert isinstance(page, CalendarPage)
    return page


def calendar_week() -> QWidget:
    return calendar_window(full_hub())


def calendar_machines() -> QWidget:
    window = calendar_window(full_hub())
    window.show()
    page = calendar_page(window)
    page.head.machines.setChecked(True)
    page.week.grid.chosen.emit("b-6")
    return window


def calendar_conflict() -> QWidget:
    """A bundle is held where another one has the machines and the players."""
    window = calendar_window(full_hub())
    window.show()
    page = calendar_page(window)
    page.week.grid.shift_wanted.emit(Shift(key="b-10", days=-2, minutes=-75))
    return window


def calendar_moved() -> QWidget:
    window = calendar_window(full_hub())
    window.show()
    page = calendar_page(window)
    page.week.grid.dropped.emit(Shift(key="b-9", minutes=90))
    return window


def calendar_month() -> QWidget:
    window = calendar_window(full_hub())
    window.show()
    calendar_page(window).model.show_view(View.MONTH)
    return window


def calendar_two_places() -> QWidget:
    """Two facilities, and a week in which nothing is planned."""
    hub = full_hub()
    hub.club_facilities = (*hub.club_facilities, ANNEX)
    window = calendar_window(hub)
    window.show()
    calendar_page(window).model.step(4)
    return window


def calendar_away() -> QWidget:
    hub = full_hub()
    hub.failure = UnavailableError("The hub does not answer.")
    return calendar_window(hub)


SCENES: dict[str, Callable[[], QWidget]] = {
    "calendar-week": calendar_week,
    "calendar-machines": calendar_machines,
    "calendar-conflict": calendar_conflict,
    "calendar-moved": calendar_moved,
    "calendar-month": calendar_month,
    "calendar-two-places": calendar_two_places,
    "calendar-away": calendar_away,
}
"""Name of the picture → the widget in it."""
