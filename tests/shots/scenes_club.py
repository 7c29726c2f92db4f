"""Players, machines, the first start and the import of a roster, ready to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.equipment import MaintenanceEntry, UnitState
from core.domain.facility import OpeningHours
from core.domain.ids import FacilityId, PlayerId, RestrictionId
from core.domain.restriction import Restriction, Severity
from core.errors import UnavailableError
from tests.helpers.club_fakes import ClubLink, desk_with_club
from tests.helpers.live_desk import LiveDesk
from tests.helpers.sample_club import FACILITY
from tests.helpers.scenes import window_of
from tests.shots.scenes_hub import desk_with_hub
from ui.equipment.page import EquipmentPage
from ui.players.page import PlayersPage
from ui.roster.page import RosterPage
from ui.roster.view_model import Step
from ui.shell.pages import PageName
from ui.shell.window import MainWindow
from ui.welcome.page import WelcomePage

AWAY = UnavailableError(
    "The hub does not answer.", suggested_action="It is started again by itself; wait."
)


def club_desk() -> tuple[LiveDesk, ClubLink]:
    """A desk with a hub and a club that can be changed."""
    desk = LiveDesk()
    desk_with_hub(desk)
    return desk, desk_with_club(desk)


def with_restrictions(link: ClubLink) -> None:
    """Somebody is out, somebody takes care."""
    link.club_restrictions = (
        *link.club_restrictions,
        Restriction(
            id=RestrictionId("restriction-002"),
            player_id=PlayerId("player-009"),
            body_part="left knee",
            severity=Severity.STOP,
            valid_from=date(2026, 11, 12),
        ),
        Restriction(
            id=RestrictionId("restriction-003"),
            player_id=PlayerId("player-004"),
            body_part="lower back",
            severity=Severity.CAUTION,
            forbidden_movements=("hinge", "jump"),
            intensity_ceiling_zone=3,
            valid_from=date(2026, 11, 14),
            valid_to=date(2026, 11, 28),
            note="Pain when bending forward. Look again on the 28th.",
            alternative_exercises=("Step-up", "Side plank"),
        ),
    )


def players_page(window: MainWindow) -> PlayersPage:
    """The window's page."""
    page = window.page(PageName.PLAYERS)
    assert isinstance(page, PlayersPage)
    return page


def _players(desk: LiveDesk) -> tuple[MainWindow, PlayersPage]:
    window = window_of(desk, PageName.PLAYERS)
    page = players_page(window)
    page.model.reload()
    return window, page


def players_list() -> QWidget:
    desk, link = club_desk()
    with_restrictions(link)
    window, page = _players(desk)
    page.table.selectRow(2)
    page.model.type_in("player-002", "massKg", "79.5")
    return window


def players_performance() -> QWidget:
    desk, link = club_desk()
    with_restrictions(link)
    window, page = _players(desk)
    page.table.selectRow(4)
    page.card.show_tab("performance")
    page.model.type_in("player-005", "ftpW.ROWING", "25 9")
    page.card.refresh()
    return window


def players_medical() -> QWidget:
    desk, link = club_desk()
    with_restrictions(link)
    window, page = _players(desk)
    page.table.selectRow(3)
    page.card.show_tab("medical")
    page.deeds.archive(link.club_players[7], is_archived=True)
    return window


def players_restriction() -> QWidget:
    desk, link = club_desk()
    with_restrictions(link)
    window, page = _players(desk)
    page.table.selectRow(3)
    page.card.show_tab("medical")
    restriction = next(one for one in link.club_restrictions if one.id == "restriction-003")
    page.medical_model.begin(msgspec.structs.replace(restriction, valid_to=date(2026, 11, 1)))
    page.medical_model.save()
    return window


def players_new() -> QWidget:
    window, page = _players(club_desk()[0])
    page.add_player()
    page.model.type_in("", "firstName", "Elin")
    page.card.try_to_save()
    return window


def players_teams() -> QWidget:
    window, page = _players(club_desk()[0])
    page.head.teams.click()
    return window


def players_empty() -> QWidget:
    desk, link = club_desk()
    link.club_players = ()
    return _players(desk)[0]


def players_away() -> QWidget:
    desk, link = club_desk()
    link.failure = AWAY
    return _players(desk)[0]


def gym_page(window: MainWindow) -> EquipmentPage:
    """The window's page."""
    page = window.page(PageName.EQUIPMENT)
    assert isinstance(page, EquipmentPage)
    return page


def with_upkeep(link: ClubLink) -> None:
    """A second gym, a broken rower, opening hours."""
    log = (
        MaintenanceEntry(on=date(2026, 9, 3), what="Chain oiled, handle replaced", by="Tom Ek"),
        MaintenanceEntry(
            on=date(2026, 11, 12),
            what="Fan rattles: a blade is loose. Spare part is ordered.",
            by="Anna Berg",
            state=UnitState.OUT_OF_SERVICE,
        ),
    )
    link.club_units = tuple(
        msgspec.structs.replace(unit, maintenance=log, state=UnitState.OUT_OF_SERVICE)
        if unit.id == "rower-3"
        else unit
        for unit in link.club_units
    )
    hours = tuple(
        OpeningHours(weekday=day, opens=time(opens), closes=time(closes))
        for day in range(1, 6)
        for opens, closes in ((8, 12), (14, 22))
    )
    second = msgspec.structs.replace(FACILITY, id=FacilityId("facility-002"), name="Rink Annex")
    main = msgspec.structs.replace(
        FACILITY,
        turnaround_min=10,
        opening_hours=(*hours, OpeningHours(weekday=6, opens=time(10), closes=time(16))),
    )
    link.club_facilities = (main, second)


def _gym(desk: LiveDesk, side: str = "machines") -> tuple[MainWindow, EquipmentPage]:
    window = window_of(desk, PageName.EQUIPMENT)
    page = gym_page(window)
    page.model.reload()
    page.show_side(side)
    return window, page


def gym_machine() -> QWidget:
    desk, link = club_desk()
    with_upkeep(link)
    window, page = _gym(desk)
    row = next(at for at, one in enumerate(page.machines.list.rows.rows) if one.id == "rower-3")
    page.machines.list.table.selectRow(row)
    return window


def gym_new() -> QWidget:
    desk, link = club_desk()
    with_upkeep(link)
    window, page = _gym(desk)
    page.machines.start_new()
    page.model.machines.type_in("", "count", "4")
    return window


def gym_facility() -> QWidget:
    desk, link = club_desk()
    with_upkeep(link)
    window, page = _gym(desk, "facilities")
    page.model.facilities.type_in("facility-001", "hours.6", "10 to 16")
    return window


def gym_types() -> QWidget:
    desk, link = club_desk()
    with_upkeep(link)
    window, page = _gym(desk, "types")
    page.types.start_new()
    page.model.types.type_in("", "name", "Air bikes")
    return window


def gym_empty() -> QWidget:
    desk, link = club_desk()
    link.empty()
    return _gym(desk)[0]


ROSTER = """No;Name;Pos;Born;Sex;Weight (kg);Max HR;Rest HR;Shoe size
21;Elin Åström;F;2006-02-11;F;68,5;197;51;39
22;Sara Lind;D;2005-07-30;F;71;;54;40
4;Liam Ek;D;2003-05-05;M;80,5;194;52;44
23;Maja Ros;F;23.13.2004;F;66;195;49;38
24;Tilde Falk;G;2007-01-03;F;=2*33;196;50;38
22;Sara Lind;D;2005-07-30;F;71;;54;40
25;Ida Kvist;W;2006-09-19;F;64,5;;55;37
"""


def roster_page(window: MainWindow) -> RosterPage:
    """The window's page."""
    page = window.page(PageName.ROSTER)
    assert isinstance(page, RosterPage)
    return page


def _roster(text: str = ROSTER, step: Step = Step.COLUMNS) -> tuple[MainWindow, RosterPage]:
    desk, _ = club_desk()
    window = window_of(desk, PageName.ROSTER)
    page = roster_page(window)
    page.model.reload()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "players 2026.csv"
        path.write_bytes(text.encode("cp1252"))
        page.model.open_file(path)
    page.model.go_to(step)
    return window, page


def roster_file() -> QWidget:
    desk, _ = club_desk()
    window = window_of(desk, PageName.ROSTER)
    roster_page(window).model.open_file(Path("/nowhere/players.csv"))
    return window


def roster_columns() -> QWidget:
    window, page = _roster()
    page.model.match(4, None)
    return window


def roster_rows() -> QWidget:
    window, page = _roster(step=Step.ROWS)
    page.rows.sieve.choose("all")
    page.rows.refresh()
    page.rows.table.selectRow(3)
    return window


def roster_done() -> QWidget:
    window, page = _roster(step=Step.ROWS)
    page.model.skip_blocked()
    page.model.write()
    return window


def _welcome() -> tuple[MainWindow, WelcomePage]:
    desk, link = club_desk()
    link.empty()
    window = window_of(desk, PageName.WELCOME)
    page = window.page(PageName.WELCOME)
    assert isinstance(page, WelcomePage)
    page.model.reload()
    return window, page


def welcome_ways() -> QWidget:
    return _welcome()[0]


def welcome_form() -> QWidget:
    window, page = _welcome()
    page.show_form()
    page.form.form.show_values({"teamName": "Northern Lights", "timeZone": "Europe/Stokholm"})
    page.begin("new")
    return window


SCENES: dict[str, Callable[[], QWidget]] = {
    "players-0-empty": players_empty,
    "players-1-away": players_away,
    "players-2-list": players_list,
    "players-3-performance": players_performance,
    "players-4-medical": players_medical,
    "players-5-restriction": players_restriction,
    "players-6-new": players_new,
    "players-7-teams": players_teams,
    "gym-0-empty": gym_empty,
    "gym-1-machine": gym_machine,
    "gym-2-new": gym_new,
    "gym-3-facility": gym_facility,
    "gym-4-types": gym_types,
    "roster-1-file": roster_file,
    "roster-2-columns": roster_columns,
    "roster-3-rows": roster_rows,
    "roster-4-done": roster_done,
    "welcome-1-ways": welcome_ways,
    "welcome-2-form": welcome_form,
}
