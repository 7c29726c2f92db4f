"""What a desk remembers from one start of the program to the next."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.composition import Gym, find_hub_client, start_hub
from app.pairing_file import remembered_pairings
from app.preferences import Preferences, dress, read_preferences
from app.settings import Settings
from core.clock import SystemClock
from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import Pairing
from core.services.desk.demo_plan import plan_demo
from core.tasks import TaskScope
from tests.helpers.real_desktop import started_desktop, window_of
from tests.helpers.real_window import play
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.live.page import LivePage
from ui.shell.pages import PageName
from ui.shell.window import MainWindow
from widgets.theme import ThemeName, current_theme

__all__ = ["dressed"]

LIMIT_S = 60.0

pytestmark = pytest.mark.timeout(150)


def test_that_the_window_wears_the_theme_that_was_chosen_last(
    qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)

    async def scene() -> None:
        async with started_desktop(settings) as program:
            window = await window_of(MainWindow)
            QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
            chosen = current_theme().name
            assert chosen is ThemeName.LIGHT
            assert read_preferences(settings.preferences).theme is chosen
            window.close()
            assert await program == 0

    dress(qapp, settings.preferences)
    assert current_theme().name is ThemeName.DARK
    play(qapp, scene)
    dress(qapp, Settings(home=tmp_path / "elsewhere").preferences)
    assert current_theme().name is ThemeName.DARK
    dress(qapp, settings.preferences)
    assert current_theme().name is ThemeName.LIGHT


@pytest.mark.parametrize("content", [b"", b"{", b'{"theme": "pink"}', b"\xff\xfe"])
def test_that_preferences_nobody_can_read_are_the_usual_ones(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    assert read_preferences(path) == Preferences()


def test_that_paired_sensors_connect_by_themselves_at_the_next_start(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path)
    settings.prepare()

    async def scene() -> None:
        gym = Gym(SystemClock())
        await gym.start()
        monkeypatch.setattr("app.desktop.radio", lambda clock, _names: gym.source(clock, 1))
        straps = [SensorId(device.address) for device in gym.devices[:3]]
        remembered_pairings(settings.pairings).pair(
            *(
                Pairing(sensor_id=strap, player_id=PlayerId(f"player-{number:03}"))
                for number, strap in enumerate(straps, start=1)
            )
        )
        async with started_desktop(settings) as program:
            window = await window_of(MainWindow)
            line = window.status_line.sensors
            await until(lambda: line.text() == "3 of 3 sensors live", "they are live", LIMIT_S)
            window.close()
            assert await program == 0
        await gym.close()

    play(qapp, scene)


def test_that_a_demo_that_was_planned_and_not_begun_is_begun_at_the_next_start(
    qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)

    async def scene() -> None:
        tasks = TaskScope()
        hub = await start_hub(settings, tasks, sample_club=True)
        _, client = find_hub_client(settings, tasks)
        draft = await plan_demo(client, SystemClock().now(), 60)
        planned = await client.create_bundle(draft)
        async with started_desktop(settings, demo=True) as program:
            window = await window_of(MainWindow)
            await until(lambda: is_training(window), "it has begun", LIMIT_S)
            assert [item.id for item in (await client.bundles()).items] == [planned.bundle_id]
            window.banner.action_triggered.emit()  # close, although training runs
            assert await program == 0
        await client.close()
        await hub.stop()
        await tasks.close()

    play(qapp, scene)


def is_training(window: MainWindow) -> bool:
    states = cast("LivePage", window.page(PageName.LIVE)).model.states
    return bool(states) and all(state.status.is_running for state in states)
