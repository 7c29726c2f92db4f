"""A player sent to another session on the live page: by menu, by dragging, and back."""

from __future__ import annotations

import pytest

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from core.domain.ids import PlayerId, SessionId
from core.errors import OverCapacityError
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import LiveDesk
from ui.live.page import LivePage
from ui.live.tile_moves import TILE_MIME

ROWING, BIKES, SKIS = (SessionId(f"session-{number}") for number in (1, 2, 3))
ROWER = PlayerId("player-002")


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
    page.resize(1366, 768)
    page.show()
    return page


def shown(page: LivePage, session_id: SessionId) -> list[PlayerId]:
    page.refresh()
    card = next(card for card in page.overview.cards if card.session_id == session_id)
    return [tile.player_id for tile in card._model.tiles(card.session_id)]


@pytest.mark.requirement(56)
def test_that_the_panel_offers_the_other_sessions_and_follows_the_player(
    desk: LiveDesk, page: LivePage, qtbot
):
    page.model.select(ROWING, ROWER)
    page.refresh_all()
    panel = page.overview.panels.player
    assert panel.move_button.isVisible()
    panel.move_menu.aboutToShow.emit()
    offered = [action for action in panel.move_menu.actions() if not action.isSeparator()]
    assert [action.text() for action in offered] == [
        "Bike Erg Group B · Running · Bike Erg 7, Bike Erg 8 free",
        "Ski Erg Group C · Running · Ski Erg 7, Ski Erg 8 free",
    ]
    offered[0].trigger()
    assert ROWER not in shown(page, ROWING)
    assert shown(page, BIKES)[-1] == ROWER
    assert page.overview.moved.isVisible()
    assert "trains in “Bike Erg Group B” now" in page.overview.moved.text
    assert page.model.selected_state.session_id == BIKES
    assert page.model.selected_tile.unit_name == "Bike Erg 7"


def test_that_one_click_or_ctrl_z_brings_him_back(desk: LiveDesk, page: LivePage, qtbot):
    page.model.moves.start(ROWER, ROWING, BIKES)
    strip = page.overview.moved
    qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert ROWER in shown(page, ROWING)
    assert "is back in “Rowing Group A”" in strip.text
    assert strip.button.isHidden(), "an undo is not undone by the same button"
    page.model.moves.start(ROWER, ROWING, SKIS)
    page.overview.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ROWER in shown(page, ROWING)
    assert [move.to_session_id for move in desk.link.player_moves] == [BIKES, ROWING, SKIS, ROWING]


def test_that_a_tile_dropped_on_another_card_moves_and_on_its_own_does_not(
    desk: LiveDesk, page: LivePage
):
    cards = {card.session_id: card for card in page.overview.cards}
    for target, is_taken in ((ROWING, False), (SKIS, True)):
        mime = QMimeData()
        mime.setData(TILE_MIME, f"{ROWER}\n{ROWING}".encode())
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        action, at = Qt.DropAction.MoveAction, QPoint(40, 20)
        enter = QDragEnterEvent(at, action, mime, buttons, keys)
        QApplication.sendEvent(cards[target], enter)
        assert enter.isAccepted() is is_taken
        assert bool(cards[target].property("drop")) is is_taken
        if is_taken:
            drop = QDropEvent(QPointF(at), action, mime, buttons, keys)
            QApplication.sendEvent(cards[target], drop)
            assert not cards[target].property("drop")
    assert [move.to_session_id for move in desk.link.player_moves] == [SKIS]
    assert ROWER in shown(page, SKIS)


def test_that_a_refusal_says_why_and_moves_nobody(desk: LiveDesk, page: LivePage):
    desk.link.failure = OverCapacityError("Bikes needs 1 × Bike Erg, but none is free then.")
    page.model.moves.start(ROWER, ROWING, BIKES)
    assert "none is free" in page.overview.moved.text
    assert page.overview.moved.button.isHidden()
    assert ROWER in shown(page, ROWING)


def test_that_the_tile_has_a_menu_under_the_right_button_and_the_menu_key(
    desk: LiveDesk, page: LivePage, qtbot
):
    card = page.overview.cards[0]
    card.wall.setFocus()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        event = QContextMenuEvent(reason, QPoint(20, 20), card.wall.mapToGlobal(QPoint(20, 20)))
        QApplication.sendEvent(card.wall, event)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        assert any(action.text().startswith("Bike Erg Group B") for action in menu.actions())
        menu.close()
    assert page.model.selected is None, "asking for the menu chooses nobody"


def test_that_over_sessions_are_not_offered(desk: LiveDesk, page: LivePage):
    desk.tell_all(SessionAction.END)
    menu = page.overview.cards[0].tile_moves.menu_for(ROWER)
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == [False]
    menu.deleteLater()
