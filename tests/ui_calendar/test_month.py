"""The month, and the calendar as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt

from tests.helpers.calendar_fakes import FakeCalendarHub, on, planned
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.looped_tasks import LoopedTasks
from ui.calendar.page import CalendarPage
from ui.calendar.view_model import View
from widgets.calendar.month_day import MonthDay


@pytest.fixture
def hub() -> FakeCalendarHub:
    hub = FakeCalendarHub()
    hub.store(*(planned(f"b-{hour}", f"At {hour}", on(25, f"{hour}:00")) for hour in range(10, 18)))
    hub.store(planned("next-month", "December", on(1, "09:00", month=12)))
    return hub


@pytest.fixture
def page(qtbot: QtBot, hub: FakeCalendarHub, tmp_path: Path) -> CalendarPage:
    desk = FakeDesk(now=on(18, "10:20"))
    desk.link, desk.tasks = hub, LoopedTasks()
    page = CalendarPage(desk.services(), folder=lambda: tmp_path)
    qtbot.addWidget(page)
    page.resize(1278, 740)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.head.views.chosen.emit(View.MONTH)
    return page


def day(page: CalendarPage, wanted: date) -> MonthDay:
    return next(one for one in page.month.days if one.face is not None and one.face.day == wanted)


@pytest.mark.requirement(118)
def test_that_a_month_has_whole_weeks_and_says_how_much_more_there_is(qtbot, page):
    assert page.head.period.whole == "November 2026"
    assert page.month.days[0].face.day == date(2026, 10, 26)
    busy = day(page, date(2026, 11, 25))
    assert busy.accessibleName() == "Wednesday 25 November: 8 planned"
    shown = [one.face.title for one in busy.lines if one.isVisible()]
    assert 0 < len(shown) < 8
    assert shown[0] == "At 10"
    assert day(page, date(2026, 12, 1)).face.is_outside
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert page.head.period.whole == "December 2026"
    assert not day(page, date(2026, 12, 1)).face.is_outside


def test_that_a_line_is_told_of_and_opened_and_a_day_opens_its_week(qtbot, page):
    busy = day(page, date(2026, 11, 25))
    busy.lines[0].click()
    assert page.detail.name.text() == "At 10"
    with qtbot.waitSignal(page.bundle_chosen) as opened:
        qtbot.keyClick(busy.lines[0], Qt.Key.Key_Return)
    assert opened.args == ["b-10"]
    page.month.focus_day(date(2026, 11, 18))
    qtbot.keyClick(day(page, date(2026, 11, 18)), Qt.Key.Key_Down)
    assert busy.hasFocus()
    qtbot.keyClick(busy, Qt.Key.Key_Return)
    assert page.model.view is View.WEEK
    assert page.head.period.whole == "23 to 29 November 2026, week 48"
    assert len(page.week.grid.blocks) == 8


@pytest.mark.requirement(148)
def test_that_what_is_shown_is_written_as_a_calendar_file(qtbot, page, tmp_path):
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    content = (tmp_path / "training-2026-11.ics").read_text(encoding="utf-8")
    assert content.count("BEGIN:VEVENT") == 9
    assert "DTSTART:20261125T090000Z" in content
    assert "training-2026-11.ics" in page.banner.text
    (tmp_path / "training-2026-11.ics").unlink()
    (tmp_path / "training-2026-11.ics").mkdir()
    page.head.export.click()
    assert "could not be written" in page.banner.text
