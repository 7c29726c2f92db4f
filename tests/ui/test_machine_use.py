"""Machines in use, kept and free, by name, on the live page's Machines tab."""

from __future__ import annotations

import msgspec
import pytest

from core.domain.equipment import UnitState
from core.domain.ids import PlayerId, SessionId
from core.errors import UnavailableError
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import LiveDesk
from ui.live.page import LivePage

ROWING, BIKES = SessionId("session-1"), SessionId("session-2")
ROWER = PlayerId("player-002")


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    broken, *others = reversed(desk.link.club_units)
    desk.link.club_units = (
        *reversed(others),
        msgspec.structs.replace(broken, state=UnitState.OUT_OF_SERVICE),
    )
    desk.open()
    return desk


@pytest.fixture
def page(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    page.tabs.setCurrentIndex(3)
    return page


def lines(page: LivePage) -> dict[str, tuple[str, str]]:
    page.refresh()
    shown = [line for line in page.machines.use.lines if line[0].isVisible()]
    return {name.text(): (numbers.text(), free.text()) for name, numbers, free in shown}


@pytest.mark.requirement(54, 56)
def test_that_machines_in_use_kept_and_free_are_named_and_follow_each_change(
    desk: LiveDesk, page: LivePage
):
    assert lines(page)["Rowing"] == ("0 of 8 in use · 6 kept", "2 free: Rower 7, Rower 8")
    desk.tell_all(SessionAction.START)
    assert lines(page)["Rowing"] == ("6 of 8 in use", "2 free: Rower 7, Rower 8")
    assert lines(page)["Ski Erg"] == ("6 of 8 in use · 1 out of service", "1 free: Ski Erg 7")
    page.model.moves.start(ROWER, ROWING, BIKES)
    assert lines(page)["Bike Erg"] == ("7 of 8 in use", "1 free: Bike Erg 8")
    page.model.removal.start(ROWING, PlayerId("player-003"))
    numbers, _ = lines(page)["Rowing"]
    assert numbers.startswith("4 of 8 in use")
    assert "Rower 3" not in page.machines.use.lines[0][0].toolTip().splitlines()[0]


def test_that_a_hub_that_is_away_takes_away_nothing_that_is_known(desk: LiveDesk, page: LivePage):
    before = lines(page)
    desk.link.failure = UnavailableError("The hub is away.")
    page.model.use.look()
    assert lines(page) == before
    assert before
