"""Where a hub is to be found, and whether what is found there is the very one."""

from __future__ import annotations

import json
import logging
import os
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp
import msgspec

from app.private_file import write_private
from app.settings import Settings
from core.protocol.rest import AUTH, DesktopSignIn, Health

_log = logging.getLogger(__name__)

_CHECK_TIMEOUT = aiohttp.ClientTimeout(total=1)


@dataclass(frozen=True)
class HubAddress:
    """Where a hub listens and how the desktop signs in. Kept in a file only its owner can read."""

    url: str
    secret: str
    pid: int
    instance: str
    """What this very run of the hub calls itself; another one at the same place does not."""
    is_open_to_network: bool = False
    """Whether other machines reach it, at the same port."""


def running_hub(settings: Settings) -> HubAddress | None:
    """Where this home's hub was last started; None if it never was or was stopped in order."""
    try:
        return HubAddress(**json.loads(settings.hub_file.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_down(path: Path, address: HubAddress) -> None:
    """Write where a hub is, for its owner's eyes only."""
    write_private(path, json.dumps(asdict(address)).encode())


async def is_healthy(address: HubAddress) -> bool:
    """Whether this very run of the hub answers."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_CHECK_TIMEOUT) as http,
            http.get(f"{address.url}/health") as answer,
        ):
            health = msgspec.json.decode(await answer.read(), type=Health)
            return answer.ok and health.instance == address.instance
    except (aiohttp.ClientError, TimeoutError, OSError, msgspec.MsgspecError):
        return False


async def is_ours(address: HubAddress) -> bool:
    """Whether it answers and lets us in with the secret that was written down."""
    if not await is_healthy(address):
        return False
    body = msgspec.json.encode(DesktopSignIn(secret=address.secret))
    try:
        async with (
            aiohttp.ClientSession(timeout=_CHECK_TIMEOUT) as http,
            http.post(
                f"{address.url}{AUTH}/desktop",
                data=body,
                headers={"Content-Type": "application/json"},
            ) as answer,
        ):
            return answer.ok
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False


def terminate(pid: int) -> None:
    """Ask a process to end in good order."""
    try:
        os.kill(pid, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        _log.info("hub %d had ended already", pid)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not. Known on POSIX only."""
    if os.name != "posix":
        return False  # asking would end it there
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
