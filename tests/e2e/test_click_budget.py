"""How much a trainer has to do for three groups of six: counted in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.session import Bundle
from tests.helpers.click_counter import ClickCounter
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.planner.places import Step
from ui.planner.view_model import Phase
from ui.sessions.page import SessionsPage
from ui.shell.pages import PageName

__all__ = ["dressed"]

LIMIT_S = 40.0
FROM_A_TEMPLATE = 12
FROM_NOTHING = 25

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(1, 2, 9, 16)
def test_that_three_groups_of_six_from_a_template_take_at_most_12_clicks_and_keys(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            with ClickCounter(qapp) as counter:
                await open_by_click(trainer)
                wizard = trainer.wizard
                tiles = wizard.body.configure.start_card.tiles
                template = next(one for one in tiles if one.beginning.title == "3-Station Parallel")
                await trainer.click(template)
                await next_steps(trainer, Step.REVIEW)
                await trainer.click(wizard.footer.next_button)
                bundle = await created(trainer)
            assert_three_groups_of_six(bundle)
            assert bundle.name == "3-Station Parallel"
            (used,) = [
                one
                for one in await trainer.desk.link.templates.page()
                if one.name == "3-Station Parallel"
            ]
            assert used.usage_count == 1
            assert counter.total <= FROM_A_TEMPLATE
            assert counter.total == 5

    play(qapp, scene)


@pytest.mark.requirement(1, 2, 16)
def test_that_three_groups_of_six_from_nothing_take_at_most_25_clicks_and_keys(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            with ClickCounter(qapp) as counter:
                await open_by_click(trainer)
                await next_steps(trainer, Step.GROUPS)
                place_by_hand(trainer)
                await next_steps(trainer, Step.REVIEW)
                await trainer.click(trainer.wizard.footer.next_button)
                bundle = await created(trainer)
            assert_three_groups_of_six(bundle)
            assert counter.total <= FROM_NOTHING

    play(qapp, scene)


@pytest.mark.requirement(22)
def test_that_a_bundle_from_nothing_needs_no_mouse(qapp: QApplication, tmp_path: Path) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            with ClickCounter(qapp) as counter:
                wizard = await trainer.open_wizard()
                QTest.keyClick(wizard.body.configure.auto_distribute, Qt.Key.Key_Space)
                for _ in Step:
                    QTest.keyClick(wizard, Qt.Key.Key_Return)
                bundle = await created(trainer)
            assert_three_groups_of_six(bundle)
            assert counter.clicks == 0
            assert counter.total <= FROM_A_TEMPLATE

    play(qapp, scene)


async def open_by_click(trainer: Trainer) -> None:
    """The button of the empty sessions page."""
    page = trainer.window.page(PageName.SESSIONS)
    assert isinstance(page, SessionsPage)
    await until(page.state.button.isVisible, "the sessions page is there", LIMIT_S)
    await trainer.click(page.state.button)
    wizard = trainer.wizard
    await until(lambda: wizard.model.phase is Phase.EDITING, "the club is there", LIMIT_S)


async def next_steps(trainer: Trainer, goal: Step) -> None:
    """Next, until a step is reached."""
    while trainer.wizard.model.step is not goal:
        await trainer.click(trainer.wizard.footer.next_button)


def place_by_hand(trainer: Trainer) -> None:
    """One column after the other: click the first, Shift-click the last, press its number.

    The board shows players in jersey order; who may not use a machine stays behind, and goes to
    the group that takes him.
    """
    groups = trainer.wizard.body.groups
    unassigned = groups.unassigned
    for number, column in enumerate(groups.columns, start=1):
        unassigned.enter(0)
        while len(column.chips.chips) < 6 and unassigned.chips:
            missing = 6 - len(column.chips.chips)
            spot = unassigned.visualRect(unassigned.model().index(0, 0)).center()
            QTest.mouseClick(unassigned.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            last = min(missing, len(unassigned.chips)) - 1
            spot = unassigned.visualRect(unassigned.model().index(last, 0)).center()
            shift = Qt.KeyboardModifier.ShiftModifier
            QTest.mouseClick(unassigned.viewport(), Qt.MouseButton.LeftButton, shift, spot)
            before = len(unassigned.chips)
            QTest.keyClick(unassigned, Qt.Key(int(Qt.Key.Key_0) + number))
            if len(unassigned.chips) == before:
                return


async def created(trainer: Trainer) -> Bundle:
    """The bundle that the hub has now."""
    live = trainer.window
    await until(lambda: live.current_page is PageName.LIVE, "the bundle is shown live", LIMIT_S)
    (listed,) = (await trainer.desk.link.bundles()).items
    return await trainer.desk.link.bundle(listed.id)


def assert_three_groups_of_six(bundle: Bundle) -> None:
    """All eighteen, each once."""
    assert [len(session.player_ids) for session in bundle.sessions] == [6, 6, 6]
    everybody = [one for session in bundle.sessions for one in session.player_ids]
    assert len(set(everybody)) == len(everybody)
