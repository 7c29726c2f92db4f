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
    LIVE = "live"
    SENSORS = "sensors"
    HUB = "hub"
    PLAYBACK = "playback"
    SETTINGS = "settings"
    WIZARD = "wizard"


class Wishes(QObject):
    """What pages want of the window. Pages do not know each other; they only wish."""

    sessions_wanted = Signal()
    wizard_wanted = Signal()
    wizard_left = Signal()
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
    bundle_shown = Signal(str)
    """The window has turned to the live page for this bundle."""


PageFactory = Callable[[DeskServices, Wishes], QWidget]


def _sessions(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.sessions.page import SessionsPage  # noqa: PLC0415 - loaded at the first visit

    page = SessionsPage(services)
    page.plan_requested.connect(wishes.wizard_wanted)
    page.bundle_chosen.connect(wishes.bundle_wanted)
    page.playback_requested.connect(wishes.playback_wanted)
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


def _wizard(services: DeskServices, wishes: Wishes) -> QWidget:
    from ui.planner.page import BulkWizard  # noqa: PLC0415 - loaded at the first visit

    page = BulkWizard(services)
    page.created.connect(wishes.bundle_planned)
    page.closed.connect(wishes.wizard_left)
    return page


def _settings(services: DeskServices, _wishes: Wishes) -> QWidget:
    from ui.settings.page import SettingsPage  # noqa: PLC0415 - loaded at the first visit

    return SettingsPage(services)


PAGES: dict[PageName, PageFactory] = {
    PageName.SESSIONS: _sessions,
    PageName.LIVE: _live,
    PageName.SENSORS: _sensors,
    PageName.HUB: _hub,
    PageName.PLAYBACK: _playback,
    PageName.SETTINGS: _settings,
    PageName.WIZARD: _wizard,
}
