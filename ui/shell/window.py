"""The main window: rail, pages, status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from typing_extensions import override

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.ports.hub_link import LinkStatus
from ui.common.actions import ActionId, add_action
from ui.common.feedback import Notice, Toast, notice_of
from ui.common.services import DeskServices
from ui.shell.pages import PAGES, PageFactory, PageName, Wishes
from ui.shell.rail import Rail
from ui.shell.status_line import StatusLine
from widgets.inputs import Banner, BannerKind
from widgets.theme import ThemeName, apply_theme, current_theme, load_theme

_STATUS_MS = 1000
_USUAL_SIZE = QSize(1366, 768)
"""Until the window is opened over the whole screen."""
_ON_RAIL = {
    ActionId.SHOW_SESSIONS: PageName.SESSIONS,
    ActionId.SHOW_CALENDAR: PageName.CALENDAR,
    ActionId.SHOW_LIVE: PageName.LIVE,
    ActionId.SHOW_SENSORS: PageName.SENSORS,
    ActionId.SHOW_PLAYERS: PageName.PLAYERS,
    ActionId.SHOW_WORKOUTS: PageName.WORKOUTS,
    ActionId.SHOW_TEMPLATES: PageName.TEMPLATES,
    ActionId.SHOW_EQUIPMENT: PageName.EQUIPMENT,
    ActionId.SHOW_HUB: PageName.HUB,
    ActionId.SHOW_PEOPLE: PageName.PEOPLE,
}


class MainWindow(QMainWindow):
    """Pages are made at their first visit; nothing in here blocks a running session.

    Args:
        services: What the screens work with.
        pages: How each page is made.
        first: Where to begin.
    """

    closed = Signal()
    """The window went, for good."""
    theme_changed = Signal(str)

    def __init__(
        self,
        services: DeskServices,
        pages: Mapping[PageName, PageFactory] = PAGES,
        *,
        first: PageName = PageName.SESSIONS,
    ) -> None:
        super().__init__()
        self._services = services
        self._factories = pages
        self._pages: dict[PageName, QWidget] = {}
        self._wishes = Wishes(self)
        self._may_close = False
        self._stack = QStackedWidget()
        self.banner = Banner()
        self.toast = Toast(self)
        self.status_line = StatusLine(services)
        navigation = [
            add_action(self, action_id, self._goer(page)) for action_id, page in _ON_RAIL.items()
        ]
        theme = add_action(self, ActionId.SWITCH_THEME, self.switch_theme)
        add_action(self, ActionId.PLAN_BUNDLE, self.plan_bundle)
        settings = add_action(self, ActionId.SHOW_SETTINGS, self._goer(PageName.SETTINGS))
        self.rail = Rail(navigation, [theme], foot_pages=[settings])
        self._timer = QTimer(self)
        self._build()
        self._connect()
        self.go_to(first)

    @property
    def current_page(self) -> PageName:
        """Where one is."""
        shown = self._stack.currentWidget()
        return next(name for name, page in self._pages.items() if page is shown)

    def page(self, name: PageName) -> QWidget:
        """A page, made now if it never was."""
        page = self._pages.get(name)
        if page is None:
            page = self._factories[name](self._services, self._wishes)
            self._pages[name] = page
            self._stack.addWidget(page)
        return page

    def go_to(self, name: PageName) -> None:
        """Show a page."""
        self._stack.setCurrentWidget(self.page(name))
        places = {**_ON_RAIL, ActionId.SHOW_SETTINGS: PageName.SETTINGS}
        here = next((action for action, page in places.items() if page is name), None)
        self.rail.show_current(here)

    def plan_bundle(self) -> None:
        """Open the wizard."""
        self.go_to(PageName.WIZARD)

    def plan_from(self, template_id: str) -> None:
        """Open the wizard with a template."""
        self.plan_bundle()
        self._wishes.template_chosen.emit(template_id)

    def open_live(self, bundle_id: str) -> None:
        """Show a bundle on the live page."""
        self.go_to(PageName.LIVE)
        self._wishes.bundle_shown.emit(bundle_id)

    def open_playback(self, bundle_id: str) -> None:
        """Show a bundle's recording."""
        self.go_to(PageName.PLAYBACK)
        self._wishes.playback_shown.emit(bundle_id)

    def show_preflight(self) -> None:
        """Show what is left to mend before the start."""
        self.go_to(PageName.SENSORS)
        self._wishes.preflight_shown.emit()

    def switch_theme(self) -> None:
        """Wear the next theme."""
        names = list(ThemeName)
        following = names[(names.index(current_theme().name) + 1) % len(names)]
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, load_theme(following))
        self.theme_changed.emit(str(following))

    def open(self) -> None:
        """Show the window over the whole screen, with or without a window manager."""
        self.setGeometry(self.screen().availableGeometry())
        self.showMaximized()

    def show_failure(self, _name: str, error: BaseException) -> None:
        """Tell of a background task that failed; fits `TaskScope`'s reporter."""
        notice = notice_of(error)
        self.banner.announce(notice.text, notice.kind)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or not self._is_training_on():
            self._timer.stop()
            self._undo()
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        self.banner.announce(
            "Training is running. If you close the window, sensors on this computer stop being "
            "read; the sessions go on at the hub.",
            BannerKind.WARNING,
            action="Close anyway",
        )
        self.banner.button.setFocus()

    def _build(self) -> None:
        self.setWindowTitle("Hockey Hub Trainer")
        self._stack.setProperty("surface", "window")
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.banner)
        content.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(content, 1)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status_line)
        self.setCentralWidget(whole)
        self.resize(_USUAL_SIZE)
        self.setMinimumSize(640, 360)

    def _connect(self) -> None:
        wishes = self._wishes
        wishes.sessions_wanted.connect(self._goer(PageName.SESSIONS))
        wishes.wizard_wanted.connect(self.plan_bundle)
        wishes.wizard_left.connect(self._on_wizard_left)
        wishes.template_wanted.connect(self.plan_from)
        wishes.bundle_wanted.connect(self.open_live)
        wishes.preflight_wanted.connect(self.show_preflight)
        wishes.settings_wanted.connect(self._goer(PageName.SETTINGS))
        wishes.playback_wanted.connect(self.open_playback)
        wishes.playback_left.connect(self._goer(PageName.SESSIONS))
        wishes.bundle_planned.connect(self._on_bundle_planned)
        wishes.roster_wanted.connect(self._goer(PageName.ROSTER))
        wishes.roster_left.connect(self._on_roster_left)
        wishes.players_wanted.connect(self._goer(PageName.PLAYERS))
        wishes.notice_posted.connect(self.toast.show_notice)
        self.banner.action_triggered.connect(self._on_close_anyway)
        self._undo = self._services.floor.link_changed.connect(self._on_link_changed)
        self._timer.setInterval(_STATUS_MS)
        self._timer.timeout.connect(self.status_line.refresh)
        self._timer.start()

    def _goer(self, page: PageName) -> Callable[[], None]:
        return lambda: self.go_to(page)

    def _is_training_on(self) -> bool:
        return any(state.status.is_running for state in self._services.floor.board.sessions())

    def _on_close_anyway(self) -> None:
        self._may_close = True
        self.close()

    def _on_wizard_left(self) -> None:
        self.go_to(PageName.SESSIONS)
        self._drop(PageName.WIZARD)

    def _on_roster_left(self) -> None:
        self.go_to(PageName.PLAYERS)
        self._drop(PageName.ROSTER)

    def _on_bundle_planned(self, bundle_id: str) -> None:
        self.open_live(bundle_id)
        self._drop(PageName.WIZARD)
        self.toast.show_notice(Notice("The bundle is planned.", BannerKind.OK))

    def _drop(self, name: PageName) -> None:
        """The next plan, or the next roster, begins with a fresh page."""
        page = self._pages.pop(name, None)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _on_link_changed(self, _status: LinkStatus, reason: str) -> None:
        self.status_line.set_reason(reason)
