"""Settings and the way into the club's server, ready to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from core.errors import NotSignedInError, UnavailableError
from core.services.desk.hub_choice import HubChoice, HubPlan, HubSight
from tests.helpers.live_desk import LiveDesk
from tests.helpers.looped_tasks import LoopedTasks
from ui.settings.connect_model import ConnectModel, Person
from ui.settings.connect_window import ConnectWindow
from ui.settings.page import HubSettings, SettingsPage
from ui.shell.pages import PageName
from ui.shell.window import MainWindow

FINGERPRINT = ":".join(f"{(number * 37) % 256:02X}" for number in range(32))
SERVER = HubPlan(server="https://192.168.1.20:3002", login="ann")


class Door:
    """A club's server that shows what the scene wants.

    Args:
        sight: What is found there.
    """

    def __init__(self, sight: HubSight | None = None) -> None:
        self.sight = sight
        self.went_in: list[tuple[str, ...]] = []

    async def look(self, address: str) -> HubSight:
        if self.sight is None:
            raise UnavailableError(
                f"No hub answers at {address}.",
                suggested_action="Check the address, the network, and that the hub runs there.",
            )
        return self.sight

    async def sign_in(self, sight: HubSight, login: str, password: str) -> HubPlan:
        if password == "wrong":
            raise NotSignedInError(
                "Login or password is wrong.", suggested_action="Check both and try again."
            )
        self.went_in.append((sight.address, login, password))
        return HubPlan(server=sight.address, login=login)

    async def set_up(
        self, sight: HubSight, code: str, name: str, login: str, password: str
    ) -> HubPlan:
        self.went_in.append((sight.address, code, name, login, password))
        return HubPlan(server=sight.address, login=login)


def sight(**changes: object) -> HubSight:
    usual = {"address": SERVER.server, "fingerprint": FINGERPRINT, "is_compared": False}
    return HubSight(**(usual | changes))


def choice(used: HubPlan, door: Door | None = None) -> HubChoice:
    return HubChoice(used, lambda _plan: None, door or Door(sight()))


def window_with(hub_choice: HubChoice | None) -> MainWindow:
    desk = LiveDesk()
    services = replace(desk.services, tasks=LoopedTasks(), hub_choice=hub_choice)
    window = MainWindow(services)
    window.go_to(PageName.SETTINGS)
    return window


def sections_of(window: MainWindow) -> HubSettings:
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    return page.sections


def settings_own_hub() -> QWidget:
    window = window_with(choice(HubPlan()))
    sections_of(window).lan.click()
    return window


def settings_server() -> QWidget:
    return window_with(choice(SERVER))


def settings_compare() -> QWidget:
    window = window_with(choice(HubPlan()))
    sections = sections_of(window)
    sections.there.click()
    form = sections.form
    form.address.setText("192.168.1.20:3002")
    form.login.setText("ann")
    form.password.setText("long enough 1")
    form.connect_button.click()
    return window


def settings_demo() -> QWidget:
    return window_with(None)


def connect_away() -> QWidget:
    error = UnavailableError(
        "No hub answers at https://192.168.1.20:3002.",
        suggested_action="Check the address, the network, and that the hub runs there.",
    )
    return ConnectWindow(ConnectModel(Door(), LoopedTasks()), SERVER, error)


def connect_set_up() -> QWidget:
    model = ConnectModel(Door(sight(needs_setup=True, is_compared=True)), LoopedTasks())
    window = ConnectWindow(model, SERVER, NotSignedInError("Nobody has signed in from here."))
    window.form.password.setText("long enough 1")
    model.connect_to(SERVER.server or "", Person(login="ann", password="long enough 1"))
    return window


SCENES: dict[str, Callable[[], QWidget]] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        settings_own_hub,
        settings_server,
        settings_compare,
        settings_demo,
        connect_away,
        connect_set_up,
    )
}
