"""The way into the club's server, clicked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core.errors import NotSignedInError, UnavailableError
from core.services.desk.hub_choice import HubChoice, HubPlan
from tests.helpers.live_desk import LiveDesk
from tests.helpers.looped_tasks import LoopedTasks
from tests.shots.scenes_settings import FINGERPRINT, SERVER, Door, sight
from ui.settings.connect_form import in_lines
from ui.settings.connect_model import ConnectModel, Step
from ui.settings.connect_window import ConnectWindow
from ui.settings.page import HubSettings, SettingsPage

GOOD = "long enough 1"
_LEFT = Qt.MouseButton.LeftButton


class Bench:
    """The page at a desk whose server is the scene's."""

    def __init__(self, qtbot, door: Door, used: HubPlan | None = None, forced: str = "") -> None:
        self.kept: list[HubPlan] = []
        self.door = door
        self.choice = HubChoice(used or HubPlan(), self.kept.append, door, forced=forced)
        services = replace(LiveDesk().services, tasks=LoopedTasks(), hub_choice=self.choice)
        self.page = SettingsPage(services)
        qtbot.addWidget(self.page)
        self.page.resize(900, 900)
        self.page.show()
        self.qtbot = qtbot

    @property
    def sections(self) -> HubSettings:
        return self.page.sections

    def fill_in(self, password: str = GOOD) -> None:
        form = self.sections.form
        for field, text in (
            (form.address, "192.168.1.20:3002"),
            (form.login, "ann"),
            (form.password, password),
        ):
            field.setText(text)
        self.qtbot.mouseClick(form.connect_button, _LEFT)


def test_that_no_password_leaves_before_the_fingerprint_was_compared(qtbot):
    bench = Bench(qtbot, Door(sight()))
    bench.sections.there.click()
    bench.fill_in()
    form = bench.sections.form
    assert bench.door.went_in == []
    assert in_lines(FINGERPRINT) in form.fingerprint.text()
    assert not form.address.isEnabled()
    qtbot.mouseClick(form.same_button, _LEFT)
    assert bench.door.went_in == [(SERVER.server, "ann", "long enough 1")]
    assert bench.kept == [SERVER]
    assert form.password.text() == ""
    assert bench.sections.server.text() == f"{SERVER.server} as ann"
    assert "Start the program again" in bench.sections.banner.text


def test_that_back_leads_to_the_fields_again_and_nothing_was_sent(qtbot):
    bench = Bench(qtbot, Door(sight(is_certificate_other_than_before=True)))
    bench.sections.there.click()
    bench.fill_in()
    form = bench.sections.form
    assert "another certificate than before" in form.explanation.text()
    qtbot.mouseClick(form.back_button, _LEFT)
    assert form.model.step is Step.EDITING
    assert form.address.isEnabled()
    assert bench.door.went_in == []
    assert bench.kept == []


def test_that_a_wrong_password_is_told_with_the_next_step_and_can_be_corrected(qtbot):
    bench = Bench(qtbot, Door(sight(is_compared=True)))
    bench.sections.there.click()
    bench.fill_in("wrong")
    form = bench.sections.form
    assert form.banner.text == "Login or password is wrong. Check both and try again."
    assert form.password.isEnabled()
    form.password.setText("long enough 1")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert bench.kept == [SERVER]


def test_that_a_server_without_administrator_asks_for_its_code(qtbot):
    bench = Bench(qtbot, Door(sight(is_compared=True, needs_setup=True)))
    bench.sections.there.click()
    bench.fill_in()
    form = bench.sections.form
    assert form.code.isVisible()
    qtbot.mouseClick(form.connect_button, _LEFT)
    assert "Fill in the code" in form.banner.text
    form.code.setText("ABCD-EFGH")
    form.name.setText("Ann")
    qtbot.mouseClick(form.connect_button, _LEFT)
    assert bench.door.went_in == [(SERVER.server, "ABCD-EFGH", "Ann", "ann", "long enough 1")]
    assert bench.kept == [SERVER]


def test_that_the_port_for_the_network_is_remembered_and_goes_with_the_own_hub_only(qtbot):
    bench = Bench(qtbot, Door(sight(is_compared=True)))
    sections = bench.sections
    assert not sections.port.isEnabled()
    sections.lan.click()
    assert bench.kept[-1] == HubPlan(lan_port=3002)
    sections.port.setFocus()
    sections.port.setValue(4000)
    sections.port.editingFinished.emit()
    assert bench.kept[-1] == HubPlan(lan_port=4000)
    sections.there.click()
    bench.fill_in()
    assert not sections.lan.isEnabled()
    assert bench.kept[-1] == HubPlan(server=SERVER.server, login="ann", lan_port=4000)
    sections.here.click()
    assert bench.kept[-1] == HubPlan(lan_port=4000)
    sections.lan.click()
    assert bench.kept[-1] == HubPlan()


def test_that_what_the_command_line_said_is_named(qtbot):
    bench = Bench(qtbot, Door(), forced="This start was given its hub (--hub).")
    assert "--hub" in bench.sections.banner.text


def test_that_the_password_is_hidden_and_everything_has_a_name_for_the_ear(qtbot):
    bench = Bench(qtbot, Door())
    form = bench.sections.form
    assert form.password.echoMode() is QLineEdit.EchoMode.Password
    fields = (form.address, form.login, form.password, form.code, form.name, form.fingerprint)
    assert all(field.accessibleName() for field in fields)


@pytest.mark.parametrize(
    ("error", "can_try_again"),
    [(UnavailableError("No hub answers."), True), (NotSignedInError("Sign in."), False)],
)
def test_that_the_window_before_the_main_one_offers_what_helps(qtbot, error, can_try_again):
    window = ConnectWindow(ConnectModel(Door(), LoopedTasks()), SERVER, error)
    qtbot.addWidget(window)
    window.show()
    assert error.message in window.form.banner.text
    assert window.again_button.isVisible() is can_try_again
    assert window.form.login.text() == "ann"
    with qtbot.waitSignal(window.own_hub_wanted):
        qtbot.mouseClick(window.own_button, _LEFT)
    with qtbot.waitSignal(window.closed):
        window.close()
