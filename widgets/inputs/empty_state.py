"""What a screen shows when there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.inputs.buttons import Button, ButtonKind
from widgets.inputs.labels import IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_ICON_PX = 40


class EmptyState(QWidget):
    """An icon, a sentence that says what to do, and a button that does it.

    Args:
        icon_name: What it is about.
        title: What is the matter, in a few words.
        sentence: What to do.
        action: Caption of the button; empty for none.
        parent: Owner.
        sentence_px: Width of the sentence, where the place is narrow.
    """

    action_triggered = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        sentence: str,
        action: str = "",
        parent: QWidget | None = None,
        *,
        sentence_px: int | None = None,
    ) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self._icon = IconLabel(icon_name, _ICON_PX, tone=Tone.FAINT)
        self._title = Label(title, TextRole.TITLE)
        self._sentence = Label(sentence, tone=Tone.SOFT, wraps=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(sentence_px or 56 * unit)
        self.button = Button(action, kind=ButtonKind.PRIMARY)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.action_triggered)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit + 4)
        layout.addStretch(2)
        line = QHBoxLayout()  # an aligned item would get the height of one line only
        line.addStretch(1)
        line.addWidget(self._sentence)
        line.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(self._icon, 0, centre)
        layout.addWidget(self._title, 0, centre)
        layout.addLayout(line)
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(3)
        self.setAccessibleName(f"{title}. {sentence}")

    def show_text(self, icon_name: str, title: str, sentence: str, action: str = "") -> None:
        """Say something else."""
        self._icon.set_icon(icon_name, Tone.FAINT)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.button.set_caption(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{title}. {sentence}")
