"""The desktop while its window is open: what is started, in which order it is let go."""

from __future__ import annotations

import argparse
import asyncio
import signal
import time

from app.composition import Desk, Gym, open_desk, radio, start_hub
from app.crash import CrashReporter
from app.demo import Demo
from app.settings import Settings
from core.clock import PacedClock, SystemClock
from core.domain.ids import BundleId
from core.domain.session import SessionStatus
from core.errors import HockeyHubError, NoBluetoothError
from core.ports.sensors import SensorSource
from core.tasks import TaskScope
from ui.common.services import DeskServices
from ui.shell.pages import PageName
from ui.shell.start_failure import StartFailure
from ui.shell.window import MainWindow
from widgets.inputs import BannerKind

_MINUTES = 60.0


class Desktop:
    """One run of the program with a window.

    Args:
        options: From the command line.
        settings: Where things are kept.
        crash: Told of what nobody expected.
    """

    def __init__(
        self, options: argparse.Namespace, settings: Settings, crash: CrashReporter
    ) -> None:
        self._options = options
        self._settings = settings
        self._crash = crash
        self._tasks = TaskScope(crash.task_failed)
        self._closed = asyncio.Event()
        self._minutes = options.minutes or _MINUTES
        self._clock = self._make_clock()
        self._gym: Gym | None = None
        self._window: MainWindow | None = None

    async def run(self) -> int:
        """Open the window, and return the exit code once it was closed."""
        self._listen_to_the_system()
        try:
            hub = await start_hub(self._settings, self._tasks, sample_club=self._options.demo)
        except HockeyHubError as error:
            await self._show_failure(error)
            await self._tasks.close()
            return 1
        desk = await open_desk(self._settings, hub, self._ears(), self._clock, self._tasks)
        self._window = self._open_window(desk)
        self._tasks.spawn(self._begin(desk), name="beginning")
        await self._closed.wait()
        await self._close(desk)
        return 0

    def _ears(self) -> SensorSource:
        if not self._options.demo:
            return radio(self._clock)
        self._gym = Gym(self._clock, self._options.seed)
        if isinstance(self._clock, PacedClock):
            self._clock.settle = self._gym.settle
        return self._gym.source(self._clock, self._options.seed)

    def _make_clock(self) -> SystemClock | PacedClock:
        """Real time; the demo may run faster, and then plays an hour that ends about now."""
        speed = self._options.speed or 1.0
        if not self._options.demo or speed == 1.0:
            return SystemClock()
        clock = PacedClock(start=time.time() - self._minutes * 60)
        clock.set_speed(speed)
        return clock

    def _open_window(self, desk: Desk) -> MainWindow:
        services = DeskServices(
            link=desk.link,
            floor=desk.floor,
            sensors=desk.sensors,
            pairings=desk.pairings,
            export=desk.export,
            now=self._clock.now,
            tasks=self._tasks,
        )
        first = PageName.LIVE if self._options.demo else PageName.SESSIONS
        window = MainWindow(services, first=first)
        window.closed.connect(self._closed.set)
        self._crash.tell = lambda text: window.banner.announce(text, BannerKind.ERROR)
        desk.hub.lost.connect(lambda text: window.banner.announce(text, BannerKind.WARNING))
        desk.hub.back.connect(window.banner.hide)
        window.show()
        return window

    async def _begin(self, desk: Desk) -> None:
        """What happens without being asked: the demo, or the session that is still running."""
        if isinstance(self._clock, PacedClock):
            self._tasks.spawn(self._clock.run(), name="clock")
        running = await self._running_bundle(desk)
        if self._gym is not None:
            await self._run_demo(desk, self._gym, running)
            return
        if running is not None:
            self._show_live(running)
        try:
            await desk.sensors.start()
        except NoBluetoothError as error:
            self._tell(error)

    async def _run_demo(self, desk: Desk, gym: Gym, running: BundleId | None) -> None:
        await gym.start()
        demo = Demo(desk, gym, seed=self._options.seed, replay=self._options.replay)
        if running is None:
            minutes = self._options.minutes or demo.recording_minutes or _MINUTES
            bundle = await demo.set_up(minutes)
        else:
            bundle = await demo.take_up(running)
        self._show_live(bundle.id)
        await demo.connect()
        if running is None:
            await demo.start()

    async def _running_bundle(self, desk: Desk) -> BundleId | None:
        page = await desk.link.bundles()
        live = (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED)
        return next((item.id for item in page.items if item.status in live), None)

    def _show_live(self, bundle_id: BundleId) -> None:
        if self._window is not None:
            self._window.open_live(bundle_id)

    def _tell(self, error: HockeyHubError) -> None:
        if self._window is not None:
            text = f"{error.message} {error.suggested_action}".strip()
            self._window.banner.announce(text, BannerKind.WARNING)

    async def _show_failure(self, error: HockeyHubError) -> None:
        failure = StartFailure(error, self._settings.log)
        failure.closed.connect(self._closed.set)
        failure.show()
        await self._closed.wait()

    async def _close(self, desk: Desk) -> None:
        training = any(state.status.is_running for state in desk.floor.board.sessions())
        await desk.close(stop_hub=not training)
        if self._gym is not None:
            await self._gym.close()

    def _listen_to_the_system(self) -> None:
        """Log-out and Ctrl-C close the window in good order."""
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), lambda *_: self._closed.set())
