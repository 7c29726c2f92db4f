"""Restrictions on the player's card: entered, changed, lifted, and seen by those who may."""

from __future__ import annotations

from datetime import date

import pytest

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QPlainTextEdit

from core.domain.restriction import Severity
from core.domain.user import Principal, Role
from hub_server.security.permissions import ALLOWED, Action
from tests.helpers.club_fakes import ClubLink, desk_with_club
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.shots.scenes_club import with_restrictions
from tests.shots.scenes_hub import desk_with_hub
from ui.common.edit_card import FORGET_QUESTION
from ui.common.rights import CLUB_CHANGERS, MEDICAL_READERS
from ui.players.page import PlayersPage
from widgets.inputs.day_line import DayLine
from widgets.inputs.toggles import Toggles


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def hub(desk: LiveDesk) -> FakeHubSide:
    return desk_with_hub(desk)


@pytest.fixture
def link(desk: LiveDesk, hub: FakeHubSide) -> ClubLink:
    return desk_with_club(desk)


def shown(qtbot, desk: LiveDesk, row: int = 3) -> PlayersPage:
    page = PlayersPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.selectRow(row)
    page.card.show_tab("medical")
    return page


def day(page: PlayersPage, key: str, text: str) -> None:
    field = page.medical.form.field(key)
    assert isinstance(field, DayLine)
    field.line.setText(text)


def press(page: PlayersPage, key: str, *codes: str) -> None:
    field = page.medical.form.field(key)
    assert isinstance(field, Toggles)
    for code in codes:
        field.buttons[code].click()


def test_that_a_restriction_is_entered_with_all_it_can_say(qtbot, desk, link):
    page = shown(qtbot, desk, row=8)
    assert page.medical.empty.isVisible()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_R, keys)
    form = page.medical.form
    page.medical.save.click()
    assert form.problem("bodyPart") == "Say which part of the body it is about."
    part = form.field("bodyPart")
    assert isinstance(part, QComboBox)
    part.setCurrentText("left knee")
    press(page, "forbiddenEquipment", "ROWING")
    press(page, "forbiddenMovements", "jump", "squat")
    form.edited.emit("intensityCeilingZone", "3")
    form.edited.emit("alternativeExercises", "Step-up, Nordic curl, Step-up")
    note = form.field("note")
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("Meniscus. Look again on Friday.")
    day(page, "validTo", "")
    assert page.medical.effect.text() == (
        "In training, until further notice: No Rowing, no squat, no jump, zone 3 at most. No "
        "exercise and no drill that loads that part of the body."
    )
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    new = link.club_restrictions[-1]
    assert new.player_id == "player-009"
    assert (new.body_part, new.severity) == ("left knee", Severity.LIMITED)
    assert (new.valid_from, new.valid_to) == (date(2026, 11, 16), None)
    assert new.forbidden_movements == ("squat", "jump")
    assert new.alternative_exercises == ("Step-up", "Nordic curl")
    assert new.intensity_ceiling_zone == 3
    assert [card.title.whole for card in page.medical.cards] == ["Left knee · Limited"]
    page.side.undone.button.click()
    assert len(link.club_restrictions) == 1


@pytest.mark.requirement(20)
def test_that_a_restriction_that_ends_before_it_begins_is_refused_at_its_field(qtbot, desk, link):
    page = shown(qtbot, desk)
    page.medical.cards[0].edit.click()
    day(page, "validTo", "31.10.2026")
    page.medical.save.click()
    assert page.medical.form.problem("validTo") == "A restriction ends after it begins."
    day(page, "validTo", "soon")
    assert "Write the day" in page.medical.form.problem("validTo")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.medical.told.text() == FORGET_QUESTION, "it asks once"
    assert not page.medical.cards[0].isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert link.club_restrictions[0].version == 1
    assert page.medical.cards[0].isVisible()


def test_that_lifting_ends_it_with_yesterday_and_can_be_taken_back(qtbot, desk, link):
    page = shown(qtbot, desk)
    page.medical.cards[0].lift.click()
    assert link.club_restrictions[0].valid_to == date(2026, 11, 15)
    assert page.rows.rows[3].severity is None
    assert page.medical.cards[0].period.text() == "Over since 15 November 2026"
    page.side.undone.button.click()
    assert link.club_restrictions[0].valid_to == date(2026, 12, 3)
    page.medical.cards[0].remove.click()
    assert link.club_restrictions == ()
    page.side.undone.button.click()
    assert link.club_restrictions[0].note == "Rotator cuff"


def test_that_only_medical_staff_and_trainers_see_what_it_is_about(qtbot, desk, link, hub):
    with_restrictions(link)
    hub.people.signed_in = Principal(subject="user-4", name="Pia", role=Role.OBSERVER)
    link.club_restrictions = tuple(one.without_details() for one in link.club_restrictions)
    page = shown(qtbot, desk)
    texts = " ".join(card.accessibleName() for card in page.medical.cards)
    assert "No Rowing, no Ski Erg" in texts
    assert "shoulder" not in texts.casefold()
    assert page.medical.closed.isVisible()
    assert not page.medical.add.isVisible()
    assert not page.medical.cards[0].edit.isVisible()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_R, keys)
    assert page.medical_model.texts is None


def test_that_the_medical_staff_enters_restrictions_but_changes_no_player(qtbot, desk, link, hub):
    hub.people.signed_in = Principal(subject="user-3", name="Dr. Lund", role=Role.MEDICAL)
    page = shown(qtbot, desk)
    assert page.medical.add.isVisible()
    assert not page.head.add.isVisible()


def test_that_screens_offer_what_the_hub_allows():
    for action, roles in (
        (Action.CHANGE_CLUB, CLUB_CHANGERS),
        (Action.READ_MEDICAL_DETAILS, MEDICAL_READERS),
        (Action.CHANGE_RESTRICTIONS, MEDICAL_READERS),
    ):
        assert {role for role, may in ALLOWED.items() if action in may} == roles


def test_that_a_day_can_be_taken_from_a_calendar(qtbot, desk, link):
    page = shown(qtbot, desk)
    page.medical.cards[0].edit.click()
    field = page.medical.form.field("validTo")
    assert isinstance(field, DayLine)
    field.button.click()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 12, 3)
    calendar.clicked.emit(QDate(2026, 12, 24))
    assert field.line.text() == "2026-12-24"
    page.medical.save.click()
    assert link.club_restrictions[0].valid_to == date(2026, 12, 24)


def test_that_a_half_typed_restriction_waits_while_another_player_is_looked_at(qtbot, desk, link):
    page = shown(qtbot, desk)
    page.medical.cards[0].edit.click()
    day(page, "validTo", "2026-12-24")
    page.table.selectRow(8)
    assert page.medical_model.texts is None
    page.table.selectRow(3)
    assert page.medical.form.values["validTo"] == "2026-12-24"


def test_that_a_restriction_typed_on_while_it_is_saved_stays_open_and_saves_again(
    qtbot, desk, link
):
    page = shown(qtbot, desk)
    page.medical.cards[0].edit.click()
    day(page, "validTo", "2026-12-24")
    desk.tasks.is_holding = True
    page.medical.save.click()
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    day(page, "validTo", "2026-12-27")
    desk.tasks.release()
    assert link.club_restrictions[0].valid_to == date(2026, 12, 24)
    assert page.medical.form.values["validTo"] == "2026-12-27"
    page.medical.save.click()
    assert page.banner.text == ""
    assert link.club_restrictions[0].valid_to == date(2026, 12, 27)
