"""The week as the trainer sees it, and how bundles are moved and copied on it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.conflict import Conflict, WayOut, WayOutKind, details_of
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.session import SessionStatus
from core.errors import ConflictError, UnavailableError
from tests.helpers.calendar_fakes import ANNEX, FakeCalendarHub, held, on, planned
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import FACILITY, with_status
from ui.calendar.page import CalendarPage
from widgets.calendar import CalendarBlock
from widgets.inputs import Tone

NOW = on(18, "10:20")
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
HOUR_PX = 56


@pytest.fixture
def hub() -> FakeCalendarHub:
    hub = FakeCalendarHub()
    hub.store(
        held(planned("done", "Base", on(16, "09:00")), 1.0, 0.6, 0.3),
        planned("next", "4 × 4 min", on(19, "09:00"), ((ROWING, 4), (BIKE_ERG, 4))),
        planned("other", "Juniors", on(19, "14:00"), ((ROWING, 4), (SKI_ERG, 2)), first_player=9),
    )
    return hub


def open_page(qtbot: QtBot, hub: FakeCalendarHub) -> CalendarPage:
    desk = FakeDesk(now=NOW)
    desk.link = hub
    page = CalendarPage(desk.services())
    qtbot.addWidget(page)
    page.resize(1278, 740)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def page(qtbot: QtBot, hub: FakeCalendarHub) -> CalendarPage:
    return open_page(qtbot, hub)


def block(page: CalendarPage, key: str) -> CalendarBlock:
    return next(one for one in page.week.grid.blocks if one.key == key)


def drag(
    one: CalendarBlock, away: QPoint, modifiers: Qt.KeyboardModifier = PLAIN, *, drops: bool = True
) -> None:
    """Take a block and hold it elsewhere, or let go of it there."""
    at = QPoint(12, 8)
    _send(one, QEvent.Type.MouseButtonPress, at, modifiers)
    for share in (0.4, 0.8, 1.0):
        way = QPoint(round(away.x() * share), round(away.y() * share))
        _send(one, QEvent.Type.MouseMove, at + way, modifiers)
    if drops:
        _send(one, QEvent.Type.MouseButtonRelease, at + away, modifiers)


def _send(
    one: CalendarBlock, kind: QEvent.Type, spot: QPoint, modifiers: Qt.KeyboardModifier
) -> None:
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else LEFT
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
    at = QPointF(one.mapToGlobal(spot))
    QApplication.sendEvent(one, QMouseEvent(kind, QPointF(spot), at, button, held, modifiers))


def day_px(page: CalendarPage) -> int:
    return round((page.week.grid.width() - 84) / 7)


@pytest.mark.requirement(6, 118)
def test_that_a_bundle_is_one_block_with_a_bar_for_each_group(page):
    face = block(page, "next").placed.face
    assert (face.title, face.when, face.detail) == ("4 × 4 min", "09:00 to 10:00", "8 players")
    assert [one.caption for one in face.bars] == ["4", "4"]
    assert "Rowing 4, Bike Erg 4" in block(page, "next").accessibleName()
    assert page.head.period.whole == "16 to 22 November 2026, week 47"


def test_that_what_is_over_is_judged_by_the_time_it_took(page, hub):
    face = block(page, "done").placed.face
    assert (face.note, face.tone) == ("63 % done", Tone.WARNING)
    assert [one.tone for one in face.bars] == [Tone.OK, Tone.WARNING, Tone.DANGER]
    hub.store(planned("missed", "Missed", on(17, "09:00")))
    hub.store(with_status(planned("off", "Off", on(17, "12:00")), SessionStatus.CANCELLED))
    page.model.open()
    assert block(page, "missed").placed.face.note == "Not started"
    assert block(page, "off").placed.face.is_faint


@pytest.mark.requirement(118)
def test_that_a_drag_moves_by_quarter_hours_and_is_undone(qtbot, page, hub):
    drag(block(page, "next"), QPoint(day_px(page), HOUR_PX + 16))
    assert hub.stored["next"].starts_at == on(20, "10:15")
    assert page.banner.text == "“4 × 4 min” was moved to Fri 20 Nov, 10:15."
    assert (block(page, "next").placed.day, block(page, "next").placed.begins_min) == (4, 615)
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert hub.stored["next"].starts_at == on(19, "09:00")
    assert hub.stored["next"].version == 3


@pytest.mark.requirement(118)
def test_that_moves_of_one_bundle_are_undone_one_by_one(qtbot, page, hub):
    drag(block(page, "next"), QPoint(day_px(page), 0))
    drag(block(page, "next"), QPoint(0, HOUR_PX))
    assert hub.stored["next"].starts_at == on(20, "10:00")
    hub.refusal = UnavailableError("The hub does not answer.")
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    hub.refusal = None
    for expected in (on(20, "09:00"), on(19, "09:00")):
        qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
        assert hub.stored["next"].starts_at == expected
    assert not page.moves.can_undo


def test_that_an_undo_never_overwrites_what_somebody_else_did_between(qtbot, page, hub):
    drag(block(page, "next"), QPoint(day_px(page), 0))
    hub.store(msgspec.structs.replace(hub.stored["next"], version=7))
    page.model.reload()
    drag(block(page, "next"), QPoint(0, HOUR_PX))
    for _ in range(2):
        qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert hub.stored["next"].starts_at == on(20, "09:00")
    assert "changed it meanwhile" in page.banner.text
    assert not page.moves.can_undo, "it can never be undone"


@pytest.mark.requirement(76, 118)
def test_that_alt_and_drag_copy_and_undo_deletes_the_copy(page, hub):
    drag(block(page, "next"), QPoint(2 * day_px(page), 0), ALT)
    (draft,) = hub.drafts
    assert draft.common_properties.start_date == date(2026, 11, 21)
    assert [len(one.player_ids) for one in draft.sessions] == [4, 4]
    assert hub.stored["next"].starts_at == on(19, "09:00")
    assert block(page, "created-1").placed.day == 5
    page.banner.button.click()
    assert hub.deleted == ["created-1"]
    assert "created-1" not in [one.key for one in page.week.grid.blocks]


@pytest.mark.requirement(12)
def test_that_the_ghost_says_what_is_in_the_way_before_the_drop(page, hub):
    one = block(page, "other")
    drag(one, QPoint(0, -5 * HOUR_PX), drops=False)
    ghost = page.week.grid.ghost
    assert ghost.isVisible()
    assert ghost.shown.problems == (
        "Too few machines are free: Rower 2 of 4; “4 × 4 min” (09:00 to 10:00) has them.",
    )
    assert "Rower 2 of 4" in page.detail.accessibleName()
    drag(one, QPoint(0, HOUR_PX), drops=False)
    assert ghost.shown.problems == ()
    assert ghost.accessibleName().endswith("Nothing is in the way.")
    QTest.keyClick(one, Qt.Key.Key_Escape)
    assert not ghost.isVisible()
    _send(one, QEvent.Type.MouseButtonRelease, QPoint(12, 8 + HOUR_PX), PLAIN)
    assert hub.stored["other"].starts_at == on(19, "14:00")


def test_that_keys_move_and_copy_too_and_stay_within_the_week(qtbot, page, hub):
    page.week.grid.focus_block("next")
    one = block(page, "next")
    for _ in range(9):
        qtbot.keyClick(one, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(one, Qt.Key.Key_Down, CTRL)
    assert page.week.grid.ghost.shown.when == "09:15 to 10:15, Sun 22 Nov"
    qtbot.keyClick(one, Qt.Key.Key_Left, CTRL)
    qtbot.keyClick(one, Qt.Key.Key_Return)
    assert hub.stored["next"].starts_at == on(21, "09:15")
    assert block(page, "next").hasFocus()
    qtbot.keyClick(block(page, "next"), Qt.Key.Key_Up, CTRL)
    qtbot.keyClick(block(page, "next"), Qt.Key.Key_Return, ALT)
    assert hub.drafts[0].common_properties.start_time == "09:00"


def test_that_arrows_go_from_block_to_block_and_enter_opens(qtbot, page):
    page.week.grid.focus_block("done")
    qtbot.keyClick(block(page, "done"), Qt.Key.Key_Right)
    assert block(page, "next").hasFocus()
    qtbot.keyClick(block(page, "next"), Qt.Key.Key_Down)
    assert block(page, "other").hasFocus()
    assert page.detail.name.text() == "Juniors"
    with qtbot.waitSignal(page.bundle_chosen) as opened:
        qtbot.keyClick(block(page, "other"), Qt.Key.Key_Return)
    assert opened.args == ["other"]


def test_that_what_has_begun_stays_and_says_why(page, hub):
    drag(block(page, "done"), QPoint(day_px(page), 0))
    assert page.banner.text == "“Base” has begun or is over, so it stays where it is."
    assert hub.stored["done"].starts_at == on(16, "09:00")


@pytest.mark.requirement(12, 130)
def test_that_a_refusal_offers_the_hubs_way_out_as_one_click(page, hub):
    way = WayOut(
        kind=WayOutKind.OTHER_TIME,
        label="Start Fri 20 Nov 11:30",
        changes={"updates.common.startTime": "11:30", "updates.common.startDate": "2026-11-20"},
    )
    hub.refusal = ConflictError("Ek trains then.", details=details_of(Conflict(ways_out=(way,))))
    drag(block(page, "next"), QPoint(0, HOUR_PX))
    assert page.banner.text.startswith("Ek trains then.")
    hub.refusal = None
    assert page.banner.button.text() == "Start Fri 20 Nov 11:30"
    page.banner.button.click()
    assert hub.stored["next"].starts_at == on(20, "11:30")


def test_that_what_somebody_else_changed_meanwhile_is_not_overwritten(page, hub):
    hub.store(msgspec.structs.replace(hub.stored["next"], version=7))
    drag(block(page, "next"), QPoint(0, HOUR_PX))
    assert page.banner.text.startswith("Somebody changed it meanwhile.")
    drag(block(page, "next"), QPoint(0, HOUR_PX))
    assert hub.stored["next"].starts_at == on(19, "10:00")


@pytest.mark.requirement(56)
def test_that_lanes_say_how_many_machines_are_used_when(page):
    assert not page.week.lanes.isVisible()
    page.head.machines.click()
    rowing = page.week.lanes.lanes[0]
    assert (rowing.name, rowing.total) == ("Rowing", 6)
    thursday = [(one.at_min, one.used) for one in rowing.days[3]]
    assert thursday == [(540, 4), (600, 0), (840, 4), (900, 0)]
    assert page.week.lanes.words_at(QPoint(84 + 3 * day_px(page) + 20, 10)) == (
        "Rowing, Thursday: up to 4 of 6 used, from 09:00"
    )


def test_that_blocks_at_the_same_time_share_the_day_and_midnight_is_passed(page, hub):
    hub.store(
        planned("same", "Beside", on(19, "09:30"), ((SKI_ERG, 2),), first_player=17),
        planned("night", "Night", on(20, "23:00"), ((SKI_ERG, 2),), 120),
    )
    page.model.open()
    assert [(block(page, key).placed.lane, block(page, key).placed.lanes) for key in
            ("next", "same", "other")] == [(0, 2), (1, 2), (0, 1)]  # fmt: skip
    pieces = [one.placed for one in page.week.grid.blocks if one.key == "night"]
    assert [(one.day, one.begins_min, one.ends_min) for one in pieces] == [
        (4, 1380, 1440),
        (5, 0, 60),
    ]


def test_that_facilities_are_looked_at_one_by_one(page, hub):
    hub.club_facilities = (FACILITY, ANNEX)
    hub.store(planned("ice", "On ice", on(18, "12:00"), ((SKI_ERG, 2),), facility=ANNEX))
    page.model.open()
    assert page.head.facility.isVisible()
    page.head.facility_chosen.emit(ANNEX.id)
    assert [one.key for one in page.week.grid.blocks] == ["ice"]
    page.head.facility_chosen.emit("")
    assert len(page.week.grid.blocks) == 4


def test_that_an_empty_week_a_slow_hub_and_one_that_is_away_are_told(qtbot, page, hub):
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert page.head.period.whole == "23 to 29 November 2026, week 48"
    assert "Nothing is planned this week" in page.detail.accessibleName()
    hub.failure = UnavailableError("The hub does not answer.")
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert "The hub does not answer." in page.banner.text
    other = open_page(qtbot, hub)
    assert "The hub does not answer." in other.state.accessibleName()
    hub.failure = None
    other.state.button.click()
    assert len(other.week.grid.blocks) == 3


def test_that_the_answer_to_an_earlier_question_is_not_shown(qtbot, hub):
    desk = FakeDesk(now=NOW)
    desk.link = hub
    page = CalendarPage(desk.services())
    qtbot.addWidget(page)
    page.show()
    desk.tasks.is_holding = True
    page.model.step(1)
    page.model.step(-1)
    desk.tasks.held.reverse()
    desk.tasks.release()
    assert page.model.shown == date(2026, 11, 18)
    assert {one.key for one in page.week.grid.blocks} == {"done", "next", "other"}


def test_that_what_others_plan_appears_but_not_under_the_hand(page, hub):
    drag(block(page, "next"), QPoint(0, HOUR_PX), drops=False)
    hub.store(planned("theirs", "Theirs", on(20, "16:00"), ((SKI_ERG, 2),)))
    page.tick()
    assert page.week.grid.ghost.isVisible()
    QTest.keyClick(block(page, "next"), Qt.Key.Key_Escape)
    page.tick()
    assert block(page, "theirs").placed.day == 4
    hub.failure = UnavailableError("The hub does not answer.")
    page.tick()
    assert page.banner.isHidden()
    assert block(page, "theirs").isVisible()


def test_that_the_present_is_marked_only_in_its_week(page):
    grid = page.week.grid
    assert grid._now == (2, 620)
    page.model.show_day(date(2026, 11, 18) + timedelta(days=7))
    assert grid._now is None
