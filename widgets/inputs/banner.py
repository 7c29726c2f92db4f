"""A strip across a page: something to know, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from widgets.inputs.buttons import Button, ButtonKind
from widgets.inputs.labels import IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme, restyle


class BannerKind(StrEnum):
    """How much it matters."""

    INFO = "info"
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


_LOOKS = {
    BannerKind.INFO: ("info", Tone.INFO),
    BannerKind.OK: ("check", Tone.OK),
    BannerKind.WARNING: ("warning", Tone.WARNING),
    BannerKind.ERROR: ("error", Tone.DANGER),
}


class Banner(QFrame):
    """Hidden until `announce`; never blocks what is below it."""

    action_triggered = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self._kind = BannerKind.INFO
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel("info", 20, tone=Tone.INFO)
        self._heading = Label("", TextRole.HEADING)
        self._label = Label(wraps=True)
        self.button = Button("", kind=ButtonKind.SECONDARY)
        self.button.setProperty("square", False)  # noqa: FBT003 - Qt's own signature
        self.close_button = Button(kind=ButtonKind.QUIET, icon_name="close", tooltip="Dismiss")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit + 4, unit // 2, unit, unit // 2)
        layout.setSpacing(unit + 4)
        layout.addWidget(self._icon)
        layout.addWidget(self._heading)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self.button.clicked.connect(self.action_triggered)
        self.close_button.clicked.connect(self._on_dismissed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    @property
    def heading(self) -> str:
        """What it is about; empty for a mere sentence."""
        return self._heading.text()

    @property
    def kind(self) -> BannerKind:
        """How much it matters."""
        return self._kind

    def announce(
        self,
        text: str,
        kind: BannerKind = BannerKind.INFO,
        *,
        heading: str = "",
        action: str = "",
        stays: bool = False,
    ) -> None:
        """Say something. With `stays` only the program takes it away again."""
        icon_name, tone = _LOOKS[kind]
        self._kind = kind
        self._icon.set_icon(icon_name, tone)
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._label.setText(text)
        self.button.set_caption(action)
        self.button.setVisible(bool(action))
        self.close_button.setVisible(not stays)
        self.setAccessibleName(f"{heading}. {text}" if heading else text)
        if self.property("banner") != str(kind):
            self.setProperty("banner", str(kind))
            restyle(self)
        self.show()

    def clear(self) -> None:
        """Take it away."""
        self.hide()
        self._label.clear()
        self._heading.clear()
        self.setAccessibleName("")

    def _on_dismissed(self) -> None:
        self.clear()
        self.dismissed.emit()
