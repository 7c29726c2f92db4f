"""Templates and programmes at typical moments, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from core.domain.ids import PlayerId
from core.domain.replanning import ReplanMode
from core.errors import UnavailableError
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import window_of
from tests.helpers.template_fakes import sample_templates
from ui.sessions.page import SessionsPage
from ui.shell.pages import PageName
from ui.shell.window import MainWindow
from ui.templates.page import TemplatesPage


def templates_page(window: MainWindow) -> TemplatesPage:
    """The window's page of templates."""
    page = window.page(PageName.TEMPLATES)
    assert isinstance(page, TemplatesPage)
    return page


def _window(desk: LiveDesk, *, is_empty: bool = False) -> MainWindow:
    if not is_empty:
        desk.link.templates.kept = sample_templates()
    window = window_of(desk, PageName.TEMPLATES)
    window.show()
    return window


def templates_list() -> QWidget:
    return _window(LiveDesk())


def templates_empty() -> QWidget:
    return _window(LiveDesk(), is_empty=True)


def templates_away() -> QWidget:
    desk = LiveDesk()
    desk.link.failure = UnavailableError("The hub does not answer.")
    return _window(desk)


def templates_edited() -> QWidget:
    window = _window(LiveDesk())
    shelf = templates_page(window).model.templates
    shelf.type_in(sample_templates()[0].id, "name", " ")
    templates_page(window).templates.try_to_save()
    return window


def programme_drafting() -> QWidget:
    desk = LiveDesk()
    desk.link.programmes.taken = {date(2026, 12, 3)}
    window = _window(desk)
    templates_page(window).plan_programme(sample_templates()[0])
    return window


def programmes_list() -> QWidget:
    desk = LiveDesk()
    desk.link.programmes.taken = {date(2026, 12, 3)}
    window = _window(desk)
    page = templates_page(window)
    page.plan_programme(sample_templates()[0]).drafting.create()
    return window


def programmes_empty() -> QWidget:
    window = _window(LiveDesk())
    templates_page(window).show_programmes()
    return window


def _absence(*absent: str, mode: ReplanMode = ReplanMode.FEWEST_MOVES) -> QWidget:
    desk = LiveDesk()
    window = window_of(desk, PageName.SESSIONS)
    window.show()
    page = window.page(PageName.SESSIONS)
    assert isinstance(page, SessionsPage)
    page.rows[0].absence_button.click()
    page.absence.model.set_mode(mode)
    for one in absent:
        page.absence.model.set_absent(PlayerId(one), is_absent=True)
    return window


def absence_begun() -> QWidget:
    return _absence()


def absence_ticked() -> QWidget:
    return _absence("player-001", "player-002", "player-004")


SCENES: dict[str, Callable[[], QWidget]] = {
    "absence-begun": absence_begun,
    "absence-ticked": absence_ticked,
    "templates-list": templates_list,
    "templates-empty": templates_empty,
    "templates-away": templates_away,
    "templates-edited": templates_edited,
    "templates-drafting": programme_drafting,
    "templates-programmes": programmes_list,
    "templates-programmes-empty": programmes_empty,
}
