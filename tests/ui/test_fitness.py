"""Fit, limited, injured: said on the live page, with what the hub made of it, and taken back."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from core.domain.ids import PlayerId, SessionId
from core.errors import NotAllowedError
from core.live.events import MedicalStatus
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import LiveDesk
from ui.live.page import LivePage
from ui.live.player_menu import fill_player_menu
from ui.live.player_panel import PlayerPanel
from widgets.inputs import BannerKind

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
    page.resize(1278, 736)
    page.show()
    return page


def chosen(page: LivePage) -> PlayerPanel:
    """The player's panel, with the rower in it."""
    page.model.select(ROWING, ROWER)
    page.refresh_all()
    panels = page.overview.panels
    assert panels is not None
    assert panels.player is not None
    return panels.player


def say(page: LivePage, qtbot, status: MedicalStatus, body_part: str = "") -> None:
    """By the form: the button, the word, the place, Enter."""
    panel = chosen(page) if page.model.selected is None else page.overview.panels.player
    qtbot.mouseClick(panel.fitness_button, Qt.MouseButton.LeftButton)
    assert panel.fitness.isVisible()
    panel.fitness.status.choose(status)
    panel.fitness.status.chosen.emit(status)
    panel.fitness.body_part.setCurrentText(body_part)
    qtbot.keyClick(panel.fitness.note, Qt.Key.Key_Return)
    if panel.fitness.isVisible():  # nothing is to be noted of who is fit
        qtbot.mouseClick(panel.fitness.say, Qt.MouseButton.LeftButton)
    page.refresh()


def text(page: LivePage) -> str:
    strip = page.overview.moved
    assert strip.isVisible()
    return strip.text


@pytest.mark.requirement(39, 58)
def test_that_an_injury_is_said_with_place_and_note_and_told_where_he_goes(desk, page, qtbot):
    desk.floor.refuge = BIKES
    panel = chosen(page)
    qtbot.mouseClick(panel.fitness_button, Qt.MouseButton.LeftButton)
    form = panel.fitness
    form.status.choose(MedicalStatus.INJURED)
    form.status.chosen.emit(MedicalStatus.INJURED)
    assert "where he may train" in form._consequence.whole
    form.body_part.setCurrentText("Knee")
    form.note.setText(" Twisted it. ")
    qtbot.mouseClick(form.say, Qt.MouseButton.LeftButton)
    (word,) = desk.link.fitness_words
    assert (word.session_id, word.player_id, word.status) == (ROWING, ROWER, MedicalStatus.INJURED)
    assert (word.body_part, word.note) == ("knee", "Twisted it.")
    assert form.isHidden()
    page.refresh()
    name = page.model.selected.player.name
    assert text(page) == (
        f"{name} is injured (knee). He trains in “Bike Erg Group B” on Bike Erg 7 now."
    )
    assert page.overview.moved.kind is BannerKind.OK
    assert page.model.selected_state.session_id == BIKES, "the panel follows him"
    assert panel._standing.isVisible()
    assert panel._standing.whole == "Injured"


@pytest.mark.requirement(58)
def test_that_who_can_go_nowhere_is_paused_with_a_warning_and_undo_lets_him_go_on(
    desk, page, qtbot
):
    say(page, qtbot, MedicalStatus.INJURED)
    assert "He is paused: no session" in text(page)
    assert page.overview.moved.kind is BannerKind.WARNING
    assert page.model.selected_tile.condition == "paused"
    page.overview.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text(page).startswith("Taken back: ")
    assert page.overview.moved.button.isHidden()
    assert page.model.selected_tile.condition == "live"


@pytest.mark.requirement(58)
def test_that_undo_brings_who_was_moved_back_and_lifts_what_was_set(desk, page, qtbot):
    desk.floor.refuge = SKIS
    say(page, qtbot, MedicalStatus.INJURED)
    qtbot.mouseClick(page.overview.moved.button, Qt.MouseButton.LeftButton)
    assert [word.status for word in desk.link.fitness_words] == ["injured", "fit"]
    assert desk.link.fitness_words[1].session_id == SKIS
    (back,) = desk.link.player_moves
    assert (back.from_session_id, back.to_session_id) == (SKIS, ROWING)
    assert desk.floor.board.session(ROWING).players[ROWER].removed_at is None


@pytest.mark.requirement(58)
def test_that_a_limited_player_stays_and_his_changed_workout_is_told(desk, page, qtbot):
    say(page, qtbot, MedicalStatus.LIMITED, "Shoulder")
    assert "is limited (shoulder)." in text(page)
    assert "His workout was changed: Work 1: 75 % of it (not allowed today)." in text(page)
    assert page.overview.panels.player._standing.whole == "Limited · shoulder"
    say(page, qtbot, MedicalStatus.FIT)
    assert text(page).endswith("goes on.")
    assert not page.overview.panels.player._standing.isVisible()
    qtbot.mouseClick(page.overview.moved.button, Qt.MouseButton.LeftButton)
    assert desk.link.fitness_words[-1].status is MedicalStatus.LIMITED
    assert desk.link.fitness_words[-1].body_part == "shoulder"


def test_that_that_somebody_is_fit_after_an_injury_is_not_undone_but_said_again(desk, page, qtbot):
    say(page, qtbot, MedicalStatus.INJURED)
    say(page, qtbot, MedicalStatus.FIT)
    assert page.overview.moved.button.isHidden()
    assert page.model.selected_tile.condition == "live"


def test_that_a_refusal_says_why_and_offers_no_undo(desk, page, qtbot):
    desk.link.failure = NotAllowedError(
        "Only the medical staff or a trainer can say this.", suggested_action="Ask one."
    )
    say(page, qtbot, MedicalStatus.LIMITED)
    assert text(page) == "Only the medical staff or a trainer can say this. Ask one."
    assert page.overview.moved.button.isHidden()


def test_that_keys_open_the_form_for_the_chosen_player_and_escape_closes_it(desk, page, qtbot):
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_F, control_shift)
    assert text(page).startswith("Choose a player first")
    panel = chosen(page)
    qtbot.keyClick(page, Qt.Key.Key_F, control_shift)
    assert panel.fitness.isVisible()
    assert panel.fitness.status.current == MedicalStatus.LIMITED
    qtbot.keyClick(panel.fitness.note, Qt.Key.Key_Escape)
    assert panel.fitness.isHidden()
    assert desk.link.fitness_words == []


def test_that_the_form_closes_when_another_player_is_chosen(desk, page):
    panel = chosen(page)
    page.model.fitness.ask(MedicalStatus.INJURED)
    panel.fitness.note.setText("about the rower")
    page.model.select(BIKES, PlayerId("player-008"))
    page.refresh()
    assert panel.fitness.isHidden()
    page.model.fitness.ask()
    assert panel.fitness.note.text() == ""


def test_that_the_tiles_menu_offers_the_three_words_while_he_trains(desk, page):
    menu = QMenu(page)
    fill_player_menu(menu, page.model, ROWING, ROWER)
    offered = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    assert list(offered)[-4:-1] == ["Fit…", "Limited…", "Injured…"]
    offered["Injured…"].trigger()
    assert page.model.selected.player.id == ROWER
    assert page.overview.panels.player.fitness.status.current == MedicalStatus.INJURED
    desk.tell_all(SessionAction.END)
    menu.clear()
    fill_player_menu(menu, page.model, ROWING, ROWER)
    assert "Injured…" not in [action.text() for action in menu.actions()]


def test_that_a_move_told_later_takes_the_strip_and_its_undo(desk, page, qtbot):
    say(page, qtbot, MedicalStatus.LIMITED)
    page.model.moves.start(PlayerId("player-003"), ROWING, BIKES)
    page.refresh()
    assert "trains in “Bike Erg Group B” now" in text(page)
    qtbot.mouseClick(page.overview.moved.button, Qt.MouseButton.LeftButton)
    assert len(desk.link.fitness_words) == 1
    assert "is back in" in text(page)
