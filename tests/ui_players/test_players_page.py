"""The players' page: found, changed, added, gone and back, each step undone."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit

from core.domain.ids import TeamId
from core.domain.player import HeartRateMaxSource, Player, Team
from core.domain.roster_import import RosterFile, RosterReading
from core.domain.user import Principal, Role
from core.errors import UnavailableError
from tests.helpers.club_fakes import ClubLink, desk_with_club
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.shots.scenes_hub import desk_with_hub
from ui.common.edit_card import FORGET_QUESTION
from ui.common.files import choose_target
from ui.players.page import PlayersPage
from ui.players.rows import Column

MOD = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def hub(desk: LiveDesk) -> FakeHubSide:
    return desk_with_hub(desk)


@pytest.fixture
def link(desk: LiveDesk, hub: FakeHubSide) -> ClubLink:
    return desk_with_club(desk)


@pytest.fixture
def page(qtbot, desk: LiveDesk, link: ClubLink) -> PlayersPage:
    return shown(qtbot, desk)


def shown(qtbot, desk: LiveDesk) -> PlayersPage:
    page = PlayersPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def names(page: PlayersPage) -> list[str]:
    return [row.player.name for row in page.rows.rows]


def choose(page: PlayersPage, name: str) -> None:
    page.table.selectRow(names(page).index(name))


def write(page: PlayersPage, field: str, text: str) -> None:
    form = page.card.performance if "." in field else page.card.profile
    line = form.field(field)
    assert isinstance(line, QLineEdit)
    line.setText(text)


def stored(link: ClubLink, name: str) -> Player:
    return next(one for one in link.club_players if one.name == name)


def test_that_players_are_searched_sorted_and_sifted(qtbot, page, link):
    assert page.head.summary.whole == "18 players in 1 team"
    assert page.rows.text(2, Column.HEART) == "~192", "an estimate is marked as one"
    qtbot.keyClick(page, Qt.Key.Key_F, MOD)
    qtbot.keyClicks(page.side.search, "forward lund")
    qtbot.keyClick(page.side.search, Qt.Key.Key_Return)
    assert names(page) == ["Filip Lund"]
    page.side.search.setText("zamboni")
    page.side.search_now()
    assert "Nobody is found" in page.side.state.accessibleName()
    page.side.search.clear()
    page.side.search_now()
    choose(page, "Leo Åkesson")
    page.table.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "Noah Berg"
    assert page.card.title.whole == "Leo Åkesson", "the chosen one stays chosen"
    page.table.sortByColumn(Column.STATE, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "Liam Ek", "who is restricted stands first"


def test_that_a_change_is_saved_by_keys_and_taken_back(qtbot, page, link):
    choose(page, "Noah Berg")
    write(page, "massKg", "79,5")
    assert page.rows.text(1, Column.NAME) == "Noah Berg •"
    choose(page, "Liam Ek")
    choose(page, "Noah Berg")
    assert page.card.profile.values["massKg"] == "79,5", "what was typed waits"
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    assert stored(link, "Noah Berg").mass_kg == 79.5
    assert not page.model.drafts.is_dirty("player-002")
    assert page.side.undone.text == "Noah Berg is saved."
    qtbot.keyClick(page, Qt.Key.Key_Z, MOD)
    assert stored(link, "Noah Berg").mass_kg == 78
    assert page.card.profile.values["massKg"] == "78"


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("massKg", "heavy", "is not a number of kilograms"),
        ("massKg", "1000", "20 to 250"),
        ("jerseyNumber", "4", "Liam Ek wears number 4"),
        ("birthDate", "2031-02-30", "is not a date"),
        ("heartRateRestBpm", "199", "resting heart rate"),
        ("lthrBpm", "240", "80 to 230"),
        ("ftpW.ROWING", "1e9", "is not a number"),
    ],
)
def test_that_what_cannot_be_meant_is_said_at_its_field_and_not_sent(page, link, field, text, says):
    choose(page, "Noah Berg")
    write(page, field, text)
    form = page.card.performance if "." in field else page.card.profile
    assert says in form.problem(field)
    page.card.save.click()
    assert page.card.told.text() == "One field needs a look."
    assert stored(link, "Noah Berg").version == 1
    assert page.card.tabs.current == ("performance" if "." in field else "profile")


def test_that_an_emptied_field_is_empty_afterwards(page, link):
    choose(page, "Hugo Nyström")
    write(page, "lthrBpm", "172")
    write(page, "ftpW.SKI_ERG", "")
    page.card.save.click()
    assert stored(link, "Hugo Nyström").lthr_bpm == 172
    assert "SKI_ERG" not in stored(link, "Hugo Nyström").ftp_w
    write(page, "lthrBpm", "")
    page.card.save.click()
    assert stored(link, "Hugo Nyström").lthr_bpm is None


def test_that_a_new_player_needs_little_and_gets_a_free_number(qtbot, page, link):
    qtbot.keyClick(page, Qt.Key.Key_N, MOD)
    assert page.card.title.whole == "New player"
    write(page, "firstName", "Elin")
    assert page.card.profile.problem("lastName") == "", "nobody has pressed save yet"
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    assert page.card.profile.problem("lastName") == "Last name is missing."
    assert page.card.told.text() == "5 fields need a look."
    for field, text in {
        "lastName": "Åström",
        "birthDate": "11.2.2006",
        "massKg": "68,5",
        "heartRateRestBpm": "51",
    }.items():
        write(page, field, text)
    assert page.card.profile.values["heartRateMaxBpm"] == "194", "208 - 0.7 x 20 years"
    page.card.edited.emit("position", "forward")
    page.card.save.click()
    elin = stored(link, "Elin Åström")
    assert (elin.jersey_number, elin.heart_rate_max_bpm) == (19, 194)
    assert elin.heart_rate_max_source is HeartRateMaxSource.ESTIMATED
    assert page.card.title.whole == "Elin Åström", "and is chosen"
    page.side.undone.button.click()
    assert "Elin Åström" not in names(page)


def test_that_a_deleted_player_comes_back_with_picture_and_restrictions(
    qtbot, page, link, tmp_path: Path
):
    picture = QImage(900, 600, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    picture.save(str(tmp_path / "face.png"))
    choose(page, "Liam Ek")
    page.pictures.take("player-004", tmp_path / "face.png")
    image = link.editor.photos["player-004"]
    assert max(QImage.fromData(image).width(), QImage.fromData(image).height()) == 400
    assert page.card.photo.has_picture
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "Liam Ek" not in names(page)
    assert link.club_restrictions == ()
    page.side.undone.button.click()
    assert link.editor.photos["player-004"] == image
    assert [one.body_part for one in link.club_restrictions] == ["shoulder"]
    assert "Liam Ek" in names(page)


def test_that_whoever_was_in_sessions_leaves_instead_of_being_deleted(page, link):
    link.editor.needed.add("player-009")
    choose(page, "Arvid Dahl")
    page.card.remove.click()
    assert "Archive the player instead" in page.banner.text
    page.card.archive.click()
    assert "Arvid Dahl" not in names(page)
    page.filters.presence.choose("left")
    page.filters.presence.chosen.emit("left")
    assert names(page) == ["Arvid Dahl"]
    page.card.archive.click()
    assert not stored(link, "Arvid Dahl").is_archived


def test_that_what_somebody_else_changed_shows_through_and_nothing_is_lost(page, link):
    choose(page, "Noah Berg")
    write(page, "massKg", "79")
    noah = stored(link, "Noah Berg")
    other = msgspec.structs.replace(noah, lthr_bpm=170, version=2)
    link.club_players = tuple(other if one.id == noah.id else one for one in link.club_players)
    page.card.save.click()
    assert "Tom Ek changed this meanwhile" in page.banner.text
    assert page.card.profile.values["massKg"] == "79"
    assert page.card.profile.values["lthrBpm"] == "170"
    page.card.save.click()
    now = stored(link, "Noah Berg")
    assert (now.mass_kg, now.lthr_bpm) == (79, 170)


def test_that_teams_are_renamed_added_and_deleted(page, link):
    page.head.teams.click()
    page.teams.new.setText("Juniors")
    page.teams.add.click()
    assert [team.name for team in link.club_teams] == ["Northern Lights", "Juniors"]
    juniors = link.club_teams[1]
    field = page.teams.names[juniors.id]
    field.setText("U18")
    field.editingFinished.emit()
    assert [team.name for team in link.club_teams] == ["Northern Lights", "U18"]
    assert not page.teams.removes[TeamId("team-001")].isEnabled(), "it has players"
    page.teams.removes[juniors.id].click()
    assert len(link.club_teams) == 1
    page.side.undone.button.click()
    assert {team.name for team in link.club_teams} == {"Northern Lights", "U18"}


def test_that_an_exported_roster_is_read_back_as_it_was(page, link, tmp_path: Path):
    link.club_players = tuple(
        msgspec.structs.replace(
            one, ftp_w={code: round(watts, 1) for code, watts in one.ftp_w.items()}
        )
        for one in link.club_players
    )
    for name in ("roster.csv", "roster.xlsx"):
        page.roster.write(tmp_path / name)
        content = (tmp_path / name).read_bytes()
        reading = RosterReading(file=RosterFile(name=name, content=content))
        page.model.do(look(link, reading), "look")
        assert [row for row in link.looked.rows if row.action != "skip"] == [], "nothing changes"
    page.roster.write(tmp_path / "no" / "such" / "folder.csv")
    assert "could not be written" in page.banner.text


async def look(link: ClubLink, reading: RosterReading) -> None:
    link.looked = await link.editor.preview_roster(reading)


def test_that_who_may_not_change_players_only_reads(qtbot, desk, link, hub):
    hub.people.signed_in = Principal(subject="user-4", name="Pia", role=Role.ASSISTANT)
    page = shown(qtbot, desk)
    choose(page, "Noah Berg")
    line = page.card.profile.field("massKg")
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    hidden = (page.head.add, page.head.import_roster, page.card.remove, page.card.archive)
    assert not any(button.isVisible() for button in hidden)


def test_that_a_hub_that_does_not_answer_is_asked_again(qtbot, desk, link):
    link.failure = UnavailableError("The hub does not answer.")
    page = shown(qtbot, desk)
    assert "The hub did not answer" in page.side.state.accessibleName()
    link.failure = None
    page.side.state.button.click()
    assert len(page.rows.rows) == 18


def test_that_a_club_without_players_is_told_what_to_do(qtbot, desk, link):
    link.club_players = ()
    link.club_teams = (Team(id=TeamId("team-001"), name="Northern Lights"),)
    page = shown(qtbot, desk)
    with qtbot.waitSignal(page.import_wanted):
        page.side.state.button.click()


def test_that_a_narrow_window_shows_list_and_details_in_turn(qtbot, page):
    page.resize(595, 340)
    assert page.table.isVisible()
    assert not page.card.isVisible()
    qtbot.mouseClick(
        page.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.table.visualRect(page.rows.index(1, 1)).center(),
    )
    assert page.card.title.whole == "Noah Berg"
    assert page.card.isVisible()
    assert not page.table.isVisible()
    page.side.to_list.click()
    assert page.table.isVisible()
    page.head.add.click()
    assert page.card.isVisible()
    page.resize(1278, 700)
    assert page.table.isVisible()
    assert page.card.isVisible()
    assert not page.side.to_list.isVisible()


def test_that_what_is_typed_while_a_player_is_saved_stays_and_saves_again(qtbot, page, desk, link):
    choose(page, "Noah Berg")
    write(page, "massKg", "79")
    desk.tasks.is_holding = True
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    write(page, "massKg", "78")  # as it was stored before
    write(page, "lthrBpm", "171")
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    desk.tasks.release()
    assert stored(link, "Noah Berg").mass_kg == 79
    assert page.card.profile.values["massKg"] == "78"
    assert page.card.profile.values["lthrBpm"] == "171"
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    now = stored(link, "Noah Berg")
    assert (now.mass_kg, now.lthr_bpm, now.version) == (78, 171, 3)
    assert page.banner.text == "", "no conflict with oneself"


def test_that_esc_asks_once_before_it_forgets_what_is_typed(qtbot, page):
    choose(page, "Noah Berg")
    write(page, "massKg", "79")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.card.told.text() == FORGET_QUESTION
    assert page.card.profile.values["massKg"] == "79"
    write(page, "massKg", "80")
    assert page.card.told.text() == "Not saved yet.", "who types on wants to keep it"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.card.profile.values["massKg"] == "78"
    qtbot.keyClick(page, Qt.Key.Key_N, MOD)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.is_adding, "what is only proposed is no loss"


def test_that_a_picture_is_that_of_the_player_whose_card_asked_for_it(
    page, link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    picture = QImage(90, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    picture.save(str(tmp_path / "face.png"))
    chosen = []
    monkeypatch.setattr("ui.players.page.choose_file", lambda *args: chosen.append(args[-1]))
    choose(page, "Liam Ek")
    page.card.photo.clicked.emit()
    choose(page, "Noah Berg")
    chosen[0](tmp_path / "face.png")
    assert list(link.editor.photos) == ["player-004"]


def test_that_a_target_without_an_ending_gets_that_of_the_chosen_kind(qtbot, page):
    dialog = choose_target(page, "Export", "CSV (*.csv);;Excel (*.xlsx)", "a.csv", lambda _: None)
    qtbot.addWidget(dialog)
    assert dialog.defaultSuffix() == "csv"
    dialog.filterSelected.emit("Excel (*.xlsx)")
    assert dialog.defaultSuffix() == "xlsx"
