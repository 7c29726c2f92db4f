"""Changing a planned bundle on the sessions page: preview, one validation, undo, staleness."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import QDate, Qt, QTime

from core.domain.ids import BundleId, PlayerId
from core.domain.session import SessionStatus
from core.errors import StaleError, UnavailableError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import NOW, make_bundle
from ui.sessions.edit_model import EditPhase
from ui.sessions.page import SessionsPage

LEFT = Qt.MouseButton.LeftButton
BUNDLE = BundleId("bundle-1")
STALE = StaleError(
    "Kim Berg changed this meanwhile: name.",
    field="version",
    details={
        "version": 2,
        "changed": [{"field": "name", "before": "Morning Row", "after": "Evening Row"}],
        "by": ["Kim Berg"],
    },
)


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    players = [PlayerId("player-001"), PlayerId("player-002")]
    desk.link.store(make_bundle(starts_at=NOW.replace(hour=12, minute=0), player_ids=players))
    return desk


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> SessionsPage:
    page = SessionsPage(desk.services())
    qtbot.addWidget(page)
    page.resize(1278, 740)
    with qtbot.waitExposed(page):
        page.show()
    return page


def begin(qtbot: QtBot, page: SessionsPage) -> None:
    qtbot.mouseClick(page.rows[0].edit_button, LEFT)
    assert page.edit.model.phase is EditPhase.EDITING


def type_name(qtbot: QtBot, page: SessionsPage, text: str) -> None:
    page.edit.form.name.selectAll()
    qtbot.keyClicks(page.edit.form.name, text)


@pytest.mark.requirement(6, 31)
def test_that_common_and_own_changes_are_seen_before_and_after_then_applied_as_one(
    qtbot: QtBot, page: SessionsPage, desk: FakeDesk
) -> None:
    begin(qtbot, page)
    form, preview = page.edit.form, page.edit.preview
    assert not page.edit.apply_button.isEnabled()
    type_name(qtbot, page, "Power")
    form.day.setDate(QDate(2026, 11, 17))
    form.start.setTime(QTime(15, 30))
    row = form.rows[1]
    row.workout.setCurrentIndex(1)
    row.workout.activated.emit(1)

    assert "Name: Morning Row → Power" in preview.texts
    assert "Start: Mon 16 Nov 2026, 13:00 → Tue 17 Nov 2026, 15:30" in preview.texts
    assert "Workout: none → 4 × 4 min" in preview.texts
    assert preview.texts[-1] == "Nothing stands in the way."
    assert desk.link.changes == []
    qtbot.mouseClick(page.edit.apply_button, LEFT)

    (changes,) = desk.link.changes
    sent = msgspec.to_builtins(changes)
    assert sent == {
        "version": 1,
        "updates": {
            "common": {"name": "Power", "startDate": "2026-11-17", "startTime": "15:30"},
            "individual": {"bundle-1-session-2": {"workoutId": "workout-4x4"}},
        },
    }
    assert page.banner.text == "“Power” was changed."
    assert page.rows[0].isVisible()
    assert page.rows[0].texts[0] == "Power"


@pytest.mark.requirement(31)
def test_that_a_change_is_taken_back_by_one_click(
    qtbot: QtBot, page: SessionsPage, desk: FakeDesk
) -> None:
    before = desk.link.stored[BUNDLE]
    begin(qtbot, page)
    type_name(qtbot, page, "Power")
    qtbot.keyClick(page.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.link.stored[BUNDLE].name == "Power"
    qtbot.mouseClick(page.banner.button, LEFT)
    assert desk.link.stored[BUNDLE] == before
    assert page.banner.text == "“Morning Row” is as it was before."
    assert not page.banner.button.isVisible()


@pytest.mark.requirement(20, 31)
def test_that_what_the_hub_refuses_is_said_at_the_field_and_nothing_is_written(
    qtbot: QtBot, page: SessionsPage, desk: FakeDesk
) -> None:
    before = desk.link.stored[BUNDLE]
    begin(qtbot, page)
    type_name(qtbot, page, "Power")
    page.edit.form.day.setDate(QDate(2026, 11, 15))
    field = page.edit.form.fields["start_time"]
    assert field.problem == "13:00 on 15 November 2026 is over."
    assert not page.edit.apply_button.isEnabled()
    page.edit.model.apply()
    assert desk.link.stored[BUNDLE] == before

    page.edit.form.day.setDate(QDate(2026, 11, 18))
    assert field.problem == ""
    assert page.edit.apply_button.isEnabled()
    page.edit.form.rows[0].name.clear()
    page.edit.form.rows[0].name.textEdited.emit("")
    assert page.edit.form.rows[0].problem
    assert not page.edit.apply_button.isEnabled()


@pytest.mark.requirement(31)
def test_that_a_stale_version_is_refused_with_what_changed_and_the_wishes_are_kept(
    qtbot: QtBot, page: SessionsPage, desk: FakeDesk
) -> None:
    begin(qtbot, page)
    page.edit.form.start.setTime(QTime(15, 30))
    renamed = msgspec.structs.replace(desk.link.stored[BUNDLE], name="Evening Row", version=2)
    desk.link.store(renamed)
    desk.link.stale = STALE
    qtbot.mouseClick(page.edit.apply_button, LEFT)

    texts = page.edit.preview.texts
    assert texts[0].startswith("Kim Berg changed this meanwhile: name.")
    assert "Name: Morning Row → Evening Row" in texts
    assert desk.link.stored[BUNDLE] == renamed
    button = page.edit.preview.catch_up_button
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert page.edit.form.name.text() == "Evening Row"
    assert page.edit.form.start.time() == QTime(15, 30)
    qtbot.mouseClick(page.edit.apply_button, LEFT)
    after = desk.link.stored[BUNDLE]
    assert (after.name, after.starts_at) == ("Evening Row", NOW.replace(hour=14, minute=30))


def test_that_a_change_back_to_what_is_stored_is_none(qtbot: QtBot, page: SessionsPage) -> None:
    begin(qtbot, page)
    page.edit.form.duration.setValue(90)
    assert page.edit.model.has_changes
    page.edit.form.duration.setValue(60)
    assert not page.edit.model.has_changes
    assert not page.edit.apply_button.isEnabled()


@pytest.mark.requirement(22)
def test_that_the_form_goes_by_keyboard_with_undo(qtbot: QtBot, page: SessionsPage) -> None:
    qtbot.keyClick(page.rows[0], Qt.Key.Key_E)
    assert page.edit.isVisible()
    page.edit.form.duration.setValue(90)
    qtbot.keyClick(page.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.edit.form.duration.value() == 60
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.edit, Qt.Key.Key_Z, both)
    assert page.edit.form.duration.value() == 90
    qtbot.keyClick(page.edit, Qt.Key.Key_Escape)
    assert page.edit.isVisible()
    assert page.edit.cancel_button.accessibleName() == "Leave without them"
    qtbot.keyClick(page.edit, Qt.Key.Key_Escape)
    assert not page.edit.isVisible()
    assert page.rows[0].isVisible()


def test_that_what_began_cannot_be_changed(qtbot: QtBot, desk: FakeDesk) -> None:
    bundle = desk.link.stored[BUNDLE]
    running = msgspec.structs.replace(bundle.sessions[0], status=SessionStatus.IN_PROGRESS)
    sessions = (running, *bundle.sessions[1:])
    desk.link.store(msgspec.structs.replace(bundle, sessions=sessions))
    over = make_bundle(
        "bundle-2", starts_at=NOW - timedelta(days=1), status=SessionStatus.COMPLETED
    )
    desk.link.store(over)
    page = SessionsPage(desk.services())
    qtbot.addWidget(page)
    page.resize(1278, 740)
    page.show()
    assert not page.rows[1].edit_button.isVisible()
    begin(qtbot, page)
    assert [row.name.isEnabled() for row in page.edit.form.rows] == [False, True]


def test_that_a_hub_that_is_away_is_said_with_a_next_step(
    qtbot: QtBot, page: SessionsPage, desk: FakeDesk
) -> None:
    desk.link.failure = UnavailableError("The hub does not answer.", suggested_action="Start it.")
    qtbot.mouseClick(page.rows[0].edit_button, LEFT)
    assert "The hub does not answer. Start it." in page.edit.state.accessibleName()
    desk.link.failure = None
    qtbot.mouseClick(page.edit.state.button, LEFT)
    assert page.edit.form.name.text() == "Morning Row"


def test_that_a_change_can_be_applied_once_the_hub_answers_again(
    qtbot: QtBot, page: SessionsPage, desk: FakeDesk
) -> None:
    begin(qtbot, page)
    type_name(qtbot, page, "Power")
    desk.link.failure = UnavailableError("The hub does not answer.")
    qtbot.mouseClick(page.edit.apply_button, LEFT)
    assert not page.edit.apply_button.isEnabled()
    desk.link.failure = None
    button = page.edit.preview.try_again_button
    assert button is not None
    button.click()
    assert page.edit.apply_button.isEnabled()
    qtbot.mouseClick(page.edit.apply_button, LEFT)
    assert desk.link.stored[BUNDLE].name == "Power"
