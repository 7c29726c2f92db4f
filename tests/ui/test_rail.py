"""The rail of pages in a window that is too low for all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from tests.helpers.live_desk import LiveDesk
from ui.common.actions import ACTIONS, ActionId
from ui.shell.pages import PageName
from ui.shell.window import MainWindow


def test_that_the_page_one_is_on_can_be_seen_on_the_rail_of_a_low_window(qtbot):
    pages = {name: lambda _services, _wishes: QWidget() for name in PageName}
    window = MainWindow(LiveDesk().services, pages)
    qtbot.addWidget(window)
    window.resize(683, 384)
    window.show()
    assert window.height() == 384
    names = {button.text(): button for button in window.rail.findChildren(QToolButton)}
    here = names[ACTIONS[ActionId.SHOW_EQUIPMENT].text]
    assert here.visibleRegion().isEmpty()
    window.go_to(PageName.EQUIPMENT)
    assert here.visibleRegion().boundingRect().height() == here.height()
