"""How hard players said it was, on the live page after the end."""

from __future__ import annotations

import pytest

from core.domain.ids import PlayerId
from core.live.events import SessionRated
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import LiveDesk
from ui.live.page import LivePage
from ui.live.players import _RATING_COLUMNS


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    desk.open()
    desk.tell_all(SessionAction.START)
    desk.play(120)
    desk.tell_all(SessionAction.END)
    return desk


def rate(desk: LiveDesk, number: int, rpe: float) -> None:
    player_id = PlayerId(f"player-{number:03}")
    session = next(one for one in desk.sessions() if player_id in one.player_ids)
    desk.floor.happen(session.id, SessionRated, player_id=player_id, rpe=rpe)


def page_of(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    page.model.select(desk.bundle.sessions[0].id, PlayerId("player-002"))
    page.refresh_all()
    return page


@pytest.mark.requirement(54, 120)
def test_that_ratings_and_loads_stand_with_player_table_and_team_as_they_come(desk, qtbot):
    page = page_of(desk, qtbot)
    figures = page.overview.panels.player.figures
    assert not page.totals.rpe.isVisible()
    assert not figures["Session RPE"].isVisible()
    rate(desk, 2, 7.5)
    rate(desk, 9, 4)
    page.refresh_all()
    assert (page.totals.rpe.text, page.totals.load.text) == ("5.8 by 2 of 18", "12 mean")
    assert (figures["Session RPE"].text, figures["Session load"].text) == ("7.5 of 10", "15")
    page.tabs.setCurrentIndex(1)
    table, view = page.players.table, page.players.view
    assert not any(view.isColumnHidden(column) for column in _RATING_COLUMNS)
    shown = [
        [table.data(table.index(row, column)) for column in (0, *_RATING_COLUMNS)]
        for row in (0, 1, 8)
    ]
    assert shown == [["1", "–", "–"], ["2", "7.5", "15"], ["9", "4", "8"]]


@pytest.mark.requirement(120)
def test_that_without_ratings_nothing_of_them_is_shown(desk, qtbot):
    page = page_of(desk, qtbot)
    page.tabs.setCurrentIndex(1)
    assert all(page.players.view.isColumnHidden(column) for column in _RATING_COLUMNS)
    assert not page.totals.load.isVisible()
