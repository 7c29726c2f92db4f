"""One way to begin, as a large button of two lines."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.planner.beginnings import Beginning
from widgets.inputs import ElidedLabel, IconLabel, TextRole, Tone
from widgets.theme import current_theme

_HEIGHT = 52
_ICON = 20


class StartTile(QPushButton):
    """A template, or an earlier training.

    Args:
        beginning: What it begins with.
        icon_name: What kind of thing that is.
        parent: Owner.
    """

    def __init__(self, beginning: Beginning, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.beginning = beginning
        self._icon_name = icon_name
        self._icon = IconLabel(icon_name, _ICON, tone=Tone.SOFT)
        self.setProperty("kind", "secondary")
        self.setAccessibleName(f"Start from {beginning.title}: {beginning.detail}")
        self.setToolTip(f"{beginning.title}\n{beginning.detail}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title, detail = (
            ElidedLabel(beginning.title),
            ElidedLabel(beginning.detail, TextRole.CAPTION, tone=Tone.SOFT),
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (title, detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            texts.addWidget(label)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(unit + 4, unit // 2, unit, unit // 2)
        row.setSpacing(unit + 2)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Say whether the plan was begun with it."""
        name, tone = ("check", Tone.OK) if is_chosen else (self._icon_name, Tone.SOFT)
        self._icon.set_icon(name, tone)

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)
