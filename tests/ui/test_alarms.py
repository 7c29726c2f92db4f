"""The one list of alarms on the live page, and the emergency stop."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt

from core.domain.ids import PlayerId
from core.domain.session import SessionStatus
from core.errors import UnavailableError
from core.live.alerts.alert import AlertKind, AlertSeen
from core.live.events import MedicalStatus, MedicalStatusChanged
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import START, LiveDesk
from ui.live.page import LivePage
from widgets.inputs import ButtonKind

SILENT = ("player-004", "player-009")


@pytest.fixture
def desk() -> LiveDesk:
    """In a session of which two straps fall silent, the second one ten seconds later."""
    desk = LiveDesk()
    desk.silent = {
        PlayerId(player): START.timestamp() + 60 + 10 * at for at, player in enumerate(SILENT)
    }
    desk.open()
    desk.tell_all(SessionAction.START)
    desk.play(120)
    return desk


def page_of(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    return page


def rows_of(page: LivePage) -> list[tuple[str, str]]:
    return [
        (row.player_id, row.text)
        for row in page.overview.alarms.list.alarms.rows
        if "No heart rate" in row.text
    ]


def unseen(page: LivePage) -> list[str]:
    return [row.player_id for row in page.overview.alarms.list.alarms.rows if not row.is_seen]


@pytest.mark.requirement(54)
def test_that_alarms_stand_newest_on_top_with_who_what_and_why(desk, qtbot):
    page = page_of(desk, qtbot)
    assert page.overview.alarms.isVisible()
    lost = "No heart rate for 30 s"
    assert rows_of(page) == [(SILENT[1], lost), (SILENT[0], lost)]
    row = page.overview.alarms.list.alarms.rows[0]
    assert row.spoken.startswith("Warning: 9 ")
    assert "Check the strap" in row.spoken


def test_that_without_alarms_there_is_no_list(qtbot):
    calm = LiveDesk()
    calm.open()
    page = page_of(calm, qtbot)
    assert not page.overview.alarms.isVisible()


@pytest.mark.requirement(54)
def test_that_space_says_seen_to_the_newest_and_in_the_list_to_the_chosen_one(desk, qtbot):
    page = page_of(desk, qtbot)
    before = unseen(page)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert unseen(page) == before[1:]
    alarms = page.overview.alarms.list
    alarms.setFocus()
    alarms.setCurrentIndex(alarms.alarms.index(len(alarms.alarms.rows) - 1))
    qtbot.keyClick(alarms, Qt.Key.Key_Space)
    assert unseen(page) == before[1:-1]


def test_that_all_can_be_seen_at_once_and_what_is_over_then_goes(desk, qtbot):
    page = page_of(desk, qtbot)
    qtbot.mouseClick(page.overview.alarms.seen_all, Qt.MouseButton.LeftButton)
    assert unseen(page) == []
    assert page.overview.alarms.heading.text() == "Alarms, all seen"
    assert rows_of(page)
    desk.silent.clear()
    desk.play(2)
    page.refresh()
    assert rows_of(page) == []


def test_that_enter_shows_the_player_of_an_alarm(desk, qtbot):
    page = page_of(desk, qtbot)
    alarms = page.overview.alarms.list
    alarms.setCurrentIndex(alarms.alarms.index(0))
    qtbot.keyClick(alarms, Qt.Key.Key_Return)
    assert page.model.selected is not None
    assert page.model.selected.player.id == alarms.alarms.rows[0].player_id


def test_that_other_tabs_say_how_many_alarms_there_are_and_lead_to_them(desk, qtbot):
    page = page_of(desk, qtbot)
    assert not page.alarm_button.isVisible()
    page.tabs.setCurrentIndex(1)
    count = len(unseen(page))
    assert page.alarm_button.isVisible()
    assert page.alarm_button.text() == f"{count} alarms"
    assert page.alarm_button.kind is ButtonKind.SECONDARY
    desk.floor.happen(
        desk.bundle.sessions[0].id,
        MedicalStatusChanged,
        player_id=PlayerId("player-001"),
        status=MedicalStatus.PAIN,
        body_part="left knee",
    )
    desk.play(1)
    assert page.alarm_button.kind is ButtonKind.DANGER
    qtbot.mouseClick(page.alarm_button, Qt.MouseButton.LeftButton)
    assert page.tabs.currentIndex() == 0
    assert page.overview.alarms.list.alarms.rows[0].text == "Pain: left knee"


@pytest.mark.requirement(36)
def test_that_the_emergency_stop_must_be_held(desk, qtbot):
    page = page_of(desk, qtbot)
    stop = page.quick_actions.emergency
    stop.set_hold_ms(40)
    assert stop.isVisible()
    qtbot.mousePress(stop, Qt.MouseButton.LeftButton)
    assert stop.is_held
    qtbot.mouseRelease(stop, Qt.MouseButton.LeftButton)
    assert not stop.is_held
    assert desk.floor.stops == 0
    with qtbot.waitSignal(page.confirmed) as told:
        qtbot.mousePress(stop, Qt.MouseButton.LeftButton)
    assert desk.floor.stops == 1
    assert "Emergency stop" in told.args[0].text
    assert {state.status for state in desk.floor.board.sessions()} == {SessionStatus.FORCE_ENDED}
    page.refresh()
    assert not stop.isVisible()


@pytest.mark.requirement(36)
def test_that_its_keys_must_be_held_too(desk, qtbot):
    page = page_of(desk, qtbot)
    stop = page.quick_actions.emergency
    stop.set_hold_ms(40)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyPress(page, Qt.Key.Key_E, keys)
    assert stop.is_held
    qtbot.keyRelease(page, Qt.Key.Key_E, keys)
    assert not stop.is_held
    with qtbot.waitSignal(stop.held):
        qtbot.keyPress(page, Qt.Key.Key_E, keys)
    assert desk.floor.stops == 1


def test_that_a_stop_that_did_not_reach_everybody_is_told_and_can_be_given_again(desk, qtbot):
    page = page_of(desk, qtbot)
    desk.floor.refusal = UnavailableError("2 of 3 sessions stopped. Bikes: no answer.")
    page.model.commands.emergency_stop()
    assert "2 of 3 sessions stopped" in page.banner.text
    page.refresh()
    assert page.quick_actions.emergency.isEnabled()


@pytest.mark.requirement(54)
def test_that_what_another_trainer_has_seen_is_seen_here_and_says_by_whom(desk, qtbot):
    page = page_of(desk, qtbot)
    desk.floor.alarms.take_seen(
        AlertSeen(
            session_id=desk.bundle.sessions[0].id,
            player_id=PlayerId(SILENT[0]),
            kind=AlertKind.SENSOR_LOST,
            by="Maria",
        )
    )
    assert SILENT[0] not in unseen(page)
    assert SILENT[1] in unseen(page)
    row = next(row for row in page.overview.alarms.list.alarms.rows if row.is_seen)
    assert row.spoken.endswith("Acknowledged by Maria.")
