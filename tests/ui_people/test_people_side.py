"""The people's side of the page: what an administrator sees and does."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.domain.user import Principal, Role
from core.errors import ConflictError, NotSignedInError, UnavailableError
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.shots.scenes_hub import desk_with_hub
from tests.shots.scenes_people import with_people
from ui.people.page import PeoplePage
from ui.people.people_rows import Column


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
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def texts(page: PeoplePage, column: Column) -> list[str]:
    rows = page.people.rows
    return [rows.text(row, column) for row in range(rows.rowCount())]


def choose(page: PeoplePage, name: str) -> None:
    names = [one.name for one in page.people.rows.rows]
    page.people.table.selectRow(names.index(name))


def test_that_everybody_is_listed_and_who_may_not_come_in_stands_last(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    names = texts(page, Column.NAME)
    assert (names[0], names[-1]) == ("Anna Berg (you)", "Bengt Holm")
    assert texts(page, Column.STATE) == [
        "Connected", "Active", "Never signed in", "Connected", "Active", "Deactivated",
    ]  # fmt: skip
    assert texts(page, Column.SEEN)[:3] == ["Now", "3 days ago", "Never"]
    assert page.summary.whole == "5 people can sign in, 2 connected"


def test_that_people_are_searched_and_sorted(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    page.people.table.sortByColumn(Column.SEEN, Qt.SortOrder.AscendingOrder)
    assert [one.name for one in page.people.rows.rows][:3] == ["Anna Berg", "Pia Sund", "Tom Ek"]
    choose(page, "Tom Ek")
    page.people.table.sortByColumn(Column.ROLE, Qt.SortOrder.DescendingOrder)
    assert texts(page, Column.ROLE)[0] == "Observer"
    current = page.people.current
    assert current is not None
    assert current.name == "Tom Ek", "the chosen one stays chosen"
    qtbot.keyClick(page.people, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.people.search.setText("med lund")
    page.people._typing.timeout.emit()
    assert [one.name for one in page.people.rows.rows] == ["Dr. Mia Lund"]
    page.people.search.setText("zamboni")
    page.people._typing.timeout.emit()
    assert "Nobody is called so" in page.people.state.accessibleName()


@pytest.mark.requirement(71)
def test_that_an_added_person_gets_a_password_that_is_shown_once(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    card = page.people.invite
    card.add.click()
    assert card._name_field.problem == "A name is needed."
    card.name.setText("Eva Nord ")
    card.login.setText("eva@club.example")
    card.role.show_options(card.role.options, Role.MEDICAL)
    qtbot.keyClick(card.login, Qt.Key.Key_Return)
    issued = hub.people.issued[-1]
    assert (issued.user.name, issued.user.role) == ("Eva Nord", Role.MEDICAL)
    assert "Eva Nord" in texts(page, Column.NAME)
    assert page.people.password.password.text() == issued.password
    assert card.name.text() == ""
    page.people.password.copy.click()
    assert QGuiApplication.clipboard().text() == issued.password
    page.people.password.done.click()
    assert page.people_model.issued is None
    assert not page.people.password.isVisible()
    assert page.people.password.password.text() == ""


def test_that_a_sign_in_name_that_is_taken_is_refused_and_nothing_typed_is_lost(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    card = page.people.invite
    card.name.setText("Tom Ny")
    card.login.setText("tom")
    card.add.click()
    assert "Somebody else signs in as “tom”." in page.banner.text
    assert card.login.text() == "tom"
    assert card.add.isEnabled()


@pytest.mark.requirement(71)
def test_that_another_role_can_be_taken_back(qtbot, desk, hub, monkeypatch):
    with_people(hub)
    page = shown(qtbot, desk)
    choose(page, "Tom Ek")
    page.people.card.role.chosen.emit(Role.ADMIN)
    assert hub.people.accounts["user-2"].role is Role.ADMIN
    assert page.people.undone.text == "Tom Ek: Administrator instead of Trainer."

    async def away(_user_id, **_changes):
        raise UnavailableError("The hub does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(hub.people, "change", away)
        page.people.undone.button.click()
    assert hub.people.accounts["user-2"].role is Role.ADMIN
    page.people.undone.button.click()
    assert hub.people.accounts["user-2"].role is Role.TRAINER
    assert not page.people.undone.isVisible()


@pytest.mark.requirement(71)
def test_that_a_person_is_deactivated_only_after_a_question_that_says_what_ends(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    choose(page, "Pia Sund")
    card = page.people.card
    page.people.table.setFocus()
    qtbot.keyClick(page.people.table, Qt.Key.Key_Delete)
    assert "also the connection that is open now" in card.question.text()
    card.no.click()
    assert hub.people.accounts["user-4"].disabled_at is None
    card.deactivate.click()
    card.yes.click()
    assert hub.people.accounts["user-4"].disabled_at is not None
    assert texts(page, Column.STATE)[-1] == "Deactivated"
    qtbot.keyClick(page.people, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hub.people.accounts["user-4"].disabled_at is None


def test_that_a_person_is_renamed_with_the_keyboard(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    choose(page, "Tom Ek")
    page.people.table.setFocus()
    qtbot.keyClick(page.people.table, Qt.Key.Key_F2)
    page.people.card.name.setText("Thomas Ek")
    qtbot.keyClick(page.people.card.name, Qt.Key.Key_Return)
    assert "Thomas Ek" in texts(page, Column.NAME)


def test_that_neither_oneself_nor_the_last_administrator_can_be_locked_out(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    card = page.people.card
    choose(page, "Anna Berg")
    assert not card.role.isEnabled()
    assert not card.deactivate.isEnabled()
    assert "This is you" in card.sentence.text()
    hub.people.signed_in = Principal(subject="desktop", name="Desktop", role=Role.ADMIN)
    page.people_model.reload()
    assert not card.role.isEnabled()
    assert "The last administrator" in card.sentence.text()
    page.people_model.changes.set_active(hub.people.accounts["user-6"], is_active=True)
    assert card.role.isEnabled()


def test_that_a_refused_change_leaves_the_list_as_the_hub_has_it(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    choose(page, "Tom Ek")
    hub.people.refusal = ConflictError(
        "This is the last administrator.", suggested_action="Make somebody else one first."
    )
    page.people.card.role.chosen.emit(Role.ADMIN)
    assert page.banner.text == "This is the last administrator. Make somebody else one first."
    assert page.people.card.role.current_id == Role.TRAINER
    assert page.people_model.changes.undo is None


@pytest.mark.requirement(71)
def test_that_one_changes_ones_own_password(qtbot, desk, hub):
    with_people(hub)
    page = shown(qtbot, desk)
    card = page.people.account
    card.open.click()
    card.old.setText("old password 1")
    card.new.setText("short")
    card.again.setText("other")
    card.save.click()
    assert card._new_field.problem == "At least 10 characters."
    assert card._again_field.problem == "The two are not the same."
    hub.people.refusal = NotSignedInError("Login or password is wrong.")
    for field in (card.new, card.again):
        field.setText("a better one 2")
    card.save.click()
    assert "Login or password is wrong." in page.banner.text
    hub.people.refusal = None
    card.save.click()
    assert hub.people.own_passwords == [("old password 1", "a better one 2")]
    assert card.new.text() == ""
    assert card.open.isVisible()


@pytest.mark.requirement(71)
def test_that_a_trainer_sees_a_sentence_in_the_place_of_people_and_log(qtbot, desk, hub):
    with_people(hub)
    hub.people.signed_in = Principal(subject="user-2", name="Tom Ek", role=Role.TRAINER)
    page = shown(qtbot, desk)
    assert "Administrators look after people" in page.people.state.accessibleName()
    assert not page.people.invite.isVisible()
    assert page.people.account.open.isVisible()
    page.show_side("audit")
    assert "Administrators read the audit log" in page.audit.state.accessibleName()
    assert not page.audit.bar.isVisible()
    assert hub.audit.asked == []


def test_that_a_hub_that_is_away_is_told_and_asked_again(qtbot, desk, hub):
    with_people(hub)
    hub.people.refusal = UnavailableError("The hub does not answer.")
    page = shown(qtbot, desk)
    assert "The hub does not answer." in page.people.state.accessibleName()
    hub.people.refusal = None
    page.people.state.button.click()
    assert len(texts(page, Column.NAME)) == 6
