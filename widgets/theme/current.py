"""Which theme the application wears now."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from widgets.theme.fonts import font, load_fonts
from widgets.theme.palette import palette_of
from widgets.theme.sheet import style_sheet
from widgets.theme.tokens import Theme, ThemeName, load_theme

_PROPERTY = "hockeyhubTheme"


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application: style, palette, typeface and style sheet."""
    load_fonts()
    app.setProperty(_PROPERTY, str(theme.name))
    app.setStyle("Fusion")
    app.setPalette(palette_of(theme))
    app.setFont(font(theme.type_px.body))
    app.setStyleSheet(style_sheet(theme))


def current_theme() -> Theme:
    """The theme last applied; the dark one before that."""
    app = QApplication.instance()
    name = app.property(_PROPERTY) if app is not None else None
    return load_theme(name if isinstance(name, str) else ThemeName.DARK)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
