"""The list of bundles as the trainer sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from PySide6.QtCore import Qt

from core.domain.session import SessionStatus
from core.errors import UnavailableError, WrongStateError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.held_tasks import HeldTasks
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle
from ui.sessions.page import SessionsPage
from ui.sessions.view_model import SessionsModel

LEFT = Qt.MouseButton.LeftButton


def _page(qtbot: QtBot, desk: FakeDesk) -> SessionsPage:
    page = SessionsPage(desk.services())
    qtbot.addWidget(page)
    page.resize(1278, 740)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk(page_size=2)
    desk.link.store(
        make_bundle("old", name="Test day", starts_at=NOW - timedelta(days=5)),
        make_bundle(
            "now",
            name="Power hour",
            starts_at=NOW.replace(hour=7, minute=0),
            status=SessionStatus.IN_PROGRESS,
            player_ids=[player.id for player in PLAYERS[:6]],
        ),
        make_bundle("next", name="Morning Row", starts_at=NOW + timedelta(days=1), duration_min=90),
    )
    return desk


def test_that_bundles_are_listed_newest_first_in_the_facilitys_time(qtbot, desk) -> None:
    page = _page(qtbot, desk)

    assert page.rows[0].texts == (
        "Morning Row",
        "Tomorrow",
        "08:20–09:50",
        "2 sessions",
        "0 players",
        "Scheduled",
    )
    assert page.rows[1].texts == (
        "Power hour",
        "Today",
        "08:00–09:00",
        "2 sessions",
        "6 players",
        "In progress",
    )


def test_that_older_bundles_come_with_load_more(qtbot, desk) -> None:
    page = _page(qtbot, desk)
    assert len(page.rows) == 2

    qtbot.mouseClick(page.more_button, LEFT)

    assert [row.texts[0] for row in page.rows] == ["Morning Row", "Power hour", "Test day"]
    assert not page.more_button.isVisible()


def test_that_who_asks_while_an_answer_is_on_its_way_gets_a_newer_one(desk) -> None:
    tasks = HeldTasks()
    model = SessionsModel(desk.link, tasks, desk.services().now)
    tasks.is_holding = True
    model.reload()
    model.reload()
    first = tasks.held.pop()
    with pytest.raises(StopIteration):
        first.send(None)
    assert len(tasks.held) == 1, "asked once more"
    tasks.release()
    assert not model.is_busy


def test_that_a_click_and_enter_open_a_bundle(qtbot, desk) -> None:
    page = _page(qtbot, desk)
    chosen: list[str] = []
    page.bundle_chosen.connect(chosen.append)

    qtbot.mouseClick(page.rows[1], LEFT)
    page.rows[0].setFocus()
    qtbot.keyClick(page.rows[0], Qt.Key.Key_Down)
    qtbot.keyClick(page.rows[1], Qt.Key.Key_Return)

    assert chosen == ["now", "now"]


@pytest.mark.requirement(14)
def test_that_all_three_ways_lead_to_the_wizard(qtbot, desk) -> None:
    page = _page(qtbot, desk)
    asked: list[bool] = []
    page.plan_requested.connect(lambda: asked.append(True))

    qtbot.mouseClick(page.create_button.main, LEFT)
    entry = page.create_button.menu.actions()[0]
    assert entry.text() == "Bulk Parallel Sessions\tCtrl+Shift+B"
    entry.trigger()
    qtbot.mouseClick(page.quick_button, LEFT)

    assert len(asked) == 3


def test_that_deleting_takes_two_steps_and_says_so(qtbot, desk) -> None:
    page = _page(qtbot, desk)
    row = page.rows[0]

    qtbot.mouseClick(row.delete_button, LEFT)
    assert row.is_asking
    assert desk.link.deleted == []
    qtbot.mouseClick(row.confirm_button, LEFT)

    assert desk.link.deleted == ["next"]
    assert [one.texts[0] for one in page.rows] == ["Power hour"]
    assert page.banner.text == "“Morning Row” was deleted; its machines are free again."


def test_that_esc_keeps_a_bundle(qtbot, desk) -> None:
    page = _page(qtbot, desk)
    page.rows[0].setFocus()
    qtbot.keyClick(page.rows[0], Qt.Key.Key_Delete)
    qtbot.keyClick(page.rows[0], Qt.Key.Key_Escape)

    assert not page.rows[0].is_asking
    assert desk.link.deleted == []


def test_that_a_refused_deletion_keeps_the_row_and_says_why(qtbot, desk, monkeypatch) -> None:
    page = _page(qtbot, desk)

    async def refuse(_bundle_id):
        raise WrongStateError("“Power hour” is running.", suggested_action="End it first.")

    monkeypatch.setattr(desk.link, "delete_bundle", refuse)
    qtbot.mouseClick(page.rows[1].delete_button, LEFT)
    qtbot.mouseClick(page.rows[1].confirm_button, LEFT)

    assert page.rows[1].isEnabled()
    assert page.banner.text == "“Power hour” is running. End it first."


def test_that_an_empty_list_says_what_to_do(qtbot) -> None:
    page = _page(qtbot, FakeDesk())
    asked: list[bool] = []
    page.plan_requested.connect(lambda: asked.append(True))

    assert page.state.accessibleName().startswith("No sessions yet.")
    qtbot.mouseClick(page.state.button, LEFT)
    assert asked == [True]


def test_that_loading_is_shown_until_the_hub_answers(qtbot, desk) -> None:
    desk.tasks.is_holding = True
    page = _page(qtbot, desk)
    assert page.state.isVisible()
    assert page.state.accessibleName().startswith("Loading sessions")

    desk.tasks.release()
    assert len(page.rows) == 2


def test_that_a_failure_offers_to_try_again(qtbot, desk) -> None:
    desk.link.failure = UnavailableError("The hub does not answer.")
    page = _page(qtbot, desk)
    assert "The hub does not answer." in page.state.accessibleName()

    desk.link.failure = None
    qtbot.mouseClick(page.state.button, LEFT)
    assert len(page.rows) == 2


def test_that_a_failed_reload_keeps_what_is_shown(qtbot, desk) -> None:
    page = _page(qtbot, desk)
    desk.link.failure = UnavailableError("The hub does not answer.")
    qtbot.keyClick(page, Qt.Key.Key_F5)

    assert len(page.rows) == 2
    assert page.banner.text.startswith("The hub does not answer. ")
