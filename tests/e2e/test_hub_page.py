"""The hub's page in the real window: a phone comes in, a demonstration is played and seen again."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import aiohttp
import pytest

from PySide6.QtWidgets import QApplication

from core.ports.hub_link import SessionAction
from core.protocol.devices import JOIN
from tests.helpers.hub_clients import Api, connected
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.hub.page import HubPage
from ui.sessions.playback_page import PlaybackPage
from ui.shell.pages import PageName

__all__ = ["dressed"]

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(59, 73)
def test_that_a_phone_joins_and_a_demonstration_is_logged_and_played_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            trainer.window.go_to(PageName.HUB)
            page = cast("HubPage", trainer.window.page(PageName.HUB))
            await let_a_phone_in(trainer, page)
            await show_a_demonstration(trainer, page)
            await see_it_again(trainer)

    play(qapp, scene)


async def let_a_phone_in(trainer: Trainer, page: HubPage) -> None:
    """By the code on the screen; the list then has it, connected."""
    url = trainer.desk.hub.address.url
    await trainer.click(page.devices.join.show_button)
    await until(lambda: page.devices.join.ticket is not None, "a code is shown")
    ticket = page.devices.join.ticket
    assert ticket is not None
    async with aiohttp.ClientSession() as http:
        body = {"code": ticket.spaced, "deviceName": "Pixel 8"}
        phone = await Api(http, url).ok("POST", JOIN, body)
    async with connected(url, phone["accessToken"]):
        page.devices_model.reload()
        # What was being fetched as the phone came in does not know of its connection yet.
        await until(
            lambda: any(line.connections for line in page.devices.rows.lines),
            "the phone is in the list, connected",
        )
        (line,) = page.devices.rows.lines
        assert (line.entry.name, line.connections) == ("Pixel 8", 1)


async def show_a_demonstration(trainer: Trainer, page: HubPage) -> None:
    """Plan it, play pain and relief into it, and read of it in the log."""
    await trainer.click(page.tabs.findChildren(type(page.tabs._group.button(1)))[1])
    page.desk.show_side("scenarios")
    await trainer.click(page.desk.scenarios.create_button)
    await until(lambda: bool(page.desk.model.sessions) or page.banner.isVisible(), "an answer")
    assert page.desk.model.sessions, page.banner.text
    page.desk.refresh()
    await trainer.click(page.desk.scenarios.buttons["emergency"])
    assert not page.desk.scenarios.question.isVisible()
    await until(
        lambda: "training:session:pause" in {one.kind for one in page.desk.model.log.since(0)},
        "the pause is in the log",
    )
    progress = page.desk.model.progress
    assert progress is not None
    assert progress.refused == 0, progress.sentence
    page.desk.model.stop()


async def see_it_again(trainer: Trainer) -> None:
    """The recording has the pain and the pause; nobody takes it for the present."""
    bundle = trainer.desk.floor.bundle
    assert bundle is not None
    await trainer.desk.floor.act(bundle.sessions[0].id, SessionAction.END)
    trainer.window.open_playback(bundle.id)
    page = cast("PlaybackPage", trainer.window.page(PageName.PLAYBACK))
    await until(lambda: len(page.wall.faces) == 3, "three tiles are shown")
    page.bar.speed_chosen.emit(60.0)
    await until(lambda: page.bar.play.accessibleName() == "Play (Space)", "it was played")
    state = page.model.desk.board.session(bundle.sessions[0].id)
    assert state is not None
    assert state.status.is_over
    trainer.window.go_to(PageName.SESSIONS)
    await until(lambda: page.model.desk.session_id is None, "nothing is played any more")
