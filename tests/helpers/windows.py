"""What every folder of window tests needs: the program's dress, and nothing left over."""

from __future__ import annotations

import os
import sys

import pytest

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from widgets.theme import ThemeName, apply_theme, load_theme


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
    """Offscreen where there is no display; it says this of what a window manager would do."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")
