"""Buttons in four kinds, with icons that follow the theme."""

from __future__ import annotations

from enum import StrEnum

from typing_extensions import override

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.theme import current_theme, icon, restyle

_ICON_PX = 18


class ButtonKind(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class Button(QPushButton):
    """A push button.

    Args:
        text: What it does, a verb first. Empty for an icon alone; then give a `tooltip`.
        kind: How much it asks to be pressed.
        icon_name: An icon of our set.
        tooltip: Also its accessible name when there is no text.
        parent: Its owner.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon_name: str = "",
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon_name
        self.setProperty("kind", str(kind))
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setAccessibleName(text or tooltip)
        if not text:
            self.setProperty("square", True)  # noqa: FBT003 - Qt's own signature
        if tooltip:
            self.setToolTip(tooltip)
        self._tint()

    @property
    def kind(self) -> ButtonKind:
        """How much it asks to be pressed."""
        return self._kind

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the kind."""
        if kind is not self._kind:
            self._kind = kind
            self.setProperty("kind", str(kind))
            self._tint()
            restyle(self)

    def set_icon_name(self, name: str) -> None:
        """Change the icon."""
        if name != self._icon_name:
            self._icon_name = name
            self._tint()

    def set_icon_only(self, *, is_icon_only: bool) -> None:
        """Leave the text to the tooltip where room is short; its accessible name stays."""
        self.setText("" if is_icon_only else self.accessibleName())
        if self.property("square") != is_icon_only:
            self.setProperty("square", is_icon_only)
            restyle(self)

    def set_caption(self, text: str) -> None:
        """Change the text, and with it the accessible name."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            if bool(self.property("square")) == bool(text):
                self.setProperty("square", not text)
                restyle(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        if not self._icon_name:
            return
        colours = current_theme().colours
        colour = {
            ButtonKind.PRIMARY: colours.on_accent,
            ButtonKind.DANGER: colours.on_danger,
            ButtonKind.QUIET: colours.text_soft,
        }.get(self._kind, colours.text)
        self.setIcon(icon(self._icon_name, colour))
