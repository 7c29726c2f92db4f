"""The button that sets a group's machines, and what it says about those that did not take it."""

from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from core.domain.control import ControlState, MachineControlState
from core.domain.equipment import BIKE_ERG
from core.domain.ids import SensorId
from core.domain.sensor import Pairing, SensorKind
from core.domain.session import SessionStatus
from core.ports.hub_link import SessionAction
from core.ports.machine_control import MachineRefusedError
from core.services.desk.interval_steps import UNDO_S
from tests.helpers.live_desk import LiveDesk
from tests.helpers.looped_tasks import LoopedTasks
from tests.helpers.sensor_fakes import erg
from ui.common.actions import ActionId
from ui.live.page import LivePage
from widgets.inputs import BannerKind


def bike(number: int) -> SensorId:
    return SensorId(f"5A:00:00:00:00:{number:02X}")


@pytest.fixture
def desk() -> LiveDesk:
    """The bike group's machines are connected; the next interval is the first hard one."""
    desk = LiveDesk()
    desk.tasks = LoopedTasks()
    desk.services = replace(desk.services, tasks=desk.tasks)
    desk.open()
    desk.tell_all(SessionAction.START)
    session = next(one for one in desk.bundle.sessions if one.equipment == BIKE_ERG)
    for number, assignment in enumerate(session.assignments, start=1):
        kind = SensorKind.FTMS_BIKE
        desk.sensors.show(erg(number, kind=kind, name=f"Indoor Bike {number}"))
        desk.pairings.pair(Pairing(sensor_id=bike(number), unit_id=assignment.unit_id))
    return desk


def page_of(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    return page


def click(qtbot, button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def bike_card(page: LivePage):
    return next(card for card in page.overview.cards if card.session_id == "session-2")


def test_that_the_button_of_a_group_sets_every_machine_of_it(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, bike_card(page).orders.push)
    state = desk.floor.board.session("session-2")
    wanted = [player.player.ftp_w[BIKE_ERG] * 1.05 for player in state.players.values()]
    assert list(desk.control.powers.values()) == pytest.approx(wanted)
    assert confirmed.args[0].text == "Work 1 sent to 6 machines."
    assert confirmed.args[0].kind is BannerKind.OK


def test_that_a_machine_that_refuses_is_named_in_the_banner(qtbot, desk: LiveDesk):
    desk.control.refusals[bike(3)] = MachineRefusedError(
        "Indoor Bike 3", "is controlled by another program", suggested_action="Close it."
    )
    desk.control.highest_w[bike(5)] = 100
    page = page_of(desk, qtbot)
    click(qtbot, bike_card(page).orders.push)
    assert page.banner.isVisible()
    assert page.banner.text.startswith("Work 1 sent to 5 of 6 machines.")
    assert "Bike Erg 3 is controlled by another program. Close it." in page.banner.text
    assert "Bike Erg 5 goes only to 100 W" in page.banner.text


def test_that_the_action_for_all_names_who_cannot_be_controlled(qtbot, desk: LiveDesk):
    for number, session in enumerate(one for one in desk.bundle.sessions):
        if session.equipment == BIKE_ERG:
            continue
        for place, assignment in enumerate(session.assignments, start=20 + 10 * number):
            desk.sensors.show(erg(place, kind=SensorKind.CYCLING_POWER))
            desk.pairings.pair(Pairing(sensor_id=erg(place).id, unit_id=assignment.unit_id))
    page = page_of(desk, qtbot)
    click(qtbot, page.quick_actions.buttons[ActionId.PUSH_INTERVAL])
    assert "Work 1 sent to 6 of 18 machines." in page.banner.text
    assert (
        "Rower 1, 2, 3, 4, 5, 6, Ski Erg 1, 2, 3, 4, 5, 6: each has a device that only measures. "
        "Call the target out."
    ) in page.banner.text


def test_that_the_keyboard_pushes_too(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.control.powers) == 6


def test_that_the_page_can_pause_while_a_machine_is_slow_to_answer(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    desk.tasks.is_holding = True
    push = page.quick_actions.buttons[ActionId.PUSH_INTERVAL]
    click(qtbot, push)
    assert not push.isEnabled()
    assert not bike_card(page).orders.push.isEnabled()
    click(qtbot, page.quick_actions.buttons[ActionId.PAUSE_ALL])
    desk.tasks.release()
    page.refresh()
    assert {one.status for one in desk.floor.board.sessions()} == {SessionStatus.PAUSED}
    assert len(desk.control.powers) == 6
    assert push.isEnabled()


def test_that_there_is_nothing_to_push_in_the_last_interval_and_after_the_end(
    qtbot, desk: LiveDesk
):
    page = page_of(desk, qtbot)
    desk.clock.move_to(desk.clock.now() + 3590)
    page.refresh()
    assert not page.quick_actions.buttons[ActionId.PUSH_INTERVAL].isEnabled()
    assert not bike_card(page).orders.push.isEnabled()
    desk.tell_all(SessionAction.END)
    page.refresh()
    assert not page.quick_actions.buttons[ActionId.PUSH_INTERVAL].isVisible()
    assert not bike_card(page).orders.push.isVisible()


def test_that_control_that_is_lost_is_told_by_itself(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    desk.control.control_changed.emit(
        MachineControlState(
            sensor_id=bike(2), state=ControlState.LOST, reason="gave its control to somebody else"
        )
    )
    assert page.banner.isVisible()
    assert page.banner.text.startswith("Bike Erg 2 gave its control to somebody else.")


def test_that_all_groups_go_on_to_their_next_interval_and_back_again(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    buttons = page.quick_actions.buttons
    before = {one.session_id: one.interval_at(desk.clock.now()) for one in page.model.states}
    assert not buttons[ActionId.INTERVAL_BACK].isVisible()
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, buttons[ActionId.NEXT_INTERVAL])
    assert confirmed.args[0].text == "All groups are in their next interval."
    for state in page.model.states:
        index, remaining_s = state.interval_at(desk.clock.now())
        assert index == before[state.session_id][0] + 1
        assert remaining_s == pytest.approx(state.session.intervals[index].duration_s)
    desk.clock.move_to(desk.clock.now() + 5)
    page.refresh()
    click(qtbot, buttons[ActionId.INTERVAL_BACK])
    for state in page.model.states:
        index, remaining_s = state.interval_at(desk.clock.now())
        assert index == before[state.session_id][0]
        assert remaining_s == pytest.approx(before[state.session_id][1])
    page.refresh()
    assert not buttons[ActionId.INTERVAL_BACK].isVisible()


def test_that_one_group_goes_on_alone_and_back_again_from_its_own_card(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    cards = page.overview.cards

    def intervals() -> list[int]:
        return [state.interval_at(desk.clock.now())[0] for state in page.model.states]

    before = intervals()
    assert cards[1].orders.skip.isVisible()
    assert not cards[1].orders.skip_back.isVisible()
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, cards[1].orders.skip)
    name = page.model.states[1].session.name
    assert confirmed.args[0].text == f"{name} is in its next interval."
    assert intervals() == [before[0], before[1] + 1, *before[2:]]
    assert [card.orders.skip_back.isVisible() for card in cards] == [
        False,
        True,
        *[False] * len(cards[2:]),
    ]
    desk.clock.move_to(desk.clock.now() + 5)
    click(qtbot, cards[0].orders.skip)
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, cards[1].orders.skip_back)
    assert confirmed.args[0].text == f"{name} is back where it was."
    assert intervals() == [before[0] + 1, *before[1:]]
    page.refresh()
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, page.quick_actions.buttons[ActionId.INTERVAL_BACK])
    assert confirmed.args[0].text.endswith("is back where it was."), "the last step was one group's"
    assert intervals() == before


def test_that_a_step_can_be_taken_back_only_for_a_while_and_not_after_the_last_interval(
    qtbot, desk: LiveDesk
):
    page = page_of(desk, qtbot)
    click(qtbot, page.quick_actions.buttons[ActionId.NEXT_INTERVAL])
    desk.clock.move_to(desk.clock.now() + UNDO_S + 1)
    page.refresh()
    assert not page.quick_actions.buttons[ActionId.INTERVAL_BACK].isVisible()
    desk.clock.move_to(desk.clock.now() + 3590)
    page.refresh()
    assert not page.quick_actions.buttons[ActionId.NEXT_INTERVAL].isEnabled()
