"""The desktop with a window: Qt and asyncio in one loop, everything else as without a window."""

from __future__ import annotations

import argparse
import os
import sys

from app.crash import CrashReporter
from app.log import set_up_logging
from app.settings import Settings, default_settings
from core.errors import NoDisplayError


def run_window(options: argparse.Namespace) -> int:
    """Open the window and return when it was closed.

    Raises:
        NoDisplayError: There is nothing to open it on.
    """
    require_display()
    settings = default_settings(demo=options.demo)
    settings.prepare()
    set_up_logging(settings.log)
    crash = CrashReporter(settings.log)
    crash.install()
    try:
        return _run_qt(options, settings, crash)
    finally:
        crash.close()


def require_display() -> None:
    """Qt aborts the process when there is no display; say so before.

    Raises:
        NoDisplayError: Neither X11 nor Wayland is there, nor a platform chosen by hand.
    """
    if not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ:
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoDisplayError(
            "There is no display to open a window on.",
            suggested_action="Run it on a desktop, or try: hockeyhub --demo --headless --out DIR",
        )


def _run_qt(options: argparse.Namespace, settings: Settings, crash: CrashReporter) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the display was checked
    from qasync import QEventLoop  # noqa: PLC0415

    from app.desktop import Desktop  # noqa: PLC0415
    from app.preferences import dress  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Hockey Hub Trainer")
    application.setQuitOnLastWindowClosed(False)
    dress(application, settings.preferences)
    loop = QEventLoop(application)
    crash.watch(loop)
    with loop:
        code: int = loop.run_until_complete(Desktop(options, settings, crash).run())
    return code
