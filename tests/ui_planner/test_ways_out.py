"""What the hub refuses is mended by one click in the strip, and each click is one undo step."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.domain.equipment import BIKE_ERG
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.refusals import UNITS_TAKEN, WAYS
from tests.helpers.wizard_trainer import Trainer
from ui.planner.places import Step


@pytest.fixture
def refused(qtbot: QtBot) -> Trainer:
    """A trainer whose bundle somebody else's stands in the way of."""
    desk = FakeDesk()
    trainer = Trainer(qtbot, desk)
    trainer.click(trainer.page.body.configure.auto_distribute)
    desk.link.create_failure = UNITS_TAKEN
    for _ in range(3):
        trainer.next()
    return trainer


@pytest.mark.requirement(12, 130)
def test_that_the_strip_says_who_holds_it_and_offers_each_way_out(refused: Trainer) -> None:
    strip = refused.page.body.notice
    assert refused.page.model.step is Step.GROUPS
    assert "“Morning Row” (09:00 to 10:00) holds 4" in strip.text
    shown = [button.text() for button in strip.fix_buttons if button.isVisible()]
    assert shown == [way.label for way in WAYS]


@pytest.mark.requirement(12, 130)
def test_that_one_click_puts_the_group_on_other_machines(refused: Trainer) -> None:
    refused.click(refused.page.body.notice.fix_buttons[0])
    assert refused.editor.plan.groups[0].equipment == BIKE_ERG
    refused.editor.undo()
    assert refused.editor.plan.groups[0].equipment != BIKE_ERG


@pytest.mark.requirement(12, 130)
def test_that_one_click_moves_the_start_to_another_day(refused: Trainer) -> None:
    refused.click(refused.page.body.notice.fix_buttons[1])
    plan = refused.editor.plan
    assert (plan.day.isoformat(), plan.start.strftime("%H:%M")) == ("2026-11-17", "10:15")


@pytest.mark.requirement(12, 130)
def test_that_one_click_leaves_players_out_who_are_then_unassigned(refused: Trainer) -> None:
    before = refused.editor.plan.groups[0].player_ids
    refused.click(refused.page.body.notice.fix_buttons[2])
    kept = refused.editor.plan.groups[0].player_ids
    assert set(kept) == set(before) & {"player-001", "player-007"}
    assert set(before) - set(kept) <= set(refused.editor.unassigned_ids)
    assert refused.page.body.notice.text == ""
