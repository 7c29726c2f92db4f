"""Assigning by drag, by keyboard and by check-in, as the trainer does it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.sensor import LinkState, Pairing, SensorKind, SensorReading
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sensor_fakes import erg, fill_room, strap
from ui.sensors.owner_list import OwnerList
from ui.sensors.page import SensorsPage
from ui.sensors.side_panel import Side
from ui.sensors.table import SensorTable
from ui.sensors.table_model import Column

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> SensorsPage:
    page = SensorsPage(desk.services())
    qtbot.addWidget(page)
    page.resize(1278, 740)
    page.show()
    return page


def _owner(desk: FakeDesk, sensor_id: SensorId) -> str:
    pairing = desk.pairings.owner_of(sensor_id)
    return (pairing.player_id or pairing.unit_id or "") if pairing is not None else ""


def _drop(view: OwnerList | SensorTable, at: QPoint, mime: QMimeData) -> bool:
    """Drag something over a place and let it go, as Qt reports it; tells whether it was taken."""
    enter = QDragEnterEvent(
        at, Qt.DropAction.LinkAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )
    view.dragEnterEvent(enter)
    drop = QDropEvent(
        QPointF(at), Qt.DropAction.LinkAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(drop)
    return drop.isAccepted()


def _device_mime(page: SensorsPage, sensor_id: SensorId) -> QMimeData:
    assert page.table.select_sensor(sensor_id)
    return page.filter.mimeData([page.table.currentIndex()])


def _drop_on_player(page: SensorsPage, sensor_id: SensorId, number: int) -> bool:
    owners = page.panel.players
    at = owners.visualRect(owners.model().index(number - 1, 0)).center()
    return _drop(owners, at, _device_mime(page, sensor_id))


def _show(desk: FakeDesk, page: SensorsPage, *sensors) -> None:
    for sensor in sensors:
        desk.sensors.show(sensor)
    page.refresh()


def test_that_a_strap_dropped_on_a_player_is_his_and_can_be_taken_back(qtbot, page, desk) -> None:
    _show(desk, page, strap(1), strap(2))
    assert _drop_on_player(page, strap(2).id, 4)
    assert _owner(desk, strap(2).id) == "player-004"
    assert page.devices.row_actions.step.whole == "Polar H10 8C0002 is 4 Ek's now."

    qtbot.mouseClick(page.devices.row_actions.undo, LEFT)
    assert _owner(desk, strap(2).id) == ""
    assert page.devices.row_actions.undo.isHidden()


def test_that_a_player_dropped_on_a_strap_gets_it(page, desk) -> None:
    _show(desk, page, strap(1), strap(2))
    owners = page.panel.players
    mime = owners.model().mimeData([owners.model().index(3, 0)])
    page.table.select_sensor(strap(2).id)
    at = page.table.visualRect(page.table.currentIndex()).center()
    assert _drop(page.table, at, mime)
    assert _owner(desk, strap(2).id) == "player-004"


def test_that_an_erg_dropped_on_a_player_is_refused_with_a_sentence(page, desk) -> None:
    _show(desk, page, erg(1))
    _drop_on_player(page, erg(1).id, 4)
    assert _owner(desk, erg(1).id) == ""
    assert "of its kind" in page.banner.text


def test_that_foreign_things_cannot_be_dropped(page, desk) -> None:
    _show(desk, page, strap(1))
    mime = QMimeData()
    mime.setText("holiday.jpg")
    assert not _drop(page.panel.players, QPoint(20, 20), mime)
    assert not _drop(page.table, QPoint(20, 20), mime)


def test_that_a_locked_pairing_resists_drag_and_keys_until_unlocked(qtbot, page, desk) -> None:
    _show(desk, page, strap(1))
    _drop_on_player(page, strap(1).id, 4)
    qtbot.keyClick(page.table, Qt.Key.Key_L, CONTROL)
    assert str(page.filter.index(0, Column.OWNER).data()) == "4 Ek (locked)"

    _drop_on_player(page, strap(1).id, 7)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert _owner(desk, strap(1).id) == "player-004"
    assert not page.chooser.isVisible()
    assert "locked" in page.banner.text

    qtbot.mouseClick(page.devices.row_actions.lock, LEFT)
    _drop_on_player(page, strap(1).id, 7)
    assert _owner(desk, strap(1).id) == "player-007"


def test_that_typing_finds_the_owner_and_enter_takes_him(qtbot, page, desk) -> None:
    _show(desk, page, strap(1))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.chooser.isVisible()
    qtbot.keyClicks(page.chooser.field, "1")
    assert page.chooser.offered[:2] == ("1 Lindqvist", "10 Wallin")
    page.chooser.field.clear()
    qtbot.keyClicks(page.chooser.field, "dah")
    assert page.chooser.offered == ("9 Dahl",)
    qtbot.keyClick(page.chooser.field, Qt.Key.Key_Return)
    assert _owner(desk, strap(1).id) == "player-009"
    assert not page.chooser.isVisible()
    assert page.table.hasFocus()


def test_that_the_chooser_says_who_has_a_strap_already_and_offers_nobody(qtbot, page, desk) -> None:
    _show(desk, page, strap(1), strap(2))
    page.model.steps.assign(strap(2).id, "player-002")
    page.table.select_sensor(strap(2).id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert "2 Berg   (Polar H10 8C0002)" in page.chooser.offered
    assert page.chooser.offered[-1] == "Nobody"
    qtbot.keyClicks(page.chooser.field, "nobody")
    qtbot.keyClick(page.chooser.field, Qt.Key.Key_Return)
    assert _owner(desk, strap(2).id) == ""


def test_that_escape_leaves_the_chooser_and_changes_nothing(qtbot, page, desk) -> None:
    _show(desk, page, strap(1))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClicks(page.chooser.field, "xyz")
    qtbot.keyClick(page.chooser.field, Qt.Key.Key_Return)
    assert page.chooser.isVisible()
    assert "Nobody matches" in page.chooser.heading.whole
    qtbot.keyClick(page.chooser.field, Qt.Key.Key_Escape)
    assert not page.chooser.isVisible()
    assert _owner(desk, strap(1).id) == ""


def test_that_control_z_brings_a_forgotten_pairing_back(qtbot, page, desk) -> None:
    _show(desk, page, strap(1))
    page.model.steps.assign(strap(1).id, "player-004")
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert _owner(desk, strap(1).id) == ""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CONTROL)
    assert _owner(desk, strap(1).id) == "player-004"


def test_that_f2_gives_a_paired_device_a_name_of_the_clubs_own(qtbot, page, desk) -> None:
    _show(desk, page, strap(1))
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert page.table.findChild(QLineEdit) is None
    page.model.steps.assign(strap(1).id, "player-004")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Blue 4")
    page.refresh()
    with qtbot.waitSignal(editor.destroyed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert str(page.filter.index(0, Column.SENSOR).data()) == "Blue 4"
    assert not page.chooser.isVisible()
    assert page.rows.rows[0].caption.startswith("Polar H10 8C0001")


def _pass(desk: FakeDesk, page: SensorsPage, seconds: float) -> None:
    for _ in range(round(seconds * 10)):
        desk.now += timedelta(seconds=0.1)
        page.model.check_in.look()


def _three_far_straps(desk: FakeDesk, page: SensorsPage) -> None:
    _show(
        desk,
        page,
        *(strap(number, state=LinkState.IN_RANGE, rssi_dbm=-70) for number in (1, 2, 3)),
    )


def _begin_check_in(qtbot: QtBot, page: SensorsPage, number: int) -> None:
    owners = page.panel.owners
    owners.setCurrentIndex(owners.model().index(number - 1, 0))
    qtbot.keyClick(owners, Qt.Key.Key_Return)


def test_that_a_strap_held_to_the_laptop_is_offered_and_enter_gives_it(qtbot, page, desk) -> None:
    _three_far_straps(desk, page)
    _begin_check_in(qtbot, page, 4)
    assert page.panel.card.heading.text() == "Check-in: 4 Ek"
    _pass(desk, page, 1.0)
    desk.sensors.show(strap(2, state=LinkState.IN_RANGE, rssi_dbm=-38))
    _pass(desk, page, 1.5)
    assert page.panel.card.progress.value() > 0
    assert _owner(desk, strap(2).id) == ""
    _pass(desk, page, 2.0)
    assert page.panel.card.prompt.text() == "Found: Polar H10 8C0002."
    qtbot.keyClick(page.panel.card, Qt.Key.Key_Return)
    assert _owner(desk, strap(2).id) == "player-004"


def test_that_after_one_player_the_next_without_strap_follows(qtbot, page, desk) -> None:
    _three_far_straps(desk, page)
    page.model.steps.assign(strap(3).id, "player-005")
    page.refresh()
    _begin_check_in(qtbot, page, 4)
    _pass(desk, page, 0.5)
    desk.sensors.show(strap(2, state=LinkState.IN_RANGE, rssi_dbm=-38))
    _pass(desk, page, 4.0)
    qtbot.mouseClick(page.panel.card.offer_buttons[0], LEFT)
    assert page.panel.card.heading.text() == "Check-in: 6 Forsman"
    _pass(desk, page, 4.0)
    assert page.panel.card.offer_buttons[0].isHidden()
    qtbot.keyClick(page.panel.card, Qt.Key.Key_Escape)
    assert page.panel.card.isHidden()
    assert _owner(desk, strap(2).id) == "player-004"


def test_that_a_strap_of_somebody_else_is_asked_about(qtbot, page, desk) -> None:
    _three_far_straps(desk, page)
    desk.pairings.pair(Pairing(sensor_id=strap(2).id, player_id=PlayerId("player-007")))
    page.refresh()
    for button, owner in ((1, "player-007"), (0, "player-004")):
        desk.sensors.show(strap(2, state=LinkState.IN_RANGE, rssi_dbm=-70))
        page.guide.begin_check_in("player-004")
        _pass(desk, page, 3.0)
        desk.sensors.show(strap(2, state=LinkState.IN_RANGE, rssi_dbm=-38))
        _pass(desk, page, 4.0)
        assert "7 Holm" in page.panel.card.prompt.text()
        assert [one.text() for one in page.panel.card.offer_buttons[:2]] == [
            "4 Ek's now",
            "Still 7 Holm's",
        ]
        qtbot.mouseClick(page.panel.card.offer_buttons[button], LEFT)
        assert _owner(desk, strap(2).id) == owner
        page.model.check_in.end()


def test_that_a_locked_strap_is_not_offered_at_check_in(page, desk) -> None:
    _three_far_straps(desk, page)
    page.model.steps.assign(strap(2).id, "player-007")
    page.model.steps.toggle_lock(strap(2).id)
    page.guide.begin_check_in("player-004")
    desk.sensors.show(strap(2, state=LinkState.IN_RANGE, rssi_dbm=-38))
    _pass(desk, page, 5.0)
    assert page.panel.card.offer_buttons[0].isHidden()


def test_that_a_connected_strap_left_beside_the_laptop_is_not_in_the_way(page, desk) -> None:
    _three_far_straps(desk, page)
    desk.sensors.show(strap(1, rssi_dbm=-36))
    page.model.steps.assign(strap(1).id, "player-001")
    page.guide.begin_check_in("player-004")
    _pass(desk, page, 4.0)
    desk.sensors.show(strap(2, state=LinkState.IN_RANGE, rssi_dbm=-38))
    _pass(desk, page, 4.0)
    assert page.panel.card.prompt.text() == "Found: Polar H10 8C0002."


class _Room:
    """Ergs that are heard only while they are connected."""

    def __init__(self, desk: FakeDesk) -> None:
        self.connected: set[SensorId] = set()
        self._desk = desk
        desk.sensors.connect = self._connect
        desk.sensors.disconnect = self._disconnect

    def speak(self, watts: dict[int, float]) -> None:
        for number, power_w in watts.items():
            if erg(number).id in self.connected:
                at = self._desk.instant()
                reading = SensorReading(sensor_id=erg(number).id, at=at, power_w=power_w)
                self._desk.sensors.reading_received.emit(reading)

    async def _connect(self, sensor_id: SensorId) -> None:
        self.connected.add(sensor_id)

    async def _disconnect(self, sensor_id: SensorId) -> None:
        self.connected.discard(sensor_id)


def test_that_the_erg_that_is_pulled_is_offered_and_the_others_are_let_go(
    qtbot, page, desk
) -> None:
    room = _Room(desk)
    _show(desk, page, *(erg(number, state=LinkState.IN_RANGE) for number in (1, 2)))
    qtbot.mouseClick(page.tabs.buttons[Side.MACHINES], LEFT)
    _begin_check_in(qtbot, page, 3)
    assert room.connected == {erg(1).id, erg(2).id}
    for watts in (0.0,) * 20 + (120.0,) * 20:
        desk.now += timedelta(seconds=0.1)
        room.speak({1: 0.0, 2: watts})
        page.model.check_in.look()
    assert page.panel.card.prompt.text() == "Found: PM5 431202."
    qtbot.mouseClick(page.panel.card.offer_buttons[0], LEFT)
    assert _owner(desk, erg(2).id) == UnitId("rower-3")
    page.model.check_in.end()
    assert room.connected == {erg(2).id}


def test_that_a_strap_that_may_be_one_of_two_is_asked_about_in_place(qtbot, page, desk) -> None:
    for number, player in ((41, "player-004"), (42, "player-007")):
        desk.pairings.pair(
            Pairing(
                sensor_id=SensorId(f"old-{number}"),
                player_id=PlayerId(player),
                sensor_name="TICKR",
            )
        )
    _show(desk, page, strap(43, name="TICKR", state=LinkState.IN_RANGE))
    assert page.questions.text == "Whose is TICKR? 4 Ek and 7 Holm have one of that name."
    qtbot.mouseClick(page.questions.answer_buttons[1], LEFT)
    assert _owner(desk, strap(43).id) == "player-007"
    assert _owner(desk, SensorId("old-42")) == ""
    assert page.questions.text == ""


def test_that_a_question_that_is_denied_is_not_asked_again(qtbot, page, desk) -> None:
    known = Pairing(
        sensor_id=SensorId("old"), player_id=PlayerId("player-004"), sensor_name="TICKR"
    )
    desk.pairings.pair(known)
    _show(desk, page, strap(43, name="TICKR", state=LinkState.IN_RANGE))
    qtbot.mouseClick(page.questions.none_button, LEFT)
    page.refresh()
    assert page.questions.text == ""
    assert _owner(desk, SensorId("old")) == "player-004"


def test_that_known_straps_sign_their_players_in(page, desk) -> None:
    fill_room(desk)
    page.refresh()
    assert page.summary.whole.startswith("16 of 18 players are here")
    assert page.tabs.buttons[Side.PLAYERS].text() == "Players 16/18"
    states = {row.name: row.state_text for row in page.panel.players.rows}
    assert (states["Ek"], states["Forsman"], states["Kjellberg"]) == (
        "127 bpm",
        "Not in range",
        "No strap",
    )


def test_that_owners_that_did_not_change_are_not_drawn_anew(page, desk) -> None:
    fill_room(desk)
    page.refresh()
    rows = page.model.player_rows(page.rows.rows)
    assert page.panel.players.show_rows(rows) == 0
    other = (msgspec.structs.replace(rows[0], value="99 bpm"), *rows[1:])
    assert page.panel.players.show_rows(other) == 1


def test_that_in_a_narrow_window_one_side_is_shown_and_all_can_be_reached(
    qtbot, page, desk
) -> None:
    fill_room(desk)
    page.resize(595, 340)
    page.refresh()
    assert page.panel.isVisible()
    assert not page.devices.isVisible()
    qtbot.mouseClick(page.tabs.buttons[Side.DEVICES], LEFT)
    assert page.devices.isVisible()
    assert not page.panel.isVisible()
    qtbot.mouseClick(page.tabs.buttons[Side.PREFLIGHT], LEFT)
    assert page.panel.board.isVisible()
    page.resize(1278, 740)
    assert page.devices.isVisible()
    assert page.panel.isVisible()
    assert not page.tabs.buttons[Side.DEVICES].isVisible()


def test_that_every_control_has_a_name_for_a_screen_reader(page, desk) -> None:
    fill_room(desk)
    page.show_preflight()
    for kind in (QLineEdit, type(page.devices.row_actions.undo), OwnerList, SensorTable):
        for widget in page.findChildren(kind):
            assert isinstance(widget, QWidget)
            assert widget.accessibleName() or not widget.isVisible(), widget


def test_that_a_power_meter_can_be_zeroed_from_its_line(qtbot, page, desk) -> None:
    meter = erg(1, kind=SensorKind.CYCLING_POWER, name="Assioma")
    _show(desk, page, meter)
    assert page.devices.row_actions.zero.isVisible()
    qtbot.mouseClick(page.devices.row_actions.zero, LEFT)
    assert "Assioma is zeroed" in page.banner.text
