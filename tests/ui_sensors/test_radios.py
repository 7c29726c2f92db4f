"""The radios beside the devices, as the trainer sees and changes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt

from app.cli import main
from app.preferences import (
    Preferences,
    radio_choice,
    read_preferences,
    write_preferences,
)
from core.domain.ids import PlayerId, SensorId
from core.domain.radio import AdapterStatus, LinkCapacity, RadioState, RadioStatus
from core.domain.sensor import Pairing
from core.services.desk.radio_choice import RadioChoice
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sensor_fakes import fill_room, heart_rate, strap
from ui.sensors.page import SensorsPage
from ui.sensors.side_panel import Side
from widgets.theme import ThemeName

LEFT = Qt.MouseButton.LeftButton
OWN = AdapterStatus(
    name="bluetooth",
    state=RadioState.LISTENING,
    capacity=LinkCapacity(used=7, wanted=7, limit=8),
)
GONE = AdapterStatus(
    name="usb:0",
    state=RadioState.NO_BLUETOOTH,
    reason="The Bluetooth dongle usb:0 does not answer.",
    next_step="Plug it in.",
    capacity=LinkCapacity(limit=8),
)


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    desk.sensors.radio_status = RadioStatus(adapters=(OWN, GONE))
    return desk


@pytest.fixture
def kept() -> list[tuple[str, ...]]:
    return []


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk, kept: list[tuple[str, ...]]) -> SensorsPage:
    choice = RadioChoice(("system", "usb:0"), (), kept.append)
    page = SensorsPage(replace(desk.services(), radios=choice))
    qtbot.addWidget(page)
    page.resize(1278, 740)
    page.show()
    return page


def _said(page: SensorsPage) -> list[str]:
    return [card.accessibleName() for card in page.panel.radios.cards if card.isVisible()]


def test_that_each_radio_is_shown_with_its_room_and_what_to_do(qtbot, page, desk) -> None:
    desk.sensors.show(strap(1, receiver="bluetooth"))
    qtbot.mouseClick(page.tabs.buttons[Side.RADIOS], LEFT)
    assert _said(page) == [
        "This computer's Bluetooth: Listening. 7 of about 8 connections · hears 1 sensor",
        "USB dongle 1 (usb:0): Not there. The Bluetooth dongle usb:0 does not answer. Plug it in.",
    ]
    assert page.tabs.buttons[Side.RADIOS].accessibleName() == "Radios: 1 of 2 not there"


def test_that_a_dongle_is_added_for_the_next_start_and_said_so(qtbot, page, kept) -> None:
    qtbot.mouseClick(page.tabs.buttons[Side.RADIOS], LEFT)
    qtbot.mouseClick(page.panel.radios.add_button, LEFT)
    assert kept == [("system", "usb:0", "usb:1")]
    assert _said(page)[2].startswith("USB dongle 2 (usb:1): From the next start.")
    assert page.panel.radios.note.text() == "Start the program again to use what you chose."


def test_that_a_radio_is_removed_with_a_way_back_and_the_last_one_stays(qtbot, page, kept) -> None:
    qtbot.mouseClick(page.tabs.buttons[Side.RADIOS], LEFT)
    cards = page.panel.radios.cards
    qtbot.mouseClick(cards[1].button, LEFT)
    assert kept[-1] == ("system",)
    assert "Not used any more" in _said(page)[1]
    assert cards[1].button.text() == "Keep"
    assert not cards[0].button.isVisible()
    qtbot.mouseClick(cards[1].button, LEFT)
    assert kept[-1] == ("system", "usb:0")


def test_that_a_missing_radio_stands_first_on_the_preflight_board(qtbot, page, desk) -> None:
    fill_room(desk)
    page.show_preflight()
    line = page.panel.board.lines[0]
    assert line.sentence.text() == "The Bluetooth dongle usb:0 does not answer."
    qtbot.mouseClick(line.button, LEFT)
    assert page.panel.side is Side.RADIOS


def test_that_bluetooth_that_goes_and_returns_while_nothing_was_heard_is_shown(page, desk) -> None:
    lost = RadioStatus(adapters=(GONE,))
    desk.sensors.radio_status = lost
    desk.sensors.radio_changed.emit(lost)
    assert page.state.accessibleName() == (
        "No Bluetooth. The Bluetooth dongle usb:0 does not answer. Plug it in."
    )
    desk.sensors.radio_changed.emit(RadioStatus(adapters=(OWN,)))
    assert page.state.accessibleName().startswith("No sensors yet.")


def test_that_the_next_step_of_the_chosen_device_is_below_the_table(page, desk) -> None:
    desk.sensors.show(strap(1, reason="in use by another program", next_step="Close it."))
    page.refresh()
    assert page.devices.row_actions.step.whole == "Close it."


def test_that_a_sensor_known_again_keeps_its_last_value(page, desk) -> None:
    desk.sensors.show(strap(1))
    gone = strap(2)
    desk.sensors.reading_received.emit(heart_rate(gone, 133))
    desk.sensors.sensor_merged.emit(gone.id, strap(1).id)
    page.refresh()
    assert page.rows.rows[0].value == "133 bpm"


def test_that_a_strap_that_two_claim_is_asked_about_and_the_answer_counts(
    qtbot, page, desk
) -> None:
    desk.sensors.show(strap(1))
    desk.pairings.pair(
        Pairing(sensor_id=strap(1).id, player_id=PlayerId("player-001")),
        Pairing(sensor_id=SensorId("AA:77"), player_id=PlayerId("player-004")),
    )
    desk.pairings.merge(SensorId("AA:77"), strap(1).id)
    page.refresh()
    assert "but was given to 4 Ek. Whose is it?" in page.questions.text
    assert not page.questions.none_button.isVisible()
    qtbot.mouseClick(page.questions.answer_buttons[1], LEFT)
    pairing = desk.pairings.owner_of(strap(1).id)
    assert pairing is not None
    assert pairing.player_id == "player-004"
    assert page.questions.text == ""


def test_that_the_chosen_radios_are_remembered_beside_the_theme(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    write_preferences(path, Preferences(theme=ThemeName.LIGHT))
    choice = radio_choice(path, ())
    choice.add(choice.next_dongle)
    assert read_preferences(path) == Preferences(theme=ThemeName.LIGHT, radios=("system", "usb:0"))
    assert radio_choice(path, ()).used == ("system", "usb:0")
    assert radio_choice(path, ("usb:3",)).used == ("usb:3",)
    assert radio_choice(path, ("usb:3",)).chosen == ("system", "usb:0")


@pytest.mark.parametrize("words", [("--radio", "wifi"), ("--demo", "--radio", "usb:0")])
def test_that_a_radio_that_cannot_be_meant_is_refused_before_anything_starts(words, capsys) -> None:
    assert main([*words]) == 2
    said = capsys.readouterr().err
    assert "usb:0" in said or "--demo" in said
