"""A real hub as a process of its own, for tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SECRET = "secret-of-the-tests"
ROOT = Path(__file__).parents[2]
_STOP_TIMEOUT_S = 20


class HubProcess:
    """A running hub: where it is, and the means to end it gently or not."""

    def __init__(self, process: subprocess.Popen[str], ready: dict[str, object]) -> None:
        self._process = process
        self.url = str(ready["url"])
        self.instance = str(ready["instance"])
        self.pid = int(str(ready["pid"]))
        self.fingerprint = str(ready.get("fingerprint", ""))
        self.secret = SECRET

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1])

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(_STOP_TIMEOUT_S)

    def kill(self) -> None:
        """`kill -9`."""
        self._process.kill()
        self._process.wait(_STOP_TIMEOUT_S)


def hub_command(database: str, *options: str) -> list[str]:
    """The command line of a hub on a free port."""
    return [sys.executable, "-m", "hub_server", "--database", database, "--json", *options]


def hub_environment() -> dict[str, str]:
    """Its environment: the desktop's secret, and compiled code kept for the next start."""
    return {
        **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        "HOCKEYHUB_DESKTOP_SECRET": SECRET,
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache"),
    }


@contextmanager
def running_hub(
    folder: Path,
    *,
    port: int = 0,
    options: Sequence[str] = ("--sample-club",),
    database: str | None = None,
    has_desktop: bool = True,
) -> Iterator[HubProcess]:
    """Start a hub, on `folder/hub.db` if nothing else is said; it is gone afterwards.

    Its log goes to `folder/hub.log`. Without a desktop it stands alone, as on a club's server.
    """
    environment = hub_environment()
    if not has_desktop:
        del environment["HOCKEYHUB_DESKTOP_SECRET"]
    address = database or f"sqlite:///{folder / 'hub.db'}"
    with (folder / "hub.log").open("a") as log:
        process = subprocess.Popen(
            hub_command(address, "--port", str(port), *options),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    with process, process.stdout:
        try:
            line = process.stdout.readline()
            if not line:
                process.wait(_STOP_TIMEOUT_S)
                raise AssertionError((folder / "hub.log").read_text()[-3000:])
            yield HubProcess(process, json.loads(line))
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(_STOP_TIMEOUT_S)
