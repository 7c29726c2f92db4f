import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from core.errors import UnavailableError
from core.ports.hub_link import LinkStatus, SessionAction
from tests.helpers.live_desk import LiveDesk
from ui.common.actions import ACTIONS
from ui.common.feedback import Notice, notice_of
from ui.shell.pages import PAGES, PageName
from ui.shell.window import MainWindow
from widgets.inputs import BannerKind
from widgets.theme import current_theme


class Stage(QWidget):
    """An empty page."""


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def window(qtbot, desk: LiveDesk):
    made: list[PageName] = []

    def stage(name: PageName):
        def make(_services, wishes):
            made.append(name)
            page = Stage()
            page.wishes = wishes
            return page

        return make

    pages = {name: stage(name) for name in PageName} | {PageName.LIVE: PAGES[PageName.LIVE]}
    window = MainWindow(desk.services, pages)
    window.made = made
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    window._may_close = True


def press(qtbot, window: MainWindow, key: Qt.Key, *, shift=False) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    if shift:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, key, modifiers)


def test_that_pages_are_made_at_their_first_visit_only(qtbot, window):
    assert window.made == [PageName.SESSIONS]
    press(qtbot, window, Qt.Key.Key_4)
    press(qtbot, window, Qt.Key.Key_1)
    press(qtbot, window, Qt.Key.Key_4)
    assert window.current_page is PageName.SENSORS
    assert window.made == [PageName.SESSIONS, PageName.SENSORS]


@pytest.mark.requirement(14)
def test_that_ctrl_shift_b_opens_a_fresh_wizard_each_time(qtbot, window):
    press(qtbot, window, Qt.Key.Key_B, shift=True)
    assert window.current_page is PageName.WIZARD
    window._wishes.wizard_left.emit()
    assert window.current_page is PageName.SESSIONS
    press(qtbot, window, Qt.Key.Key_B, shift=True)
    assert window.made.count(PageName.WIZARD) == 2


def test_that_a_chosen_bundle_opens_on_the_live_page(window, desk: LiveDesk):
    window._wishes.bundle_wanted.emit(desk.bundle.id)
    assert window.current_page is PageName.LIVE
    assert desk.floor.bundle == desk.bundle


def test_that_a_planned_bundle_opens_on_the_live_page_with_a_word(window, desk: LiveDesk):
    window.plan_bundle()
    window._wishes.bundle_planned.emit(desk.bundle.id)
    assert window.current_page is PageName.LIVE
    assert window.toast.isVisible()
    assert window.toast.text == "The bundle is planned."


def test_that_ctrl_t_goes_round_the_themes(qtbot, window):
    seen = []
    for _ in range(3):
        press(qtbot, window, Qt.Key.Key_T)
        seen.append(current_theme().name)
    assert seen == ["light", "high-contrast", "dark"]


def test_that_the_status_line_names_hub_sensors_and_waiting_readings(window, desk: LiveDesk):
    line = window.status_line
    assert line.hub.whole == "Hub online"
    assert line.sensors.text() == "18 of 18 sensors live"
    desk.floor.link_status, desk.floor.readings_waiting = LinkStatus.AWAY, 7
    desk.floor.link_changed.emit(LinkStatus.AWAY, "It stopped and is being started again.")
    assert line.hub.whole == "Hub away. It stopped and is being started again."
    assert line.waiting.text() == "7 readings waiting"


def test_that_an_idle_window_closes_without_a_question(qtbot, window):
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not window.isVisible()


def test_that_closing_during_training_asks_in_the_window_first(qtbot, window, desk: LiveDesk):
    desk.open()
    desk.tell_all(SessionAction.START)
    window.close()
    assert window.isVisible()
    assert "Training is running" in window.banner.text
    with qtbot.waitSignal(window.closed):
        qtbot.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_that_a_failed_task_becomes_a_calm_sentence(window):
    window.show_failure("courier", ValueError("list index out of range"))
    assert window.banner.isVisible()
    assert "list index" not in window.banner.text


def test_that_a_refusal_keeps_its_sentence_and_next_step():
    error = UnavailableError("The hub is away.", suggested_action="Wait.")
    assert notice_of(error) == Notice("The hub is away. Wait.", BannerKind.WARNING)


@pytest.mark.parametrize("spec", ACTIONS.values(), ids=lambda spec: spec.id)
def test_that_every_action_says_what_it_does(spec):
    assert spec.text
    assert spec.hint
    assert spec.shortcut in spec.tooltip


def test_that_no_two_actions_share_a_shortcut():
    shortcuts = [spec.shortcut for spec in ACTIONS.values() if spec.shortcut]
    assert len(shortcuts) == len(set(shortcuts))


def test_that_rail_entries_have_names_and_tooltips(window):
    for button in window.rail.findChildren(QToolButton):
        assert button.accessibleName()
        assert button.toolTip()


def test_that_the_window_opens_over_the_whole_screen(window):
    window.open()
    assert window.isMaximized()
