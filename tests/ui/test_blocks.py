"""A hybrid session on the live page: the group's block, and who is in another one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.domain.ids import PlayerId
from core.live.events import HybridBlockTransitioned
from tests.helpers.scenes import live_page, window_of
from tests.shots.scenes_blocks import hybrid_desk
from ui.live.session_card import SessionCard


@pytest.mark.requirement(25, 48)
def test_that_the_dashboard_shows_each_groups_block_and_whose_is_another(qtbot: QtBot) -> None:
    desk = hybrid_desk(900)
    window = window_of(desk)
    qtbot.addWidget(window)
    page = live_page(window)
    mixed = desk.bundle.sessions[1].id
    page.model.select(mixed, PlayerId("player-009"))
    window.resize(1366, 768)
    window.show()
    page.refresh_all()
    cards = {card.session_id: card for card in page.findChildren(SessionCard)}
    mine, other = cards[mixed].course, cards[desk.bundle.sessions[0].id].course
    assert (mine.phase.whole, mine.block.whole) == ("Lifts · 13:00 left", "Block 2 of 4")
    assert other.block.isHidden()
    desk.play(779)
    desk.floor.happen(mixed, HybridBlockTransitioned, from_block=1, to_block=2, is_automatic=True)
    desk.play(2)
    page.refresh_all()
    assert mine.phase.whole.startswith("Work 1 · 4:59 left")
    assert mine.block.whole == "Block 3 of 4 · Engine · 11:59 left"
    desk.floor.happen(mixed, HybridBlockTransitioned, player_id=PlayerId("player-009"), to_block=4)
    tiles = {one.player_id: one for one in page.model.tiles(mixed)}
    assert [one for one, tile in tiles.items() if tile.is_off_block] == [PlayerId("player-009")]
