"""Finding a time in the wizard: asked once, five proposals, one click and one undo step."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from core.domain.ids import PlayerId
from core.domain.slots import SlotProposals
from core.errors import UnavailableError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.proposed_times import proposed_times
from tests.helpers.wizard_trainer import Trainer
from ui.planner.time_card import TimeCard


@pytest.fixture
def trainer(qtbot: QtBot) -> Trainer:
    desk = FakeDesk()
    desk.link.slots.proposals = proposed_times()
    return Trainer(qtbot, desk)


def card(trainer: Trainer) -> TimeCard:
    return trainer.page.body.configure.time_card


@pytest.mark.requirement(121)
def test_that_a_proposed_time_is_taken_with_two_clicks_and_undone_with_one(
    trainer: Trainer,
) -> None:
    before = trainer.editor.plan
    trainer.click(card(trainer).find_button)
    (asked,) = trainer.desk.link.slots.asked
    assert [group.equipment for group in asked.groups] == ["ROWING", "BIKE_ERG", "SKI_ERG"]
    assert (len(asked.player_ids), asked.duration, asked.start_date) == (18, 60, before.day)
    assert len(card(trainer).tiles) == 5

    trainer.click(card(trainer).tiles[2])
    plan = trainer.editor.plan
    assert (plan.day, plan.start.strftime("%H:%M")) == (date(2026, 11, 18), "09:00")
    assert len(card(trainer).tiles) == 5, "others can still be chosen"
    trainer.editor.undo()
    assert trainer.editor.plan == before


@pytest.mark.requirement(121)
def test_that_what_speaks_against_a_time_is_said_before_what_speaks_for_it(
    trainer: Trainer,
) -> None:
    trainer.click(card(trainer).find_button)
    tile = card(trainer).tiles[3]
    assert tile.accessibleName() == (
        "Thu 19 Nov, 09:00: 4 players have another session within 8 hours."
    )
    assert "All 18 players can train." in tile.toolTip()


def test_that_proposals_for_another_plan_are_not_shown(trainer: Trainer) -> None:
    trainer.click(card(trainer).find_button)
    trainer.editor.set_duration(90)
    assert card(trainer).tiles == []
    trainer.editor.undo()
    assert len(card(trainer).tiles) == 5


def test_that_only_who_is_placed_is_asked_for(trainer: Trainer) -> None:
    trainer.editor.move([PlayerId("player-001"), PlayerId("player-002")], 0)
    trainer.click(card(trainer).find_button)
    (asked,) = trainer.desk.link.slots.asked
    assert asked.player_ids == ()
    assert asked.groups[0].player_ids == ("player-001", "player-002")


def test_that_no_time_and_a_hub_that_is_away_are_said(trainer: Trainer) -> None:
    trainer.desk.link.slots.proposals = SlotProposals(slots=(), note="No time fits: look further.")
    trainer.click(card(trainer).find_button)
    assert card(trainer).state.text() == "No time fits: look further."
    trainer.desk.link.failure = UnavailableError(
        "The hub does not answer.", suggested_action="Start it, then try again."
    )
    trainer.click(card(trainer).find_button)
    assert card(trainer).state.text() == "The hub does not answer. Start it, then try again."
    assert card(trainer).find_button.isEnabled()
