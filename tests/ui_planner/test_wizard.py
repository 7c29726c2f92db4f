"""The wizard as the trainer uses it: real clicks, keys and drops on the real page."""

from __future__ import annotations

import json

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.domain.ids import PlayerId
from core.errors import OverCapacityError, UnavailableError
from core.tasks import TaskScope
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import NOW, make_bundle
from tests.helpers.waiting import until
from tests.helpers.wizard_trainer import Trainer
from ui.planner.places import Step
from ui.planner.view_model import Phase, WizardModel

EK = "player-004"
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def trainer(qtbot: QtBot, desk: FakeDesk) -> Trainer:
    return Trainer(qtbot, desk)


@pytest.mark.requirement(1, 2, 16, 110)
def test_that_three_groups_of_six_take_four_clicks_with_auto_distribution(
    trainer: Trainer,
) -> None:
    trainer.click(trainer.page.body.configure.auto_distribute)
    trainer.next()
    trainer.next()
    trainer.next()

    (draft,) = trainer.desk.link.drafts
    body = json.loads(msgspec.json.encode(draft))
    assert body["name"] == "Team Conditioning"
    assert body["commonProperties"]["startDate"] == "2026-11-16"
    assert body["commonProperties"]["startTime"] == "09:00"
    assert body["commonProperties"]["duration"] == 60
    assert body["commonProperties"]["facilityId"] == "facility-001"
    assert [session["equipment"] for session in body["sessions"]] == [
        "ROWING",
        "BIKE_ERG",
        "SKI_ERG",
    ]
    assert [len(session["playerIds"]) for session in body["sessions"]] == [6, 6, 6]
    assert {session["workoutId"] for session in body["sessions"]} == {"workout-4x4"}
    assert trainer.created == ["created-1"]
    assert trainer.clicks <= 4


@pytest.mark.requirement(5)
def test_that_three_groups_of_six_placed_by_hand_take_at_most_25_clicks(trainer: Trainer) -> None:
    trainer.next()
    unassigned = trainer.lists[0]
    allowed = [
        [f"player-{number:03d}" for number in numbers]
        for numbers in ((1, 2, 3, 5, 6, 7), (4, 8, 9, 10, 11, 12), (13, 14, 15, 16, 17, 18))
    ]
    for column, ids in enumerate(allowed, start=1):
        for number, player_id in enumerate(ids):
            row = [chip.id for chip in unassigned.chips].index(player_id)
            spot = unassigned.visualRect(unassigned.model().index(row, 0)).center()
            trainer.clicks += 1
            trainer._qtbot.mouseClick(
                unassigned.viewport(),
                LEFT,
                CONTROL if number else Qt.KeyboardModifier.NoModifier,
                pos=spot,
            )
        trainer.press(unassigned, Qt.Key(int(Qt.Key.Key_0) + column))
    trainer.next()
    trainer.next()

    (draft,) = trainer.desk.link.drafts
    assert [list(session.player_ids) for session in draft.sessions] == allowed
    assert trainer.clicks <= 25


@pytest.mark.requirement(22)
def test_that_everything_can_be_done_by_keyboard(trainer: Trainer) -> None:
    page = trainer.page
    trainer.press(page.body.configure.count, Qt.Key.Key_2)
    assert len(trainer.editor.plan.groups) == 2
    trainer.press(page, Qt.Key.Key_Return)
    assert page.model.step is Step.GROUPS

    unassigned = trainer.lists[0]
    trainer.press(unassigned, Qt.Key.Key_Down, SHIFT)
    trainer.press(unassigned, Qt.Key.Key_1)
    assert trainer.in_column(1) == ["player-001", "player-002"]
    trainer.press(unassigned, Qt.Key.Key_Right, CONTROL)
    assert trainer.in_column(1) == ["player-001", "player-002", "player-003"]
    trainer.press(trainer.lists[1], Qt.Key.Key_Right, CONTROL)
    assert trainer.in_column(2) == ["player-003"]
    trainer.press(trainer.lists[2], Qt.Key.Key_Left)
    trainer.press(trainer.lists[1], Qt.Key.Key_Delete)
    assert trainer.in_column(1) == ["player-002"]

    trainer.press(page, Qt.Key.Key_Z, CONTROL)
    assert trainer.in_column(1) == ["player-001", "player-002"]
    trainer.press(page, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert trainer.in_column(1) == ["player-002"]

    trainer.press(page, Qt.Key.Key_Right, ALT)
    assert page.model.step is Step.REVIEW
    trainer.press(page, Qt.Key.Key_Left, ALT)
    assert page.model.step is Step.GROUPS
    trainer.press(page, Qt.Key.Key_Right, ALT)
    trainer.press(page, Qt.Key.Key_Return)
    assert trainer.created == ["created-1"]


@pytest.mark.requirement(15)
def test_that_the_next_button_names_the_next_step(trainer: Trainer) -> None:
    footer = trainer.page.footer
    assert footer.next_button.text().startswith("Next: Each session")
    assert not footer.previous_button.isVisible()
    trainer.next()
    assert footer.next_button.text().startswith("Next: Review and create")
    trainer.next()
    assert footer.next_button.text() == "Create All Sessions"
    assert [button.state for button in trainer.page.body.rail.buttons] == [
        "done",
        "done",
        "current",
    ]


def test_that_players_dropped_on_a_column_are_in_that_group(trainer: Trainer) -> None:
    trainer.board()
    trainer.drop(["player-001", "player-002"], 3)

    assert trainer.in_column(3) == ["player-001", "player-002"]
    assert trainer.lists[3].selected_ids == ("player-001", "player-002")
    assert trainer.page.body.groups.columns[2].capacity.text == "2/6"
    trainer.drop(["player-001"], 0)
    assert trainer.in_column(3) == ["player-002"]


@pytest.mark.requirement(87)
def test_that_a_restricted_player_cannot_be_dropped_on_a_forbidden_machine(
    trainer: Trainer,
) -> None:
    trainer.board()
    trainer.drop([EK], 1)

    assert EK in trainer.in_column(0)
    notice = trainer.page.body.notice
    assert notice.text == "Liam Ek may not use Rowing until 3 December 2026."
    assert notice.fix_buttons[0].text() == "Ek to Bike Erg Group B"
    trainer.click(notice.fix_buttons[0])
    assert trainer.in_column(2) == [EK]
    assert notice.text == ""


@pytest.mark.requirement(5, 17)
def test_that_a_full_group_says_so_and_one_player_more_is_over(trainer: Trainer) -> None:
    trainer.board()
    ids = [f"player-{number:03d}" for number in (1, 2, 3, 5, 6, 7)]
    trainer.drop(ids, 1)
    assert trainer.page.body.groups.columns[0].capacity.text == "6/6 full"
    trainer.drop(["player-008"], 1)
    assert trainer.page.body.groups.columns[0].capacity.text == "7/6 over"
    assert "Rowing Group A needs 7 rowers, 6 are free." in trainer.page.body.panel.texts

    trainer.next()
    assert trainer.page.footer.next_button.text() == "Show the problem"
    trainer.next()
    assert trainer.page.model.step is Step.GROUPS
    assert trainer.desk.link.drafts == []


@pytest.mark.requirement(5, 19)
@pytest.mark.parametrize("button", range(4))
def test_that_each_distribution_button_fills_the_groups_and_one_undo_takes_it_back(
    trainer: Trainer, button: int
) -> None:
    trainer.board()
    trainer.click(list(trainer.page.body.groups.tools.distribute_buttons.values())[button])
    assert [len(trainer.in_column(number)) for number in range(4)] == [0, 6, 6, 6]
    trainer.click(trainer.page.head.undo_button)
    assert [len(trainer.in_column(number)) for number in range(4)] == [18, 0, 0, 0]


@pytest.mark.requirement(3, 16)
def test_that_the_count_redraws_the_columns_at_once(trainer: Trainer) -> None:
    trainer.page.body.configure.count.set_value(8)
    trainer.board()
    assert [column.name.text() for column in trainer.page.body.groups.columns][
        -1
    ] == "Bike Erg Group H"
    assert len(trainer.lists) == 9


@pytest.mark.requirement(3, 4, 17)
def test_that_a_group_can_have_its_own_name_machine_workout_and_length(
    trainer: Trainer,
) -> None:
    trainer.board()
    column = trainer.page.body.groups.columns[0]
    column.name.selectAll()
    trainer._qtbot.keyClicks(column.name, "Juniors")
    column.equipment.setFocus()
    trainer.press(column.equipment, Qt.Key.Key_Down)
    column.equipment.activated.emit(column.equipment.currentIndex())
    trainer.click(column.workout_button)
    column.workout.setCurrentIndex(2)
    column.workout.activated.emit(2)
    column.duration.setValue(45)

    group = trainer.editor.plan.groups[0]
    assert (group.name, group.equipment) == ("Juniors", "BIKE_ERG")
    assert (group.workout_id, group.duration_min) == ("workout-endurance", 45)
    assert column.workout_label.whole == "Steady endurance, 45 min"


@pytest.mark.requirement(20)
def test_that_a_refusal_of_the_hub_leads_to_the_field_concerned(trainer: Trainer) -> None:
    trainer.desk.link.create_failure = OverCapacityError(
        "Only 4 rowers are free at 09:00.",
        suggested_action="Use fewer players.",
        field="sessions.0.equipment",
    )
    trainer.click(trainer.page.body.configure.auto_distribute)
    for _ in range(3):
        trainer.next()

    assert trainer.page.model.step is Step.GROUPS
    assert trainer.page.body.notice.text == "Only 4 rowers are free at 09:00. Use fewer players."
    assert trainer.page.body.groups.columns[0].equipment.property("invalid")
    assert trainer.page.focusWidget() is trainer.page.body.groups.columns[0].equipment
    assert trainer.created == []

    trainer.desk.link.create_failure = None
    trainer.next()
    trainer.next()
    assert trainer.created == ["created-1"]


def test_that_a_double_click_creates_one_bundle(trainer: Trainer) -> None:
    trainer.click(trainer.page.body.configure.auto_distribute)
    trainer.next()
    trainer.next()
    trainer.desk.tasks.is_holding = True
    button = trainer.page.footer.next_button
    trainer._qtbot.mouseDClick(button, LEFT)
    trainer._qtbot.mouseClick(button, LEFT)
    trainer.press(trainer.page, Qt.Key.Key_Return)

    assert button.text() == "Creating …"
    assert not button.isEnabled()
    trainer.desk.tasks.release()
    assert len(trainer.desk.link.drafts) == 1
    assert trainer.created == ["created-1"]


def test_that_esc_asks_before_changes_are_thrown_away(trainer: Trainer) -> None:
    page = trainer.page
    page.body.configure.count.set_value(4)
    trainer.press(page, Qt.Key.Key_Escape)
    assert page.footer.is_asking
    assert trainer.closed == 0

    trainer.press(page, Qt.Key.Key_Escape)
    assert not page.footer.is_asking
    trainer.press(page, Qt.Key.Key_Escape)
    trainer.click(page.footer.discard_button)
    assert trainer.closed == 1


def test_that_esc_closes_an_untouched_wizard_at_once(trainer: Trainer) -> None:
    trainer.press(trainer.page, Qt.Key.Key_Escape)
    assert trainer.closed == 1


def test_that_the_wizard_begins_anew_after_a_bundle_was_created(trainer: Trainer) -> None:
    trainer.click(trainer.page.body.configure.auto_distribute)
    for _ in range(3):
        trainer.next()
    trainer.page.hide()
    trainer.page.show()
    assert trainer.page.model.step is Step.CONFIGURE
    assert trainer.editor.plan.assigned_ids == ()


def test_that_a_hub_that_is_away_is_said_with_a_next_step(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.link.failure = UnavailableError(
        "The hub does not answer.", suggested_action="Start it, then try again."
    )
    trainer = Trainer(qtbot, desk)
    assert "The hub does not answer. Start it" in trainer.page.state.accessibleName()

    desk.link.failure = None
    trainer.click(trainer.page.state.button)
    assert trainer.page.body.configure.name.text() == "Team Conditioning"


@pytest.mark.requirement(12)
def test_that_a_conflict_is_mended_by_one_click_in_the_review(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.link.store(
        make_bundle(starts_at=NOW.replace(hour=8, minute=0), player_ids=[PlayerId("player-001")])
    )
    trainer = Trainer(qtbot, desk)
    assert trainer.editor.plan.start.hour == 10
    trainer.editor.set_start(NOW.replace(hour=9, minute=30).time())
    trainer.board()
    trainer.drop(["player-001"], 2)
    texts = trainer.page.body.panel.texts
    assert "Lindqvist is in “Morning Row 1” 09:00–10:00 at that time." in texts

    (button,) = [
        one
        for one in trainer.page.body.panel.findChildren(QWidget)
        if one.accessibleName() == "Start 10:00" and one.isVisible()
    ]
    trainer.click(button)
    assert trainer.page.body.panel.texts[-1] != texts[-1]
    assert trainer.editor.review.problems == ()


@pytest.mark.requirement(4, 18)
def test_that_the_template_gets_a_name_and_an_empty_one_is_refused_at_the_field(
    trainer: Trainer,
) -> None:
    trainer.click(trainer.page.body.configure.auto_distribute)
    trainer.next()
    trainer.next()
    review = trainer.page.body.review
    assert review.summary.text() == "3 parallel sessions, 18 total players"
    assert review.reservation_texts == (
        "6 Rowers reserved",
        "6 Bike Ergs reserved",
        "6 Ski Ergs reserved",
    )
    trainer.click(review.save_template)
    assert review.template_name.text() == "3-Station Parallel"
    review.template_name.selectAll()
    trainer.press(review.template_name, Qt.Key.Key_Delete)
    assert review.template_field.problem == "The template needs a name."
    trainer._qtbot.keyClicks(review.template_name, "Tuesday")
    trainer.next()
    (draft,) = trainer.desk.link.drafts
    assert (draft.save_as_template, draft.template_name) == (True, "Tuesday")


def test_that_in_a_narrow_window_the_conflict_is_said_under_the_step(
    trainer: Trainer,
) -> None:
    trainer.page.resize(620, 380)
    trainer.board()
    trainer.drop([f"player-{number:03d}" for number in (1, 2, 3, 5, 6, 7, 8)], 1)

    assert not trainer.page.body.panel.isVisible()
    assert trainer.page.body.notice.text == "Rowing Group A needs 7 rowers, 6 are free."
    trainer.click(trainer.page.body.notice.fix_buttons[0])
    assert trainer.page.body.notice.text == ""
    assert trainer.in_column(0)[0] == "player-004"


async def test_that_a_defect_while_creating_does_not_lock_the_wizard(desk: FakeDesk) -> None:
    failures: list[str] = []
    tasks = TaskScope(lambda name, _error: failures.append(name))
    model = WizardModel(desk.link, tasks, desk.instant)
    model.load()
    await until(lambda: model.phase is Phase.EDITING, "a loaded plan")
    desk.link.create_failure = ZeroDivisionError("a defect")
    model.create()
    await until(lambda: failures, "a reported failure")

    assert failures == ["create a bundle"]
    assert model.phase is Phase.EDITING
    await tasks.close()
