"""The builder: what a trainer does with mouse and keyboard, and what becomes of it."""

from __future__ import annotations

import msgspec
import pytest

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPushButton

from core.domain.strength import LoadUnit
from core.domain.workout import WorkoutKind
from core.errors import StaleError, UnavailableError
from tests.helpers.live_desk import LiveDesk
from tests.helpers.workout_fakes import FakeWorkouts, desk_with_workouts, sample_workouts
from ui.workouts.draft import Place, draft_of
from ui.workouts.page import WorkoutsPage
from widgets.outline.rows import MIME

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def hub(desk: LiveDesk) -> FakeWorkouts:
    fake = desk_with_workouts(desk)
    for workout in sample_workouts():
        fake.add(workout)
    return fake


@pytest.fixture
def page(qtbot, desk: LiveDesk, hub: FakeWorkouts) -> WorkoutsPage:
    found = WorkoutsPage(desk.services)
    qtbot.addWidget(found)
    found.resize(1278, 700)
    found.show()
    return found


def titles(builder) -> list[str]:
    return [row.title for row in builder.outline.list.rows]


@pytest.mark.requirement(95)
@pytest.mark.parametrize("kind", list(WorkoutKind))
def test_that_a_workout_of_each_kind_is_named_and_saved(page, hub, kind):
    builder = page.write_new(kind)
    QTest.keyClicks(builder.head.name, "Tuesday")
    QTest.keyClicks(builder.head.tags, "week 1, hard")
    QTest.keyClick(builder, Qt.Key.Key_S, _CONTROL)
    stored = next(one.workout for one in hub.entries.values() if one.workout.name == "Tuesday")
    assert (stored.kind, stored.tags) == (kind, ("week 1", "hard"))
    assert stored.duration_s > 0
    assert builder.head.state.text() == "version 1"
    assert not builder.head.save.isEnabled()
    QTest.keyClick(builder, Qt.Key.Key_Escape)
    assert page.builder is None
    assert page.model.entry.workout == stored


def test_that_an_interval_gets_each_kind_of_target_and_the_chart_follows(page):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    form, model = builder.editor.interval, builder.model
    model.choose(Place(1, 0))
    form.heart._group.button(6).click()
    form.heart_share.setValue(88)
    form.machine._group.button(2).click()
    form.values.fields["watts"].setValue(310)
    form.ramps.click()
    form.ends.fields["watts"].setValue(360)
    form.duration.setValue(150)
    part = model.found
    assert (part.target_zone, part.target_heart_rate_share) == (None, 0.88)
    assert (part.target_ftp_share, part.target_power_w, part.ramps_to) == (None, 310, 360)
    bars = [one for one in builder.profile.bars if one.key == (1, 0)][:10]
    assert sum(one.duration_s for one in bars) == 150
    assert (bars[0].begins_at, bars[-1].ends_at) == pytest.approx((310 / 250, 360 / 250))
    assert builder.outline.list.rows[3].detail == "2:30  ·  88 % HRmax  ·  310–360 W"
    form.machine._group.button(3).click()
    form.values.fields["pace"].lineEdit().setText("1:45")
    form.values.fields["pace"].interpretText()
    assert (model.found.target_pace_s, model.found.ramps_to) == (105, None)
    rows = builder.editor._interval_rows
    assert rows.rowCount() == 18
    assert rows.text(0, 3) == "302 W"


def test_that_each_act_is_one_undo_step_and_a_typed_word_too(page):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    model, before = builder.model, builder.model.draft
    model.choose(Place(0, 0))
    QTest.keyClicks(builder.editor.interval.name, " long")
    builder.outline.adders["series"].click()
    assert titles(builder)[2:5] == ["Series", "Work", "Recovery"]
    builder.outline.list.setFocus()
    QTest.keyClick(builder.outline.list, Qt.Key.Key_Delete)
    assert len(model.draft.sections) == 3
    for _ in range(3):
        QTest.keyClick(builder.outline.list, Qt.Key.Key_Z, _CONTROL)
    assert model.draft == before
    assert not model.can_undo
    QTest.keyClick(builder.outline.list, Qt.Key.Key_Y, _CONTROL)
    assert model.draft.sections[0].parts[0].name == "Warm-up long"


def test_that_rows_are_moved_doubled_and_taken_away_by_key(page):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    rows, model = builder.outline.list, builder.model
    model.choose(Place(1, 0))
    QTest.keyClick(rows, Qt.Key.Key_Down, _ALT)
    assert [part.name for part in model.draft.sections[1].parts] == ["Recovery", "Work"]
    assert model.chosen == Place(1, 1)
    QTest.keyClick(rows, Qt.Key.Key_D, _CONTROL)
    assert [part.name for part in model.draft.sections[1].parts] == ["Recovery", "Work", "Work"]
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert model.chosen == Place(1, 1), "arrows alone choose"


def test_that_a_row_is_dragged_before_another(page):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    rows = builder.outline.list
    data = rows.model().mimeData([rows.model().index(1)])
    assert data.hasFormat(MIME)
    below = rows.visualRect(rows.model().index(4)).center() + QPoint(0, 4)
    assert drop(rows, data, below)
    assert [part.name for part in builder.model.draft.sections[0].parts] == [
        "Work",
        "Recovery",
        "Warm-up",
    ]
    assert builder.model.chosen == Place(0, 2)


def drop(rows, data: QMimeData, point: QPoint) -> bool:
    """Let a row go, as its own list would be told."""

    class OwnDrop(QDropEvent):
        def source(self):  # the real one exists during a real drag only
            return rows

    event = OwnDrop(
        QPointF(point),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    rows.dropEvent(event)
    return event.isAccepted()


def test_that_a_part_that_may_not_stand_there_is_refused_with_a_sentence(page):
    builder = page.write_new(WorkoutKind.HYBRID)
    builder.model.move(3, 1)
    assert "cannot stand among intervals" in builder.banner.text
    assert not builder.model.can_undo


def test_that_an_exercise_is_loaded_by_weight_share_or_feeling(page):
    builder = page.write_new(WorkoutKind.STRENGTH)
    form, model = builder.editor.exercise, builder.model
    form.unit._group.button(1).click()
    form.load.setValue(92.5)
    assert (model.found.load.value, model.found.load.unit) == (92.5, LoadUnit.KG)
    assert builder.sum.text().endswith("kg lifted")
    form.unit._group.button(3).click()
    assert model.found.load.unit is LoadUnit.RPE
    assert not form.rpe.isEnabled()
    form.unit._group.button(0).click()
    assert model.found.load is None
    form.sets.setValue(6)
    form.rest.setValue(45)
    assert (model.found.sets, model.found.rest_s) == (6, 45)
    assert builder.editor._exercise_rows.text(0, 2) == "body weight"


def test_that_a_drill_is_drawn_on_the_rink(page):
    builder = page.write_new(WorkoutKind.AGILITY)
    form, model = builder.editor.drill, builder.model
    rink = form.rink
    count = len(model.found.pattern)
    spot = rink.point_of(15, 8).toPoint()
    QTest.mouseClick(rink, Qt.MouseButton.LeftButton, pos=spot)
    assert len(model.found.pattern) == count + 1
    assert (rink.marks[rink.chosen].x_m, rink.marks[rink.chosen].y_m) == (15, 8)
    QTest.keyClick(rink, Qt.Key.Key_Left)
    assert rink.marks[rink.chosen].x_m == 14.5
    there = rink.point_of(20, -5).toPoint()
    here = rink.point_of(14.5, 8).toPoint()
    QTest.mousePress(rink, Qt.MouseButton.LeftButton, pos=here)
    QTest.mouseMove(rink, there)
    QTest.mouseRelease(rink, Qt.MouseButton.LeftButton, pos=there)
    assert (rink.marks[rink.chosen].x_m, rink.marks[rink.chosen].y_m) == (20, -5)
    form.label.setText("")
    QTest.keyClicks(form.label, "Shoot")
    assert model.found.pattern[rink.chosen].label == "Shoot"
    QTest.keyClick(rink, Qt.Key.Key_PageUp)
    assert rink.chosen == count - 1
    QTest.keyClick(rink, Qt.Key.Key_Delete)
    assert len(model.found.pattern) == count


def test_that_what_is_in_the_way_is_said_and_shown_before_anything_is_sent(page, hub):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    known = len(hub.entries)
    assert builder.findings.isHidden(), "nobody is scolded for a name that was not asked for yet"
    builder.head.save.click()
    assert builder.findings.text == "The workout needs a name."
    QTest.keyClicks(builder.head.name, "Named")
    builder.model.choose(Place(0, 0))
    builder.editor.interval.name.selectAll()
    QTest.keyClick(builder.editor.interval.name, Qt.Key.Key_Delete)
    assert builder.findings.text == "Intervals, row 1: A name is missing."
    builder.model.choose(Place(2, 0))
    builder.head.save.click()
    assert builder.model.chosen == Place(0, 0)
    assert len(hub.entries) == known


def test_that_somebody_elses_change_is_said_and_ones_own_is_kept_as_a_copy(page, hub):
    first = sample_workouts()[0]
    builder = page.write(draft_of(hub.entries[first.id].workout))
    QTest.keyClicks(builder.head.name, " mine")
    hub.save_refusal = StaleError("Tom Ek changed this meanwhile: name.")
    builder.head.save.click()
    assert builder.banner.text.startswith("Tom Ek changed this meanwhile")
    assert builder.model.draft.name.endswith("mine")
    hub.save_refusal = None
    builder.banner.button.click()
    assert any(one.workout.name.endswith("mine (copy)") for one in hub.entries.values())
    assert hub.entries[first.id].workout.version == 1
    assert builder.model.draft.id != first.id


def test_that_a_hub_that_is_away_loses_nothing(page, hub):
    builder = page.write_new(WorkoutKind.STRENGTH)
    QTest.keyClicks(builder.head.name, "Later")
    hub.save_refusal = UnavailableError("The hub does not answer.")
    builder.head.save.click()
    assert "does not answer" in builder.banner.text
    assert builder.head.save.isEnabled()
    hub.save_refusal = None
    builder.banner.button.click()
    assert any(one.workout.name == "Later" for one in hub.entries.values())


def test_that_leaving_asks_once_where_something_would_be_lost(page):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    QTest.keyClicks(builder.head.name, "Half")
    QTest.keyClick(builder, Qt.Key.Key_Escape)
    assert page.builder is builder
    assert "not saved" in builder.banner.text
    builder.banner.button.click()
    assert page.builder is None


def test_that_a_series_and_a_timed_block_say_how_often_and_how_long(page):
    builder = page.write_new(WorkoutKind.HYBRID)
    form, model = builder.editor.section, builder.model
    model.choose(Place(2))
    form.repeats.setValue(6)
    assert model.draft.sections[2].repeats == 6
    assert builder.outline.list.rows[4].badge == "6 ×"
    form.is_timed.click()
    form.time.setValue(1200)
    assert model.profile.section_seconds[2] == 1200
    assert model.draft.sections[2].duration_s == 1200


def test_that_a_click_on_the_chart_chooses_the_part(qtbot, page):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    chart = builder.profile
    chart.resize(900, 132)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(890, 100))
    assert builder.model.chosen == Place(2, 0)
    assert "Load over time" in chart.accessibleName()


def test_that_everything_in_the_builder_has_a_name_for_who_does_not_see_it(page):
    for kind in WorkoutKind:
        builder = page.write_new(kind)
        fields = [
            *builder.findChildren(QPushButton),
            *builder.findChildren(QLineEdit),
            *builder.findChildren(QAbstractSpinBox),
        ]
        for widget in fields:
            is_hidden = not widget.isVisibleTo(builder)
            if is_hidden or widget.objectName() == "qt_spinbox_lineedit":
                continue
            named = widget.accessibleName() or widget.text()
            assert named, widget
        assert msgspec.structs.asdict(builder.model.draft)["kind"] is kind


def test_that_what_is_typed_while_it_is_saved_stays(page, desk, hub):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    QTest.keyClicks(builder.head.name, "Tuesday")
    desk.tasks.is_holding = True
    builder.save()
    builder.model.set_description("Before the match")
    desk.tasks.release()
    assert builder.model.draft.description == "Before the match"
    assert builder.model.is_changed
    assert not builder.model.is_new
    builder.save()
    (stored,) = (one.workout for one in hub.entries.values() if one.workout.name == "Tuesday")
    assert (stored.description, stored.version) == ("Before the match", 2)


def test_that_an_answer_for_a_builder_that_was_left_changes_no_other_workout(page, desk, hub):
    first = page.write_new(WorkoutKind.CONDITIONING)
    QTest.keyClicks(first.head.name, "Tuesday")
    desk.tasks.is_holding = True
    first.save()
    second = page.write_new(WorkoutKind.STRENGTH)
    QTest.keyClicks(second.head.name, "Friday")
    desk.tasks.release()
    assert (second.model.draft.name, second.model.is_new) == ("Friday", True)


def test_that_a_failure_after_the_builder_was_left_is_told_in_the_library(page, desk, hub):
    builder = page.write_new(WorkoutKind.CONDITIONING)
    QTest.keyClicks(builder.head.name, "Tuesday")
    desk.tasks.is_holding = True
    builder.save()
    builder.left.emit()
    hub.save_refusal = UnavailableError("The hub does not answer.")
    desk.tasks.release()
    assert "“Tuesday” is not saved." in page.banner.text
