"""Absent players: ticked on the sessions page, looked at, applied, taken back."""

from __future__ import annotations

import msgspec
import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.ids import PlayerId
from core.domain.replanning import ReplanMode
from core.errors import StaleError, UnavailableError
from tests.helpers.live_desk import LiveDesk
from ui.sessions.absence_model import AbsencePhase
from ui.sessions.absence_panel import AbsencePanel
from ui.sessions.page import SessionsPage

ABSENT = (PlayerId("player-001"), PlayerId("player-002"), PlayerId("player-004"))


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk()


@pytest.fixture
def page(qtbot, desk: LiveDesk) -> SessionsPage:
    page = SessionsPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    return page


@pytest.fixture
def panel(qtbot, page) -> AbsencePanel:
    qtbot.waitUntil(page.rows[0].absence_button.isVisible)
    page.rows[0].setFocus()
    QTest.keyClick(page.rows[0], Qt.Key.Key_A)
    assert page.absence.isVisible()
    return page.absence


def tick(panel: AbsencePanel, *ids: PlayerId) -> None:
    for group in panel.groups.values():
        for player_id, box in group.boxes.items():
            if player_id in ids:
                box.click()


def sizes(desk: LiveDesk) -> list[int]:
    return [len(one.player_ids) for one in desk.link.stored[desk.bundle.id].sessions]


def change_meanwhile(desk: LiveDesk) -> None:
    desk.link.stale = StaleError("Ingrid Solhaug changed this meanwhile: name.", field="version")
    bundle = desk.link.stored[desk.bundle.id]
    desk.link.store(msgspec.structs.replace(bundle, version=9))


@pytest.mark.requirement(5, 19)
def test_that_differences_are_marked_before_anything_is_stored(panel, desk):
    assert not panel.apply.isEnabled()
    tick(panel, *ABSENT)
    first, second, third = panel.groups.values()
    assert [group.count.text() for group in (first, second, third)] == ["6 → 5"] * 3
    assert first.notes[ABSENT[0]].text() == "absent"
    assert len(first.coming) == 2
    told = [note.text() for group in (second, third) for note in group.notes.values()]
    assert told.count("to Rowing Group A") == 2
    assert "3 players absent." in panel.sentences.text()
    assert sizes(desk) == [6, 6, 6]


def test_that_an_applied_plan_is_stored_and_undone_from_the_list(page, panel, desk):
    before = desk.link.stored[desk.bundle.id]
    tick(panel, *ABSENT)
    panel.apply.click()
    assert sizes(desk) == [5, 5, 5]
    assert not page.absence.isVisible()
    assert page.banner.isVisible()
    page.banner.button.click()
    assert desk.link.stored[desk.bundle.id] == before


def test_that_undo_is_offered_for_the_change_alone_and_again_once_the_hub_is_back(
    page, panel, desk, monkeypatch
):
    tick(panel, *ABSENT)
    panel.apply.click()

    async def away(_bundle_id, _version):
        raise UnavailableError("The hub does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(desk.link, "undo_bundle", away)
        page.banner.button.click()
    assert "does not answer" in page.banner.text
    page.banner.button.click()
    assert sizes(desk) == [6, 6, 6]
    assert "as it was before" in page.banner.text
    page.model.on_changed(desk.link.stored[desk.bundle.id])
    desk.link.failure = UnavailableError("The hub does not answer.")
    page.model.reload()
    assert "does not answer" in page.banner.text
    assert page.banner.button.isHidden()


def test_that_nothing_is_stored_when_it_is_discarded(page, panel, desk):
    tick(panel, *ABSENT)
    panel.discard.click()
    assert not page.absence.isVisible()
    assert sizes(desk) == [6, 6, 6]


def test_that_who_comes_after_all_is_no_difference_any_more(panel):
    tick(panel, ABSENT[0])
    tick(panel, ABSENT[0])
    assert panel.model.proposal is None
    assert not panel.apply.isEnabled()


def test_that_groups_can_be_made_anew(panel):
    panel.modes.chosen.emit(ReplanMode.ANEW.value)
    assert panel.model.proposal is not None
    assert panel.model.proposal.mode is ReplanMode.ANEW


def test_that_a_plan_for_a_bundle_that_somebody_changed_is_told_and_made_again(panel, desk):
    tick(panel, *ABSENT)
    change_meanwhile(desk)
    panel.apply.click()
    assert "Ingrid Solhaug" in panel.banner.text
    assert panel.model.absent == frozenset(ABSENT)
    assert panel.apply.isEnabled()


def test_that_a_hub_that_is_away_is_told(page, desk):
    desk.link.failure = UnavailableError("The hub does not answer.")
    page.rows[0].absence_button.click()
    assert page.absence.model.phase is AbsencePhase.FAILED
    desk.link.failure = None
    page.absence.state.button.click()
    assert page.absence.model.phase is AbsencePhase.EDITING


def test_that_nobody_leaves_or_ticks_on_while_a_plan_is_applied(page, panel, desk):
    tick(panel, *ABSENT)
    desk.tasks.is_holding = True
    panel.apply.click()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    panel.back.click()
    panel.discard.click()
    assert page.absence.isVisible()
    tick(panel, PlayerId("player-005"))
    assert panel.model.absent == frozenset(ABSENT)
    desk.link.failure = UnavailableError("The hub does not answer.")
    desk.tasks.release()
    assert "does not answer" in panel.banner.text
    panel.discard.click()
    assert not page.absence.isVisible()


def test_that_what_somebody_changed_is_still_told_when_the_next_plan_is_made(panel, desk):
    tick(panel, *ABSENT)
    change_meanwhile(desk)
    model, spawn = panel.model, desk.tasks.spawn
    desk.tasks.spawn = lambda work, *, name: (
        setattr(desk.tasks, "is_holding", name == "plan a bundle anew"),
        spawn(work, name=name),
    )
    panel.apply.click()
    assert model.is_asking
    desk.tasks.release()
    assert not model.is_asking
    assert "Ingrid Solhaug" in panel.banner.text
