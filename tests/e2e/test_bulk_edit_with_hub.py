"""Changing a bundle in the real window at a real hub, while somebody else changes it, too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from PySide6.QtWidgets import QApplication

from core.domain.drafts import BundleChanges, CommonChanges, Updates
from core.domain.ids import BundleId
from tests.helpers.plans import common, three_groups
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.sessions.edit_model import EditPhase
from ui.sessions.page import SessionsPage
from ui.shell.pages import PageName

__all__ = ["dressed"]

LIMIT_S = 40.0

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(6, 31)
def test_that_a_bundle_is_changed_beside_somebody_else_and_changed_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            bundle_id = await planned(trainer)
            page = await opened(trainer)
            edit, link = page.edit, trainer.desk.link
            trainer.type_over(edit.form.name, "Power")
            await until(lambda: edit.model.can_apply, "the hub has looked at it", LIMIT_S)
            assert "Name: Team Conditioning → Power" in edit.preview.texts

            others = Updates(common=CommonChanges(duration=45))
            await link.update_bundle(bundle_id, BundleChanges(updates=others))
            await trainer.click(edit.apply_button)
            await until(lambda: edit.model.is_stale, "somebody else was faster", LIMIT_S)
            assert "Duration: 60 min → 45 min" in edit.preview.texts
            assert (await link.bundle(bundle_id)).name == "Team Conditioning"

            button = edit.preview.catch_up_button
            assert button is not None
            await trainer.click(button)
            await until(lambda: edit.model.can_apply, "the wishes are kept", LIMIT_S)
            assert edit.form.duration.value() == 45
            await trainer.click(edit.apply_button)
            await until(lambda: edit.model.phase is EditPhase.CLOSED, "it is changed", LIMIT_S)
            changed = await link.bundle(bundle_id)
            assert (changed.name, changed.duration_min) == ("Power", 45)

            await trainer.click(page.banner.button)
            await until(lambda: "as it was before" in page.banner.text, "it is undone", LIMIT_S)
            restored = await link.bundle(bundle_id)
            assert (restored.name, restored.duration_min) == ("Team Conditioning", 45)

    play(qapp, scene)


async def planned(trainer: Trainer) -> BundleId:
    """Three groups, the day after tomorrow."""
    day = (datetime.now(UTC) + timedelta(days=2)).date()
    draft = three_groups(common_properties=common(start_date=day))
    sessions = tuple(
        msgspec.structs.replace(one, player_ids=()) if number == 0 else one
        for number, one in enumerate(draft.sessions)
    )
    draft = msgspec.structs.replace(draft, sessions=sessions)
    return (await trainer.desk.link.create_bundle(draft)).bundle_id


async def opened(trainer: Trainer) -> SessionsPage:
    """The sessions page with the bundle to be changed."""
    page = trainer.window.page(PageName.SESSIONS)
    assert isinstance(page, SessionsPage)
    page.model.reload()
    await until(lambda: bool(page.rows), "the bundle is listed", LIMIT_S)
    await trainer.click(page.rows[0].edit_button)
    await until(lambda: page.edit.model.phase is EditPhase.EDITING, "the form is there", LIMIT_S)
    return page
