"""The desktop while its window is open: what is started, in which order it is let go."""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from app.composition import (
    Desk,
    Gym,
    open_desk,
    open_gym,
    radio,
    recorded,
    start_capture,
)
from app.crash import CrashReporter
from app.demo import Demo, script_of
from app.draft_file import DraftFile
from app.hub_start import HubStart
from app.preferences import radio_choice, read_preferences, write_preferences
from app.settings import Settings
from core.clock import PacedClock, SystemClock
from core.domain.drafts import BundleSummary
from core.domain.ids import BundleId
from core.domain.radio import RadioStatus
from core.domain.session import SessionStatus
from core.errors import HockeyHubError
from core.ports.sensors import SensorSource
from core.services.desk.hub_choice import HubChoice
from core.services.desk.hub_side import HubSide
from core.services.desk.radio_choice import RadioChoice
from core.services.desk.radio_news import RadioHerald
from core.tasks import TaskScope
from ui.common.services import DeskServices
from ui.shell.pages import PageName
from ui.shell.start_failure import StartFailure
from ui.shell.window import MainWindow
from widgets.inputs import BannerKind
from widgets.theme import ThemeName

_PACE_CHECK_S = 0.02
"""How often a fast clock is compared with the wall's."""


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
        self._script = script_of(options)
        self._clock = self._make_clock()
        self._gym: Gym | None = None
        self._radios: RadioChoice | None = None
        self._herald = RadioHerald()
        self._window: MainWindow | None = None

    async def run(self) -> int:
        """Open the window, and return the exit code once it was closed."""
        self._listen_to_the_system()
        try:
            begun = HubStart(self._options, self._settings, self._tasks, self._closed)
            started = await begun.start()
            if started is None:
                await self._tasks.close()
                return 0
            sensors = self._ears()
            end_capture = start_capture(self._options.capture, sensors, self._clock)
            desk = await open_desk(started.settings, started.hub, sensors, self._clock, self._tasks)
        except HockeyHubError as error:
            await self._show_failure(error)
            await self._tasks.close()
            return 1
        self._window = self._open_window(desk, started.choice)
        if started.warning:
            self._window.banner.announce(started.warning, BannerKind.WARNING)
        beginning = self._tasks.start(self._begin(desk), name="beginning")
        await self._closed.wait()
        beginning.cancel()  # who closes the window early wants no more of it
        await asyncio.wait([beginning])
        await self._close(desk)
        await end_capture()
        return 0

    def _ears(self) -> SensorSource:
        if self._options.play is not None:
            return recorded(self._options.play, self._clock)
        if not self._options.demo:
            self._radios = radio_choice(self._settings.preferences, self._options.radio)
            return radio(self._clock, self._radios.used)
        self._gym = open_gym(self._clock, self._options.seed, self._options.gym)
        if isinstance(self._clock, PacedClock):
            self._clock.settle = self._gym.settle
        return self._gym.source(self._clock, self._options.seed)

    def _make_clock(self) -> SystemClock | PacedClock:
        """Real time; what is not real may run faster, and then plays an hour that ends now."""
        speed = self._options.speed or 1.0
        is_real = not self._options.demo and self._options.play is None
        if is_real or speed == 1.0:
            return SystemClock()
        clock = PacedClock(start=time.time() - self._script.minutes * 60)
        clock.set_speed(speed)
        return clock

    def _open_window(self, desk: Desk, hub_choice: HubChoice | None) -> MainWindow:
        services = DeskServices(
            link=desk.link,
            floor=desk.floor,
            sensors=desk.everywhere,
            pairings=desk.pairings,
            machines=desk.machines,
            export=desk.export,
            now=self._clock.now,
            tasks=self._tasks,
            radios=self._radios,
            hub_choice=hub_choice,
            plan_draft=DraftFile(desk.settings.unfinished_plan),
            workouts=desk.link.workout_list,
            hub=HubSide(
                registry=desk.link.devices,
                people=desk.link.people,
                audit=desk.link.audit,
                desk=desk.link.desk,
                clock=SystemClock(),
            ),
        )
        first = PageName.LIVE if self._options.demo else PageName.SESSIONS
        window = MainWindow(services, first=first)
        window.closed.connect(self._closed.set)
        window.theme_changed.connect(self._on_theme_changed)
        self._crash.tell = lambda text: window.banner.announce(text, BannerKind.ERROR)
        desk.hub.lost.connect(lambda text: window.banner.announce(text, BannerKind.WARNING))
        desk.hub.back.connect(window.banner.hide)
        desk.courier.refused.connect(lambda _, error: self._tell(_kept_apart(error)))
        desk.link.session_lost.connect(lambda _, error: self._tell(error))
        desk.courier.disk_failed.connect(self._tell)
        desk.sensors.radio_changed.connect(self._on_radio_changed)
        window.open()
        return window

    async def _begin(self, desk: Desk) -> None:
        """What happens without being asked; a refusal is told and the window stays."""
        try:
            await self._begin_work(desk)
        except HockeyHubError as error:
            self._tell(error)

    async def _begin_work(self, desk: Desk) -> None:
        """The demo, or the session that is still running and the sensors that are paired."""
        if isinstance(self._clock, PacedClock):
            self._tasks.spawn(self._clock.run(), name="clock")
            self._tasks.spawn(_keep_to_the_present(self._clock), name="pace of the clock")
        page = await desk.link.bundles()
        if self._gym is not None:
            await self._run_demo(desk, self._gym, page.items)
            return
        await self._welcome(desk)
        running = [item.id for item in page.items if item.status.is_running]
        for bundle_id in running[1:]:
            await desk.floor.attend(bundle_id)
        if running:
            self._show_live(running[0])
        desk.attendance.start()
        await desk.sensors.start()

    async def _welcome(self, desk: Desk) -> None:
        """A hub without a club offers to make one; one that does not say is left alone.

        Nor is somebody taken away from where he has gone meanwhile.
        """
        with suppress(HockeyHubError):
            is_empty = (await desk.link.club.club_start()).is_empty
            window = self._window
            if is_empty and window is not None and window.current_page is PageName.SESSIONS:
                window.go_to(PageName.WELCOME)

    async def _run_demo(self, desk: Desk, gym: Gym, bundles: Sequence[BundleSummary]) -> None:
        """Go on with what an earlier start began; else plan anew."""
        await gym.start()
        demo = Demo(desk, gym, self._script)
        now = self._clock.now()
        begun = next((item for item in bundles if _is_at_hand(item, now)), None)
        bundle = await (demo.set_up() if begun is None else demo.take_up(begun.id))
        self._show_live(bundle.id)
        await demo.connect()
        if begun is None or begun.status is SessionStatus.SCHEDULED:
            await demo.start()

    def _show_live(self, bundle_id: BundleId) -> None:
        if self._window is not None:
            self._window.open_live(bundle_id)

    def _on_theme_changed(self, name: str) -> None:
        path = self._settings.preferences
        chosen = msgspec.structs.replace(read_preferences(path), theme=ThemeName(name))
        write_preferences(path, chosen)

    def _on_radio_changed(self, status: RadioStatus) -> None:
        news = self._herald.news(status)
        if news is not None and self._window is not None:
            kind = BannerKind.OK if news.is_good else BannerKind.WARNING
            self._window.banner.announce(news.text, kind)

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
        await desk.close(stop_hub=not desk.floor.running_sessions)
        if self._gym is not None:
            await self._gym.close()

    def _listen_to_the_system(self) -> None:
        """Log-out and Ctrl-C close the window in good order."""
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), lambda *_: self._closed.set())


def _kept_apart(refusal: HockeyHubError) -> HockeyHubError:
    """What the trainer is told of readings that the hub would not take."""
    return HockeyHubError(
        f"The hub refused some readings: {refusal.message}",
        suggested_action="They are kept apart on this computer.",
    )


def _is_at_hand(bundle: BundleSummary, now: float) -> bool:
    """Whether a bundle runs, or should have begun and was kept from it."""
    begins_at = bundle.starts_at.timestamp()
    is_due = begins_at - 1 <= now < begins_at + bundle.duration_min * 60
    return bundle.status.is_running or (bundle.status is SessionStatus.SCHEDULED and is_due)


async def _keep_to_the_present(clock: PacedClock) -> None:
    """A fast clock that has caught up goes on in real time: the hub refuses what is yet to come."""
    wall = SystemClock()
    while clock.now() < wall.now():
        await wall.sleep(_PACE_CHECK_S)
    clock.set_speed(1.0)
