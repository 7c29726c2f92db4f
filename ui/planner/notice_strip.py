"""What the last act has to say, above the buttons, with its ways out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.planner.finding import Level
from ui.planner.store import Notice
from widgets.inputs import Button, ButtonKind, IconLabel, Label, Tone
from widgets.theme import current_theme, restyle

_LOOKS = {
    None: ("info", "info", Tone.INFO),
    Level.WARNING: ("warning", "warning", Tone.WARNING),
    Level.PROBLEM: ("error", "error", Tone.DANGER),
}
_MOST_FIXES = 3


class NoticeStrip(QFrame):
    """Hidden while there is nothing to say."""

    fix_chosen = Signal(object)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._notice: Notice | None = None
        self._icon = IconLabel("info", 18, tone=Tone.INFO)
        self._label = Label(wraps=True)
        self.fix_buttons = tuple(Button("-") for _ in range(_MOST_FIXES))
        self.close_button = Button(kind=ButtonKind.QUIET, icon_name="close", tooltip="Dismiss")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit + 4, unit // 2, unit // 2, unit // 2)
        layout.setSpacing(unit)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        for index, button in enumerate(self.fix_buttons):
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, at=index: self._on_fix(at))
        layout.addWidget(self.close_button)
        self.close_button.clicked.connect(self.dismissed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_notice(self, notice: Notice | None) -> None:
        """Say something, or with None nothing."""
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        banner, icon_name, tone = _LOOKS[notice.level]
        self._icon.set_icon(icon_name, tone)
        self._label.setText(notice.text)
        self.setAccessibleName(notice.text)
        for index, button in enumerate(self.fix_buttons):
            has_fix = index < len(notice.fixes)
            button.setVisible(has_fix)
            if has_fix:
                button.set_caption(notice.fixes[index].label)
        if self.property("banner") != banner:
            self.setProperty("banner", banner)
            restyle(self)

    def _on_fix(self, index: int) -> None:
        if self._notice is not None:
            self.fix_chosen.emit(self._notice.fixes[index])
