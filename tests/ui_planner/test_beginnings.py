"""Begin with a template, with last week's training, or with what a crash left behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt

from app.draft_file import DraftFile
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.ids import PlayerId
from core.domain.session import DistributionStrategy, SessionStatus
from core.errors import UnavailableError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.planning_fakes import booked_of, make_template
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle
from tests.helpers.wizard_trainer import Trainer
from ui.planner.bookings import bookings_of
from ui.planner.places import Step

LAST_MONDAY = NOW.replace(hour=8, minute=0) - timedelta(days=7)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


def start_card(trainer: Trainer):
    return trainer.page.body.configure.start_card


def tile(trainer: Trainer, title: str):
    return next(one for one in start_card(trainer).tiles if one.beginning.title == title)


@pytest.mark.requirement(4, 9, 16)
def test_that_a_template_is_one_click_with_its_groups_filled(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.link.templates.kept = (make_template("3-Station Parallel"),)
    trainer = Trainer(qtbot, desk)
    trainer.click(tile(trainer, "3-Station Parallel"))
    for _ in Step:
        trainer.next()

    (draft,) = desk.link.drafts
    assert draft.name == "3-Station Parallel"
    assert [one.name for one in draft.sessions] == ["Row station", "Bike station", "Ski station"]
    assert [one.equipment for one in draft.sessions] == [ROWING, BIKE_ERG, SKI_ERG]
    assert [len(one.player_ids) for one in draft.sessions] == [6, 6, 6]
    assert {one.workout_id for one in draft.sessions} == {"workout-endurance"}
    assert draft.common_properties.duration == 45
    assert draft.template_id == "template-3-station-parallel"
    assert trainer.clicks == 4


@pytest.mark.requirement(9)
def test_that_a_group_gets_no_more_players_than_its_template_has(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    template = make_template()
    small = [msgspec.structs.replace(one, player_count=4) for one in template.sessions]
    desk.link.templates.kept = (msgspec.structs.replace(template, sessions=tuple(small)),)
    trainer = Trainer(qtbot, desk)
    trainer.click(tile(trainer, template.name))
    assert [len(group.player_ids) for group in trainer.editor.plan.groups] == [4, 4, 4]
    trainer.click(trainer.page.head.undo_button)
    assert trainer.editor.plan.name == "Team Conditioning"


@pytest.mark.requirement(16)
def test_that_last_weeks_training_comes_again_at_the_same_time_of_the_week(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    players = [player.id for player in PLAYERS[:3]]
    desk.link.store(
        make_bundle(
            "old", starts_at=LAST_MONDAY, player_ids=players, status=SessionStatus.COMPLETED
        )
    )
    desk.link.club_players = PLAYERS[1:]
    trainer = Trainer(qtbot, desk)
    trainer.click(tile(trainer, "Morning Row"))

    plan = trainer.editor.plan
    assert (plan.day.isoformat(), plan.start.isoformat()) == ("2026-11-16", "09:00:00")
    assert [group.player_ids for group in plan.groups] == [tuple(players[1:]), ()]
    assert trainer.page.body.notice.text == (
        "As “Morning Row”, Mon 9 Nov 09:00, 3 players. 1 of its players is no longer in the club."
    )


def test_that_a_hub_that_goes_away_is_said_and_changes_nothing(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.link.store(make_bundle("old", starts_at=LAST_MONDAY, status=SessionStatus.COMPLETED))
    trainer = Trainer(qtbot, desk)
    before = trainer.editor.plan
    desk.link.failure = UnavailableError("The hub does not answer.")
    trainer.click(tile(trainer, "Morning Row"))
    assert trainer.page.body.notice.text.startswith("The hub does not answer.")
    assert trainer.editor.plan == before


@pytest.mark.requirement(16)
def test_that_a_fresh_plan_has_place_length_and_machines_of_the_last_bundle(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.link.store(make_bundle("old", starts_at=LAST_MONDAY, duration_min=45, equipment=SKI_ERG))
    trainer = Trainer(qtbot, desk)
    plan = trainer.editor.plan
    assert plan.duration_min == 45
    assert [group.name for group in plan.groups] == ["Ski Erg Group A", "Bike Erg Group B"]
    assert plan.assigned_ids == ()


def test_that_with_nothing_to_begin_with_nothing_is_offered(qtbot: QtBot, desk: FakeDesk) -> None:
    trainer = Trainer(qtbot, desk)
    assert not start_card(trainer).isVisible()


@pytest.mark.requirement(16)
def test_that_a_plan_survives_a_crash_at_any_step_and_is_offered_at_the_next_start(
    qtbot: QtBot, desk: FakeDesk, tmp_path: Path
) -> None:
    desk.plan_draft = DraftFile(tmp_path / "unfinished_plan.json")
    first = Trainer(qtbot, desk)
    first.board()
    first.editor.rename_group(0, "Juniors")
    first.editor.distribute(DistributionStrategy.SKILL_BASED)
    first.editor.toggle_locks([first.editor.plan.groups[0].player_ids[0]])
    left = first.editor.plan

    second = Trainer(qtbot, desk)  # nothing of the first one was closed: the program just died
    card = start_card(second)
    assert card.unfinished_label.text().startswith("“Team Conditioning” was left unfinished on")
    assert "3 groups, 18 players placed" in card.unfinished_label.text()
    assert second.editor.plan != left
    second.click(card.take_up_button)
    assert second.editor.plan == left
    assert second.page.model.step is Step.GROUPS
    assert not card.take_up_button.isVisible()
    second.next()
    second.next()
    assert second.created == ["created-1"]

    assert not (tmp_path / "unfinished_plan.json").exists()
    third = Trainer(qtbot, desk)
    assert third.page.model.starting.unfinished is None


def test_that_what_was_left_behind_can_be_thrown_away(qtbot: QtBot, desk: FakeDesk) -> None:
    Trainer(qtbot, desk).editor.set_count(5)
    second = Trainer(qtbot, desk)
    second.click(start_card(second).forget_button)
    assert desk.plan_draft.read() is None
    assert not start_card(second).isVisible()


@pytest.mark.requirement(16)
@pytest.mark.parametrize("end", ["crash", "create", "discard"])
def test_that_what_is_offered_outlives_a_new_plan_made_beside_it(
    qtbot: QtBot, desk: FakeDesk, end: str
) -> None:
    first = Trainer(qtbot, desk)
    first.editor.set_name("Left behind")
    left = first.editor.plan

    second = Trainer(qtbot, desk)
    second.click(second.page.body.configure.auto_distribute)
    second.editor.set_name("Another")
    if end == "create":
        for _ in Step:
            second.next()
        assert second.created == ["created-1"]
    elif end == "discard":
        second.press(second.page, Qt.Key.Key_Escape)
        second.click(second.page.footer.discard_button)

    third = Trainer(qtbot, desk)
    third.click(start_card(third).take_up_button)
    assert third.editor.plan == left


def test_that_the_new_plan_is_kept_once_the_one_offered_is_thrown_away(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    Trainer(qtbot, desk).editor.set_count(5)
    second = Trainer(qtbot, desk)
    second.editor.set_name("Another")
    second.click(start_card(second).forget_button)

    third = Trainer(qtbot, desk)
    third.click(start_card(third).take_up_button)
    assert third.editor.plan == second.editor.plan


def test_that_bookings_read_late_do_not_bring_a_created_plan_back(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.link.store(make_bundle("old", starts_at=LAST_MONDAY))
    trainer = Trainer(qtbot, desk)
    trainer.click(trainer.page.body.configure.auto_distribute)
    for _ in Step:
        trainer.next()
    assert trainer.created == ["created-1"]
    trainer.editor.know(bookings_of(booked_of(make_bundle("new"))))
    assert desk.plan_draft.read() is None


def test_that_a_discarded_plan_is_not_offered_again(qtbot: QtBot, desk: FakeDesk) -> None:
    trainer = Trainer(qtbot, desk)
    trainer.editor.set_count(5)
    trainer.press(trainer.page, Qt.Key.Key_Escape)
    trainer.click(trainer.page.footer.discard_button)
    assert desk.plan_draft.read() is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"format":99}', b"\xff\x00", b"[]"])
def test_that_a_damaged_draft_is_forgotten_and_the_wizard_begins(
    qtbot: QtBot, desk: FakeDesk, content: bytes
) -> None:
    desk.plan_draft.write(content)
    trainer = Trainer(qtbot, desk)
    assert trainer.page.model.starting.unfinished is None
    assert trainer.editor.plan.name == "Team Conditioning"


def test_that_players_who_left_the_club_are_not_in_the_plan_that_comes_back(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    trainer = Trainer(qtbot, desk)
    trainer.editor.move([PlayerId("player-001"), PlayerId("player-002")], 0)
    desk.link.club_players = PLAYERS[1:]
    second = Trainer(qtbot, desk)
    second.click(start_card(second).take_up_button)
    assert second.editor.plan.groups[0].player_ids == ("player-002",)


def test_that_a_draft_is_never_half_written_and_a_full_disk_is_no_error(tmp_path: Path) -> None:
    draft = DraftFile(tmp_path / "plan.json")
    draft.write(b"one")
    draft.write(b"two")
    assert draft.read() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    draft.clear()
    draft.clear()
    assert draft.read() is None
    DraftFile(tmp_path / "missing" / "plan.json").write(b"lost")
