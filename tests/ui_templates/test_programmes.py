"""Programmes: tried while they are typed, planned, filled up, called off."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.programme import ProgressionKind
from tests.helpers.live_desk import LiveDesk
from tests.helpers.template_fakes import sample_templates
from ui.templates.drafting_panel import DraftingPanel
from ui.templates.page import TemplatesPage
from widgets.charts.week_timeline import Mark

TAKEN = date(2026, 12, 3)


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    desk.link.templates.kept = sample_templates()
    return desk


@pytest.fixture
def page(qtbot, desk: LiveDesk) -> TemplatesPage:
    page = TemplatesPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    return page


@pytest.fixture
def panel(page) -> DraftingPanel:
    page.templates.card.programme.click()
    assert page.drafting is not None
    return page.drafting


def type_in(panel: DraftingPanel, key: str, text: str) -> None:
    panel.drafting.type_in(key, text)


def test_that_eight_weeks_are_proposed_with_loads_and_deloads(panel):
    bars = panel.panel.timeline.bars
    assert [round(bar.share * 100) for bar in bars] == [100, 105, 110, 66, 115, 120, 125, 75]
    assert [bar.number for bar in bars if bar.is_deload] == [4, 8]
    assert panel.plan.text() == "Plan 16 trainings"
    assert panel.plan.isEnabled()


def test_that_a_conflict_is_shown_on_its_day_and_the_week_is_not_counted(page, desk):
    desk.link.programmes.taken = {TAKEN}
    page.templates.card.programme.click()
    panel = page.drafting
    assert panel is not None
    assert panel.panel.timeline.bars[1].marks == (Mark.OPEN, Mark.CONFLICT)
    assert panel.plan.text() == "Plan 14 trainings"
    assert panel.panel.title.text().startswith("Week 2")
    assert any("none is free" in standing for _, standing in panel.panel.days)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("name", " "),
        ("weeks", "0"),
        ("weeks", "many"),
        ("firstDate", "soon"),
        ("startTime", "25:00"),
        ("weekdays", ""),
        ("step", "99"),
        ("skipped", "Christmas"),
    ],
)
def test_that_what_cannot_be_meant_is_told_at_its_field(panel, key, text):
    type_in(panel, key, text)
    assert panel.form.problem(key)
    panel.drafting.create()
    assert not panel.drafting.is_creating


def test_that_what_is_typed_is_what_is_planned(page, panel, desk):
    for key, text in (
        ("name", "Spring"),
        ("weeks", "3"),
        ("weekdays", "2\n5"),
        ("startTime", "07:30"),
        ("kind", ProgressionKind.VOLUME.value),
        ("step", "10"),
        ("deload", "0"),
        ("skipped", "2026-12-01"),
    ):
        type_in(panel, key, text)
    panel.plan.click()
    (programme,) = desk.link.programmes.kept.values()
    plan = programme.plan
    assert (plan.name, plan.weeks, plan.weekdays, plan.start_time) == (
        "Spring",
        3,
        (2, 5),
        "07:30",
    )
    assert plan.progression.kind is ProgressionKind.VOLUME
    assert (plan.progression.step, plan.progression.deload_every) == (0.1, 0)
    assert plan.skipped_dates == (date(2026, 12, 1),)
    assert set(plan.player_ids) == {one.id for one in desk.link.club_players}
    assert page.drafting is None
    assert page.programmes.isVisible()
    assert page.programmes.panel.timeline.bars[0].marks == (Mark.PLANNED, Mark.PLANNED)


def test_that_nothing_is_planned_between_a_letter_and_the_hubs_answer_to_it(page, panel, desk):
    panel.form.edited.emit("weeks", "3")
    assert not panel.plan.isEnabled()
    panel.drafting.create()
    assert not desk.link.programmes.kept
    page.hide()
    page.show()
    assert panel.plan.text() == "Plan 6 trainings", "asked when it is shown again"
    panel.form.edited.emit("weeks", "2")
    panel._typing.timeout.emit()
    panel.plan.click()
    (programme,) = desk.link.programmes.kept.values()
    assert programme.plan.weeks == 2


def test_that_missing_weeks_are_planned_once_they_are_free(page, desk):
    desk.link.programmes.taken = {TAKEN}
    page.templates.card.programme.click()
    page.drafting.plan.click()
    assert page.programmes.rest.isVisible()
    assert page.programmes.panel.timeline.bars[1].marks[1] is Mark.CONFLICT
    desk.link.programmes.taken = set()
    page.programmes.rest.click()
    assert not page.programmes.rest.isVisible()
    assert page.model.programme.training_count == 16


def test_that_a_programme_that_was_called_off_can_be_taken_back(page, panel):
    panel.plan.click()
    page.programmes.off.click()
    assert page.model.programme.ended_at is not None
    assert page.programmes.panel.timeline.bars[0].marks == (Mark.MISSING, Mark.MISSING)
    page.model.take_back()
    assert page.model.programme.ended_at is None


def test_that_one_goes_back_without_planning(page, panel, desk):
    panel.back.click()
    assert page.drafting is None
    assert page.templates.isVisible()
    assert not desk.link.programmes.kept
