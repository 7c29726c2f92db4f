"""One run of the program with a window, inside the test's own process."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.crash import CrashReporter
from app.desktop import Desktop
from app.settings import Settings
from core.tasks import TaskScope
from tests.helpers.waiting import until

W = TypeVar("W", bound=QWidget)


@asynccontextmanager
async def started_desktop(settings: Settings, **options: Any) -> AsyncIterator[asyncio.Task[int]]:
    """Start it; the task's result is its exit code. Ended as at log-out if it still runs."""
    absent = ("minutes", "speed", "replay", "play", "gym", "capture", "lan", "hub")
    usual = {"demo": False, "seed": 1, "radio": [], **dict.fromkeys(absent)}
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    tasks = TaskScope()
    settings.prepare()
    desktop = Desktop(
        argparse.Namespace(**(usual | options)), settings, CrashReporter(settings.log)
    )
    running = tasks.start(desktop.run(), name="desktop")
    try:
        yield running
    finally:
        for widget in QApplication.topLevelWidgets():
            widget.close()
        await asyncio.wait([running], timeout=30)
        await tasks.close()
        for name, handler in before.items():
            signal.signal(name, handler)


async def window_of(kind: type[W]) -> W:
    """The program's window of a kind, as soon as it is there."""

    def shown() -> list[W]:
        every = QApplication.topLevelWidgets()
        return [one for one in every if isinstance(one, kind) and one.isVisible()]

    await until(shown, f"a {kind.__name__} opens", 40)
    return shown()[0]


def words_of(window: QWidget) -> list[str]:
    """What stands in it."""
    return [label.text() for label in window.findChildren(QLabel) if label.text()]
