import subprocess
import sys
from pathlib import Path

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from core.domain.ids import PlayerId
from core.domain.session import SessionStatus
from core.errors import UnavailableError
from core.live.views import TileCondition
from core.ports.hub_link import LinkStatus, SessionAction
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import running_desk
from ui.common.actions import ActionId
from ui.live.commands import ALL
from ui.live.page import LivePage
from ui.live.view_model import Phase
from widgets.inputs import ButtonKind


@pytest.fixture
def desk() -> LiveDesk:
    desk = LiveDesk()
    desk.open()
    return desk


def page_of(desk: LiveDesk, qtbot) -> LivePage:
    page = LivePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 736)
    page.show()
    return page


def click(qtbot, button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def statuses(desk: LiveDesk) -> set[SessionStatus]:
    return {state.status for state in desk.floor.board.sessions()}


def test_that_without_a_bundle_the_page_says_what_to_do(qtbot):
    page = page_of(LiveDesk(), qtbot)
    assert page.model.phase is Phase.EMPTY
    with qtbot.waitSignal(page.choose_requested):
        click(qtbot, page.empty.button)


@pytest.mark.requirement(67)
def test_that_a_bundle_that_does_not_open_can_be_tried_again(qtbot):
    desk = LiveDesk()
    page = page_of(desk, qtbot)
    desk.link.failure = UnavailableError(
        "The hub does not answer.", suggested_action="Wait a moment."
    )
    page.model.open(desk.bundle.id)
    assert page.model.phase is Phase.FAILED
    assert "Wait a moment." in page.empty.accessibleName()
    desk.link.failure = None
    click(qtbot, page.empty.button)
    assert page.model.phase is Phase.OPEN


@pytest.mark.requirement(67)
def test_that_while_a_bundle_opens_the_page_says_so(qtbot):
    desk = LiveDesk()
    page = page_of(desk, qtbot)
    desk.tasks.is_holding = True
    page.model.open(desk.bundle.id)
    assert page.model.phase is Phase.LOADING
    assert page.empty.isVisible()
    desk.tasks.release()
    assert page.model.phase is Phase.OPEN


@pytest.mark.requirement(23)
def test_that_the_title_names_bundle_day_and_local_time(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    assert page.model.title == "Team Conditioning"
    assert page.model.subtitle == "Mon 16 Nov 2026  ·  09:00  ·  60 min  ·  Training Center Main"


@pytest.mark.requirement(6, 24)
def test_that_every_session_has_a_card_with_its_tiles(qtbot):
    desk = running_desk(played_s=60)
    page = page_of(desk, qtbot)
    cards = page.overview.cards
    assert [len(card.wall.faces) for card in cards] == [6, 6, 6]
    lost = desk.floor.board.tile(cards[0].session_id, PlayerId("player-004"))
    assert lost.condition is TileCondition.LOST
    assert cards[0].wall.faces[3].is_hatched
    assert cards[1].wall.faces[2].is_struck
    assert cards[2].wall.faces[4].second == "Waiting for strap"


@pytest.mark.requirement(27)
def test_that_totals_count_live_sensors_only(qtbot):
    page = page_of(running_desk(played_s=60), qtbot)
    assert page.totals.participants.text == "18"
    assert page.totals.sensors.text == "15 of 18"
    assert page.totals.heart_rate.text.endswith("bpm")


@pytest.mark.requirement(67)
def test_that_start_all_starts_every_session(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    click(qtbot, page.quick_actions.buttons[ActionId.START_ALL])
    assert statuses(desk) == {SessionStatus.IN_PROGRESS}
    assert not page.quick_actions.buttons[ActionId.START_ALL].isVisible()


@pytest.mark.requirement(25, 67)
def test_that_ctrl_space_pauses_all_and_resume_goes_on(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    with qtbot.waitActive(page):
        page.activateWindow()
    desk.tell_all(SessionAction.START)
    page.refresh()
    qtbot.keyClick(page, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert statuses(desk) == {SessionStatus.PAUSED}
    click(qtbot, page.quick_actions.buttons[ActionId.RESUME_ALL])
    assert statuses(desk) == {SessionStatus.IN_PROGRESS}


def test_that_ending_asks_once_more_and_can_be_kept(qtbot, desk: LiveDesk):
    desk.tell_all(SessionAction.START)
    page = page_of(desk, qtbot)
    actions = page.quick_actions
    click(qtbot, actions.buttons[ActionId.END_ALL])
    assert page.model.commands.ending == ALL
    assert statuses(desk) == {SessionStatus.IN_PROGRESS}
    click(qtbot, actions.keep)
    assert not actions.confirm.isVisible()
    assert statuses(desk) == {SessionStatus.IN_PROGRESS}
    click(qtbot, actions.buttons[ActionId.END_ALL])
    click(qtbot, actions.confirm)
    assert statuses(desk) == {SessionStatus.COMPLETED}


def test_that_after_the_end_the_next_step_is_the_export(qtbot):
    desk = running_desk(played_s=60)
    desk.tell_all(SessionAction.END)
    page = page_of(desk, qtbot)
    assert page.quick_actions.buttons[ActionId.EXPORT].kind is ButtonKind.PRIMARY
    assert not page.quick_actions.buttons[ActionId.PAUSE_ALL].isVisible()
    assert {face.main_unit for face in page.overview.cards[0].wall.faces} == {"kcal"}


def test_that_the_end_is_said_with_its_totals_and_where_the_files_are(
    qtbot, tmp_path: Path, monkeypatch
):
    desk = running_desk(played_s=60)
    desk.tell_all(SessionAction.END)
    page = page_of(desk, qtbot)
    assert page.standing.heading == "Training is over"
    assert "1:00 active" in page.standing.text
    assert "17 of 18 players with heart rate" in page.standing.text
    assert page.totals.heart_rate.text.endswith("bpm")
    assert not page.quick_actions.buttons[ActionId.BROADCAST].isVisible()
    page.model.export.start(page.model.bundle, tmp_path)
    page.refresh()
    opened = []
    monkeypatch.setattr("ui.live.standing_banner.QDesktopServices.openUrl", opened.append)
    click(qtbot, page.standing.button)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


def test_that_before_the_start_the_players_not_heard_are_named(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    assert page.standing.heading == "No heart-rate sensor is live yet"
    desk.silent = {PlayerId("player-004"): 0.0}
    desk.play(5)
    page.refresh()
    assert page.standing.heading == "17 of 18 heart-rate sensors are live"
    assert page.standing.text == "Not heard: 4 Ek. You can start without them."
    page.model.commands.act_all(SessionAction.START)
    page.refresh()
    assert not page.standing.isVisible()


def test_that_when_the_planned_time_is_up_ending_is_the_next_step(qtbot):
    page = page_of(running_desk(played_s=3601), qtbot)
    assert page.standing.heading == "The planned time is up"
    assert page.quick_actions.buttons[ActionId.END_ALL].kind is ButtonKind.PRIMARY


@pytest.mark.requirement(67)
def test_that_one_session_is_paused_and_ended_alone(qtbot, desk: LiveDesk):
    desk.tell_all(SessionAction.START)
    page = page_of(desk, qtbot)
    first = page.overview.cards[0]
    click(qtbot, first.orders.buttons[SessionAction.PAUSE])
    click(qtbot, first.orders.buttons[SessionAction.END])
    click(qtbot, first.orders.confirm)
    told = [item for item in desk.floor.told if item[1] is not SessionAction.START]
    assert told == [
        (first.session_id, SessionAction.PAUSE),
        (first.session_id, SessionAction.END),
    ]
    assert desk.floor.board.session(page.overview.cards[1].session_id).status.is_running


def test_that_a_refusal_is_a_sentence_with_a_next_step(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    desk.floor.refusal = UnavailableError("The hub is away.", suggested_action="Try again soon.")
    page.model.commands.act_all(SessionAction.START)
    assert page.banner.isVisible()
    assert page.banner.text == "The hub is away. Try again soon."
    assert page.model.commands.allowed(SessionAction.START)


def test_that_nothing_is_sent_twice_while_a_command_is_on_its_way(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    desk.tasks.is_holding = True
    page.model.commands.act_all(SessionAction.START)
    assert not page.quick_actions.action(ActionId.START_ALL).isEnabled()
    page.model.commands.act_all(SessionAction.START)
    desk.tasks.release()
    assert len(desk.floor.told) == 3


@pytest.mark.requirement(25)
def test_that_a_message_is_typed_in_place_and_sent(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    strip = page.quick_actions.message
    click(qtbot, page.quick_actions.buttons[ActionId.BROADCAST])
    assert not strip.send.isEnabled()
    qtbot.keyClicks(strip.field, "Last one, go")
    qtbot.keyClick(strip.field, Qt.Key.Key_Return)
    assert desk.floor.messages == ["Last one, go"]
    assert not strip.isVisible()


@pytest.mark.requirement(25, 120)
def test_that_export_writes_into_the_folder_named(qtbot, desk: LiveDesk, tmp_path: Path):
    page = page_of(desk, qtbot)
    click(qtbot, page.quick_actions.buttons[ActionId.EXPORT])
    page.quick_actions.folder.field.setText(str(tmp_path))
    with qtbot.waitSignal(page.confirmed) as confirmed:
        click(qtbot, page.quick_actions.folder.write)
    assert desk.export.folders == [tmp_path]
    assert "2 files written" in confirmed.args[0].text


@pytest.mark.requirement(28)
def test_that_choosing_a_tile_shows_that_player_and_back_shows_all(qtbot):
    desk = running_desk(played_s=90)
    page = page_of(desk, qtbot)
    page.refresh_all()
    page.overview.cards[1].wall.player_chosen.emit("player-008")
    panels = page.overview.panels
    assert panels.currentWidget() is panels.player
    assert panels.player.figures["Heart rate"].text.endswith("bpm")
    assert panels.player.heart_rate.curve_count == 1
    click(qtbot, panels.player.back)
    assert panels.currentWidget() is panels.group
    assert panels.group.heart_rate.curve_count == 3


def test_that_a_folded_session_keeps_its_line_and_hides_its_tiles(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    card = page.overview.cards[0]
    click(qtbot, card.fold)
    assert not card.wall.isVisible()
    click(qtbot, card.fold)
    assert card.wall.isVisible()


@pytest.mark.requirement(67)
def test_that_a_hub_that_is_away_is_told_with_the_readings_kept(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    desk.floor.link_status, desk.floor.readings_waiting = LinkStatus.AWAY, 12
    page.refresh()
    assert page.hub_banner.isVisible()
    assert "12 readings are kept" in page.hub_banner.text
    desk.floor.link_status = LinkStatus.ONLINE
    page.refresh()
    assert not page.hub_banner.isVisible()


def test_that_a_hub_that_cannot_store_is_told_with_what_to_look_at(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    desk.floor.is_hub_held_up, desk.floor.readings_waiting = True, 40
    page.refresh()
    assert page.hub_banner.isVisible()
    assert "cannot store" in page.hub_banner.text
    assert "40 readings are kept" in page.hub_banner.text
    desk.floor.is_hub_held_up = False
    page.refresh()
    assert not page.hub_banner.isVisible()


@pytest.mark.requirement(23)
def test_that_the_players_table_lists_everybody_and_opens_one(qtbot):
    desk = running_desk(played_s=60)
    page = page_of(desk, qtbot)
    page.tabs.setCurrentIndex(1)
    assert page.players.table.rowCount() == 18
    page.players.view.activated.emit(page.players.view.model().index(7, 0))
    assert page.model.selected.player.jersey_number == 8
    assert page.tabs.currentIndex() == 0


def test_that_hidden_pages_run_no_timers(qtbot, desk: LiveDesk):
    page = page_of(desk, qtbot)
    assert all(timer.isActive() for timer in page._timers)
    page.hide()
    assert not any(timer.isActive() for timer in page._timers)


def test_that_every_button_has_a_name_for_screen_readers(qtbot):
    page = page_of(running_desk(played_s=30), qtbot)
    page.refresh_all()
    nameless = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    assert nameless == []


def test_that_charts_load_only_when_a_curve_is_drawn():
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from tests.helpers.live_desk import LiveDesk\n"
        "from ui.live.page import LivePage\n"
        "desk = LiveDesk(); desk.open(); page = LivePage(desk.services); page.refresh()\n"
        "assert 'pyqtgraph' not in sys.modules\n"
        "page.refresh_all()\n"
        "assert 'pyqtgraph' in sys.modules\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert result.returncode == 0, result.stderr
