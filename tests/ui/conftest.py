"""Windows of the tests: dressed as the program's, and none left over."""

from __future__ import annotations

import os
import sys

import pytest

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from widgets.theme import ThemeName, apply_theme, load_theme

if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication):
    """Dark theme before each test; afterwards every window must be closed."""
    if qapp.property("hockeyhubTheme") != ThemeName.DARK:
        apply_theme(qapp, load_theme(ThemeName.DARK))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert not left, f"left over: {left}"


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform says this whenever a window is shown; it means nothing."""
    config.addinivalue_line("qt_log_ignore", "does not support propagateSizeHints")
