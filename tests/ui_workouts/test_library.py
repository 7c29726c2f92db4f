"""The library: found, looked at, copied, put away, brought back, set back to a version."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.workout import WorkoutKind
from core.errors import UnavailableError
from tests.helpers.live_desk import LiveDesk
from tests.helpers.workout_fakes import FakeWorkouts, desk_with_workouts, sample_workouts
from tests.shots.scenes_workouts import full_library
from ui.workouts.library_list import Phase
from ui.workouts.library_rows import Column
from ui.workouts.page import WorkoutsPage

_CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST = sample_workouts()[0]


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def hub(desk: LiveDesk) -> FakeWorkouts:
    return full_library(desk)


def shown(qtbot, desk: LiveDesk) -> WorkoutsPage:
    page = WorkoutsPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    return page


def names(page: WorkoutsPage) -> list[str]:
    return [one.workout.name for one in page.library.rows.rows]


@pytest.fixture
def page(qtbot, desk: LiveDesk, hub: FakeWorkouts) -> WorkoutsPage:
    return shown(qtbot, desk)


def test_that_all_workouts_are_listed_with_what_became_of_them(page):
    assert len(names(page)) == len(sample_workouts())
    page.model.choose(FIRST.id)
    row = [one.workout.id for one in page.library.rows.rows].index(FIRST.id)
    rows = page.library.rows
    assert rows.text(row, Column.KIND) == "Conditioning"
    assert rows.text(row, Column.TIME) == "46:00"
    assert rows.text(row, Column.USED) == "14"
    assert rows.text(row, Column.CHANGED) == "today"
    card = page.library.card
    assert card.name.whole == FIRST.name
    assert card.description.text().startswith("Aerobic power")
    assert len(card.profile.bars) == len(FIRST.intervals)
    assert page.summary.whole == "8 workouts"


def test_that_workouts_are_found_by_words_kind_and_tag(page):
    page.library.search.setFocus()
    QTest.keyClicks(page.library.search, "recovery end")
    page.library._typing.timeout.emit()
    assert names(page) == ["Endurance Z2"]
    page.library.search.clear()
    page.library._typing.timeout.emit()
    page.library.kinds._group.button(2).click()
    assert [one.workout.kind for one in page.library.rows.rows] == [WorkoutKind.STRENGTH]
    page.library.kinds._group.button(0).click()
    tag = page.library.tag
    tag.activated.emit([one.id for one in tag.options].index("#threshold"))
    assert names(page) == ["Threshold 3 x 10"]
    page.library.search.setText("zamboni")
    page.library._typing.timeout.emit()
    assert "No workout is like that" in page.library.state.accessibleName()
    assert not page.library.state.isHidden()


def test_that_a_copy_is_chosen_and_taken_back(page, hub):
    page.model.choose(FIRST.id)
    page.library.table.setFocus()
    QTest.keyClick(page.library.table, Qt.Key.Key_D, _CONTROL)
    assert page.model.entry.workout.name == f"{FIRST.name} (copy)"
    assert "is a copy" in page.library.undone.text
    page.library.undone.button.click()
    assert f"{FIRST.name} (copy)" not in names(page)


def test_that_an_undo_can_be_tried_again_once_the_hub_is_back(page, hub, monkeypatch):
    page.model.choose(FIRST.id)
    page.model.duplicate(FIRST.id)

    async def away(_workout_id):
        raise UnavailableError("The hub does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(hub, "archive", away)
        page.library.undone.button.click()
    assert "does not answer" in page.banner.text
    assert not page.library.undone.isHidden()
    page.library.undone.button.click()
    assert f"{FIRST.name} (copy)" not in names(page)
    assert page.library.undone.isHidden()


def test_that_a_workout_is_put_away_and_comes_back(page, hub):
    page.model.choose(FIRST.id)
    page.library.table.setFocus()
    QTest.keyClick(page.library.table, Qt.Key.Key_Delete)
    assert FIRST.name not in names(page)
    assert "is put away" in page.library.undone.text
    tag = page.library.tag
    tag.activated.emit([one.id for one in tag.options].index("archived"))
    assert names(page) == [FIRST.name]
    assert page.library.card.edit.isHidden()
    page.library.card.bring_back.click()
    assert not hub.entries[FIRST.id].is_archived
    QTest.keyClick(page.library, Qt.Key.Key_Z, _CONTROL)
    assert hub.entries[FIRST.id].is_archived


def test_that_an_earlier_version_is_looked_at_and_made_the_present_one(page, hub):
    page.model.choose(FIRST.id)
    card = page.library.card
    assert [one.id for one in card.version.options] == ["3", "2", "1"]
    assert card.restore.isHidden()
    card.version.activated.emit(2)
    assert card.description.isHidden()
    card.restore.click()
    assert hub.entries[FIRST.id].workout.version == 4
    assert hub.entries[FIRST.id].workout.description == ""
    assert "Version 1 is the present one again" in page.library.undone.text
    page.library.undone.button.click()
    assert hub.entries[FIRST.id].workout.description.startswith("Aerobic")


def test_that_enter_opens_the_builder_with_the_chosen_workout(page):
    page.model.choose(FIRST.id)
    page.library.table.setFocus()
    QTest.keyClick(page.library.table, Qt.Key.Key_Return)
    assert page.builder is not None
    assert page.builder.model.draft.name == FIRST.name
    assert len(page.builder.model.draft.sections) == 3


def test_that_more_pages_come_when_one_scrolls_to_the_end(qtbot, desk, hub):
    hub.page_size = 5
    page = shown(qtbot, desk)
    assert page.summary.whole == "more than 5 workouts"
    page.model.more()
    assert len(names(page)) == len(sample_workouts())
    assert page.model.next_cursor is None


def test_that_an_empty_library_a_slow_hub_and_one_that_is_away_say_what_to_do(qtbot, desk):
    fake = desk_with_workouts(desk)
    desk.tasks.is_holding = True
    page = shown(qtbot, desk)
    assert "Asking the hub" in page.library.state.accessibleName()
    desk.tasks.release()
    assert "No workout yet" in page.library.state.accessibleName()
    page.close()
    fake.refusal = UnavailableError("The hub does not answer.", suggested_action="Wait.")
    away = shown(qtbot, desk)
    assert away.model.phase is Phase.FAILED
    assert "The hub does not answer. Wait." in away.library.state.accessibleName()
    fake.refusal = None
    fake.add(FIRST)
    away.library.state.button.click()
    assert names(away) == [FIRST.name]
