"""The audit log's side of the page: paged, filtered, told in words, exported."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication

from core.domain.audit import AuditFilter
from core.errors import UnavailableError
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.helpers.looped_tasks import LoopedTasks
from tests.shots.scenes_hub import desk_with_hub
from tests.shots.scenes_people import ANNA, with_log, with_people
from ui.people.audit_model import PAGE
from ui.people.audit_rows import Column
from ui.people.page import PeoplePage


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def hub(desk: LiveDesk) -> FakeHubSide:
    return desk_with_hub(desk)


def shown(qtbot, desk: LiveDesk) -> PeoplePage:
    page = PeoplePage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show_side("audit")
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def cells(page: PeoplePage, row: int) -> list[str]:
    return [page.audit_model.rows.text(row, column) for column in Column]


def find(page: PeoplePage, what: str) -> int:
    return next(
        row for row in range(page.audit_model.rows.rowCount()) if cells(page, row)[2] == what
    )


@pytest.mark.requirement(71)
def test_that_each_line_says_who_did_what_to_what_in_words(qtbot, desk, hub):
    with_people(hub)
    with_log(hub)
    page = shown(qtbot, desk)
    assert cells(page, find(page, "Player saved"))[1:] == [
        "Tom Ek",
        "Player saved",
        "Alex Lindqvist",
        "Mass kg: 84.0 → 85.5; Heart rate max bpm: 196 → 194",
    ]
    assert cells(page, find(page, "Was refused"))[1:] == [
        "Unknown", "Was refused", "POST /api/v1/auth/token", "Login or password is wrong.",
    ]  # fmt: skip
    assert cells(page, find(page, "Restriction saved"))[3] == "Emil Berg"


def test_that_the_line_under_the_cursor_shows_before_and_after(qtbot, desk, hub):
    with_people(hub)
    with_log(hub)
    page = shown(qtbot, desk)
    page.audit.table.selectRow(find(page, "Restriction saved"))
    detail = page.audit.detail
    fields = {one.field: (one.before, one.after) for one in detail.rows.rows}
    assert fields["Forbidden equipment"] == ("–", "ROWING, BIKE_ERG")
    assert fields["Player id"] == ("–", "Emil Berg")
    page.audit.table.selectRow(find(page, "Was refused"))
    assert "Address: 192.168.1.66" in detail.facts.text()
    page.audit.table.setFocus()
    qtbot.keyClick(page.audit.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert '"access.refused"' in QGuiApplication.clipboard().text()


def test_that_older_pages_come_as_one_scrolls_and_each_is_asked_for_once(qtbot, desk, hub):
    with_people(hub)
    for number in range(100_000):
        hub.audit.note(ANNA, "player.saved", f"player-{number % 18:03}")
    page = shown(qtbot, desk)
    rows = page.audit_model.rows
    assert rows.rowCount() == PAGE
    assert len(hub.audit.asked) == 1
    for _ in range(5):
        page.audit.table.scrollToBottom()
    ids = [line.id for line in rows.rows]
    assert rows.rowCount() == 6 * PAGE
    assert ids == list(range(100_000, 100_000 - 6 * PAGE, -1))
    assert [cursor for _, _, cursor in hub.audit.asked] == [
        None,
        *(100_000 - PAGE * pages + 1 for pages in range(1, 6)),
    ]


def test_that_new_lines_come_above_and_the_place_one_looks_at_stays(qtbot, desk, hub):
    with_people(hub)
    with_log(hub)
    page = shown(qtbot, desk)
    page.audit.table.selectRow(3)
    chosen = page.audit.current
    hub.audit.note(ANNA, "team.saved", "team-1")
    qtbot.keyClick(page.audit, Qt.Key.Key_F5)
    assert cells(page, 0)[2] == "Team saved"
    assert page.audit.current is chosen


def test_that_lines_are_filtered_by_person_action_period_and_text(qtbot, desk, hub):
    with_people(hub)
    with_log(hub)
    page = shown(qtbot, desk)
    bar = page.audit.bar
    people = {option.text for option in bar.actor.options}
    assert {"Everybody", "Anna Berg", "Tom Ek", "The hub", "Unknown"} <= people
    actions = [option.text for option in bar.action.options]
    assert actions[actions.index("All about people") + 1] == "Person changed"
    bar.action.show_options(bar.action.options, "user.")
    bar.action.chosen.emit("user.")
    assert {cells(page, row)[1] for row in range(3)} == {"Anna Berg"}
    bar.search.setText("observer")
    bar._typing.timeout.emit()
    assert hub.audit.asked[-1][0] == AuditFilter(action="user.", text="observer")
    bar.clear.click()
    page.audit.table.selectRow(find(page, "Player saved"))
    page.audit.detail.others.click()
    assert hub.audit.asked[-1][0] == AuditFilter(actor="user-2")
    bar.search.setText("zamboni")
    bar._typing.timeout.emit()
    assert "Nothing matches" in page.audit.state.accessibleName()
    page.audit.state.button.click()
    assert page.audit_model.wanted == AuditFilter()
    assert page.audit_model.rows.rowCount() == PAGE


def test_that_a_period_goes_from_midnight_here_to_the_end_of_its_last_day(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    bar = page.audit.bar
    bar.period.show_options(bar.period.options, "between")
    bar.period.chosen.emit("between")
    bar.first.setDate(QDate(2026, 11, 9))
    bar.last.setDate(QDate(2026, 11, 10))
    bar._typing.timeout.emit()
    wanted = page.audit_model.wanted
    assert wanted.since == datetime(2026, 11, 9).astimezone()
    assert wanted.until == datetime(2026, 11, 11).astimezone()


def test_that_all_lines_looked_for_are_exported_and_no_text_runs_as_a_formula(
    qtbot, desk, hub, tmp_path: Path
):
    with_people(hub)
    with_log(hub)
    for number in range(700):
        hub.audit.note(ANNA, "team.saved", f"team-{number}", after={"name": "=1+1"})
    desk.services = replace(desk.services, tasks=LoopedTasks())
    page = shown(qtbot, desk)
    bar = page.audit.bar
    bar.action.show_options(bar.action.options, "team.saved")
    bar.action.chosen.emit("team.saved")
    page.audit._folder = lambda: tmp_path / "audit"
    with qtbot.waitSignal(page.confirmed) as posted:
        bar.export.click()
    (path,) = (tmp_path / "audit").iterdir()
    assert posted.args[0].text == f"700 lines written to {path}."
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["subject"] for row in rows] == [f"team-{number}" for number in range(699, -1, -1)]
    assert {row["to_what"] for row in rows} == {"'=1+1"}
    at = datetime.fromisoformat(rows[0]["at_utc"])
    assert at.astimezone(UTC) == hub.audit.entries[-1].at


def test_that_a_file_that_cannot_be_written_is_told_with_its_reason(
    qtbot, desk, hub, tmp_path: Path
):
    with_people(hub)
    with_log(hub)
    desk.services = replace(desk.services, tasks=LoopedTasks())
    page = shown(qtbot, desk)
    (tmp_path / "file").write_text("in the way")
    page.audit._folder = lambda: tmp_path / "file"
    page.audit.export()
    assert "could not be written" in page.banner.text
    assert page.audit.bar.export.isEnabled()


def test_that_a_hub_that_went_away_leaves_the_lines_and_says_so(qtbot, desk, hub):
    with_people(hub)
    with_log(hub)
    page = shown(qtbot, desk)
    hub.audit.refusal = UnavailableError("The hub does not answer.")
    page.audit_model.look()
    assert page.audit_model.rows.rowCount() == PAGE
    assert page.audit.summary.whole == "The hub does not answer. What is shown was true before."
    hub.audit.refusal = None
    page.audit_model.more()
    assert page.audit_model.rows.rowCount() == 330
    assert page.audit.summary.whole == "All 330 lines"
