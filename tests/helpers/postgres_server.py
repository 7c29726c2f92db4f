"""A PostgreSQL server of a test's own, that can be stopped, killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_TIMEOUT_S = 60


class PostgresServer:
    """A running server with one empty database.

    Args:
        folder: Where its data lie.
        binaries: Where its programs are.
        owner: Whose it is; PostgreSQL does not run as root.
    """

    def __init__(self, folder: Path, binaries: Path, owner: str) -> None:
        self._data = folder / "data"
        self._folder = folder
        self._binaries = binaries
        self._owner = owner
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.is_running = False
        self.url = f"postgresql://hockeyhub@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        """Initialise and start."""
        self._run("initdb", "-D", str(self._data), "-U", "hockeyhub", "--auth=trust")
        self.start()

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._folder}"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"),
                  "-o", options, "start")  # fmt: skip
        self.is_running = True

    def stop(self, mode: str) -> None:
        """Stop: `fast` rolls back and closes, `immediate` is as good as a crash."""
        if self.is_running:
            self._run("pg_ctl", "-D", str(self._data), "-w", "-m", mode, "stop")
            self.is_running = False

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._binaries / program, *arguments],
            user=self._owner if os.getuid() == 0 else None,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server in a folder of its own; skipped where its programs are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail("PostgreSQL's initdb is not installed (REQUIRE_ALL=1)")
        pytest.skip("PostgreSQL's initdb is not installed")
    owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    # Not among pytest's folders, which it keeps closed to every other user.
    with TemporaryDirectory(prefix="hub-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, owner)
        server = PostgresServer(folder, Path(initdb).parent, owner)
        server.make()
        try:
            yield server
        finally:
            server.stop("immediate")
