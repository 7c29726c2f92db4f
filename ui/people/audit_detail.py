"""One line of the audit log in full: who, when, and each field before and after."""

from __future__ import annotations

import msgspec

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.services.desk.audit import AuditLine
from core.services.desk.audit_changes import NOTHING, Change, facts_of
from ui.common.feedback import Notice
from ui.people.audit_rows import instant_text, what_tone
from widgets.inputs import (
    BannerKind,
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    EmptyState,
    Label,
    TextRole,
    Tone,
)
from widgets.tables import ColumnTable, RowTable, TableColumn
from widgets.theme import current_theme

_ROW_PX = 30
_FIELD_PX = 148


class ChangeRows(ColumnTable[Change]):
    """Fields of a thing before and after."""

    def __init__(self) -> None:
        super().__init__(
            (
                TableColumn[Change]("Field", lambda one: one.field, lambda _: Tone.SOFT),
                TableColumn[Change]("Before", lambda one: one.before, _old_tone),
                TableColumn[Change]("After", lambda one: one.after, _new_tone),
            ),
            lambda one: one.field,
        )


class AuditDetail(Card):
    """A card beside the log."""

    confirmed = Signal(object)
    person_wanted = Signal(str)
    """Show what else this actor did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("The chosen line")
        self._line: AuditLine | None = None
        self.title = ElidedLabel("", TextRole.HEADING)
        self.whom = Label("", wraps=True)
        self.caption = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.facts = Label("", wraps=True)
        self.rows = ChangeRows()
        self.table = RowTable(
            self.rows, "Fields before and after", {0: _FIELD_PX}, wide=2, row_px=_ROW_PX
        )
        self.nothing = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.copy = Button("Copy", icon_name="copy", tooltip="Copy the line as JSON (Ctrl+C)")
        self.others = Button(
            "All of this person", kind=ButtonKind.QUIET, tooltip="Show what else this actor did"
        )
        self.empty = EmptyState(
            "search",
            "No line chosen",
            "Choose a line to see what was there before and after.",
            sentence_px=260,
        )
        self._build()
        self.copy.clicked.connect(self.copy_line)
        self.others.clicked.connect(self._on_others)
        self.show_line(None)

    def show_line(self, line: AuditLine | None) -> None:
        """Show a line, or that none is chosen."""
        self._line = line
        shown = (self.title, self.whom, self.caption, self.copy, self.others)
        for widget in (*shown, self.facts, self.table, self.nothing):
            widget.setVisible(line is not None)
        self.empty.setVisible(line is None)
        if line is None:
            return
        entry = line.entry
        facts = facts_of(entry.detail)
        changes = line.changes
        self.title.set_whole(line.what)
        tone = what_tone(line)
        self.whom.setText(line.whom)
        self.whom.set_tone(tone or Tone.PLAIN)
        self.caption.setText(
            f"{line.who}, {instant_text(entry.at)}. Line {entry.id}, {entry.action}, "
            f"{entry.subject}"
        )
        self.facts.setText("\n".join(f"{name}: {value}" for name, value in facts))
        self.facts.setVisible(bool(facts))
        self.rows.show_rows(changes)
        self.table.setVisible(bool(changes))
        self.nothing.setVisible(not changes)
        self.nothing.setText("" if facts else "Nothing else was written down.")

    def copy_line(self) -> None:
        """Put the line into the clipboard as JSON."""
        if self._line is not None:
            raw = msgspec.json.encode(self._line.entry)
            QGuiApplication.clipboard().setText(msgspec.json.format(raw, indent=2).decode())
            self.confirmed.emit(Notice("The line is copied as JSON.", BannerKind.OK))

    def _on_others(self) -> None:
        if self._line is not None:
            self.person_wanted.emit(self._line.actor)

    def _build(self) -> None:
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, header.ResizeMode.Stretch)
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().space.unit)
        foot.addWidget(self.copy)
        foot.addWidget(self.others)
        foot.addStretch(1)
        for widget in (self.title, self.whom, self.caption, self.facts):
            self.content.addWidget(widget)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.nothing)
        self.content.addWidget(self.empty, 1)
        self.content.addStretch(0)
        self.content.addLayout(foot)


def _old_tone(change: Change) -> Tone:
    return Tone.FAINT if change.before == NOTHING else Tone.SOFT


def _new_tone(change: Change) -> Tone | None:
    return Tone.FAINT if change.after == NOTHING else None
