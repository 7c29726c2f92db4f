"""Planning a programme: the form at the left, what comes of it at the right."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.programme import ProgressionKind
from ui.templates.drafting_model import EVERYBODY, DraftingModel
from ui.templates.timeline_panel import TimelinePanel
from ui.templates.view_model import TemplatesModel
from ui.templates.words import WEEKDAYS, count_text
from widgets.inputs import (
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.choice import Option
from widgets.inputs.scroll import vertical_scroll
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.theme import current_theme

_FORM_PX = 400
_TYPING_MS = 300
_KINDS = (
    Option(id=ProgressionKind.INTENSITY.value, text="Intensity (targets, loads)"),
    Option(id=ProgressionKind.VOLUME.value, text="Volume (minutes, sets)"),
)
_DELOADS = (
    Option(id="0", text="Never"),
    *(Option(id=str(one), text=f"Every {one} weeks") for one in (2, 3, 4, 5, 6, 8)),
)


def _fields(model: TemplatesModel) -> tuple[FieldSpec, ...]:
    places = tuple(Option(id=one.id, text=one.name) for one in model.facilities.values())
    teams = tuple(Option(id=one.id, text=one.name) for one in model.teams)
    days = tuple(Option(id=str(at), text=name) for at, name in enumerate(WEEKDAYS, start=1))
    choice, toggles = FieldKind.CHOICE, FieldKind.TOGGLES
    return (
        FieldSpec(key="name", label="Name", span=2),
        FieldSpec(key="firstDate", label="First day", kind=FieldKind.DAY),
        FieldSpec(key="weeks", label="Weeks", longest=2),
        FieldSpec(key="weekdays", label="Training days", kind=toggles, options=days, span=2),
        FieldSpec(key="startTime", label="Start", hint="09:00", longest=5),
        FieldSpec(
            key="who",
            label="Who",
            kind=choice,
            options=(Option(id=EVERYBODY, text="Everybody"), *teams),
        ),
        FieldSpec(key="facility", label="Facility", kind=choice, options=places, span=2),
        FieldSpec(key="progress", label="Progression", kind=FieldKind.HEADING),
        FieldSpec(key="kind", label="What grows", kind=choice, options=_KINDS, span=2),
        FieldSpec(key="step", label="More each week, %", longest=4),
        FieldSpec(key="deload", label="Deload", kind=choice, options=_DELOADS),
        FieldSpec(key="deloadShare", label="Load in a deload week, %", longest=3),
        FieldSpec(key="skipped", label="Days without training", hint="2026-12-24"),
    )


class DraftingPanel(QWidget):
    """Plans one programme.

    Args:
        model: What the club has.
        drafting: The programme in the making.
        parent: Owner.
    """

    left = Signal()
    """The trainer goes back without planning anything."""

    def __init__(
        self, model: TemplatesModel, drafting: DraftingModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Plan a programme")
        self.drafting = drafting
        self.form = TextForm(_fields(model))
        self.panel = TimelinePanel(model.now)
        self.back = Button("Back", kind=ButtonKind.QUIET, icon_name="chevron-left")
        self.plan = Button("Plan", kind=ButtonKind.PRIMARY, icon_name="check")
        self.title = ElidedLabel(f"Programme from “{drafting.template.name}”", TextRole.TITLE)
        self.summary = Label("", TextRole.HEADING)
        self.told = Label("", tone=Tone.SOFT, wraps=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._build()
        self.form.show_values(drafting.texts)
        self._connect()
        drafting.look()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.drafting.is_behind:
            self.drafting.look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._typing.stop()

    def refresh(self) -> None:
        """Show what the hub said last."""
        drafting = self.drafting
        self.form.show_problems(drafting.problems)
        preview = drafting.preview
        self.panel.setVisible(preview is not None)
        self.plan.setEnabled(drafting.can_create)
        if preview is None:
            words = "Asking the hub …" if drafting.is_asking else "Nothing to show yet"
            self.summary.setText(words)
            self.told.setText(drafting.trouble or _look_text(len(drafting.problems)))
            self.plan.set_caption("Plan")
            return
        self.panel.show_weeks(preview.weeks)
        weeks = [one for one in preview.weeks if one.trainings and not one.problems]
        free = sum(len(week.trainings) for week in weeks)
        self.plan.set_caption(
            "Planning …" if drafting.is_creating else f"Plan {count_text(free, 'training')}"
        )
        blocked = sum(1 for week in preview.weeks if week.problems)
        self.summary.setText(
            f"{count_text(preview.training_count, 'training')} in "
            f"{count_text(len(preview.weeks), 'week')}"
        )
        notes = list(preview.notes)
        if blocked:
            notes.insert(
                0,
                f"{count_text(blocked, 'week')} in conflict: a week is planned whole or not at "
                "all, and can be planned later.",
            )
        self.told.setText(drafting.trouble or " ".join(notes))
        self.told.setVisible(bool(self.told.text()))

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.plan)
        inside = plain_container()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, unit, 0)
        fields.addWidget(self.form)
        fields.addStretch(1)
        form = Card()
        form.content.addWidget(vertical_scroll(inside))
        form.setFixedWidth(_FORM_PX)
        result = Card()
        result.content.addWidget(self.summary)
        result.content.addWidget(self.told)
        result.content.addWidget(self.panel, 1)
        result.content.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addWidget(form)
        row.addWidget(result, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit + 4)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        drafting = self.drafting
        drafting.changed.connect(self.refresh)
        self.form.edited.connect(self._on_edited)
        self._typing.timeout.connect(drafting.look)
        self.back.clicked.connect(self.left)
        self.plan.clicked.connect(drafting.create)
        QShortcut(QKeySequence("Escape"), self, self.left.emit)
        QShortcut(QKeySequence("Ctrl+S"), self, self.plan.click)

    def _on_edited(self, key: str, text: str) -> None:
        self.drafting.type_on(key, text)
        self.plan.setEnabled(self.drafting.can_create)
        self._typing.start()


def _look_text(count: int) -> str:
    return "Look at the fields that are marked." if count else ""
