"""The sensor table as the trainer sees it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import QModelIndex, Qt

from core.domain.sensor import LinkState
from core.errors import NoBluetoothError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import NOW
from tests.helpers.sensor_fakes import erg, fill_room, heart_rate, strap
from ui.sensors.page import SensorsPage
from ui.sensors.table_model import Column
from ui.sensors.texts import signal_bars

LEFT = Qt.MouseButton.LeftButton


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


def _cell(page: SensorsPage, row: int, column: Column) -> str:
    return str(page.filter.index(row, column).data())


def _lines(page: SensorsPage, column: Column) -> list[str]:
    return [_cell(page, row, column) for row in range(page.filter.rowCount())]


def test_that_the_summary_counts_live_sensors_and_low_batteries(page, desk) -> None:
    fill_room(desk)
    page.refresh()
    assert page.summary.whole == (
        "16 of 18 players are here, 24 sensors, 19 live, 2 batteries under 20 %, 1 without owner"
    )


def test_that_a_sensor_is_shown_with_state_signal_battery_value_and_owner(page, desk) -> None:
    sensor = strap(1, battery_percent=18)
    desk.sensors.show(sensor)
    desk.sensors.reading_received.emit(heart_rate(sensor, 142))
    page.refresh()
    page.model.steps.assign(sensor.id, "player-004")

    assert [_cell(page, 0, column) for column in Column] == [
        "Polar H10 8C0001",
        "Live",
        "\N{MINUS SIGN}54 dBm",
        "18 % low",
        "142 bpm (now)",
        "4 Ek",
    ]


def test_that_a_value_grows_old_and_is_then_not_shown_any_more(page, desk) -> None:
    sensor = strap(1)
    desk.sensors.show(sensor)
    desk.sensors.reading_received.emit(heart_rate(sensor, 142, age_s=8))
    page.refresh()
    assert page.rows.rows[0].is_value_stale
    assert _cell(page, 0, Column.VALUE) == "142 bpm (8 s)"

    desk.now = NOW.replace(minute=21)
    page.refresh()
    assert _cell(page, 0, Column.VALUE) == "– (1 min)"


def test_that_a_lost_sensor_says_why(page, desk) -> None:
    desk.sensors.show(strap(1, state=LinkState.LOST, reason="no data for 34 s"))
    page.refresh()
    assert _cell(page, 0, Column.STATE) == "Lost: no data for 34 s"


def test_that_only_lines_that_changed_are_drawn_anew(page, desk) -> None:
    sensors = fill_room(desk)
    page.refresh()
    assert page.refresh() == 0

    desk.sensors.reading_received.emit(heart_rate(sensors[0], 171, age_s=0))
    desk.sensors.show(strap(5, rssi_dbm=-70))
    changed: list[int] = []
    page.rows.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    assert page.refresh() == 2
    assert changed == [0, 4]


def test_that_packets_alone_cost_no_drawing(page, desk) -> None:
    sensors = fill_room(desk)
    page.refresh()
    changed: list[QModelIndex] = []
    page.rows.dataChanged.connect(lambda first, _last: changed.append(first))
    for bpm in range(100, 164):
        desk.sensors.reading_received.emit(heart_rate(sensors[0], bpm))
    assert changed == []


def test_that_the_filter_finds_all_its_words_anywhere_in_a_line(qtbot, page, desk) -> None:
    fill_room(desk)
    page.refresh()
    qtbot.keyClicks(page.search, "polar ek")
    assert _lines(page, Column.OWNER) == ["4 Ek"]
    page.search.clear()
    qtbot.keyClicks(page.search, "lost")
    assert _lines(page, Column.STATE) == ["Lost: no data for 34 s"]
    page.search.clear()
    qtbot.keyClicks(page.search, "nobody like this")
    assert page.state.accessibleName().startswith("No sensor matches.")


def test_that_columns_sort_with_troubles_on_top_when_asked(page, desk) -> None:
    fill_room(desk)
    page.refresh()
    page.table.sortByColumn(Column.BATTERY, Qt.SortOrder.AscendingOrder)
    assert _lines(page, Column.BATTERY)[:2] == ["9 % low", "18 % low"]
    page.table.sortByColumn(Column.STATE, Qt.SortOrder.DescendingOrder)
    assert _lines(page, Column.STATE)[0] == "In range"
    page.table.sortByColumn(Column.OWNER, Qt.SortOrder.AscendingOrder)
    assert _lines(page, Column.OWNER)[:3] == ["1 Lindqvist", "2 Berg", "3 Nyström"]


def test_that_lines_do_not_jump_while_values_change(page, desk) -> None:
    fill_room(desk)
    page.refresh()
    page.table.sortByColumn(Column.SIGNAL, Qt.SortOrder.AscendingOrder)
    before = _lines(page, Column.SENSOR)
    desk.sensors.show(strap(1, rssi_dbm=-99))
    page.refresh()
    assert _lines(page, Column.SENSOR) == before


def test_that_an_erg_is_offered_machines_of_its_kind_only(page, desk) -> None:
    desk.sensors.show(erg(1))
    page.refresh()
    offered = page.model.owners.offered_to(page.rows.rows[0].kind)
    assert [name for _, name in offered] == [f"Rower {number}" for number in range(1, 7)]


def test_that_delete_takes_the_owner_away(qtbot, page, desk) -> None:
    desk.sensors.show(strap(1))
    page.refresh()
    page.model.steps.assign(strap(1).id, "player-002")
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert desk.pairings.owner_of(strap(1).id) is None
    assert _cell(page, 0, Column.OWNER) == "Nobody"


def test_that_no_sensors_is_said_with_what_to_do(page) -> None:
    said = page.state.accessibleName()
    assert said.startswith("No sensors yet.")
    assert "hockeyhub --demo" in said


def test_that_no_bluetooth_is_said_and_can_be_tried_again(qtbot, desk) -> None:
    desk.sensors.start_failure = NoBluetoothError(
        "Bluetooth is not available.", suggested_action="Switch it on."
    )
    page = SensorsPage(desk.services())
    qtbot.addWidget(page)
    page.show()
    assert page.state.accessibleName() == "No Bluetooth. Bluetooth is not available. Switch it on."

    desk.sensors.start_failure = None
    qtbot.mouseClick(page.state.button, LEFT)
    assert desk.sensors.starts == 2
    assert page.state.accessibleName().startswith("No sensors yet.")


@pytest.mark.parametrize(
    ("dbm", "bars"), [(None, 0), (-50, 4), (-60, 4), (-61, 3), (-75, 2), (-95, 1)]
)
def test_that_a_stronger_signal_has_more_bars(dbm, bars) -> None:
    assert signal_bars(dbm) == bars
