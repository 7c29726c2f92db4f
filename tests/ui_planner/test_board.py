"""The board: swap, lock, several at once, and what the medical gate refuses."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt

from core.domain.equipment import BIKE_ERG, ROWING
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, RestrictionId, UserId, WorkoutId
from core.domain.restriction import Restriction
from core.domain.session import DistributionStrategy
from core.domain.strength import Exercise
from core.domain.user import Role, Trainer as ClubTrainer
from core.domain.workout import Block, Workout, WorkoutKind
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import FACILITY, NOW, UNITS, WORKOUTS, make_bundle, make_units
from tests.helpers.wizard_trainer import Trainer

ONE, TWO, THREE = (PlayerId(f"player-{number:03d}") for number in (1, 2, 3))
CONTROL = Qt.KeyboardModifier.ControlModifier

SQUAT = Exercise(
    id="squat", name="Back squat", sets=3, reps=8, body_parts=("knee",), movements=("squat",)
)
LEG_PRESS = Exercise(id="leg-press", name="Leg press", sets=3, reps=10, body_parts=("knee",))
STRENGTH = Workout(
    id=WorkoutId("workout-legs"),
    name="Legs",
    kind=WorkoutKind.STRENGTH,
    blocks=(Block(name="Main", exercises=(SQUAT,)),),
)
OTHER_LEGS = Workout(
    id=WorkoutId("workout-press"),
    name="Press",
    kind=WorkoutKind.STRENGTH,
    blocks=(Block(name="Main", exercises=(LEG_PRESS,)),),
)
NO_SQUATS = Restriction(
    id=RestrictionId("restriction-knee"),
    player_id=ONE,
    body_part="hip",
    forbidden_movements=("squat",),
    valid_from=date(2026, 11, 1),
    valid_to=date(2026, 12, 3),
    intensity_ceiling_zone=2,
)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def trainer(qtbot: QtBot, desk: FakeDesk) -> Trainer:
    trainer = Trainer(qtbot, desk)
    trainer.board()
    return trainer


def tools(trainer: Trainer):
    return trainer.page.body.groups.tools


@pytest.mark.requirement(5, 17)
def test_that_two_selected_players_change_places_by_one_click(trainer: Trainer) -> None:
    trainer.drop([ONE, TWO], 1)
    trainer.drop([THREE], 2)
    trainer.click_chip(1, ONE)
    trainer.click_chip(2, THREE, CONTROL)
    trainer.click(tools(trainer).swap_button)

    assert trainer.in_column(1) == [THREE, TWO]
    assert trainer.in_column(2) == [ONE]
    trainer.press(trainer.page, Qt.Key.Key_Z, CONTROL)
    assert trainer.in_column(1) == [ONE, TWO]


@pytest.mark.requirement(5, 22)
def test_that_a_swap_goes_by_keyboard_with_a_player_of_no_group_too(trainer: Trainer) -> None:
    trainer.drop([ONE, TWO], 1)
    trainer.lists[1].enter(1)
    trainer.press(trainer.lists[1], Qt.Key.Key_X, CONTROL)
    assert trainer.chip(TWO).is_picked
    assert tools(trainer).text == "Swap Berg with …"
    trainer.press(trainer.lists[1], Qt.Key.Key_Left)
    trainer.lists[0].enter(0)
    trainer.press(trainer.lists[0], Qt.Key.Key_X, CONTROL)

    assert trainer.in_column(1) == [ONE, THREE]
    assert TWO in trainer.in_column(0)
    assert not trainer.chip(TWO).is_picked


def test_that_escape_ends_a_swap_before_it_closes_the_wizard(trainer: Trainer) -> None:
    trainer.drop([ONE], 1)
    trainer.click_chip(1, ONE)
    trainer.click(tools(trainer).swap_button)
    trainer.press(trainer.page, Qt.Key.Key_Escape)
    assert not trainer.chip(ONE).is_picked
    assert trainer.closed == 0
    assert not trainer.page.footer.is_asking


@pytest.mark.requirement(87)
def test_that_a_swap_onto_a_forbidden_machine_is_refused_for_both(trainer: Trainer) -> None:
    ek = PlayerId("player-004")
    trainer.drop([ek], 2)
    trainer.drop([ONE], 1)
    trainer.click_chip(1, ONE)
    trainer.click_chip(2, ek, CONTROL)
    trainer.click(tools(trainer).swap_button)

    assert trainer.in_column(2) == [ek]
    assert trainer.page.body.notice.text == "Liam Ek may not use Rowing until 3 December 2026."


@pytest.mark.requirement(5, 19)
@pytest.mark.parametrize("strategy", list(DistributionStrategy)[1:5])
def test_that_who_is_locked_stays_whoever_spreads(
    trainer: Trainer, strategy: DistributionStrategy
) -> None:
    trainer.drop([TWO, THREE], 3)
    trainer.click_chip(3, TWO)
    trainer.press(trainer.lists[3], Qt.Key.Key_L, CONTROL)
    assert trainer.chip(TWO).is_locked
    trainer.editor.distribute(strategy)

    assert TWO in trainer.in_column(3)
    assert [len(trainer.in_column(column)) for column in range(4)] == [0, 6, 6, 6]
    trainer.click(tools(trainer).clear_button)
    assert trainer.in_column(3) == [TWO]


def test_that_a_locked_player_is_moved_only_when_he_is_let_go(trainer: Trainer) -> None:
    trainer.drop([ONE, TWO], 1)
    trainer.click_chip(1, ONE)
    trainer.click(tools(trainer).lock_button)
    trainer.drop([ONE, TWO], 2)

    assert (trainer.in_column(1), trainer.in_column(2)) == ([ONE], [TWO])
    notice = trainer.page.body.notice
    assert notice.text == "Lindqvist is locked and stays in the group."
    trainer.click(notice.fix_buttons[0])
    assert (trainer.in_column(1), trainer.in_column(2)) == ([], [TWO, ONE])
    assert not trainer.chip(ONE).is_locked


@pytest.mark.requirement(5, 22)
def test_that_players_selected_in_several_columns_move_together(trainer: Trainer) -> None:
    trainer.drop([ONE], 1)
    trainer.drop([TWO], 2)
    trainer.click_chip(1, ONE)
    trainer.click_chip(2, TWO, CONTROL)
    trainer.click_chip(0, THREE, CONTROL)
    trainer.press(trainer.lists[0], Qt.Key.Key_3)
    assert sorted(trainer.in_column(3)) == [ONE, TWO, THREE]


@pytest.mark.requirement(87)
def test_that_a_forbidden_exercise_is_refused_with_the_nearest_one_that_is_allowed(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.link.club_workouts = (*WORKOUTS, STRENGTH, OTHER_LEGS)
    desk.link.club_restrictions = (NO_SQUATS,)
    trainer = Trainer(qtbot, desk)
    trainer.editor.set_group_workout(0, STRENGTH.id)
    trainer.board()
    trainer.drop([ONE, TWO], 1)

    assert trainer.in_column(1) == [TWO]
    notice = trainer.page.body.notice
    assert notice.text == "Elias Lindqvist may not do Back squat until 3 December 2026."
    assert [button.text() for button in notice.fix_buttons[:2]] == [
        "Lindqvist: Leg press instead",
        "Lindqvist to Bike Erg Group B",
    ]
    trainer.click(notice.fix_buttons[0])
    assert trainer.in_column(1) == [TWO, ONE]
    assert not trainer.chip(ONE).is_refused
    assert trainer.editor.review.problems == ()


@pytest.mark.requirement(87)
def test_that_spreading_never_puts_anybody_to_an_exercise_that_is_forbidden(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.link.club_workouts = (*WORKOUTS, STRENGTH, OTHER_LEGS)
    desk.link.club_restrictions = (NO_SQUATS,)
    trainer = Trainer(qtbot, desk)
    trainer.editor.set_group_workout(0, STRENGTH.id)
    trainer.board()
    for strategy in list(DistributionStrategy)[1:5]:
        trainer.editor.distribute(strategy)
        assert ONE not in trainer.in_column(1)
        assert len(trainer.editor.plan.assigned_ids) == 18


@pytest.mark.requirement(87)
def test_that_a_change_of_workout_shows_who_may_not_do_it(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.link.club_workouts = (*WORKOUTS, STRENGTH)
    desk.link.club_restrictions = (NO_SQUATS,)
    trainer = Trainer(qtbot, desk)
    trainer.board()
    trainer.drop([ONE], 1)
    assert any("trains easier" in text for text in trainer.page.body.panel.texts)
    trainer.editor.set_group_workout(0, STRENGTH.id)

    assert trainer.chip(ONE).is_refused
    (problem,) = trainer.editor.review.problems
    assert problem.text == "Elias Lindqvist may not do Back squat until 3 December 2026."
    trainer.editor.apply(problem.fixes[0])
    assert trainer.in_column(2) == [ONE]


@pytest.mark.requirement(11, 17)
def test_that_capacity_counts_machines_that_nobody_else_holds_then(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    players = [PlayerId(f"player-{number:03d}") for number in (15, 16)]
    desk.link.store(make_bundle(starts_at=NOW.replace(hour=8, minute=0), player_ids=players))
    trainer = Trainer(qtbot, desk)
    editor = trainer.editor
    editor.set_start(NOW.replace(hour=10).time())  # when the other one ends, in Stockholm
    assert editor.review.groups[0].capacity.limit == 6
    editor.set_start(NOW.replace(hour=9, minute=45).time())
    assert editor.review.groups[0].capacity.limit == 4

    rest = msgspec.structs.replace(FACILITY, turnaround_min=15)
    desk.link.club_facilities = (rest,)
    trainer.page.model.load()
    assert trainer.editor.plan.start.strftime("%H:%M") == "10:15"
    trainer.editor.set_start(NOW.replace(hour=10, minute=0).time())
    assert trainer.editor.review.groups[0].capacity.limit == 4


@pytest.mark.requirement(11, 12)
def test_that_what_others_plan_meanwhile_is_seen_on_the_board(trainer: Trainer) -> None:
    page = trainer.page
    assert page.body.groups.columns[0].capacity.text == "0/6"
    busy = [PlayerId("player-016")]
    trainer.desk.link.store(make_bundle(starts_at=NOW.replace(hour=8, minute=0), player_ids=busy))
    page.model.go_back()
    page.model.go_on()
    assert page.body.groups.columns[0].capacity.text == "0/5"


@pytest.mark.requirement(3, 17)
def test_that_a_group_can_train_elsewhere_and_be_led_by_somebody_else(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    annex = Facility(id=FacilityId("facility-002"), name="Annex", time_zone="Europe/Stockholm")
    desk.link.club_facilities = (FACILITY, annex)
    desk.link.club_units = (*UNITS, *make_units(ROWING, "Annex rower", 2, annex))
    desk.link.club.club_trainers = (
        ClubTrainer(id=UserId("trainer-001"), name="Kim Berg", role=Role.TRAINER),
    )
    trainer = Trainer(qtbot, desk)
    trainer.board()
    column = trainer.page.body.groups.columns[0]
    trainer.click(column.workout_button)
    for choice in (column.place, column.trainer):
        choice.setCurrentIndex(len(choice.options) - 1)
        choice.activated.emit(len(choice.options) - 1)
    assert column.capacity.text == "0/2"
    trainer.drop([ONE, TWO], 1)
    assert column.capacity.text == "2/2 full"
    trainer.next()
    assert trainer.page.body.review.reservation_texts == ("2 Rowers at Annex reserved",)
    trainer.next()

    (draft,) = desk.link.drafts
    assert (draft.sessions[0].facility_id, draft.sessions[0].trainer_id) == (
        "facility-002",
        "trainer-001",
    )
    assert draft.sessions[1].facility_id is None
    assert draft.sessions[1].equipment == BIKE_ERG
