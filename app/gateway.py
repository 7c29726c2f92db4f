"""A gateway while it runs: what is started, what is said, in which order it is let go."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal

from app.account_file import AccountFile
from app.gateway_composition import Gateway, gateway_radio, open_gateway, virtual_gym
from app.gateway_words import GatewayReporter
from app.settings import Settings
from core.clock import SystemClock
from core.errors import HockeyHubError, NoBluetoothError, NotAllowedError, NotSignedInError
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_AGAIN_S = 5.0
"""After a refusal that may pass."""
_LAST_WORDS_S = 2.0
"""For what is still to be sent when the program is stopped."""


class GatewayRun:
    """One run of the program.

    Args:
        options: From the command line.
        settings: Where things are kept.
        file: The account of a joined gateway.
    """

    def __init__(self, options: argparse.Namespace, settings: Settings, file: AccountFile) -> None:
        self._options = options
        self._settings = settings
        self._file = file
        self._clock = SystemClock()
        self._is_over = asyncio.Event()
        self._failure: HockeyHubError | None = None

    async def run(self) -> None:
        """Read and send until it is stopped.

        Raises:
            NotSignedInError: The hub's owner sent this computer away.
            HockeyHubError: It could not be started.
        """
        account = self._file.account
        if account is None:
            raise NotSignedInError("This computer has not joined a hub yet.")
        is_virtual = self._options.demo or self._options.gym is not None
        gym = virtual_gym(self._clock, self._options.gym) if is_virtual else None
        sensors = gateway_radio(self._clock, account.name, self._options.radio, gym)
        tasks = TaskScope(self._task_failed)
        gateway = open_gateway(self._settings, self._file, sensors, self._clock, tasks)
        reporter = GatewayReporter(gateway, account.hub, self._clock)
        self._listen_to_the_system()
        gateway.link.dismissed.connect(self._on_dismissed)
        try:
            if gym is not None:
                await gym.start()
            tasks.spawn(self._reach_hub(gateway), name="reach the hub")
            tasks.spawn(reporter.run(), name="say how it stands")
            await self._open_ears(gateway, reporter)
            await self._is_over.wait()
            await self._last_words(gateway)
        finally:
            reporter.close()
            await gateway.close()
            if gym is not None:
                await gym.close()
        reporter.say_farewell(gateway.courier.waiting)
        if self._failure is not None:
            raise self._failure

    async def _reach_hub(self, gateway: Gateway) -> None:
        """Try for ever; once reached, the link comes back by itself."""
        while True:
            try:
                await gateway.link.open()
            except (NotSignedInError, NotAllowedError) as refusal:
                self._on_dismissed(refusal)
                return
            except HockeyHubError as error:
                _log.warning("%s %s", error.message, error.suggested_action)
                await self._clock.sleep(_AGAIN_S)
            else:
                return

    async def _open_ears(self, gateway: Gateway, reporter: GatewayReporter) -> None:
        gateway.attendance.start()
        try:
            await gateway.sensors.start()
        except NoBluetoothError as error:  # tried again every 30 s: it may be plugged in later
            reporter.say(f"{error.message} {error.suggested_action} It is tried again.")

    async def _last_words(self, gateway: Gateway) -> None:
        try:
            async with asyncio.timeout(_LAST_WORDS_S):
                await gateway.courier.delivered()
        except (HockeyHubError, TimeoutError):
            _log.info("%d readings stay in the outbox", gateway.courier.waiting)

    def _on_dismissed(self, refusal: HockeyHubError) -> None:
        if self._failure is None:
            self._failure = refusal if isinstance(refusal, NotAllowedError) else _sent_away()
        self._is_over.set()

    def _task_failed(self, name: str, error: BaseException) -> None:
        _log.error("task %s failed", name, exc_info=error)

    def _listen_to_the_system(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(
                getattr(signal, name), lambda *_: loop.call_soon_threadsafe(self._is_over.set)
            )


def _sent_away() -> NotSignedInError:
    return NotSignedInError(
        "The hub does not know this gateway any more.",
        suggested_action="Let the laptop show a new code for a gateway and start with --code;"
        " what waits here is sent then.",
    )
