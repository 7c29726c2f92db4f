"""Themes: values from the colour tokens, and the style sheet and palette made from them."""

from __future__ import annotations

from resources.theme.contrast import contrast_ratio
from widgets.theme.current import apply_theme, current_theme, restyle
from widgets.theme.fonts import FAMILY, font
from widgets.theme.icons import equipment_icon_name, icon, pixmap
from widgets.theme.tokens import Theme, ThemeName, blend, load_theme

__all__ = [
    "FAMILY",
    "Theme",
    "ThemeName",
    "apply_theme",
    "blend",
    "contrast_ratio",
    "current_theme",
    "equipment_icon_name",
    "font",
    "icon",
    "load_theme",
    "pixmap",
    "restyle",
]
