"""The playback page: a bundle's recording with the live page's tiles."""

from __future__ import annotations

import msgspec
import pytest

from PySide6.QtCore import Qt

from core.errors import UnavailableError
from core.protocol.playback import PlaybackPhase, PlaybackStatus
from tests.helpers.scenes import running_desk, window_of
from tests.shots.scenes_hub import desk_with_hub, recorded_bundle
from ui.sessions.page import SessionsPage
from ui.sessions.playback_page import PlaybackPage
from ui.shell.pages import PageName


@pytest.fixture
def desk():
    return running_desk(played_s=1500)


@pytest.fixture
def hub(desk):
    hub = desk_with_hub(desk)
    recorded_bundle(desk, hub)
    return hub


@pytest.fixture
def page(qtbot, desk, hub) -> PlaybackPage:
    page = PlaybackPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open(desk.bundle.id)
    return page


@pytest.mark.requirement(141)
def test_that_a_finished_bundle_is_played_from_its_row(qtbot, desk, hub):
    window = window_of(desk, PageName.SESSIONS)
    qtbot.addWidget(window)
    window.show()
    sessions = window.page(PageName.SESSIONS)
    assert isinstance(sessions, SessionsPage)
    assert not sessions.rows[0].play_button.isHidden()
    sessions.rows[0].play_button.click()
    assert window.current_page is PageName.PLAYBACK
    assert hub.desk.asked == [("play", 0.0)]
    page = window.page(PageName.PLAYBACK)
    page.back.click()
    assert window.current_page is PageName.SESSIONS
    assert hub.desk.asked[-1] == ("stop", 0)


@pytest.mark.requirement(141)
def test_that_tiles_show_the_recordings_instant_and_say_that_it_is_one(page):
    assert len(page.wall.faces) == 6
    assert page.mark.text() == "Recording"
    assert page.title.whole == "Team Conditioning"
    assert page.bar.time.text() == "0:00 / 1:00:00"


def test_that_time_goes_on_at_the_chosen_speed_and_stands_when_held(qtbot, page, hub):
    page.bar.speed.chosen.emit("10")
    hub.clock.move_to(hub.clock.now() + 6)
    page.refresh()
    assert page.bar.time.text() == "1:00 / 1:00:00"
    qtbot.keyClick(page, Qt.Key.Key_Space)
    hub.clock.move_to(hub.clock.now() + 60)
    page.refresh()
    assert page.bar.time.text() == "1:00 / 1:00:00"
    assert hub.desk.asked[-2:] == [("speed", 10.0), ("speed", 0)]


def test_that_one_seeks_with_keys_and_slider(qtbot, page, hub):
    page.bar.slider.sought.emit(1800)
    assert hub.desk.asked[-1] == ("play", 1800.0)
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert hub.desk.asked[-1] == ("play", pytest.approx(1810, abs=0.5))
    page.bar.step(-1000)
    assert hub.desk.asked[-1] == ("play", 0.0)


def test_that_the_end_offers_the_beginning(page, hub):
    over = PlaybackStatus(
        playback_id="playback-1", phase=PlaybackPhase.ENDED, speed=1, position_s=3600
    )
    hub.desk.playback_changed.emit(over)
    assert page.bar.time.text() == "1:00:00 / 1:00:00"
    assert page.bar.play.accessibleName() == "Play (Space)"
    page.bar.play.click()
    assert hub.desk.asked[-1] == ("play", 0.0)


def test_that_a_bundle_that_never_ran_and_a_hub_that_is_away_are_told(page, desk, hub):
    never = tuple(msgspec.structs.replace(one, started_at=None) for one in desk.bundle.sessions)
    desk.link.store(msgspec.structs.replace(desk.bundle, sessions=never))
    page.open(desk.bundle.id)
    assert "Nothing was recorded" in page.state.accessibleName()
    recorded_bundle(desk, hub)
    hub.desk.refusal = UnavailableError("The hub does not answer.")
    page.open(desk.bundle.id)
    assert "The hub does not answer." in page.state.accessibleName()
    hub.desk.refusal = None
    page.state.button.click()
    assert len(page.wall.faces) == 6
