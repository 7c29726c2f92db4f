"""The program brings its own typeface, so it looks the same on a machine without fonts."""

from __future__ import annotations

from functools import cache

import font_roboto

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Roboto"
_FACES = ("Roboto", "RobotoMedium", "RobotoBold")


@cache
def load_fonts() -> None:
    """Make the typeface known to Qt; needs a QGuiApplication."""
    for face in _FACES:
        QFontDatabase.addApplicationFont(font_roboto.font_files[face])


def font(size_px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface at a size, with figures of equal width."""
    face = QFont(FAMILY)
    face.setPixelSize(max(round(size_px), 1))
    face.setWeight(weight)
    return face
