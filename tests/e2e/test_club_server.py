"""The whole desktop at a club's server: the first start, the next one, and without the server."""

from __future__ import annotations

import socket
import stat
from contextlib import closing
from pathlib import Path

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.hub_address import running_hub
from app.preferences import read_hub_plan, write_hub_plan
from app.settings import Settings
from core.services.desk.hub_choice import HubPlan
from tests.helpers.real_desktop import started_desktop, window_of
from tests.helpers.real_window import play
from tests.helpers.stand_alone import PASSWORD, StandAlone, stand_alone_hub
from tests.helpers.waiting import until
from ui.settings.connect_form import ConnectForm, in_lines
from ui.settings.connect_window import ConnectWindow
from ui.settings.page import SettingsPage
from ui.shell.pages import PageName
from ui.shell.window import MainWindow

LIMIT_S = 30.0
_LEFT = Qt.MouseButton.LeftButton

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(33)
def test_that_a_desk_is_pointed_at_a_server_once_and_goes_there_from_then_on(
    qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home")

    async def scene() -> None:
        with stand_alone_hub(tmp_path / "server") as server:
            async with started_desktop(settings) as program:
                window = await window_of(MainWindow)
                page = window.page(PageName.SETTINGS)
                assert isinstance(page, SettingsPage)
                window.go_to(PageName.SETTINGS)
                page.sections.there.click()
                await become_administrator(page.sections.form, server)
                await until(lambda: read_hub_plan(settings.preferences).server, "kept", LIMIT_S)
                window.close()
                assert await program == 0
            assert not settings.hub_file.exists()
            assert stat.S_IMODE(settings.server_account.stat().st_mode) == 0o600
            assert PASSWORD not in settings.server_account.read_text()
            for _ in range(2):
                await work_a_moment(settings)
            assert server.process.stop() == 0
        await work_without_the_server(settings)
        assert read_hub_plan(settings.preferences).server == server.url, "for this start only"

    play(qapp, scene)


def test_that_the_command_line_may_name_the_server_and_the_trainer_signs_in_before_the_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home")

    async def scene() -> None:
        with stand_alone_hub(tmp_path / "server") as server:
            async with started_desktop(settings, hub=server.url) as program:
                question = await window_of(ConnectWindow)
                assert question.form.address.text() == server.url
                await become_administrator(question.form, server)
                window = await window_of(MainWindow)
                window.close()
                assert await program == 0
            async with started_desktop(settings, hub=server.url) as program:
                window = await window_of(MainWindow)
                window.close()
                assert await program == 0
            async with started_desktop(settings, hub="https://127.0.0.1:9") as program:
                question = await window_of(ConnectWindow)
                question.close()
                assert await program == 0
        assert read_hub_plan(settings.preferences) == HubPlan()
        assert not settings.hub_file.exists()

    play(qapp, scene)


async def work_a_moment(settings: Settings) -> None:
    """Start, be at the server without a question, and stop."""
    async with started_desktop(settings) as program:
        window = await window_of(MainWindow)
        await until(lambda: "online" in window.status_line.hub.whole, "the hub is there", LIMIT_S)
        assert not settings.hub_file.exists(), "no hub of its own is started"
        window.close()
        assert await program == 0


async def work_without_the_server(settings: Settings) -> None:
    """Start, be told that it is away, and use this computer's own hub."""
    async with started_desktop(settings) as program:
        question = await window_of(ConnectWindow)
        assert "No hub answers at https://127.0.0.1" in question.form.banner.text
        QTest.mouseClick(question.own_button, _LEFT)
        window = await window_of(MainWindow)
        assert settings.hub_file.exists()
        window.close()
        assert await program == 0


async def become_administrator(form: ConnectForm, server: StandAlone) -> None:
    """Type, compare the fingerprint with the server's own, enter its code."""
    for field, text in ((form.address, server.url), (form.login, "ann"), (form.password, PASSWORD)):
        field.setText(text)
    QTest.mouseClick(form.connect_button, _LEFT)
    await until(form.same_button.isVisible, "the fingerprint is shown", LIMIT_S)
    assert in_lines(server.process.fingerprint) in form.fingerprint.text()
    QTest.mouseClick(form.same_button, _LEFT)
    await until(form.code.isVisible, "the code is asked for", LIMIT_S)
    form.code.setText(server.setup_code)
    form.name.setText("Ann")
    QTest.mouseClick(form.connect_button, _LEFT)


@pytest.mark.parametrize("is_taken", [False, True])
def test_that_the_port_for_the_network_is_remembered_and_never_keeps_the_window_shut(
    qapp: QApplication, tmp_path: Path, unused_tcp_port: int, *, is_taken: bool
) -> None:
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    write_hub_plan(settings.preferences, HubPlan(lan_port=unused_tcp_port))

    async def scene() -> None:
        with closing(socket.socket()) as other:
            if is_taken:
                other.bind(("0.0.0.0", unused_tcp_port))  # noqa: S104 - as another program does
                other.listen()
            async with started_desktop(settings) as program:
                window = await window_of(MainWindow)
                address = running_hub(settings)
                assert address is not None
                assert address.is_open_to_network is not is_taken
                assert address.url.endswith(f":{unused_tcp_port}") is not is_taken
                assert ("used by another program" in window.banner.text) is is_taken
                window.close()
                assert await program == 0
        assert read_hub_plan(settings.preferences).lan_port == unused_tcp_port

    play(qapp, scene)
