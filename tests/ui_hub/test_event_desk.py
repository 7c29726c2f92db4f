"""The event desk: everything that goes through the hub, and by hand into it."""

from __future__ import annotations

import json
import time

import pytest

from PySide6.QtGui import QGuiApplication

from core.errors import InvalidInputError
from hub_server.realtime.handlers import ROUTES
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import running_desk
from tests.shots.scenes_hub import desk_with_hub, told, with_devices
from ui.hub.desk_page import EventDeskSide
from ui.hub.log_rows import Column
from ui.hub.page import HubPage


@pytest.fixture
def desk() -> LiveDesk:
    return running_desk(played_s=5)


@pytest.fixture
def hub(desk: LiveDesk) -> FakeHubSide:
    return desk_with_hub(desk)


@pytest.fixture
def side(qtbot, desk: LiveDesk, hub: FakeHubSide) -> EventDeskSide:
    page = HubPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show_side("events")
    page.show()
    yield page.desk
    page.desk_model.close()


def cells(side: EventDeskSide, column: Column) -> list[str]:
    rows = side.rows
    return [rows.data(rows.index(row, column)) for row in range(rows.rowCount())]


def choose(side: EventDeskSide, name: str, chosen: str) -> None:
    choice = getattr(side.bar, name)
    choice.show_options(choice.options, chosen)
    choice.chosen.emit(chosen)


@pytest.mark.requirement(59, 73)
def test_that_the_log_is_filtered_by_kind_session_player_way_and_words(side, desk, hub):
    told(hub, desk)
    side.refresh()
    assert hub.desk.watching == [True]
    whole = side.rows.rowCount()
    assert whole == 105
    choose(side, "kind", "training:agility:error_tracking")
    assert cells(side, Column.EVENT) == ["agility:error_tracking"]
    choose(side, "kind", "")
    choose(side, "way", "refused")
    assert set(cells(side, Column.WHAT)) == {"The metrics of this player come too fast."}
    choose(side, "way", "")
    choose(side, "session", "session-2")
    assert set(cells(side, Column.EVENT)) == {"player:metrics"}
    choose(side, "session", "")
    choose(side, "player", "player-008")
    assert set(cells(side, Column.WHO)) == {"#8 Åkesson"}
    choose(side, "player", "")
    side.bar.search.setText("squat  6")
    side.bar._typing.timeout.emit()
    assert 0 < side.rows.rowCount() < whole
    assert all("strength" in event for event in cells(side, Column.EVENT))
    side.bar.search.setText("nothing like that")
    side.bar._typing.timeout.emit()
    assert "No event matches" in side.state.accessibleName()


def test_that_a_line_is_shown_in_full_and_copied_as_json(side, desk, hub):
    told(hub, desk)
    side.tick()
    side.table.selectRow(side.rows.rowCount() - 1)
    assert side.detail.title.whole == "training:player:metrics"
    assert side.detail.reason.text().endswith("Try again in 1.4 s.")
    assert '"address": "192.168.1.41"' in side.detail.payload.toPlainText()
    choose(side, "way", "refused")
    side.bar.copy.click()
    copied = json.loads(QGuiApplication.clipboard().text())
    assert [one["direction"] for one in copied] == ["refused"] * 4
    assert copied[0]["payload"]["code"] == "TOO_MANY"


def test_that_a_paused_list_stands_and_then_catches_up(side, desk, hub):
    side.bar.pause.click()
    told(hub, desk)
    side.tick()
    assert side.rows.rowCount() == 0
    assert side.summary.whole.endswith("paused, 105 more")
    side.bar.pause.click()
    assert side.rows.rowCount() == 105


def test_that_the_log_is_kept_while_another_side_is_shown(side, desk, hub):
    side.window().show_side("devices")
    told(hub, desk)
    side.window().show_side("events")
    assert side.rows.rowCount() == 105


@pytest.mark.requirement(59)
def test_that_every_event_that_the_hub_takes_has_a_form(side):
    panel = side.trigger
    names = [option.id for option in panel.kind.options]
    assert set(names) == set(ROUTES)
    for name in names:
        panel.kind.show_options(panel.kind.options, name)
        panel.refresh()
        assert panel.form.fields or name.endswith((":stop",)), name


@pytest.mark.requirement(59)
def test_that_a_form_is_checked_at_its_fields_before_anything_is_sent(side, hub):
    panel = side.trigger
    panel.kind.show_options(panel.kind.options, "training:player:exercise:progress")
    panel.refresh()
    panel.form.set_text("setNumber", "two")
    panel.form.set_text("weight", "5000")
    panel.send.click()
    assert panel.form.problem("exerciseId") == "This is needed."
    assert panel.form.problem("setNumber") == "This must be a whole number."
    assert panel.form.problem("weight") == "At most 1000."
    assert hub.desk.emitted == []


def test_that_a_filled_form_is_sent_and_the_hubs_refusal_stands_at_its_field(side, hub):
    panel = side.trigger
    panel.kind.show_options(panel.kind.options, "training:session:message")
    panel.refresh()
    panel.form.set_text("text", "Faster!")
    panel.send.click()
    assert hub.desk.emitted == [
        ("training:session:message", {"sessionId": "session-1", "text": "Faster!"})
    ]
    assert panel.answer.text() == "The hub has taken it as number 1 of the session's log."
    hub.desk.refusal = InvalidInputError("`text` is not polite.", field="text")
    panel.send.click()
    assert panel.form.problem("text") == "`text` is not polite."
    assert panel.answer.text().startswith("Refused: ")


@pytest.mark.requirement(59)
def test_that_made_up_events_go_into_a_real_session_only_after_a_question(side, hub, desk):
    panel = side.scenarios
    side.show_side("scenarios")
    desk.tasks.is_holding = True
    panel.buttons["zones"].click()
    assert panel.question.isVisible()
    assert "Rowing Group A" in panel.question_text.text()
    assert desk.tasks.held == []
    panel.keep.click()
    assert not panel.question.isVisible()
    panel.buttons["zones"].click()
    panel.confirm.click()
    assert len(desk.tasks.held) == 1
    for coroutine in desk.tasks.held:
        coroutine.close()
    desk.tasks.held.clear()


@pytest.mark.requirement(59)
def test_that_the_connections_say_why_a_phone_is_silent(side, hub):
    with_devices(hub)
    side.show_side("peers")
    side.window().devices_model.reload()
    table = side.peers.table
    row = [line.owner for line in side.peers.rows.lines].index("Cai Novák")
    table.selectRow(row)
    assert side.peers.sentence.text() == "Not connected; last seen 4 min ago."
    assert "same Wi-Fi" in side.peers.step.text()


@pytest.mark.requirement(59)
def test_that_figures_count_events_refusals_and_delays(side, desk, hub):
    told(hub, desk)
    side.show_side("figures")
    figures = side.model.figures.figures()
    assert figures.total == 105
    assert figures.refusals == (("The metrics of this player come too fast.", 4),)
    assert figures.delay_ms == pytest.approx(4, abs=0.5)
    assert side.figures.rate.text() == f"{figures.per_second:.1f}"


def test_that_a_hundred_thousand_lines_stay_quick(qtbot, side, desk, hub):
    payload = {"sessionId": "session-1", "playerId": "player-001", "heartRate": 150, "seq": 1}
    for number in range(100_500):
        hub.desk.heard.emit("training:player:metrics", {**payload, "power": number})
    side.tick()
    qtbot.waitUntil(lambda: side.rows.rowCount() == 100_000)
    assert [side.rows.entry(row).number for row in (0, 99_999)] == [501, 100_500]
    begun = time.perf_counter()
    for number in range(40):
        hub.desk.heard.emit("training:player:metrics", {**payload, "power": number})
    side.tick()
    assert time.perf_counter() - begun < 0.05
    begun = time.perf_counter()
    side.bar.search.setText("99999")
    side.bar._typing.timeout.emit()
    assert time.perf_counter() - begun < 0.1
    qtbot.waitUntil(lambda: not side.rows.is_reading)
    assert side.rows.rowCount() == 1
