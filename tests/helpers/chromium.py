"""A Chromium for the tests of the players' page: Playwright's own, or the system's.

`python -m tests.helpers.chromium` ends with 0 if there is one.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str | None:
    """Where it is; None if there is none."""
    given = os.environ.get("HOCKEYHUB_TEST_CHROMIUM")
    own = [given] if given else []
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    candidates = [*own, *_of_playwright(), *([found] if found else [])]
    return next((path for path in candidates if Path(path).exists()), None)


def _of_playwright() -> list[str]:
    root = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folder = Path(root) if root else Path.home() / ".cache" / "ms-playwright"
    patterns = ("chromium_headless_shell-*/*/*headless*shell*", "chromium-*/*/chrome")
    return [str(path) for pattern in patterns for path in sorted(folder.glob(pattern))]


if __name__ == "__main__":
    sys.exit(0 if chromium_path() else 1)
