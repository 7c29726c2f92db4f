"""A button that must be held: for what nobody should do by a slip."""

from __future__ import annotations

from typing import Final

from typing_extensions import override

from PySide6.QtCore import QEvent, QObject, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QWidget

from widgets.inputs.buttons import Button, ButtonKind
from widgets.theme import current_theme

HOLD_MS: Final = 1000


class HoldButton(Button):
    """Fills while it is held, by mouse, Space or its shortcut; let go early, nothing happens.

    Args:
        text: What it does.
        shortcut: Keys that may be held instead.
        icon_name: An icon of our set.
        tooltip: What happens, and that it must be held.
        parent: Its owner.
    """

    held = Signal()

    def __init__(
        self,
        text: str,
        *,
        shortcut: str,
        icon_name: str = "",
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, kind=ButtonKind.DANGER, icon_name=icon_name, tooltip=tooltip, parent=parent
        )
        self._filling = QVariantAnimation(self)
        self._filling.setStartValue(0.0)
        self._filling.setEndValue(1.0)
        self.set_hold_ms(HOLD_MS)
        self._filling.valueChanged.connect(lambda _share: self.update())
        self._filling.finished.connect(self._on_full)
        self.pressed.connect(self.begin)
        self.released.connect(self.let_go)
        self._keys = QShortcut(QKeySequence(shortcut), self)
        self._keys.setAutoRepeat(False)
        self._keys.activated.connect(self._on_keys)

    def set_hold_ms(self, milliseconds: int) -> None:
        """How long it must be held."""
        self._filling.setDuration(milliseconds)

    @property
    def is_held(self) -> bool:
        """Whether it fills."""
        return self._filling.state() == QVariantAnimation.State.Running

    def begin(self) -> None:
        """Somebody holds it."""
        if self.isEnabled() and self.isVisible() and not self.is_held:
            self._filling.start()

    def let_go(self) -> None:
        """Too early; nothing happens."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if self.is_held:
            self._filling.stop()
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_held:
            return
        theme = current_theme()
        share = float(self._filling.currentValue())
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), theme.space.radius, theme.space.radius)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(path)
        colour = QColor(theme.colours.on_danger)
        colour.setAlphaF(0.45)
        painter.fillRect(QRectF(0, 0, self.width() * share, self.height()), colour)
        painter.end()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.let_go()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_up = (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and not event.isAutoRepeat()
        )
        if is_up or event.type() == QEvent.Type.ApplicationDeactivate:
            self.let_go()
        return super().eventFilter(watched, event)

    def _on_keys(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)  # a shortcut does not say when it is let go
        self.begin()

    def _on_full(self) -> None:
        self.setDown(False)
        self.let_go()
        self.update()
        self.held.emit()
