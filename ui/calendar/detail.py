"""The strip under the calendar: what is chosen, or what is held where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from widgets.calendar import Ghost
from widgets.inputs import Button, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme, restyle

_HINT = "Drag moves, Alt-drag copies; or Ctrl+arrows, then Enter or Alt+Enter"


class DetailStrip(QFrame):
    """One line that always has something useful to say."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setProperty("surface", "card")
        self.icon = IconLabel("calendar", 18, tone=Tone.SOFT)
        self.name = Label("", TextRole.HEADING)
        self.words = Label("", tone=Tone.SOFT, wraps=True)
        self.hint = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.open_button = Button("Open", icon_name="chevron-right", tooltip="Open (Enter)")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * unit, 2, unit, 2)
        row.setSpacing(unit + 4)
        row.addWidget(self.icon)
        row.addWidget(self.name)
        row.addWidget(self.words, 1)
        row.addWidget(self.hint)
        row.addWidget(self.open_button)
        self.open_button.clicked.connect(self.open_wanted)
        self.setFixedHeight(current_theme().space.control + 2 * unit + 2)

    def show_entry(self, name: str, words: str, *, is_movable: bool) -> None:
        """What is chosen."""
        self._show("calendar", Tone.SOFT, name, words)
        self.hint.setText(_HINT if is_movable else "")
        self.open_button.show()

    def show_ghost(self, ghost: Ghost) -> None:
        """What is held, and what is in the way there."""
        verb = "Copy to" if ghost.is_copy else "Move to"
        said = " ".join((*ghost.problems, *ghost.warnings))
        tone = Tone.DANGER if ghost.problems else Tone.WARNING if ghost.warnings else Tone.OK
        icon = {Tone.DANGER: "error", Tone.WARNING: "warning", Tone.OK: "check"}[tone]
        self._show(icon, tone, f"{verb} {ghost.when}", said or "Nothing is in the way.")
        self._set_role(TextRole.CAPTION if said else TextRole.BODY)
        self.hint.setText("Esc leaves it where it is")
        self.open_button.hide()

    def show_hint(self, words: str) -> None:
        """Nothing is chosen."""
        self._show("info", Tone.SOFT, "", words)
        self.hint.setText("")
        self.open_button.hide()

    def _show(self, icon: str, tone: Tone, name: str, words: str) -> None:
        self.icon.set_icon(icon, tone)
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self.words.setText(words)
        self.words.setToolTip(words)
        self._set_role(TextRole.BODY)
        self.setAccessibleName(f"{name}. {words}" if name else words)

    def _set_role(self, role: TextRole) -> None:
        """Smaller, where there is much to say."""
        if self.words.property("role") != str(role):
            self.words.setProperty("role", str(role))
            restyle(self.words)
