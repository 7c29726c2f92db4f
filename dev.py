#!/usr/bin/env python3
"""One entry for everybody who builds or tries the program. Standard library only.

python3 dev.py run [--demo …]   start the desktop (arguments go to `hockeyhub`)
python3 dev.py test [ARGS …]    the whole suite (arguments go to pytest)
python3 dev.py check            formatting, lint, types, architecture, generated files
python3 dev.py bench            every figure as a ratio to its peer or limit
python3 dev.py shots [DIR]      every screen as a picture
python3 dev.py page             the players' page, from its source (other commands do it, too)
python3 dev.py trace            docs/requirements-trace.md, from the marks in the tests
python3 dev.py lock             resolve the dependencies anew into the lock files
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"


def main(arguments: list[str]) -> int:
    """Run one command; its exit code is ours."""
    commands = {
        "run": run,
        "test": test,
        "check": check,
        "bench": bench,
        "shots": shots,
        "page": page,
        "trace": trace,
        "lock": lock,
    }
    name = arguments[0] if arguments else "help"
    if name not in commands:
        print(__doc__)
        return 0 if name in {"help", "-h", "--help"} else 2
    if not ((3, 11) <= sys.version_info[:2] < (3, 14)):
        print("Hockey Hub Trainer needs Python 3.11, 3.12 or 3.13; this is", sys.version.split()[0])
        return 2
    return commands[name](arguments[1:])


def run(arguments: list[str]) -> int:
    """Start the program."""
    install(LOCK)
    make_page()
    return call(PYTHON, "-m", "app", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests on two workers; offscreen unless a platform is asked for."""
    install(DEV_LOCK)
    make_page()
    fetch_browser()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does (app/cli.py)
    parallel = (
        []
        if any(argument.startswith("-n") for argument in arguments)
        else ["-n", "2", "--dist", "loadscope"]
    )
    return call(PYTHON, "-m", "pytest", *parallel, *arguments)


def check(_arguments: list[str]) -> int:
    """Everything that can be checked without running the program."""
    install(DEV_LOCK)
    steps = (
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy",),
        ("pyright",),
        ("lint-imports",),
        ("python", "-m", "hub_server.companion.build", "--check"),
        ("python", "-m", "hub_server.event_docs", "--check"),
        ("python", "-m", "tests.requirements_trace", "--check"),
    )
    failed = [" ".join(step) for step in steps if call(BIN / step[0], *step[1:]) != 0]
    print("check:", "failed: " + ", ".join(failed) if failed else "clean")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure; prints a table and leaves build/bench.json."""
    install(DEV_LOCK)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call(PYTHON, "-m", "benchmarks", *arguments)


def shots(arguments: list[str]) -> int:
    """Render every screen to build/shots."""
    install(DEV_LOCK)
    fetch_browser()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = arguments[0] if arguments else str(ROOT / "build" / "shots")
    phone = call(PYTHON, "-m", "tests.shots.phone_pages", folder)
    return call(PYTHON, "-m", "tests.shots.render", folder) or phone


def page(_arguments: list[str]) -> int:
    """Build what phones open; nothing to do if it is there."""
    install(DEV_LOCK)
    return make_page()


def trace(_arguments: list[str]) -> int:
    """Write down which tests show which requirement."""
    install(DEV_LOCK)
    return call(PYTHON, "-m", "tests.requirements_trace")


def make_page() -> int:
    """The players' page; without a network the program starts without it and says so."""
    return call(PYTHON, "-m", "hub_server.companion.build")


def fetch_browser() -> None:
    """A Chromium for the tests of the page, if there is none; they say so if that fails."""
    if call(PYTHON, "-m", "tests.helpers.chromium") != 0:
        call(PYTHON, "-m", "playwright", "install", "--only-shell", "chromium")


def lock(_arguments: list[str]) -> int:
    """Resolve anew, with hashes for every platform and without any index address."""
    install(DEV_LOCK)
    call(PYTHON, "-m", "pip", "install", "--quiet", "uv")
    options = (
        "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-header", "--quiet", "pyproject.toml", "--extra", "setup",
    )  # fmt: skip
    code = call(BIN / "uv", *options, "-o", str(LOCK))
    dev = ("--extra", "dev", "-c", str(LOCK), "-o", str(DEV_LOCK))
    return code or call(BIN / "uv", *options, *dev)


def install(lock_file: Path) -> None:
    """Make `.venv` hold what the lock says; does nothing when it already does."""
    # What is there for working on it is enough for running it.
    if any(is_installed(candidate) for candidate in {lock_file, DEV_LOCK}):
        return
    print(f"Installing what {lock_file.name} names into {VENV.name} (once; takes a minute) …")
    pip = make_venv()
    commands = (
        (*pip, "install", "--quiet", "--require-hashes", "-r", str(lock_file)),
        (*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)),
    )
    for command in commands:
        if call(*command) != 0:
            sys.exit("Installation failed; the reason stands above. Is the network reachable?")
    stamp_of(lock_file).write_text(digest_of(lock_file))


def is_installed(lock_file: Path) -> bool:
    """Whether `.venv` was made from this lock as it is now."""
    stamp = stamp_of(lock_file)
    return stamp.exists() and stamp.read_text() == digest_of(lock_file)


def stamp_of(lock_file: Path) -> Path:
    """Where it is written down what was installed."""
    return VENV / f"{lock_file.name}.installed"


def digest_of(lock_file: Path) -> str:
    """Changes with the lock, and with the project's own entry points."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(lock_file.read_bytes() + project).hexdigest()


def make_venv() -> tuple[str, ...]:
    """Create `.venv` if need be, and say how to call pip for it.

    Some systems ship Python without `ensurepip`; there this Python's own pip does the work.
    """
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            venv.create(VENV, with_pip=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            venv.create(VENV, with_pip=False)
    has_pip = subprocess.run(
        [PYTHON, "-m", "pip", "--version"], capture_output=True, check=False
    ).returncode
    quiet = ("--disable-pip-version-check", "--no-input")
    if has_pip == 0:
        return (str(PYTHON), "-m", "pip", *quiet)
    return (sys.executable, "-m", "pip", "--python", str(PYTHON), *quiet)


def call(*command: str | Path) -> int:
    """Run a command in the repository's folder; Ctrl-C and the end of a log-in go to it, too."""
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
