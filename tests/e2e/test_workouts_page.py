"""A workout written in the real window, kept by a real hub, and used by a bundle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import msgspec
import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.workout import WorkoutKind
from core.domain.workout_library import WorkoutFilter
from tests.helpers.plans import three_groups
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.shell.pages import PageName
from ui.workouts.draft import Place
from ui.workouts.page import WorkoutsPage
from widgets.inputs.choice import Choice

__all__ = ["dressed"]

pytestmark = pytest.mark.timeout(150)
_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.requirement(4, 95)
def test_that_a_workout_is_written_saved_changed_and_used_by_a_bundle(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            page = await open_library(trainer)
            await write(trainer, page)
            await use(trainer)
            await change(trainer, page)
            await look_at_versions(trainer, page)

    play(qapp, scene)


async def open_library(trainer: Trainer) -> WorkoutsPage:
    """Ctrl+6, and wait for the sample's workouts."""
    QTest.keyClick(trainer.window, Qt.Key.Key_6, _CONTROL)
    assert trainer.window.current_page is PageName.WORKOUTS
    page = cast("WorkoutsPage", trainer.window.page(PageName.WORKOUTS))
    await until(lambda: bool(page.model.entries), "the workouts are listed")
    return page


async def write(trainer: Trainer, page: WorkoutsPage) -> None:
    """A series of six with a target in watts; then saved by key."""
    page.new_menu.actions()[list(WorkoutKind).index(WorkoutKind.CONDITIONING) - 1].trigger()
    builder = page.builder
    assert builder is not None
    assert builder.model.draft.kind is WorkoutKind.CONDITIONING
    trainer.type_over(builder.head.name, "Tuesday power")
    builder.model.choose(Place(1))
    builder.editor.section.repeats.setValue(6)
    builder.model.choose(Place(1, 0))
    builder.editor.interval.machine._group.button(2).click()
    builder.editor.interval.values.fields["watts"].setValue(300)
    QTest.keyClick(builder.head.name, Qt.Key.Key_S, _CONTROL)
    await until(lambda: not builder.model.is_new, "the hub has it")
    assert builder.head.state.text() == "version 1"


async def use(trainer: Trainer) -> None:
    """The wizard offers it, and a bundle is made from it."""
    link = trainer.desk.link
    (entry,) = (await link.workout_list.page(WorkoutFilter(text="tuesday"))).items
    assert len(entry.workout.intervals) == 14
    wizard = await trainer.open_wizard()
    offered = {one.text for choice in wizard.findChildren(Choice) for one in choice.options}
    assert "Tuesday power" in offered
    draft = three_groups()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    common = msgspec.structs.replace(draft.common_properties, start_date=tomorrow)
    sessions = tuple(
        msgspec.structs.replace(one, workout_id=entry.workout.id) for one in draft.sessions
    )
    created = await link.create_bundle(
        msgspec.structs.replace(draft, common_properties=common, sessions=sessions)
    )
    bundle = await link.bundle(created.bundle_id)
    assert {one.workout_version for one in bundle.sessions} == {1}
    assert [one.target_power_w for one in bundle.sessions[0].intervals].count(300) == 6


async def change(trainer: Trainer, page: WorkoutsPage) -> None:
    """Another version; what was planned stays."""
    trainer.window.go_to(PageName.WORKOUTS)
    builder = page.builder
    assert builder is not None
    builder.outline.list.setFocus()
    builder.model.choose(Place(2, 0))
    QTest.keyClick(builder.outline.list, Qt.Key.Key_Delete)
    await trainer.click(builder.head.save)
    await until(lambda: builder.model.draft.version == 2, "the hub has the change")
    listed = (await trainer.desk.link.bundles()).items[0]
    bundle = await trainer.desk.link.bundle(listed.id)
    assert {len(one.intervals) for one in bundle.sessions} == {14}


async def look_at_versions(trainer: Trainer, page: WorkoutsPage) -> None:
    """Back in the library: both versions, and what was made from it."""
    builder = page.builder
    assert builder is not None
    await trainer.click(builder.head.back)
    await until(lambda: len(page.model.versions) == 2, "both versions are listed")
    entry = page.model.entry
    assert entry is not None
    await until(lambda: page.model.entry.session_count == 3, "its sessions are counted")
    await trainer.click(page.library.card.archive)
    await until(lambda: entry.workout.id not in {one.id for one in shown(page)}, "it is away")
    await trainer.click(page.library.undone.button)
    await until(lambda: entry.workout.id in {one.id for one in shown(page)}, "it is back")


def shown(page: WorkoutsPage):
    return [one.workout for one in page.model.entries]
