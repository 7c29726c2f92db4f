"""The question whether straps are swapped: asked on the live page, answered by the trainer."""

import pytest

from PySide6.QtCore import Qt

from core.domain.ids import PlayerId
from core.errors import UnavailableError
from core.services.desk.strap_watch import StrapProposal
from tests.helpers.live_desk import LiveDesk
from ui.live.page import LivePage

PROPOSAL = StrapProposal(
    players=(PlayerId("player-001"), PlayerId("player-002")),
    moves=(),
    words="1 Lindqvist's heart follows 2 Berg's power. Are their straps swapped?",
    confidence=0.97,
)


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    desk.open()
    return desk


@pytest.fixture
def page(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.show()
    return page


def test_that_nothing_is_asked_while_the_straps_are_right(page: LivePage):
    page.refresh()
    assert page.straps.isHidden()


def test_that_a_suspicion_is_asked_with_its_evidence(desk: LiveDesk, page: LivePage):
    desk.floor.straps.suspect(PROPOSAL)
    assert page.straps.isVisible()
    assert page.straps.text == PROPOSAL.words
    assert desk.floor.accepted == []


def test_that_one_click_puts_it_right(desk: LiveDesk, page: LivePage, qtbot):
    desk.floor.straps.suspect(PROPOSAL)
    qtbot.mouseClick(page.straps.button, Qt.MouseButton.LeftButton)
    assert desk.floor.accepted == [PROPOSAL]
    assert page.straps.isHidden()


def test_that_a_dismissed_question_goes_and_changes_nothing(desk: LiveDesk, page: LivePage, qtbot):
    desk.floor.straps.suspect(PROPOSAL)
    qtbot.mouseClick(page.straps.close_button, Qt.MouseButton.LeftButton)
    assert desk.floor.straps.dismissed == [PROPOSAL]
    assert desk.floor.accepted == []
    assert page.straps.isHidden()


def test_that_the_question_goes_when_it_was_answered_at_another_desk(
    desk: LiveDesk, page: LivePage
):
    desk.floor.straps.suspect(PROPOSAL)
    desk.floor.straps.settle()
    assert page.straps.isHidden()


def test_that_a_page_made_late_asks_what_was_suspected_before(desk: LiveDesk, qtbot):
    desk.floor.straps.suspect(PROPOSAL)
    late = LivePage(desk.services)
    qtbot.addWidget(late)
    late.show()
    assert late.straps.text == PROPOSAL.words


def test_that_a_refusal_is_told_and_the_question_stays(desk: LiveDesk, page: LivePage, qtbot):
    desk.floor.straps.suspect(PROPOSAL)
    desk.floor.refusal = UnavailableError("The hub is away.")
    qtbot.mouseClick(page.straps.button, Qt.MouseButton.LeftButton)
    assert "The hub is away." in page.banner.text
    assert page.straps.isVisible()
    assert page.straps.button.isEnabled()
