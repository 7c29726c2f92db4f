"""What the changes would do: before and after, or what stands in the way."""

from __future__ import annotations

from typing import Any

import msgspec

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.bundle_edit import BundleDifference, BundlePreview
from core.domain.facility import Facility
from core.errors import HockeyHubError
from ui.sessions.edit_facts import EditFacts, caption_of
from ui.sessions.edit_model import BulkEditModel
from ui.sessions.texts import count_text
from widgets.inputs import (
    Button,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.theme import current_theme

_WIDTH = 360
_STRIP_HEIGHT = 132
_ANY = 16_777_215
"""What Qt takes for no limit."""


class EditPreview(QScrollArea):
    """Beside the form, always up to date."""

    catch_up_wanted = Signal()
    """Read what somebody else has changed, and keep the own wishes."""
    try_again_wanted = Signal()
    """Ask once more what the changes would do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.set_beside(is_beside=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Before and after")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.texts: list[str] = []
        """What it says, line by line."""
        self.catch_up_button: Button | None = None
        self.try_again_button: Button | None = None

    def set_beside(self, *, is_beside: bool) -> None:
        """Take a column beside the form, or a strip below it."""
        self.setMinimumWidth(_WIDTH if is_beside else 0)
        self.setMaximumWidth(_WIDTH if is_beside else _ANY)
        self.setMaximumHeight(_ANY if is_beside else _STRIP_HEIGHT)

    def show_edit(self, model: BulkEditModel) -> None:
        """Show what the changes would do."""
        unit = current_theme().space.unit
        self.texts, self.catch_up_button, self.try_again_button = [], None, None
        content = plain_container()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit)
        column.setSpacing(unit)
        column.addWidget(Label("Before and after", TextRole.HEADING))
        facts, place = model.facts, model.place
        if facts is not None and place is not None:
            if model.problem is not None:
                column.addWidget(self._problem(model.problem, facts, place))
            if model.preview is not None and model.has_changes:
                self._add_preview(column, model.preview, facts, place)
            elif not model.has_changes:
                column.addWidget(self._say("Change something, and see here what it does.", "info"))
            elif model.problem is None:
                column.addWidget(self._say("Asking the hub …", "clock"))
        column.addStretch(1)
        self.setWidget(content)

    def _add_preview(
        self, column: QVBoxLayout, preview: BundlePreview, facts: EditFacts, place: Facility
    ) -> None:
        after = facts.place(preview.after.facility_id)
        groups: dict[str, list[BundleDifference]] = {}
        for one in preview.differences:
            groups.setdefault(one.session_name or "All sessions", []).append(one)
        for name, differences in groups.items():
            column.addWidget(Label(name, TextRole.CAPTION, tone=Tone.SOFT))
            for one in differences:
                texts = (
                    facts.value_text(one, is_after=False, place=place),
                    facts.value_text(one, is_after=True, place=after),
                )
                column.addWidget(self._difference(one.field, *texts))
        column.addWidget(self._say("Nothing stands in the way.", "check", Tone.OK))

    def _difference(self, field: str, before: str, after: str) -> QWidget:
        unit = current_theme().space.unit
        if not before and not after:
            return self._say(f"{caption_of(field)}: changed", "edit")
        self.texts.append(f"{caption_of(field)}: {before} → {after}")
        box = QFrame()
        box.setProperty("surface", "sunken")
        box.setAccessibleName(self.texts[-1])
        layout = QVBoxLayout(box)
        layout.setContentsMargins(unit + 2, unit, unit + 2, unit)
        layout.setSpacing(2)
        layout.addWidget(Label(caption_of(field), TextRole.CAPTION, tone=Tone.FAINT))
        old = Label(before, tone=Tone.SOFT, wraps=True)
        struck = old.font()
        struck.setStrikeOut(True)
        old.setFont(struck)
        layout.addWidget(old)
        row = QHBoxLayout()
        row.setSpacing(unit // 2)
        row.addWidget(IconLabel("chevron-right", 16, tone=Tone.OK), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(after, wraps=True), 1)
        layout.addLayout(row)
        return box

    def _problem(self, error: HockeyHubError, facts: EditFacts, place: Facility) -> QWidget:
        unit = current_theme().space.unit
        box = QFrame()
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setProperty("banner", "error")
        layout = QVBoxLayout(box)
        layout.setContentsMargins(unit + 2, unit, unit + 2, unit)
        layout.setSpacing(unit // 2)
        text = f"{error.message} {error.suggested_action}".strip()
        self.texts.append(text)
        layout.addWidget(Label(text, wraps=True))
        changed = error.details.get("changed")
        if not isinstance(changed, list):
            self.try_again_button = Button("Try again", icon_name="refresh")
            self.try_again_button.clicked.connect(self.try_again_wanted)
            layout.addWidget(self.try_again_button)
            return box
        for one in _changes_in(changed):
            before, after = (facts.text_of(one.field, value, place) for value in (one.was, one.now))
            layout.addWidget(self._difference(one.field, before, after))
        self.catch_up_button = Button("Show it as it is now, keep my changes", icon_name="refresh")
        self.catch_up_button.clicked.connect(self.catch_up_wanted)
        layout.addWidget(self.catch_up_button)
        return box

    def _say(self, text: str, icon_name: str, tone: Tone = Tone.SOFT) -> QWidget:
        self.texts.append(text)
        row = plain_container()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space.unit)
        layout.addWidget(IconLabel(icon_name, 18, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Label(text, wraps=True), 1)
        return row


class _Change(msgspec.Struct, frozen=True, rename={"was": "before", "now": "after"}):
    """What somebody else has changed."""

    field: str
    was: Any = None
    now: Any = None


def _changes_in(changed: list[Any]) -> list[_Change]:
    try:
        found = msgspec.convert(changed, list[_Change])
    except msgspec.ValidationError:
        return []
    return [one for one in found if one.field not in ("updatedAt", "version")]


def summary_text(model: BulkEditModel) -> str:
    """How much would be different, for the line beside the button."""
    if model.preview is None or not model.has_changes:
        return ""
    return count_text(len(model.preview.differences), "change")
