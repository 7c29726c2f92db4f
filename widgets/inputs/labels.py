"""Text by role and tone, and icons as labels."""

from __future__ import annotations

from enum import StrEnum

from typing_extensions import override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets.theme import current_theme, pixmap, restyle


class TextRole(StrEnum):
    """Place on the type scale."""

    DISPLAY = "display"
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"


class Tone(StrEnum):
    """What a text's colour says; the words must say it too."""

    PLAIN = "plain"
    SOFT = "soft"
    FAINT = "faint"
    OK = "ok"
    WARNING = "warning"
    DANGER = "danger"
    INFO = "info"
    ACCENT = "accent"


class Label(QLabel):
    """A text with a place on the type scale. Plain text only, so names cannot smuggle markup."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: Tone = Tone.PLAIN,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", str(role))
        self.setProperty("tone", str(tone))
        self.setWordWrap(wraps)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour's meaning."""
        if self.property("tone") != str(tone):
            self.setProperty("tone", str(tone))
            restyle(self)


class ElidedLabel(Label):
    """One line that shortens itself with an ellipsis; the whole text is in its tooltip."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", role, tone=tone, parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)
        self.set_whole(text)

    @property
    def whole(self) -> str:
        """The text before shortening."""
        return self._whole

    def set_whole(self, text: str) -> None:
        """Change the text."""
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 4
        return QSize(width, super().sizeHint().height())

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1)
        )
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class IconLabel(QWidget):
    """An icon that is not a button; drawn anew in the theme's colours at each paint."""

    def __init__(
        self,
        name: str,
        size_px: int = 20,
        *,
        tone: Tone = Tone.PLAIN,
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._tone = tone
        self._size_px = size_px
        self.setFixedSize(size_px, size_px)
        self.setToolTip(tooltip)
        self.setAccessibleName(tooltip)

    def set_icon(self, name: str, tone: Tone = Tone.PLAIN) -> None:
        """Show another icon."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, pixmap(self._name, self._size_px, tone_colour(self._tone), scale))
        painter.end()


def tone_colour(tone: Tone) -> str:
    """The present theme's colour for a tone."""
    colours = current_theme().colours
    return {
        Tone.PLAIN: colours.text,
        Tone.SOFT: colours.text_soft,
        Tone.FAINT: colours.text_faint,
        Tone.OK: colours.ok,
        Tone.WARNING: colours.warning,
        Tone.DANGER: colours.danger,
        Tone.INFO: colours.info,
        Tone.ACCENT: colours.accent_text,
    }[tone]
