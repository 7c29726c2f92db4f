"""The calendar in the real window, at a desk with a real hub of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import msgspec
import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.drafts import BundleDraft
from tests.helpers.hub_clients import bundle_draft
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.calendar.page import CalendarPage
from ui.shell.pages import PageName
from widgets.calendar import CalendarBlock

__all__ = ["dressed"]

pytestmark = pytest.mark.timeout(150)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.mark.requirement(12, 76, 118, 130)
def test_that_a_bundle_is_moved_out_of_the_way_copied_and_brought_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            monday = _next_monday()
            await plan(trainer, monday, "09:00", "Morning")
            await plan(trainer, monday, "14:00", "Afternoon")
            trainer.window.go_to(PageName.CALENDAR)
            page = cast("CalendarPage", trainer.window.page(PageName.CALENDAR))
            await until(lambda: page.model.day is not None, "the calendar is there")
            page.model.show_day(monday)
            await until(lambda: len(page.week.grid.blocks) == 2, "both are shown")
            await move_where_another_is(trainer, page)
            await copy_to_tuesday(trainer, page)

    play(qapp, scene)


async def plan(trainer: Trainer, day: date, start_time: str, name: str) -> None:
    """Eighteen players on eighteen machines."""
    draft = bundle_draft(day.isoformat(), name=name)
    draft["commonProperties"]["startTime"] = start_time
    await trainer.desk.link.create_bundle(msgspec.convert(draft, BundleDraft))


async def move_where_another_is(trainer: Trainer, page: CalendarPage) -> None:
    """The ghost warns, the hub refuses and names a time that goes; one click takes it."""
    one = block(page, "Afternoon")
    page.week.grid.focus_block(one.key)
    for _ in range(18):
        QTest.keyClick(one, Qt.Key.Key_Up, CTRL)
    ghost = page.week.grid.ghost.shown
    assert ghost is not None
    assert "“Morning” (09:00 to 10:00)" in ghost.problems[0]
    QTest.keyClick(one, Qt.Key.Key_Return)
    await until(page.banner.isVisible, "the hub refused")
    assert page.banner.button.text() == "Start 10:00"
    await trainer.click(page.banner.button)
    await until(lambda: block(page, "Afternoon").placed.begins_min == 600, "it is at ten")
    assert "was moved to" in page.banner.text


async def copy_to_tuesday(trainer: Trainer, page: CalendarPage) -> None:
    """The copy has groups and machines of its own; undo takes it, then the move, back."""
    one = block(page, "Morning")
    page.week.grid.focus_block(one.key)
    QTest.keyClick(one, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(one, Qt.Key.Key_Return, ALT)
    await until(lambda: len(page.week.grid.blocks) == 3, "the copy is there")
    copy = next(one for one in page.model.entries if block_of(page, one.id).placed.day == 1)
    assert [(each.player_count, each.unit_count) for each in copy.sessions] == [(6, 6)] * 3
    QTest.keyClick(trainer.window, Qt.Key.Key_Z, CTRL)
    await until(lambda: len(page.week.grid.blocks) == 2, "the copy is gone")
    QTest.keyClick(trainer.window, Qt.Key.Key_Z, CTRL)
    await until(lambda: block(page, "Afternoon").placed.begins_min == 840, "it is back at two")


def block(page: CalendarPage, title: str) -> CalendarBlock:
    """The only block of that name."""
    return next(one for one in page.week.grid.blocks if one.placed.face.title == title)


def block_of(page: CalendarPage, key: str) -> CalendarBlock:
    """The block of an entry."""
    return next(one for one in page.week.grid.blocks if one.key == key)


def _next_monday() -> date:
    """Of the week after this one, in the sample club."""
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    return today + timedelta(days=7 - today.weekday())
