"""A plan that was being made when the program died is there at the next start, and goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from PySide6.QtWidgets import QApplication

from core.domain.session import DistributionStrategy
from tests.helpers.real_window import play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.planner.places import Step
from ui.planner.view_model import Phase
from ui.sessions.page import SessionsPage
from ui.shell.pages import PageName

__all__ = ["dressed"]

LIMIT_S = 40.0

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(16)
def test_that_the_next_start_offers_what_was_left_and_creates_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    home = tmp_path / "home"

    async def left_behind() -> None:
        async with seated_trainer(home) as trainer:
            wizard = await trainer.open_wizard()
            await trainer.click(wizard.footer.next_button)
            evenly = wizard.body.groups.tools.distribute_buttons[DistributionStrategy.AUTOMATIC]
            await trainer.click(evenly)
            trainer.type_over(wizard.body.groups.columns[0].name, "Juniors")
            assert (home / "unfinished_plan.json").exists()

    async def taken_up() -> None:
        async with seated_trainer(home) as trainer:
            sessions = trainer.window.page(PageName.SESSIONS)
            assert isinstance(sessions, SessionsPage)
            await trainer.click(sessions.banner.button)
            wizard = trainer.wizard
            await until(lambda: wizard.model.phase is Phase.EDITING, "the club is there", LIMIT_S)
            assert wizard.model.step is Step.GROUPS
            assert wizard.body.groups.columns[0].name.text() == "Juniors"
            await trainer.click(wizard.footer.next_button)
            await trainer.click(wizard.footer.next_button)
            live = trainer.window
            await until(lambda: live.current_page is PageName.LIVE, "it is created", LIMIT_S)
            (listed,) = (await trainer.desk.link.bundles()).items
            bundle = await trainer.desk.link.bundle(listed.id)
            assert bundle.sessions[0].name == "Juniors"
            assert listed.player_count == 18
            assert not (home / "unfinished_plan.json").exists()

    play(qapp, left_behind)
    play(qapp, taken_up)
