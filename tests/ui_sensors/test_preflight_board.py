"""The pre-flight board, and the way from the live page to it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt

from core.domain.radio import AdapterStatus, LinkCapacity, RadioStatus
from core.errors import UnavailableError
from core.ports.hub_link import SessionAction
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.live_desk import LiveDesk
from tests.helpers.sample_club import PLAYERS, make_bundle
from tests.helpers.scenes import live_page, window_of
from tests.helpers.sensor_fakes import erg, fill_room, strap
from ui.sensors.page import SensorsPage
from ui.sensors.preflight_board import FindingLine
from ui.sensors.side_panel import Side
from ui.shell.pages import PageName

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    desk.floor.bundle = make_bundle(player_ids=[player.id for player in PLAYERS[:3]])
    return desk


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> SensorsPage:
    page = SensorsPage(desk.services())
    qtbot.addWidget(page)
    page.resize(1278, 740)
    page.show()
    fill_room(desk)
    desk.sensors.show(strap(3))
    page.show_preflight()
    return page


def _lines(page: SensorsPage) -> list[FindingLine]:
    return [line for line in page.panel.board.lines if not line.isHidden()]


def test_that_a_room_without_troubles_is_ready(page) -> None:
    board = page.panel.board
    assert board.headline.text() == "Ready: 3 of 3 players"
    assert _lines(page) == []
    assert page.tabs.buttons[Side.PREFLIGHT].text() == "Pre-flight"


def test_that_a_weak_battery_is_named_and_shown_in_the_table(qtbot, page, desk) -> None:
    desk.sensors.show(strap(2, battery_percent=12))
    page.refresh()
    (line,) = _lines(page)
    assert line.sentence.text().startswith("2 Berg: Polar H10 8C0002 has 12")
    assert page.tabs.buttons[Side.PREFLIGHT].text() == "Pre-flight 1"
    qtbot.mouseClick(line.button, LEFT)
    assert page.table.current_row is not None
    assert page.table.current_row.id == strap(2).id


def test_that_a_missing_strap_leads_straight_into_its_check_in(qtbot, page, desk) -> None:
    desk.pairings.unpair(strap(1).id)
    page.refresh()
    (line,) = _lines(page)
    assert line.sentence.text() == "1 Lindqvist has no strap."
    qtbot.mouseClick(line.button, LEFT)
    assert page.panel.card.heading.text() == "Check-in: 1 Lindqvist"
    assert page.panel.side is Side.PLAYERS


def test_that_a_missing_machine_sensor_leads_into_its_check_in(qtbot, page, desk) -> None:
    desk.pairings.unpair(erg(2).id)
    page.refresh()
    qtbot.mouseClick(_lines(page)[0].button, LEFT)
    assert page.panel.card.heading.text() == "Check-in: Rower 2"


def test_that_the_radios_capacity_is_said_and_its_shortage_comes_first(page, desk) -> None:
    capacity = LinkCapacity(used=8, wanted=9, limit=8, is_measured=True)
    desk.sensors.radio_status = RadioStatus(
        adapters=(AdapterStatus(name="Laptop", capacity=capacity),)
    )
    page.refresh()
    assert _lines(page)[0].sentence.text() == "9 sensors are wanted, the radio holds 8."
    assert "9 sensors are wanted" in page.panel.board.capacity.text()


def test_that_findings_keep_their_lines_while_values_change(page, desk) -> None:
    desk.sensors.show(strap(2, battery_percent=12))
    page.refresh()
    (line,) = _lines(page)
    desk.sensors.show(strap(2, battery_percent=11))
    page.refresh()
    assert _lines(page) == [line]
    assert "11" in line.sentence.text()


def test_that_players_who_cannot_be_read_are_an_error_with_a_next_step(qtbot, desk) -> None:
    desk.link.failure = UnavailableError("The hub is away.", suggested_action="Start it.")
    page = SensorsPage(desk.services())
    qtbot.addWidget(page)
    page.show()
    assert page.panel.state.accessibleName() == "No players to show. The hub is away. Start it."
    desk.link.failure = None
    qtbot.mouseClick(page.panel.state.button, LEFT)
    assert len(page.panel.players.rows) == 18


def test_that_while_players_are_read_the_page_says_so(qtbot, desk) -> None:
    desk.tasks.is_holding = True
    page = SensorsPage(desk.services())
    qtbot.addWidget(page)
    page.show()
    assert page.panel.state.accessibleName().startswith("Fetching the players.")
    desk.tasks.release()
    assert len(page.panel.players.rows) == 18


def test_that_before_the_start_the_live_page_leads_to_the_board(qtbot) -> None:
    desk = LiveDesk()
    desk.open()
    window = window_of(desk)
    qtbot.addWidget(window)
    window.show()
    live = live_page(window)
    live.refresh_all()
    assert live.preflight.text() == "Pre-flight  0/18 ready"
    assert live.preflight.accessibleName() == (
        "Pre-flight. Ready: 0 of 18 players: 18 players without strap, 18 machines without sensor."
    )
    qtbot.mouseClick(live.preflight, LEFT)
    assert window.current_page is PageName.SENSORS
    sensors = window.page(PageName.SENSORS)
    assert isinstance(sensors, SensorsPage)
    assert sensors.panel.board.isVisible()

    window.go_to(PageName.LIVE)
    desk.tell_all(SessionAction.START)
    live.refresh_all()
    assert live.preflight.isHidden()
