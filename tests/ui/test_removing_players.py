"""A player taken out of a running session on the live page: asked first, told, and gone."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt

from core.domain.ids import PlayerId, SessionId
from core.errors import UnavailableError
from core.live.views import TileCondition
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import LiveDesk
from ui.live.page import LivePage
from ui.live.player_panel import PlayerPanel

ROWING = SessionId("session-1")
ROWER, OTHER = PlayerId("player-002"), PlayerId("player-003")


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    desk.open()
    desk.tell_all(SessionAction.START)
    desk.play(5)
    return desk


@pytest.fixture
def page(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    return page


def chosen(page: LivePage, player_id: PlayerId = ROWER) -> PlayerPanel:
    page.model.select(ROWING, player_id)
    page.refresh_all()
    assert page.overview.panels is not None
    panel = page.overview.panels.player
    assert panel is not None
    return panel


def shown(page: LivePage) -> list[PlayerId]:
    return [
        tile.player_id
        for tile in page.model.tiles(ROWING)
        if tile.condition is not TileCondition.REMOVED
    ]


@pytest.mark.requirement(67)
def test_that_the_panel_asks_takes_him_out_and_says_so(page: LivePage, qtbot):
    panel = chosen(page)
    qtbot.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    assert panel.removal.isVisible()
    assert "out of “Rowing Group A”?" in panel.removal.question.text()
    assert ROWER in shown(page), "asking takes nobody out"
    qtbot.mouseClick(panel.removal.remove, Qt.MouseButton.LeftButton)
    page.refresh_all()
    assert ROWER not in shown(page)
    assert "was taken out of “Rowing Group A”" in page.overview.moved.text
    assert page.overview.moved.button.isHidden(), "it cannot be taken back"
    assert page.model.selected_tile.condition is TileCondition.REMOVED
    assert not panel.remove_button.isEnabled()
    assert not panel.move_button.isEnabled()
    menu = page.overview.cards[0].tile_moves.menu_for(ROWER)
    assert [action.text() for action in menu.actions()] == ["Left the session"]
    menu.deleteLater()


def test_that_escape_enter_and_another_player_keep_him(page: LivePage, qtbot):
    panel = chosen(page)
    page.model.removal.ask()
    qtbot.keyClick(panel.removal, Qt.Key.Key_Escape)
    assert panel.removal.isHidden()
    page.model.removal.ask()
    chosen(page, OTHER)
    assert panel.removal.isHidden(), "what was asked of one is not done to another"
    assert {ROWER, OTHER} <= set(shown(page))


def test_that_the_tiles_menu_asks_for_its_own_player(page: LivePage):
    menu = page.overview.cards[0].tile_moves.menu_for(ROWER)
    (remove,) = (action for action in menu.actions() if action.text().startswith("Remove"))
    remove.trigger()
    menu.deleteLater()
    assert page.model.selected.player.id == ROWER
    assert page.overview.panels.player.removal.isVisible()


def test_that_a_hub_that_is_away_is_told_and_he_stays(desk: LiveDesk, page: LivePage):
    desk.link.failure = UnavailableError("The hub is away.")
    page.model.removal.start(ROWING, ROWER)
    assert "The hub is away" in page.overview.moved.text
    assert ROWER in shown(page)


def test_that_nobody_is_taken_out_of_a_session_that_is_over(desk: LiveDesk, page: LivePage):
    desk.tell_all(SessionAction.END)
    panel = chosen(page)
    assert not panel.remove_button.isEnabled()
    page.model.removal.ask()
    assert panel.removal.isHidden()
