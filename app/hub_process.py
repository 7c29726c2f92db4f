"""Starts the hub as a process of its own, finds one that still runs, and brings it back."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import sys
from urllib.parse import urlsplit

from app.hub_address import (
    HubAddress,
    is_alive,
    is_healthy,
    is_ours,
    running_hub,
    terminate,
    write_down,
)
from app.settings import Settings
from core.errors import (
    DamagedDatabaseError,
    HockeyHubError,
    NewerDatabaseError,
    PortInUseError,
    UnavailableError,
)
from core.events import Event
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_HERE = "127.0.0.1"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - only where the trainer asked for it
_READY_TIMEOUT_S = 20
_STOP_TIMEOUT_S = 10
_STOP_CHECK_S = 0.05
_WATCH_S = 0.3
_MISSED_CHECKS = 3
"""An adopted hub that misses this many health checks in a row is taken for dead."""
_IDLE_EXIT_S = 600
"""A hub that nobody needs any more (no client, no running session) ends by itself after that."""
_ERRORS_BY_EXIT_CODE: dict[int, type[HockeyHubError]] = {
    3: PortInUseError,
    4: NewerDatabaseError,
    5: DamagedDatabaseError,
}


class HubProcess:
    """Supervises one hub.

    The hub outlives a crash of the desktop: the next start finds it through `hub.json` and goes
    on with it. A hub that dies is started again at the same address.

    Args:
        settings: Where database, logs and `hub.json` lie.
        tasks: Owner of the watching task.
        sample_club: Fill an empty database with the sample club.
        lan_port: Where gateways and phones of the network may reach it; None: this computer only.
    """

    def __init__(
        self,
        settings: Settings,
        tasks: TaskScope,
        *,
        sample_club: bool,
        lan_port: int | None = None,
    ) -> None:
        self.lost: Event[[str]] = Event()
        """The hub died; the sentence says what happens now."""
        self.back: Event[[]] = Event()
        self._settings = settings
        self._tasks = tasks
        self._sample_club = sample_club
        self._lan_port = lan_port
        self._address: HubAddress | None = None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> HubAddress:
        """Where the hub is.

        Raises:
            UnavailableError: It was not started.
        """
        if self._address is None:
            raise UnavailableError("The hub is not running.")
        return self._address

    async def start(self) -> HubAddress:
        """Find the running hub of this home, or start one, and watch it from then on.

        Raises:
            PortInUseError: Another program took the hub's port.
            NewerDatabaseError: The database was written by a newer version.
            DamagedDatabaseError: The database is broken and was set aside.
            UnavailableError: The hub did not come up.
        """
        address = running_hub(self._settings)
        if address is None or not await is_ours(address):
            address = await self._spawn(secrets.token_urlsafe(32), port=self._lan_port or 0)
        elif self._lan_port is not None and not address.is_open_to_network:
            _log.warning("the hub runs since before --lan was asked for; it stays as it is")
        self._address = address
        self._tasks.replace(self._watch(address), name="watch hub")
        return address

    async def stop(self) -> None:
        """End the hub in good order."""
        address, self._address = self._address, None
        self._tasks.replace(asyncio.sleep(0), name="watch hub")
        if address is None:
            return
        is_gone = await (self._end_adopted(address) if self._process is None else self._end_own())
        if is_gone:
            self._settings.hub_file.unlink(missing_ok=True)

    async def _end_own(self) -> bool:
        process = self._process
        if process is None or process.returncode is not None:
            return True
        process.terminate()
        try:
            async with asyncio.timeout(_STOP_TIMEOUT_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        return True

    async def _end_adopted(self, address: HubAddress) -> bool:
        """End a hub that an earlier start left, if it is there; whether it is gone then."""
        if not await is_ours(address):
            return not await is_healthy(address)  # its number may be another program's by now
        terminate(address.pid)
        try:
            async with asyncio.timeout(_STOP_TIMEOUT_S):
                # A process that is not our child tells nobody that it ended.
                while await is_healthy(address) or is_alive(address.pid):  # noqa: ASYNC110
                    await asyncio.sleep(_STOP_CHECK_S)
        except TimeoutError:
            _log.warning("hub %d does not end", address.pid)
            return False
        return True

    async def _spawn(self, secret: str, port: int) -> HubAddress:
        command = [
            sys.executable,
            "-m",
            "hub_server",
            "--database",
            self._settings.database_url,
            "--host",
            _HERE if self._lan_port is None else _EVERYWHERE,
            "--port",
            str(port),
            "--json",
            "--idle-exit-s",
            str(_IDLE_EXIT_S),
            *(["--sample-club"] if self._sample_club else []),
        ]
        with self._settings.hub_log.open("ab") as log:
            log_start = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env={**os.environ, "HOCKEYHUB_DESKTOP_SECRET": secret},
                start_new_session=True,
            )
        line = await self._first_line(self._process)
        if not line:
            code = await self._process.wait()
            raise self._failure(code, log_start)
        try:
            ready = json.loads(line)
            address = HubAddress(
                url=ready["url"].replace(_EVERYWHERE, _HERE),
                secret=secret,
                pid=ready["pid"],
                instance=ready["instance"],
                is_open_to_network=self._lan_port is not None,
            )
        except (ValueError, KeyError, TypeError) as error:
            self._process.kill()
            raise UnavailableError("The hub said nothing that can be read.") from error
        write_down(self._settings.hub_file, address)
        return address

    async def _first_line(self, process: asyncio.subprocess.Process) -> bytes:
        assert process.stdout is not None  # noqa: S101 - PIPE was asked for above
        try:
            async with asyncio.timeout(_READY_TIMEOUT_S):
                return await process.stdout.readline()
        except TimeoutError:
            process.kill()
            return b""

    def _failure(self, code: int, log_start: int) -> HockeyHubError:
        with self._settings.hub_log.open("rb") as log:
            log.seek(log_start)
            lines = log.read().decode(errors="replace").strip().splitlines()
        sentence = lines[-1] if lines else f"The hub ended with code {code} and said nothing."
        kind = _ERRORS_BY_EXIT_CODE.get(code, UnavailableError)
        return kind(sentence, suggested_action=f"Details are in {self._settings.hub_log}.")

    async def _watch(self, address: HubAddress) -> None:
        while True:
            await self._gone(address)
            self.lost.emit("The hub stopped. It is being started again; readings are kept here.")
            address = await self._respawn(address)
            self._address = address
            self.back.emit()

    async def _respawn(self, address: HubAddress) -> HubAddress:
        delay_s = 0.1
        port = urlsplit(address.url).port or 0
        while True:
            try:
                return await self._spawn(address.secret, port)
            except HockeyHubError as error:
                _log.warning("hub not started: %s", error.message)
                self.lost.emit(f"{error.message} {error.suggested_action}".strip())
            except OSError as error:
                _log.warning("hub not started: %s", error)
                self.lost.emit(f"The hub cannot be started now ({error}). It is tried again.")
            await asyncio.sleep(delay_s)
            delay_s = min(delay_s * 2, 10.0)

    async def _gone(self, address: HubAddress) -> None:
        if self._process is not None:
            await self._process.wait()
            return
        missed = 0
        while missed < _MISSED_CHECKS:
            await asyncio.sleep(_WATCH_S)
            missed = 0 if await is_healthy(address) else missed + 1
