"""The real window at a real desk with a real hub, under Qt's own asyncio loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from qasync import QEventLoop

from app.composition import Desk, Gym, open_desk, start_hub
from app.draft_file import DraftFile
from app.settings import Settings
from core.clock import SystemClock
from core.domain.session import Bundle, SessionStatus
from core.services.desk.hub_side import HubSide
from core.tasks import TaskScope
from tests.helpers.waiting import until
from ui.common.services import DeskServices
from ui.live.page import LivePage
from ui.planner.page import BulkWizard
from ui.planner.view_model import Phase
from ui.shell.pages import PageName
from ui.shell.window import MainWindow

_LEFT = Qt.MouseButton.LeftButton
_LIMIT_S = 40.0


class Trainer:
    """Somebody with mouse and keyboard in front of the window.

    Args:
        desk: What the window stands on.
        gym: Who trains.
        window: In front of whom he sits.
    """

    def __init__(self, desk: Desk, gym: Gym, window: MainWindow) -> None:
        self.desk = desk
        self.gym = gym
        self.window = window

    @property
    def wizard(self) -> BulkWizard:
        """The wizard's page."""
        return cast("BulkWizard", self.window.page(PageName.WIZARD))

    @property
    def live(self) -> LivePage:
        """The live page."""
        return cast("LivePage", self.window.page(PageName.LIVE))

    async def click(self, widget: QWidget) -> None:
        """Wait until it can be clicked, then click it."""
        name = widget.accessibleName() or widget.objectName() or type(widget).__name__
        await until(
            lambda: widget.isVisible() and widget.isEnabled(), f"{name} can be clicked", _LIMIT_S
        )
        spot = QPoint(10, widget.height() // 2) if isinstance(widget, QCheckBox) else None
        QTest.mouseClick(widget, _LEFT, pos=spot or widget.rect().center())

    def type_over(self, field: QLineEdit, text: str) -> None:
        """Replace what stands in a field."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    async def open_wizard(self) -> BulkWizard:
        """Ctrl+Shift+B, and wait for the club."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.window, Qt.Key.Key_B, both)
        assert self.window.current_page is PageName.WIZARD
        await until(lambda: self.wizard.model.phase is Phase.EDITING, "the club is there", _LIMIT_S)
        return self.wizard

    async def statuses_at_the_hub(self, bundle: Bundle) -> set[SessionStatus]:
        """How the bundle's sessions stand, asked over REST."""
        status = await self.desk.link.bundle_status(bundle.id)
        return {session.status for session in status.sessions}


@asynccontextmanager
async def seated_trainer(home: Path) -> AsyncIterator[Trainer]:
    """Hub, desk, virtual gym and window; all gone afterwards, and no task failed."""
    failures: list[tuple[str, BaseException]] = []
    tasks = TaskScope(lambda name, error: failures.append((name, error)))
    clock = SystemClock()
    gym = Gym(clock)
    settings = Settings(home=home)
    hub = await start_hub(settings, tasks, sample_club=True)
    desk = await open_desk(settings, hub, gym.source(clock, 1), clock, tasks)
    await gym.start()
    window = MainWindow(
        DeskServices(
            link=desk.link,
            floor=desk.floor,
            sensors=desk.sensors,
            pairings=desk.pairings,
            machines=desk.machines,
            export=desk.export,
            now=clock.now,
            tasks=tasks,
            plan_draft=DraftFile(settings.unfinished_plan),
            workouts=desk.link.workout_list,
            hub=HubSide(
                registry=desk.link.devices,
                people=desk.link.people,
                audit=desk.link.audit,
                desk=desk.link.desk,
                clock=clock,
            ),
        )
    )
    window.show()
    window.activateWindow()
    try:
        await until(window.isActiveWindow, "the window is in front")
        yield Trainer(desk, gym, window)
    finally:
        window.banner.action_triggered.emit()  # closes even while sessions run
        await desk.close(stop_hub=True)
        await gym.close()
        window.deleteLater()
    assert failures == [], failures


def play(application: QApplication, scene: Callable[[], Awaitable[None]]) -> None:
    """Run a coroutine as the program runs: Qt and asyncio in one loop."""
    application.setQuitOnLastWindowClosed(False)  # as the program does
    loop = QEventLoop(application)
    try:
        with loop:
            loop.run_until_complete(scene())
    finally:
        application.setQuitOnLastWindowClosed(True)
