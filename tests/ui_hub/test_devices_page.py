"""The devices side of the hub's page: what a trainer sees and does."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core.domain.device import DeviceKind
from core.domain.ids import DeviceId
from core.errors import UnavailableError
from core.reports.join_sheet import qr_matrix
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import running_desk
from tests.shots.scenes_hub import desk_with_hub, told, with_devices
from ui.hub.farewells import GRACE_S
from ui.hub.page import HubPage
from ui.hub.sheet_strip import sheet_of, write_sheet


@pytest.fixture
def desk() -> LiveDesk:
    return running_desk(played_s=5)


@pytest.fixture
def hub(desk: LiveDesk) -> FakeHubSide:
    return desk_with_hub(desk)


def shown(qtbot, desk: LiveDesk) -> HubPage:
    page = HubPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    return page


def texts(page: HubPage, column: int) -> list[str]:
    rows = page.devices.rows
    return [rows.data(rows.index(row, column)) for row in range(rows.rowCount())]


def test_that_devices_in_trouble_stand_first_and_say_why(qtbot, desk, hub):
    with_devices(hub)
    page = shown(qtbot, desk)
    assert texts(page, 0)[:3] == ["Emil Berg", "Filip Sjöström", "Gus Karlsson"]
    assert texts(page, 2)[:3] == ["Refused", "Slow connection", "Never connected"]
    assert "come too fast" in page.devices.actions_row.sentence.text()
    assert page.summary.whole == "6 of 9 devices connected, 3 to look at"


def test_that_a_room_without_devices_says_how_one_comes_in(qtbot, desk, hub):
    hub.desk.join_address, hub.desk.is_reachable = "http://127.0.0.1:4000", False
    page = shown(qtbot, desk)
    assert "No device has joined yet" in page.devices.state.accessibleName()
    assert page.devices.reach.title.text() == "Phones cannot reach the hub yet"
    assert "--lan" in page.devices.reach.text.text()
    assert not page.devices.actions_row.isVisible()


def test_that_a_hub_that_is_away_is_told_and_asked_again(qtbot, desk, hub):
    hub.registry.refusal = UnavailableError("The hub does not answer.")
    page = shown(qtbot, desk)
    assert "The hub does not answer." in page.devices.state.accessibleName()
    hub.registry.refusal = None
    hub.add_device(3, "Pixel", owner="Cai Novák", seen_ago_s=10)
    page.devices.state.button.click()
    assert texts(page, 0) == ["Cai Novák"]


@pytest.mark.requirement(75)
def test_that_a_code_is_shown_as_qr_and_digits_until_it_is_used(qtbot, desk, hub):
    page = shown(qtbot, desk)
    panel = page.devices.join
    qtbot.mouseClick(panel.show_button, Qt.MouseButton.LeftButton)
    ticket = panel.ticket
    assert ticket is not None
    assert panel.digits.text() == f"{ticket.digits[:3]} {ticket.digits[3:]}"
    assert panel.qr.rows == qr_matrix(f"http://192.168.1.20:3002/#join={ticket.digits}")
    assert panel.left.text() == "Good once, for 10:00"
    hub.clock.move_to(hub.clock.now() + 61)
    panel.refresh()
    assert panel.left.text() == "Good once, for 8:59"
    hub.registry.redeem(ticket.id)
    with qtbot.waitSignal(page.confirmed) as posted:
        page.devices_model.reload()
    assert ticket.title in posted.args[0].text
    assert panel.left.text() == "This code is used up."
    assert panel.qr.rows == ()


def test_that_an_expired_code_is_shown_no_more(qtbot, desk, hub):
    page = shown(qtbot, desk)
    panel = page.devices.join
    panel.show_button.click()
    hub.clock.move_to(hub.clock.now() + 601)
    panel.refresh()
    assert panel.left.text() == "This code has expired."
    assert panel.digits.text() == "—"


def test_that_a_withdrawn_code_is_withdrawn_at_the_hub(qtbot, desk, hub):
    page = shown(qtbot, desk)
    page.devices.join.show_button.click()
    page.devices.join.withdraw.click()
    assert hub.registry._open == {}
    assert page.devices.join.show_button.isVisible()


@pytest.mark.parametrize("kind", [DeviceKind.ASSISTANT, DeviceKind.OBSERVER, DeviceKind.GATEWAY])
def test_that_other_devices_join_without_a_player(qtbot, desk, hub, kind):
    page = shown(qtbot, desk)
    panel = page.devices.join
    panel.kind.choose(kind)
    panel.kind.chosen.emit(kind)
    assert not panel.who.isVisible()
    panel.show_button.click()
    assert panel.ticket is not None
    assert (panel.ticket.kind, panel.ticket.player_id) == (kind, None)


def test_that_a_sheet_has_a_code_for_each_player_without_a_device(qtbot, desk, hub, tmp_path: Path):
    with_devices(hub)
    page = shown(qtbot, desk)
    page.devices.sheet.make.click()
    tickets = page.devices.sheet.tickets
    assert len(tickets) == 18 - 7
    path = write_sheet(tmp_path, sheet_of("Join", tickets), hub.clock.now())
    paper = pypdf.PdfReader(path)
    words = "\n".join(one.extract_text() for one in paper.pages)
    for ticket in tickets:
        assert ticket.spaced in words
        assert ticket.title in words
    page.devices.sheet.withdraw.click()
    assert hub.registry._open == {}


def test_that_the_saved_sheet_is_shown(qtbot, desk, hub, tmp_path: Path):
    page = shown(qtbot, desk)
    opened: list[Path] = []
    sheet = page.devices.sheet
    sheet._folder, sheet._show_paper = lambda: tmp_path / "codes", opened.append
    sheet.make.click()
    sheet.save.click()
    assert [path.suffix for path in opened] == [".pdf"]
    assert opened[0].read_bytes().startswith(b"%PDF")


def test_that_a_device_that_is_sent_away_can_be_kept_for_some_seconds(qtbot, desk, hub):
    with_devices(hub)
    page = shown(qtbot, desk)
    side = page.devices
    side.actions_row.send_away.click()
    assert hub.registry.revoked == []
    assert texts(page, 2)[0] == "Being sent away"
    side.actions_row.keep.click()
    hub.clock.move_to(hub.clock.now() + GRACE_S + 1)
    side.model.farewells.check()
    assert hub.registry.revoked == []
    side.actions_row.send_away.click()
    hub.clock.move_to(hub.clock.now() + GRACE_S)
    side.model.farewells.check()
    assert hub.registry.revoked == [DeviceId("device-4")]
    assert "Emil Berg" not in texts(page, 0)


def test_that_a_device_is_renamed_with_the_keyboard(qtbot, desk, hub):
    with_devices(hub)
    page = shown(qtbot, desk)
    page.devices.table.setFocus()
    qtbot.keyClick(page.devices.table, Qt.Key.Key_F2)
    field = page.devices.actions_row.name
    assert isinstance(field, QLineEdit)
    assert field.text() == "iPhone von Emil"
    field.setText("Emil's phone")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert texts(page, 1)[0] == "Emil's phone"


@pytest.mark.requirement(59)
def test_that_a_connected_device_can_be_asked_who_it_is(qtbot, desk, hub):
    with_devices(hub)
    page = shown(qtbot, desk)
    with qtbot.waitSignal(page.confirmed) as posted:
        page.devices.actions_row.identify.click()
    assert hub.desk.identified == [DeviceId("device-4")]
    assert posted.args[0].text == "“iPhone von Emil” shows a message now."
    page.devices.table.selectRow(texts(page, 0).index("Gus Karlsson"))
    assert not page.devices.actions_row.identify.isEnabled()


def test_that_who_comes_in_and_who_tries_to_is_told_at_once(qtbot, desk, hub):
    page = shown(qtbot, desk)
    stamp = "2026-11-16T08:00:00Z"
    with qtbot.waitSignal(page.confirmed) as posted:
        hub.desk.heard.emit(
            "training:device:joined",
            {
                "deviceId": "d",
                "name": "Pixel",
                "kind": "player",
                "playerName": "Cai Novák",
                "timestamp": stamp,
            },
        )
    assert posted.args[0].text == "“Pixel” of Cai Novák has joined."
    hub.desk.heard.emit(
        "training:device:refused",
        {
            "reason": "“Pixel” tried a code that is not open.",
            "address": "192.168.1.9",
            "timestamp": stamp,
        },
    )
    assert page.banner.text == "“Pixel” tried a code that is not open. From 192.168.1.9."


def test_that_one_gets_from_a_refused_phone_to_its_events(qtbot, desk, hub):
    with_devices(hub)
    page = shown(qtbot, desk)
    page.desk_model.open()
    told(hub, desk)
    page.devices.actions_row.events.click()
    assert page.tabs.current == "events"
    assert {entry.player_ids for entry in page.desk.rows.shown} == {("player-004",)}
    page.desk_model.close()


def test_that_a_hub_that_no_phone_reaches_leads_to_the_settings(qtbot, desk, hub):
    hub.desk.is_reachable = False
    page = shown(qtbot, desk)
    with qtbot.waitSignal(page.settings_wanted):
        page.devices.reach.settings.click()
