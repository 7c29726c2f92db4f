"""The first start: a new club, a roster, or the sample."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core.domain.equipment import ROWING
from core.errors import UnavailableError
from tests.helpers.club_fakes import ClubLink, desk_with_club
from tests.helpers.live_desk import LiveDesk
from ui.welcome.page import WelcomePage


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def link(desk: LiveDesk) -> ClubLink:
    link = desk_with_club(desk)
    link.empty()
    return link


def shown(qtbot, desk: LiveDesk) -> WelcomePage:
    page = WelcomePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def write(page: WelcomePage, field: str, text: str) -> None:
    form = page.form.machines if "." in field else page.form.form
    line = form.field(field)
    assert isinstance(line, QLineEdit)
    line.setText(text)


def test_that_a_club_begins_with_a_team_a_place_and_machines(qtbot, desk, link):
    page = shown(qtbot, desk)
    page.buttons[0].click()
    write(page, "machines.ROWING", "many")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form.form.problem("teamName") == "Give the team a name."
    assert page.form.machines.problem("machines.ROWING") == "0 to 50."
    assert link.created == []
    write(page, "teamName", "Northern Lights")
    assert page.form.form.problem("teamName") == ""
    write(page, "facilityName", "Rink gym")
    page.form.form.show_values(
        {"teamName": "Northern Lights", "facilityName": "Rink gym", "timeZone": "Europe/Oslo"}
    )
    write(page, "machines.ROWING", "6")
    with qtbot.waitSignal(page.players_wanted):
        page.form.make.click()
    (club,) = link.created
    assert (club.team_name, club.facility_name) == ("Northern Lights", "Rink gym")
    assert (club.time_zone, club.machines) == ("Europe/Oslo", {ROWING: 6})


def test_that_a_club_with_a_roster_goes_on_with_the_file(qtbot, desk, link):
    page = shown(qtbot, desk)
    page.buttons[1].click()
    page.form.form.show_values(
        {"teamName": "Northern Lights", "facilityName": "Rink", "timeZone": "Europe/Oslo"}
    )
    with qtbot.waitSignal(page.roster_wanted):
        page.form.make_and_import.click()
    assert len(link.created) == 1


def test_that_the_sample_club_is_one_click_away(qtbot, desk, link):
    page = shown(qtbot, desk)
    with qtbot.waitSignal(page.plan_wanted):
        page.buttons[2].click()
    assert len(link.club_players) == 18
    assert "There is a club on this hub already" in page.sentence.text()
    assert not any(button.isEnabled() for button in page.buttons)


def test_that_a_hub_that_does_not_answer_is_asked_again(qtbot, desk, link):
    link.failure = UnavailableError("The hub does not answer.")
    page = shown(qtbot, desk)
    assert page.banner.isVisible()
    assert not page.buttons[0].isEnabled()
    link.failure = None
    page.banner.button.click()
    assert page.buttons[0].isEnabled()
    assert not page.banner.isVisible()
