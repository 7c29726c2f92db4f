"""The pages of the window: how each is made at its first visit, and what its wishes lead to."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.common.services import DeskServices


class PageName(StrEnum):
    """Where one can be."""

    SESSIONS = "sessions"
    CALENDAR = "calendar"
    LIVE = "live"
    SENSORS = "sensors"
    HUB = "hub"
    PEOPLE = "people"
    WORKOUTS = "workouts"
    TEMPLATES = "templates"
    PLAYBACK = "playback"
    SETTINGS = "settings"
    WIZARD = "wizard"
    PLAYERS = "players"
    EQUIPMENT = "equipment"
    ROSTER = "roster"
    WELCOME = "welcome"


class Wishes(QObject):
    """What pages want of the window. Pages do not know each other; they only wish."""

    sessions_wanted = Signal()
    wizard_wanted = Signal()
    wizard_left = Signal()
    unfinished_shown = Signal()
    """The window has turned to the wizard for the plan that an earlier start left unfinished."""
    template_wanted = Signal(str)
    """Plan a bundle from this template."""
    template_chosen = Signal(str)
    """The window has turned to the wizard for this template."""
    bundle_wanted = Signal(str)
    """Show this bundle live."""
    playback_wanted = Signal(str)
    """Show this bundle's recording."""
    playback_shown = Signal(str)
    """The window has turned to the playback page for this bundle."""
    playback_left = Signal()
    bundle_planned = Signal(str)
    """The wizard made this bundle."""
    settings_wanted = Signal()
    preflight_wanted = Signal()
    """Show what is left to mend before the start."""
    preflight_shown = Signal()
    """The window has turned to the sensors page for it."""
    notice_posted = Signal(object)
    """A `Notice` to show for a moment."""
    roster_wanted = Signal()
    """Import a roster from a file."""
    roster_left = Signal()
    players_wanted = Signal()
    bundle_shown = Signal(str)
    """The window has turned to the live page for this bundle."""


PageFactory = Callable[[DeskServices, Wishes], QWidget]


def _sessions(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.sessions.page import SessionsPage  # noqa: PLC0415 - loaded at the first visit

    page = SessionsPage(services)
    page.plan_requested.connect(wishes.wizard_wanted)
    page.continue_requested.connect(wishes.wizard_wanted)  # it is there before the next signal
    page.continue_requested.connect(wishes.unfinished_shown)
    page.bundle_chosen.connect(wishes.bundle_wanted)
    page.playback_requested.connect(wishes.playback_wanted)
    return page


def _calendar(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.calendar.page import CalendarPage  # noqa: PLC0415 - loaded at the first visit

    page = CalendarPage(services)
    page.plan_requested.connect(wishes.wizard_wanted)
    page.bundle_chosen.connect(wishes.bundle_wanted)
    return page


def _playback(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.sessions.playback_page import PlaybackPage  # noqa: PLC0415 - loaded at the first visit

    page = PlaybackPage(services)
    page.closed.connect(wishes.playback_left)
    wishes.playback_shown.connect(page.open)
    return page


def _live(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.live.page import LivePage  # noqa: PLC0415 - loaded at the first visit

    page = LivePage(services)
    page.choose_requested.connect(wishes.sessions_wanted)
    page.confirmed.connect(wishes.notice_posted)
    page.preflight_wanted.connect(wishes.preflight_wanted)
    wishes.bundle_shown.connect(page.model.open)
    return page


def _sensors(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.sensors.page import SensorsPage  # noqa: PLC0415 - loaded at the first visit

    page = SensorsPage(services)
    wishes.preflight_shown.connect(page.show_preflight)
    return page


def _hub(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.hub.page import HubPage  # noqa: PLC0415 - loaded at the first visit

    page = HubPage(services)
    page.confirmed.connect(wishes.notice_posted)
    page.settings_wanted.connect(wishes.settings_wanted)
    return page


def _people(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.people.page import PeoplePage  # noqa: PLC0415 - loaded at the first visit

    page = PeoplePage(services)
    page.confirmed.connect(wishes.notice_posted)
    return page


def _workouts(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.workouts.page import WorkoutsPage  # noqa: PLC0415 - loaded at the first visit

    page = WorkoutsPage(services)
    page.confirmed.connect(wishes.notice_posted)
    return page


def _templates(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.templates.page import TemplatesPage  # noqa: PLC0415 - loaded at the first visit

    page = TemplatesPage(services)
    page.confirmed.connect(wishes.notice_posted)
    page.start_wanted.connect(wishes.template_wanted)
    page.plan_wanted.connect(wishes.wizard_wanted)
    page.bundle_wanted.connect(wishes.bundle_wanted)
    return page


def _players(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.players.page import PlayersPage  # noqa: PLC0415 - loaded at the first visit

    page = PlayersPage(services)
    page.confirmed.connect(wishes.notice_posted)
    page.import_wanted.connect(wishes.roster_wanted)
    return page


def _equipment(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.equipment.page import EquipmentPage  # noqa: PLC0415 - loaded at the first visit

    page = EquipmentPage(services)
    page.confirmed.connect(wishes.notice_posted)
    return page


def _roster(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.roster.page import RosterPage  # noqa: PLC0415 - loaded at the first visit

    page = RosterPage(services)
    page.confirmed.connect(wishes.notice_posted)
    page.closed.connect(wishes.roster_left)
    return page


def _welcome(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.welcome.page import WelcomePage  # noqa: PLC0415 - loaded at the first visit

    page = WelcomePage(services)
    page.confirmed.connect(wishes.notice_posted)
    page.roster_wanted.connect(wishes.roster_wanted)
    page.players_wanted.connect(wishes.players_wanted)
    page.plan_wanted.connect(wishes.sessions_wanted)
    return page


def _wizard(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.planner.page import BulkWizard  # noqa: PLC0415 - loaded at the first visit
    from ui.planner.template_start import TemplateStart  # noqa: PLC0415

    page = BulkWizard(services)
    wishes.template_chosen.connect(TemplateStart(page.model, page).want)
    page.created.connect(wishes.bundle_planned)
    page.closed.connect(wishes.wizard_left)
    wishes.unfinished_shown.connect(page.model.take_up)
    return page


def _settings(services: DeskServices, _wishes: Wishes) -> QWidget:
    from ui.settings.page import SettingsPage  # noqa: PLC0415 - loaded at the first visit

    return SettingsPage(services)


PAGES: dict[PageName, PageFactory] = {
    PageName.SESSIONS: _sessions,
    PageName.CALENDAR: _calendar,
    PageName.LIVE: _live,
    PageName.SENSORS: _sensors,
    PageName.HUB: _hub,
    PageName.PEOPLE: _people,
    PageName.WORKOUTS: _workouts,
    PageName.TEMPLATES: _templates,
    PageName.PLAYBACK: _playback,
    PageName.SETTINGS: _settings,
    PageName.WIZARD: _wizard,
    PageName.PLAYERS: _players,
    PageName.EQUIPMENT: _equipment,
    PageName.ROSTER: _roster,
    PageName.WELCOME: _welcome,
}
