"""A programme from a template and an absent player, in the real window with a real hub."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from PySide6.QtWidgets import QApplication

from core.domain.ids import BundleId
from core.domain.session import Bundle
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.sessions.page import SessionsPage
from ui.shell.pages import PageName
from ui.templates.page import TemplatesPage

__all__ = ["dressed"]

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(4, 9)
def test_that_a_template_becomes_a_programme_and_its_bundle_loses_an_absent_player(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            await plan_two_weeks(trainer)
            await leave_one_out(trainer)

    play(qapp, scene)


async def plan_two_weeks(trainer: Trainer) -> None:
    """From the sample's template, by the form."""
    trainer.window.go_to(PageName.TEMPLATES)
    page = cast("TemplatesPage", trainer.window.page(PageName.TEMPLATES))
    await until(lambda: bool(page.templates.list.rows.rows), "the sample's template is there")
    await trainer.click(page.templates.card.programme)
    panel = page.drafting
    assert panel is not None
    await until(lambda: panel.plan.text() == "Plan 16 trainings", "eight weeks are looked at")
    panel.drafting.type_in("weeks", "2")
    await until(lambda: panel.plan.text() == "Plan 4 trainings", "two weeks are looked at")
    await until(panel.plan.isEnabled, "they can be planned")
    await trainer.click(panel.plan)
    await until(lambda: page.model.programme is not None, "it is planned")
    assert page.model.programme is not None
    assert page.model.programme.training_count == 4
    template = page.model.templates.things[0]
    assert template.usage_count == 4


async def leave_one_out(trainer: Trainer) -> None:
    """Of one bundle; then taken back."""
    trainer.window.go_to(PageName.SESSIONS)
    page = cast("SessionsPage", trainer.window.page(PageName.SESSIONS))
    await until(lambda: len(page.rows) == 4, "its bundles are in the list")
    row = page.rows[0]
    bundle_id = BundleId(row.bundle_id)
    before = await trainer.desk.link.bundle(bundle_id)
    await trainer.click(row.absence_button)
    panel = page.absence
    await until(lambda: bool(panel.groups), "the groups are shown")
    group = next(iter(panel.groups.values()))
    absent, box = next(iter(group.boxes.items()))
    box.click()
    await until(panel.apply.isEnabled, "a plan without him is there")
    await trainer.click(panel.apply)
    await until(lambda: page.model.can_take_back, "it is applied")
    after = await trainer.desk.link.bundle(bundle_id)
    assert absent in players(before) - players(after)
    page.model.take_back()
    await until(lambda: "as it was before" in page.banner.text, "it is taken back")
    assert players(await trainer.desk.link.bundle(bundle_id)) == players(before)


def players(bundle: Bundle) -> set[str]:
    """All who are in it."""
    return {one for session in bundle.sessions for one in session.player_ids}
