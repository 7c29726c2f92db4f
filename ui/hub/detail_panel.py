"""One line of the log, in full."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from core.services.desk.event_desk import Direction, LogEntry
from ui.hub.log_rows import WAYS, time_text
from widgets.inputs import ElidedLabel, EmptyState, Label, TextRole, Tone
from widgets.theme import current_theme


class DetailPanel(QWidget):
    """Head, reason of a refusal, and the payload as JSON.

    Args:
        about: What an event is for, by its name.
        parent: Owner.
    """

    def __init__(self, about: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self._about = about
        self.title = ElidedLabel("", TextRole.HEADING)
        self.caption = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.reason = Label("", tone=Tone.DANGER, wraps=True)
        self.payload = QPlainTextEdit()
        self.payload.setReadOnly(True)
        self.payload.setAccessibleName("Payload as JSON")
        self.empty = EmptyState(
            "search",
            "No event chosen",
            "Choose a line of the log to see all of it.",
            sentence_px=260,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        for widget in (self.title, self.caption, self.reason):
            layout.addWidget(widget)
        layout.addWidget(self.payload, 1)
        layout.addWidget(self.empty, 1)
        self.show_entry(None)

    def show_entry(self, entry: LogEntry | None) -> None:
        """Show a line, or that none is chosen."""
        for widget in (self.title, self.caption, self.payload):
            widget.setVisible(entry is not None)
        self.empty.setVisible(entry is None)
        self.reason.setVisible(entry is not None and entry.direction is Direction.REFUSED)
        if entry is None:
            return
        payload = entry.payload()
        self.title.set_whole(entry.kind)
        number = "" if entry.seq is None else f", number {entry.seq} of its session"
        head = f"{WAYS[entry.direction][0]} at {time_text(entry.at)}{number}."
        self.caption.setText(f"{head}{_delay(entry)} {self._about(entry.kind)}".strip())
        if entry.direction is Direction.REFUSED:
            step = payload.get("suggestedAction", "")
            self.reason.setText(f"{payload.get('reason', '')} {step}".strip())
        text = msgspec.json.format(entry.raw, indent=2).decode()
        if text != self.payload.toPlainText():
            self.payload.setPlainText(text)


def _delay(entry: LogEntry) -> str:
    if entry.happened_at is None:
        return ""
    delay_s = entry.at - entry.happened_at
    if not 0 <= delay_s < 3600:  # noqa: PLR2004 - older ones say nothing of the way
        return ""
    text = f"{delay_s * 1000:.0f} ms" if delay_s < 1 else f"{delay_s:.1f} s"
    return f" It took {text}."
