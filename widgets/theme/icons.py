"""Icons in any colour, from one monochrome set."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources.icons import icon_path
from widgets.theme.current import current_theme

_SIZES_PX = (16, 20, 24)
_EQUIPMENT_ICONS = {"ROWING": "rower", "BIKE_ERG": "bike", "SKI_ERG": "ski"}


def equipment_icon_name(equipment: str) -> str:
    """The icon of a machine type; a plain wheel for types a club added."""
    return _EQUIPMENT_ICONS.get(equipment, "machine")


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon in one colour, the theme's text colour by default; pale when disabled."""
    colours = current_theme().colours
    return _icon(name, colour or colours.text, colours.text_faint)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    result = QIcon()
    for size_px in _SIZES_PX:
        for scale in (1, 2):
            result.addPixmap(pixmap(name, size_px, colour, scale))
            result.addPixmap(pixmap(name, size_px, disabled, scale), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=512)
def pixmap(name: str, size_px: int, colour: str, scale: float = 1.0) -> QPixmap:
    """An icon as a picture of `size_px` logical pixels, sharp at the screen's `scale`."""
    side = round(size_px * scale)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = icon_path(name).read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))
