"""A roster from a file: matched, looked at, mended, written as a whole, undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit

from core.domain.roster_import import RowAction
from core.errors import ConflictError, UnavailableError
from tests.helpers.club_fakes import ClubLink, desk_with_club
from tests.helpers.held_tasks import HeldTasks
from tests.helpers.live_desk import LiveDesk
from tests.shots.scenes_club import ROSTER
from ui.roster.page import RosterPage
from ui.roster.rows import Column, Sieve
from ui.roster.view_model import LARGEST_BYTES, Step

MOD = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def link(desk: LiveDesk) -> ClubLink:
    return desk_with_club(desk)


@pytest.fixture
def page(qtbot, desk: LiveDesk, link: ClubLink) -> RosterPage:
    return shown(qtbot, desk)


def shown(qtbot, desk: LiveDesk) -> RosterPage:
    page = RosterPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def opened(page: RosterPage, tmp_path: Path, text: str = ROSTER, encoding: str = "cp1252") -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    page.file.chosen.emit(path)


def cells(page: RosterPage, column: Column) -> list[str]:
    rows = page.rows.rows
    return [rows.text(row, column) for row in range(rows.rowCount())]


def test_that_columns_are_matched_by_their_headers_and_can_be_matched_otherwise(
    qtbot, page, tmp_path
):
    opened(page, tmp_path)
    assert page.model.step is Step.COLUMNS
    fields = [choice.current_id for choice in page.columns.columns.choices.values()]
    assert fields == [
        "jerseyNumber", "name", "position", "birthDate", "sex", "massKg", "heartRateMaxBpm",
        "heartRateRestBpm", "",
    ]  # fmt: skip
    assert "Western European" in page.columns.remarks.text()
    page.columns.columns.matched.emit(4, "")
    assert page.columns.missing.text.startswith("New players need sex")
    assert page.columns.defaults.problem("sex") == "Needed: no column gives it."
    assert not page.on.isEnabled()
    page.columns.defaults.edited.emit("sex", "female")
    page.columns._typing.timeout.emit()
    assert page.on.isEnabled()
    page.columns.columns.matched.emit(8, "sex")
    assert page.columns.columns.choices[8].current_id == "sex"


def test_that_nothing_is_written_before_every_row_can_be(qtbot, page, link, tmp_path):
    opened(page, tmp_path)
    qtbot.keyClick(page, Qt.Key.Key_Return, MOD)
    assert page.model.step is Step.ROWS
    assert page.rows.sieve.current == Sieve.BLOCKED, "what is to be mended comes first"
    assert cells(page, Column.NAME) == ["Maja Ros", "Tilde Falk"]
    assert "is a formula, which is never computed" in cells(page, Column.WHY)[1]
    assert page.on.text() == "2 rows to mend"
    assert not page.on.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_Return, MOD)
    assert len(link.club_players) == 18
    line = page.rows.card.form.field("birthDate")
    assert isinstance(line, QLineEdit)
    line.setText("23.12.2004")
    page.rows.card.apply.click()
    assert cells(page, Column.NAME) == ["Tilde Falk"]
    page.rows.skip.click()
    assert "All rows can be written" in page.rows.empty.accessibleName()
    assert page.on.text() == "Import 5 players"
    page.on.click()
    assert page.model.step is Step.DONE
    assert "4 added, 1 updated, 2 skipped" in page.done.state.accessibleName()
    assert {"Elin Åström", "Maja Ros", "Ida Kvist"} <= {one.name for one in link.club_players}
    qtbot.keyClick(page, Qt.Key.Key_Z, MOD)
    assert link.editor.undone == ["import-1"]
    assert "4 removed, 1 as before." in page.done.state.accessibleName()
    assert not page.done.undo.isVisible()


def test_that_players_who_are_there_are_shown_and_decided_on(page, link, tmp_path):
    opened(page, tmp_path)
    page.go_on()
    page.rows.sieve.choose(Sieve.ALIKE)
    page.rows.refresh()
    assert cells(page, Column.NAME) == ["Liam Ek", "Sara Lind"]
    assert cells(page, Column.ACTION) == ["Update", "Skip"]
    assert cells(page, Column.WHY) == [
        "Liam Ek, #4: mass kg", "This is the same player as in row 3.",
    ]  # fmt: skip
    page.rows.table.selectRow(0)
    page.rows.card.action.chosen.emit(RowAction.SKIP)
    assert cells(page, Column.ACTION) == ["Skip", "Skip"]
    page.rows.card.action.chosen.emit("")
    assert cells(page, Column.ACTION) == ["Update", "Skip"], "as it was proposed"


@pytest.mark.requirement(20)
def test_that_a_file_that_is_no_roster_is_refused_with_a_next_step(page, tmp_path):
    page.file.chosen.emit(tmp_path / "nothing.csv")
    assert "cannot be read" in page.file.problem.text
    (tmp_path / "film.csv").write_bytes(b"\0" * (LARGEST_BYTES + 1))
    page.file.chosen.emit(tmp_path / "film.csv")
    assert "larger than 8 MB" in page.file.problem.text
    (tmp_path / "odd.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    page.file.chosen.emit(tmp_path / "odd.xlsx")
    assert page.file.problem.text
    assert page.model.step is Step.FILE
    opened(page, tmp_path)
    assert page.file.problem.text == ""
    assert page.model.step is Step.COLUMNS


def test_that_ten_thousand_rows_are_looked_at_in_one_list(page, tmp_path):
    lines = [
        f"{number % 100};Player{number} Name{number};F;2005-01-01;M;80;195;50;1"
        for number in range(10_000)
    ]
    opened(page, tmp_path, "\n".join((ROSTER.splitlines()[0], *lines)), "utf-8")
    page.go_on()
    page.rows.sieve.choose(Sieve.ALL)
    page.rows.refresh()
    assert page.rows.rows.rowCount() == 10_000


def test_that_of_several_questions_the_last_answer_counts(qtbot, desk, link, tmp_path):
    tasks = HeldTasks()
    desk.services = replace(desk.services, tasks=tasks)
    page = shown(qtbot, desk)
    opened(page, tmp_path)
    tasks.is_holding = True
    page.model.match(4, None)
    page.model.match(4, "sex")
    assert page.busy.text() == "Asking the hub …"
    tasks.held.reverse()
    tasks.release()
    assert page.columns.columns.choices[4].current_id == "sex"
    assert page.busy.text() == ""


def test_that_a_refused_import_leaves_the_rows_as_they_were(page, link, tmp_path):
    opened(page, tmp_path)
    page.go_on()
    page.rows.skip.click()
    link.editor.refusal = ConflictError("Somebody else imports just now.", field="rows.3")
    page.on.click()
    assert "Somebody else imports" in page.banner.text
    assert page.model.step is Step.ROWS
    assert len(link.club_players) == 18
    link.failure = UnavailableError("The hub does not answer.")
    assert page.model.preview is not None
    page.model.decide(page.model.preview.rows[0], RowAction.SKIP)
    assert "does not answer" in page.banner.text
    assert page.model.preview is not None


def test_that_what_the_hub_has_not_looked_at_is_never_written(page, link, tmp_path):
    opened(page, tmp_path)
    page.go_on()
    page.rows.skip.click()
    seen = page.model.reading
    link.failure = UnavailableError("The hub does not answer.")
    page.model.change_mapping(new_team_name="Nobody saw this")
    assert page.model.reading is seen
    link.failure = None
    page.on.click()
    assert page.model.step is Step.DONE
    assert "Nobody saw this" not in [team.name for team in link.club_teams]


def test_that_what_was_typed_a_moment_ago_is_read_before_the_rows_are_shown(page, tmp_path):
    opened(page, tmp_path)
    page.columns.defaults.edited.emit("birthDate", "2008-01-01")
    page.go_on()
    assert page.model.step is Step.ROWS
    assert page.model.reading.mapping.defaults["birthDate"] == "2008-01-01"


def test_that_a_club_without_a_team_gets_one_with_the_roster(qtbot, desk, link, tmp_path):
    link.empty()
    page = shown(qtbot, desk)
    opened(page, tmp_path)
    assert page.columns.form.values["newTeam"] == "First team"
    page.columns.form.edited.emit("newTeam", "Northern Lights")
    page.columns._typing.timeout.emit()
    page.go_on()
    page.rows.skip.click()
    page.on.click()
    assert [team.name for team in link.club_teams] == ["Northern Lights"]
    with qtbot.waitSignal(page.closed):
        page.on.click()


def test_that_a_file_can_be_dropped_and_one_from_elsewhere_is_let_be(qtbot, page, tmp_path):
    (tmp_path / "roster.csv").write_bytes(ROSTER.encode("cp1252"))
    away = drop_of(QUrl("https://example.org/roster.csv"))
    page.file.dropEvent(away)
    assert page.model.step is Step.FILE
    page.file.dropEvent(drop_of(QUrl.fromLocalFile(str(tmp_path / "roster.csv"))))
    assert page.model.step is Step.COLUMNS


def drop_of(url: QUrl) -> QDropEvent:
    """Somebody lets go of something over the page."""
    mime = QMimeData()
    mime.setUrls([url])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.mime = mime  # which must outlive the event
    return event
