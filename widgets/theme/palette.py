"""The Qt palette of a theme, for what the style sheet does not reach."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from widgets.theme.tokens import Colours, Theme

_Role = QPalette.ColorRole


def palette_of(theme: Theme) -> QPalette:
    """A palette in the theme's colours."""
    palette = QPalette()
    for role, colour in _roles(theme.colours).items():
        palette.setColor(role, QColor(colour))
    faint = QColor(theme.colours.text_faint)
    for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette


def _roles(colours: Colours) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: colours.window,
        _Role.WindowText: colours.text,
        _Role.Base: colours.surface,
        _Role.AlternateBase: colours.raised,
        _Role.Text: colours.text,
        _Role.PlaceholderText: colours.text_faint,
        _Role.Button: colours.raised,
        _Role.ButtonText: colours.text,
        _Role.BrightText: colours.danger,
        _Role.Highlight: colours.accent,
        _Role.HighlightedText: colours.on_accent,
        _Role.Link: colours.accent_text,
        _Role.LinkVisited: colours.accent_text,
        _Role.ToolTipBase: colours.raised,
        _Role.ToolTipText: colours.text,
        _Role.Light: colours.raised,
        _Role.Midlight: colours.line,
        _Role.Mid: colours.line_strong,
        _Role.Dark: colours.line_strong,
        _Role.Shadow: colours.sunken,
        _Role.Accent: colours.accent,
    }
