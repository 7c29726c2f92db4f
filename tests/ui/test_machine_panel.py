"""The machine panel: who can be told what, what came of it, and how it is taken back."""

from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from core.domain.control import ControlState, ControlTarget, MachineControlState, Scale
from core.domain.ids import PlayerId
from core.domain.sensor import LinkState, SensorKind
from core.ports.hub_link import SessionAction
from core.ports.machine_control import MachineUnavailableError, NotControllableError
from core.services.desk.machine_order import OrderKind
from core.services.desk.machine_view import Standing
from tests.helpers.live_desk import LiveDesk
from tests.helpers.looped_tasks import LoopedTasks
from tests.helpers.machine_scene import IN_USE, device, furnish, show_troubles, tell
from tests.helpers.sensor_fakes import erg
from ui.common.actions import ActionId
from ui.live.machine_table import NOTE_COLUMN, STATE_COLUMN
from ui.live.page import LivePage
from widgets.inputs import BannerKind

TARGET_COLUMN = 4


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    desk.tasks = LoopedTasks()
    desk.services = replace(desk.services, tasks=desk.tasks)
    desk.open()
    desk.tell_all(SessionAction.START)
    furnish(desk)
    return desk


@pytest.fixture
def page(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    page.tabs.setCurrentIndex(3)
    return page


def click(qtbot, button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def group(page: LivePage, name: str) -> QAbstractButton:
    return next(one for one in page.machines.groups if one.text() == name)


def choose(page: LivePage, *numbers: int) -> None:
    page.machines.model.choose(PlayerId(f"player-{number:03d}") for number in numbers)


def cell(page: LivePage, machine: str, column: int) -> str:
    table = page.machines.table
    row = next(row for row in range(table.rowCount()) if table.text(row, 0) == machine)
    return table.text(row, column)


def standings(page: LivePage) -> dict[str, Standing]:
    return {row.machine: row.standing for row in page.machines.model.rows}


def test_that_each_machine_says_how_it_stands_and_why(desk: LiveDesk, page: LivePage):
    desk.control.offers[device(1)] = NotControllableError(
        "Rowing machine 1",
        "cannot be controlled over Bluetooth",
        suggested_action="Set it at the machine itself.",
    )
    desk.sensors.show(erg(1, kind=SensorKind.FTMS_ROWER, state=LinkState.LOST))
    desk.sensors.show(erg(1, kind=SensorKind.FTMS_ROWER))
    desk.control.change(MachineControlState(sensor_id=device(11), state=ControlState.HELD))
    show_troubles(desk)
    page.refresh()
    found = standings(page)
    assert found["Rower 1"] is Standing.NOT_CONTROLLABLE
    assert found["Rower 2"] is Standing.READY
    assert found["Rower 6"] is Standing.UNPAIRED
    assert found["Bike Erg 1"] is Standing.CONTROLLED
    assert found["Bike Erg 4"] is Standing.REFUSED
    assert found["Bike Erg 5"] is Standing.LOST
    assert found["Bike Erg 6"] is Standing.AWAY
    assert found["Ski Erg 1"] is Standing.SHOWS
    assert cell(page, "Bike Erg 5", STATE_COLUMN) == "Control lost"
    assert cell(page, "Bike Erg 5", NOTE_COLUMN) == (
        "Gave its control to somebody else. Tell it again to take it back."
    )
    assert cell(page, "Bike Erg 6", TARGET_COLUMN) == "\N{EN DASH}"


def test_that_a_group_is_set_to_each_players_own_share_of_ftp(qtbot, desk: LiveDesk, page):
    click(qtbot, group(page, "Bike Erg Group B"))
    form = page.machines.controls.form
    form.show_kind(OrderKind.FTP_SHARE)
    form.fields[OrderKind.FTP_SHARE].setValue(80)
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, form.set_button)
    ftps = {row.machine: row.ftp_w for row in page.machines.model.chosen_rows}
    assert list(desk.control.powers.values()) == pytest.approx([ftp * 0.8 for ftp in ftps.values()])
    assert confirmed.args[0].text == "80 % of FTP set on 6 machines."
    first = 0.8 * ftps["Bike Erg 1"]
    assert cell(page, "Bike Erg 1", TARGET_COLUMN) == f"{first:.0f} W (80 %)"


def test_that_one_machine_is_started_paused_and_stopped(qtbot, desk: LiveDesk, page: LivePage):
    choose(page, 8)
    for kind in (OrderKind.START, OrderKind.PAUSE, OrderKind.STOP):
        click(qtbot, page.machines.controls.runs[kind])
    assert desk.control.told == [(device(12), one) for one in ("start", "pause", "stop")]


def test_that_level_road_and_free_reach_a_machine(desk: LiveDesk, page: LivePage):
    choose(page, 7)
    tell(page, OrderKind.RESISTANCE, 30)
    tell(page, OrderKind.ROAD, 2.5)
    tell(page, OrderKind.FREE)
    choose(page, 1)
    tell(page, OrderKind.FREE)
    assert desk.control.told == [
        (device(11), "resistance"),
        (device(11), "simulation 2.5"),
        (device(11), "simulation 0.0"),
        (device(1), "resistance"),
    ]
    assert cell(page, "Bike Erg 1", TARGET_COLUMN) == "Free"


def test_that_what_a_machine_does_not_offer_is_greyed_with_the_reason(page: LivePage):
    form = page.machines.controls.form
    choose(page, 1, 2)
    form.show_kind(OrderKind.POWER)
    assert not form.set_button.isEnabled()
    assert form.reason.text() == "Rower 1, 2: each offers no target power."
    form.show_kind(OrderKind.RESISTANCE)
    assert form.set_button.isEnabled()
    assert form.fields[OrderKind.RESISTANCE].maximum() == 10
    choose(page, 13)
    assert page.machines.controls.runs[OrderKind.STOP].isEnabled()
    assert not page.machines.controls.runs[OrderKind.START].isEnabled()
    assert form.reason.text() == (
        "Ski Erg 1 has a Concept2 monitor, which shows intervals but cannot be set to this. "
        "Push an interval, or call the target out."
    )
    choose(page)
    assert not form.set_button.isEnabled()
    assert form.reason.text() == "Choose machines in the list, or a group above it."


def test_that_the_field_keeps_to_the_widest_range_of_those_chosen(desk: LiveDesk, page: LivePage):
    offer = desk.control.offers[device(11)]
    wide = Scale(lowest=10, highest=900, step=1)
    desk.control.offers[device(12)] = replace_scales(offer, wide)
    desk.sensors.show(erg(12, kind=SensorKind.FTMS_BIKE, state=LinkState.LOST))
    desk.sensors.show(erg(12, kind=SensorKind.FTMS_BIKE))
    page.refresh()
    choose(page, 7, 8)
    field = page.machines.controls.form.fields[OrderKind.POWER]
    assert (field.minimum(), field.maximum(), field.singleStep()) == (10, 900, 1)


def replace_scales(offer, power: Scale):
    return type(offer)(targets=offer.targets, scales={**offer.scales, ControlTarget.POWER: power})


def test_that_a_machine_that_refuses_is_named_and_the_others_go_on(qtbot, desk, page: LivePage):
    desk.control.refusals[device(14)] = IN_USE
    click(qtbot, group(page, "Bike Erg Group B"))
    tell(page, OrderKind.POWER, 200)
    assert page.banner.kind is BannerKind.WARNING
    assert page.banner.text == (
        "200 W set on 5 of 6 machines. Bike Erg 4 is controlled by another program. "
        "Close the other program, then try again."
    )
    assert "controlled by another program" in cell(page, "Bike Erg 4", NOTE_COLUMN)
    assert cell(page, "Bike Erg 4", TARGET_COLUMN) == "\N{EN DASH}"


def test_that_undo_returns_each_machine_to_its_previous_target(qtbot, desk: LiveDesk, page):
    choose(page, 7)
    tell(page, OrderKind.POWER, 150)
    choose(page, 7, 8)
    tell(page, OrderKind.POWER, 250)
    desk.control.told.clear()
    assert page.machines.controls.undo_hint.text() == "250 W on 2 machines"
    click(qtbot, page.machines.controls.undo)
    assert desk.control.powers[device(11)] == 150
    assert desk.control.told == [(device(11), "power"), (device(12), "simulation 0.0")]
    tell(page, OrderKind.PAUSE)
    page.machines.model.undo()
    assert desk.control.told[-1] == (device(12), "start")


def test_that_undo_takes_a_pushed_interval_back_in_all_groups(qtbot, desk: LiveDesk, page):
    click(qtbot, group(page, "Bike Erg Group B"))
    tell(page, OrderKind.POWER, 120)
    click(qtbot, page.quick_actions.buttons[ActionId.PUSH_INTERVAL])
    bikes = [device(number) for number in range(11, 17)]
    assert 120 not in [desk.control.powers[bike] for bike in bikes]
    page.machines.model.undo()
    assert {desk.control.powers[bike] for bike in bikes} == {120}
    told = desk.control.told
    assert (device(1), "resistance") in told  # had no target before, so it is free again
    assert (device(21), "stop") in told  # a monitor stops showing the interval


def test_that_undo_shows_a_stopped_monitor_its_interval_again(qtbot, desk: LiveDesk, page):
    click(qtbot, page.quick_actions.buttons[ActionId.PUSH_INTERVAL])
    choose(page, 13)
    tell(page, OrderKind.STOP)
    page.machines.model.undo()
    of_monitor = [what for sensor_id, what in desk.control.told if sensor_id == device(21)]
    assert of_monitor == ["program", "stop", "program"]


def test_that_a_target_is_not_shown_any_more_once_control_is_lost(desk: LiveDesk, page: LivePage):
    choose(page, 7)
    tell(page, OrderKind.POWER, 150)
    desk.control.change(
        MachineControlState(
            sensor_id=device(11), state=ControlState.LOST, reason="gave its control to somebody"
        )
    )
    page.refresh()
    assert cell(page, "Bike Erg 1", TARGET_COLUMN) == "\N{EN DASH}"
    assert "Bike Erg 1 gave its control" in page.banner.text


def test_that_pause_all_pauses_machines_only_if_wished(qtbot, desk: LiveDesk, page: LivePage):
    pause = page.quick_actions.buttons[ActionId.PAUSE_ALL]
    click(qtbot, pause)
    assert desk.control.told == []
    click(qtbot, page.quick_actions.buttons[ActionId.RESUME_ALL])
    qtbot.mouseClick(page.machines.controls.follows, Qt.MouseButton.LeftButton)
    page.machines.controls.follows.setChecked(True)
    click(qtbot, pause)
    bikes_and_rowers = [device(n) for n in (*range(1, 7), *range(11, 17))]
    assert desk.control.told == [(one, "pause") for one in bikes_and_rowers]
    click(qtbot, page.quick_actions.buttons[ActionId.RESUME_ALL])
    assert desk.control.told[12:] == [(one, "start") for one in bikes_and_rowers]


def test_that_progress_is_shown_while_machines_answer(qtbot, desk: LiveDesk, page: LivePage):
    choose(page, 7, 8)
    desk.tasks.is_holding = True
    tell(page, OrderKind.POWER, 150)
    assert page.progress.isVisible()
    assert page.progress.text == "Setting machines: 0 of 2 have answered"
    assert not page.machines.controls.form.set_button.isEnabled()
    assert not page.quick_actions.buttons[ActionId.PUSH_INTERVAL].isEnabled()
    desk.tasks.release()
    assert not page.progress.isVisible()
    assert page.machines.controls.form.set_button.isEnabled()


def test_that_a_silent_machine_may_be_told_everything(desk: LiveDesk, page: LivePage):
    desk.control.offers[device(13)] = MachineUnavailableError(
        "Indoor Bike 3", "did not answer", suggested_action="Wake it up."
    )
    desk.sensors.show(erg(13, kind=SensorKind.FTMS_BIKE, state=LinkState.LOST))
    desk.sensors.show(erg(13, kind=SensorKind.FTMS_BIKE))
    page.refresh()
    assert standings(page)["Bike Erg 3"] is Standing.READY


def test_that_the_keyboard_opens_the_panel_chooses_sets_and_takes_back(qtbot, desk, page):
    page.tabs.setCurrentIndex(0)
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    tab = page.machines
    tab.view.setFocus()
    tab.view.setCurrentIndex(tab.table.index(6, 0))
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.machine for row in tab.model.chosen_rows] == ["Bike Erg 1", "Bike Erg 2"]
    field = tab.controls.form.fields[OrderKind.POWER]
    field.setFocus()
    field.setValue(220)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.control.powers == {device(11): 220, device(12): 220}
    tab.view.setFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.control.told[-1] == (device(12), "simulation 0.0")


def test_that_a_chosen_tile_is_the_machine_that_is_meant(desk: LiveDesk, page: LivePage):
    session = desk.bundle.sessions[1]
    page.model.select(session.id, session.assignments[2].player_id)
    assert [row.machine for row in page.machines.model.chosen_rows] == ["Bike Erg 3"]


def test_that_every_control_has_an_accessible_name(page: LivePage):
    controls = page.machines.controls
    form = controls.form
    widgets = (*controls.runs.values(), *form.fields.values(), form.rolling, form.set_button)
    assert all(one.accessibleName() for one in (*widgets, controls.undo, page.progress.cancel))
    assert page.machines.view.accessibleName()
