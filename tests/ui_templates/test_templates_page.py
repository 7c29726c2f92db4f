"""Templates: found, changed, copied, deleted, brought back, used."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.errors import StaleError, UnavailableError
from tests.helpers.held_tasks import HeldTasks
from tests.helpers.live_desk import LiveDesk
from tests.helpers.sample_club import NOW
from tests.helpers.scenes import window_of
from tests.helpers.template_fakes import sample_templates
from tests.shots.scenes_templates import templates_page
from ui.common.hub_model import Phase
from ui.planner.page import BulkWizard
from ui.shell.pages import PageName
from ui.templates.page import TemplatesPage
from ui.templates.template_side import Column
from ui.templates.view_model import TemplatesModel

FIRST = sample_templates()[0]
_CONTROL = Qt.KeyboardModifier.ControlModifier


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


def names(page: TemplatesPage) -> list[str]:
    return [one.name for one in page.templates.list.rows.rows]


def texts(page: TemplatesPage) -> dict[str, str]:
    return page.templates.card.forms[0].values


@pytest.mark.requirement(9)
def test_that_templates_are_listed_with_their_use(page):
    assert names(page) == ["3-Station Parallel", "Morning endurance", "Power Friday"]
    rows = page.templates.list.rows
    assert rows.text(0, Column.SIZE) == "3 groups · 18 players"
    assert [rows.text(row, Column.USED) for row in range(3)] == ["14 ×", "3 ×", "–"]
    assert [rows.text(row, Column.SEEN) for row in range(3)] == ["Shared", "Private", "Shared"]
    assert texts(page)["tags"] == "conditioning, intervals, team"


def test_that_a_search_finds_by_name_and_tag(page):
    page.templates.list.search.setText("power")
    page.templates.list.search_now()
    assert names(page) == ["Power Friday"]
    page.templates.list.search.setText("zamboni")
    page.templates.list.search_now()
    assert names(page) == []
    assert page.templates.list.state.isVisible()


def test_that_a_change_is_saved_and_taken_back(page, desk):
    form = page.templates.card.forms[0]
    form.field("tags").setText("team, Winter")
    form.field("sharing").setCurrentIndex(0)
    form.field("sharing").chosen.emit("private")
    page.templates.card.save.click()
    after = desk.link.templates.kept[0]
    assert (after.tags, after.is_public, after.version) == (("team", "Winter"), False, 2)
    QTest.keyClick(page.templates.list, Qt.Key.Key_Z, _CONTROL)
    page.model.take_back()
    again = desk.link.templates.kept[0]
    assert (again.tags, again.is_public) == (FIRST.tags, True)


def test_that_an_empty_name_is_told_at_its_field_and_nothing_is_sent(page, desk):
    page.templates.card.forms[0].field("name").setText(" ")
    page.templates.try_to_save()
    assert page.templates.card.forms[0].problem("name") == "A name is missing."
    assert desk.link.templates.kept[0].version == 1


def test_that_a_deleted_template_comes_back(page, desk):
    page.templates.delete()
    assert FIRST.name not in names(page)
    page.model.take_back()
    assert FIRST.name in names(page)


def test_that_an_undo_can_be_tried_again_once_the_hub_is_back(page, desk):
    page.templates.delete()
    desk.link.failure = UnavailableError("The hub does not answer.")
    page.model.take_back()
    desk.link.failure = None
    assert page.model.undo is not None
    page.model.take_back()
    assert FIRST.name in names(page)
    assert page.model.undo is None


def test_that_an_undo_that_is_refused_for_good_is_gone(page, desk):
    page.templates.delete()
    desk.link.failure = StaleError("Somebody changed it meanwhile.")
    page.model.take_back()
    assert page.model.undo is None


def test_that_who_asks_while_an_answer_is_on_its_way_gets_a_newer_one(desk):
    tasks = HeldTasks()
    model = TemplatesModel(desk.link, tasks, lambda: NOW)
    tasks.is_holding = True
    model.reload()
    model.reload()
    assert len(tasks.held) == 1
    first = tasks.held.pop()
    with pytest.raises(StopIteration):
        first.send(None)
    assert len(tasks.held) == 1, "asked once more"
    tasks.release()
    assert model.phase is Phase.READY


def test_that_a_copy_stands_beside_and_is_chosen(page):
    page.templates.card.copy.click()
    assert "3-Station Parallel (copy)" in names(page)
    assert page.templates.current.name == "3-Station Parallel (copy)"


def test_that_a_hub_that_is_away_is_told_and_asked_again(qtbot, desk):
    desk.link.failure = UnavailableError("The hub does not answer.")
    page = TemplatesPage(desk.services)
    qtbot.addWidget(page)
    page.show()
    assert page.templates.list.state.button.text() == "Try again"
    desk.link.failure = None
    page.templates.list.state.button.click()
    assert len(names(page)) == 3


@pytest.mark.requirement(4)
def test_that_a_template_is_planned_in_the_wizard(qtbot, desk):
    window = window_of(desk, PageName.TEMPLATES)
    qtbot.addWidget(window)
    window.show()
    templates_page(window).templates.card.start.click()
    assert window.current_page is PageName.WIZARD
    wizard = window.page(PageName.WIZARD)
    assert isinstance(wizard, BulkWizard)
    assert wizard.model.editor is not None
    assert wizard.model.editor.plan.template_id == FIRST.id
    window.close()
