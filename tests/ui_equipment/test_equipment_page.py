"""The gym: machines with their log, facilities with their hours, an open list of types."""

from __future__ import annotations

from datetime import date, time

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from core.domain.equipment import MaintenanceEntry, UnitState
from core.domain.facility import OpeningHours
from core.domain.user import Principal, Role
from core.domain.workout import WorkoutKind
from core.errors import ConflictError, UnavailableError
from tests.helpers.club_fakes import ClubLink, desk_with_club
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.shots.scenes_club import with_upkeep
from tests.shots.scenes_hub import desk_with_hub
from ui.common.edit_card import FORGET_QUESTION
from ui.common.shelf_side import ShelfSide
from ui.equipment.hours_text import read, texts_of
from ui.equipment.page import EquipmentPage

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
def page(qtbot, desk: LiveDesk, link: ClubLink) -> EquipmentPage:
    return shown(qtbot, desk)


def shown(qtbot, desk: LiveDesk) -> EquipmentPage:
    page = EquipmentPage(desk.services)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def write(side: ShelfSide, field: str, text: str) -> None:
    form = next(form for form in side.card.forms if field in form.keys)
    line = form.field(field)
    assert isinstance(line, QLineEdit)
    line.setText(text)


def machines(link: ClubLink) -> dict[str, UnitState]:
    return {one.name: one.state for one in link.club_units}


def test_that_several_machines_are_added_at_once_numbered_on_and_taken_back(qtbot, page, link):
    assert page.summary.whole == "18 of 18 machines ready in 1 facility"
    qtbot.keyClick(page, Qt.Key.Key_N, MOD)
    side = page.machines
    write(side, "count", "3")
    assert side.card.caption.whole == "Rower 7 to Rower 9"
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    assert {"Rower 7", "Rower 8", "Rower 9"} <= set(machines(link))
    assert side.current is not None
    assert side.current.name == "Rower 9", "the last one is chosen"
    assert side.list.undone.text == "Rower 7 to Rower 9 are added."
    side.list.undone.button.click()
    assert len(link.club_units) == 18


@pytest.mark.requirement(20)
@pytest.mark.parametrize("count", ["0", "51", "two", "1.5"])
def test_that_a_count_that_cannot_be_meant_is_said_at_its_field(page, link, count):
    page.machines.start_new()
    write(page.machines, "count", count)
    page.machines.card.save.click()
    assert page.machines.new_form.problem("count") == "How many: 1 to 50."
    assert len(link.club_units) == 18


def test_that_of_several_machines_none_is_added_if_one_cannot_be(page, link):
    page.machines.start_new()
    write(page.machines, "count", "3")
    saved, save = [], link.editor.save_equipment_unit

    async def save_two(unit):
        if len(saved) == 2:
            raise ConflictError("There already is a “Rower 9” in this facility.", field="name")
        saved.append(unit)
        return await save(unit)

    object.__setattr__(page.model.machines.trade, "save", save_two)
    page.machines.card.save.click()
    assert len(saved) == 2
    assert len(link.club_units) == 18
    assert "Rower 9" in page.machines.form.problem("name")


def test_that_upkeep_is_noted_sets_the_state_and_is_taken_back(page, link):
    side = page.machines
    side.list.search.setText("rower 3")
    side.list.search_now()
    assert [one.name for one in side.list.rows.rows] == ["Rower 3"]
    panel = side.upkeep
    panel.add.click()
    assert panel.form.problem("what") == "Say what was done."
    panel.form.show_values(
        {"what": "Fan rattles", "on": "12.11.2026", "by": "Anna", "state": "out_of_service"}
    )
    panel.add.click()
    rower = next(one for one in link.club_units if one.name == "Rower 3")
    assert rower.maintenance == (
        MaintenanceEntry(
            on=date(2026, 11, 12), what="Fan rattles", by="Anna", state=UnitState.OUT_OF_SERVICE
        ),
    )
    assert rower.state is UnitState.OUT_OF_SERVICE
    assert panel.lines[0].accessibleName() == "2026-11-12 · Anna · out of service. Fan rattles"
    assert page.summary.whole == "17 of 18 machines ready in 1 facility"
    side.list.undone.button.click()
    rower = next(one for one in link.club_units if one.name == "Rower 3")
    assert (rower.state, rower.maintenance) == (UnitState.READY, ())


def test_that_a_machine_is_changed_and_deleted_with_undo(qtbot, page, link):
    side = page.machines
    side.list.table.selectRow(0)
    write(side, "name", "")
    side.card.save.click()
    assert side.form.problem("name") == "A name is missing."
    write(side, "name", "Rower by the door")
    side.card.save.click()
    assert "Rower by the door" in machines(link)
    side.list.table.setFocus()
    link.editor.needed.add("rower-2")
    names = [one.name for one in side.list.rows.rows]
    side.list.table.selectRow(names.index("Rower 2"))
    qtbot.keyClick(side.list.table, Qt.Key.Key_Delete)
    assert "whose reports need it" in page.banner.text
    side.list.table.selectRow(names.index("Rower 4"))
    qtbot.keyClick(side.list.table, Qt.Key.Key_Delete)
    assert "Rower 4" not in machines(link)
    qtbot.keyClick(page, Qt.Key.Key_Z, MOD)
    assert "Rower 4" in machines(link)


def test_that_opening_hours_are_written_as_text_and_kept_as_times(page, link):
    page.show_side("facilities")
    side = page.facilities
    write(side, "hours.1", "8-12, 14:00–24:00")
    side.copy.click()
    write(side, "hours.7", "closed")
    write(side, "turnaroundMin", "7,5")
    side.card.save.click()
    facility = link.club_facilities[0]
    assert facility.turnaround_min == 7.5
    assert len(facility.opening_hours) == 12
    assert facility.opening_hours[:2] == (
        OpeningHours(weekday=1, opens=time(8), closes=time(12)),
        OpeningHours(weekday=1, opens=time(14), closes=time(0)),
    )
    assert read(texts_of(facility.opening_hours)) == (facility.opening_hours, {})
    assert side.list.rows.text(0, 3) == "08:00–12:00, 14:00–24:00"


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("hours.3", "from eight", "Write it as 08:00-22:00"),
        ("hours.3", "22:00-08:00", "On Wednesday it closes at 08:00, before it opens."),
        ("hours.3", "8-12, 11-14", "The opening hours of Wednesday overlap."),
        ("hours.3", "8-25", "Write it as 08:00-22:00"),
        ("turnaroundMin", "9999", "0 to 240 minutes"),
        ("name", " ", "A name is missing."),
    ],
)
def test_that_a_facility_that_cannot_be_meant_is_refused_at_its_field(
    page, link, field, text, says
):
    page.show_side("facilities")
    write(page.facilities, field, text)
    page.facilities.card.save.click()
    assert says in page.facilities.form.problem(field)
    assert link.club_facilities[0].version == 1


def test_that_a_zone_that_does_not_exist_is_refused_at_its_field(page, link):
    page.show_side("facilities")
    page.facilities.start_new()
    write(page.facilities, "name", "Annex")
    page.facilities.card.edited.emit("timeZone", "Europe/Stokholm")
    page.facilities.card.save.click()
    assert "no time zone" in page.facilities.form.problem("timeZone")
    page.facilities.card.edited.emit("timeZone", "Europe/Stockholm")
    page.facilities.card.save.click()
    assert [one.name for one in link.club_facilities] == ["Training Center Main", "Annex"]


@pytest.mark.requirement(11)
def test_that_the_list_of_machine_types_is_open(page, link):
    page.show_side("types")
    page.types.start_new()
    write(page.types, "name", "Air bikes")
    write(page.types, "unitName", "Air bike")
    assert page.types.card.caption.whole == "In files and at the API: AIR_BIKES"
    page.types.form.field("suits").buttons["HYBRID"].click()
    page.types.card.save.click()
    new = link.club_kinds[-1]
    assert (new.code, new.unit_name) == ("AIR_BIKES", "Air bike")
    assert new.suits == (WorkoutKind.CONDITIONING, WorkoutKind.HYBRID)
    for button in page.types.form.field("suits").buttons.values():
        button.setChecked(False)
    page.types.card.edited.emit("suits", "")
    page.types.card.save.click()
    assert page.types.form.problem("suits") == "Say what is trained on it."


def test_that_machines_are_sifted_by_facility(page, link):
    with_upkeep(link)
    page.model.reload()
    page.machines.place.chosen.emit("facility-002")
    page.machines.place.show_options(page.machines.place.options, "facility-002")
    page.machines.refresh()
    assert list(page.machines.list.rows.rows) == []
    assert "No machine is found" in page.machines.list.state.accessibleName()


def test_that_an_empty_gym_leads_from_facility_to_type_to_machine(qtbot, desk, link):
    link.empty()
    page = shown(qtbot, desk)
    assert not page.add.isEnabled()
    page.machines.list.state.button.click()
    assert page.tabs.current == "facilities"
    assert page.facilities.card.title.whole == "New facility"


def test_that_who_may_not_change_machines_only_reads(qtbot, desk, link, hub):
    hub.people.signed_in = Principal(subject="user-4", name="Pia", role=Role.ASSISTANT)
    page = shown(qtbot, desk)
    line = page.machines.form.field("name")
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert not page.add.isVisible()
    assert not page.machines.remove.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_N, MOD)
    assert not page.machines.is_adding


def test_that_a_hub_that_does_not_answer_is_asked_again(qtbot, desk, link):
    link.failure = UnavailableError("The hub does not answer.")
    page = shown(qtbot, desk)
    assert "The hub did not answer" in page.machines.list.state.accessibleName()
    link.failure = None
    page.machines.list.state.button.click()
    assert len(page.machines.list.rows.rows) == 18


def test_that_a_zone_is_found_by_a_part_of_its_name(qtbot, page, link):
    page.show_side("facilities")
    field = page.facilities.form.field("timeZone")
    assert isinstance(field, QComboBox)
    field.lineEdit().clear()
    field.lineEdit().setFocus()
    qtbot.keyClicks(field.lineEdit(), "helsin")
    popup = field.completer().popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    page.facilities.card.save.click()
    assert link.club_facilities[0].time_zone == "Europe/Helsinki"


def test_that_what_is_typed_while_a_machine_is_saved_stays_and_saves_again(qtbot, page, desk, link):
    side = page.machines
    side.list.table.selectRow(0)
    write(side, "name", "Rower by the door")
    desk.tasks.is_holding = True
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    write(side, "name", "Rower at the window")
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    desk.tasks.release()
    assert "Rower by the door" in machines(link)
    assert side.form.values["name"] == "Rower at the window"
    qtbot.keyClick(page, Qt.Key.Key_S, MOD)
    assert page.banner.text == ""
    assert "Rower at the window" in machines(link)


def test_that_esc_asks_once_before_it_forgets_a_machines_changes(qtbot, page):
    side = page.machines
    side.list.table.selectRow(0)
    before = side.form.values["name"]
    write(side, "name", "Rower by the door")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert side.card.told.text() == FORGET_QUESTION
    assert side.form.values["name"] == "Rower by the door"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert side.form.values["name"] == before


def test_that_a_half_written_line_of_upkeep_outlasts_other_changes(page, desk, link):
    side = page.machines
    side.list.table.selectRow(0)
    panel = side.upkeep
    panel.form.show_values({"what": "Chain", "on": "12.11.2026", "by": "Anna"})
    write(side, "name", "Rower by the door")
    side.card.save.click()
    assert "Rower by the door" in machines(link)
    assert panel.form.values["what"] == "Chain"
    link.editor.refusal = UnavailableError("The hub does not answer.")
    panel.add.click()
    assert panel.form.values["what"] == "Chain", "a refused line is not lost"
    desk.tasks.is_holding = True
    panel.add.click()
    panel.form.show_values({**panel.form.values, "what": "Chain oiled, handle next"})
    desk.tasks.release()
    assert panel.form.values["what"] == "Chain oiled, handle next"
    assert panel.form.values["by"] == "", "what was sent is noted"
