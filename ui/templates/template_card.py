"""One template: what it is called, who sees it, and what its sessions are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.bundle_template import KeptTemplate, SessionTemplate
from core.planning.template_drafts import session_name
from ui.common.edit_card import EditCard
from ui.templates.view_model import PRIVATE, PUBLIC, TemplatesModel
from ui.templates.words import count_text, owner_text, size_text, used_text
from widgets.inputs import (
    Button,
    ButtonKind,
    ElidedLabel,
    FlowLayout,
    IconLabel,
    Label,
    TextRole,
    Tone,
)
from widgets.inputs.choice import Option
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.theme import current_theme, equipment_icon_name

_FIELDS = (
    FieldSpec(key="name", label="Name", span=2),
    FieldSpec(key="defaultDuration", label="Minutes", longest=5),
    FieldSpec(
        key="sharing",
        label="Who sees it",
        kind=FieldKind.CHOICE,
        options=(Option(id=PRIVATE, text="Only me"), Option(id=PUBLIC, text="All trainers")),
    ),
    FieldSpec(key="tags", label="Tags", hint="conditioning, intervals", span=2),
    FieldSpec(
        key="description",
        label="Description",
        kind=FieldKind.AREA,
        hint="When it is used, and what for",
        span=2,
    ),
)


class TemplateCard(EditCard):
    """Fields over the sessions of a template, and what can be made of it."""

    start_wanted = Signal()
    programme_wanted = Signal()
    copy_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Template", [TextForm(_FIELDS)], parent)
        self.start = Button("Plan a bundle", kind=ButtonKind.PRIMARY, icon_name="plus")
        self.programme = Button("Plan a programme", icon_name="calendar")
        self.copy = Button(kind=ButtonKind.QUIET, icon_name="copy", tooltip="Duplicate (Ctrl+D)")
        self.delete = Button(kind=ButtonKind.QUIET, icon_name="trash", tooltip="Delete (Del)")
        self.used = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self._sessions = QVBoxLayout()
        self._shown: tuple[SessionTemplate, ...] | None = None
        self._arrange()
        self.start.clicked.connect(self.start_wanted)
        self.programme.clicked.connect(self.programme_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.delete.clicked.connect(self.delete_wanted)

    def show_template(self, template: KeptTemplate, model: TemplatesModel) -> None:
        """Show one."""
        self.show_head(template.name, f"{size_text(template)} · {owner_text(template)}")
        self.used.setText(used_text(template))
        if template.sessions != self._shown:
            self._shown = template.sessions
            self._show_sessions(template, model)

    def _show_sessions(self, template: KeptTemplate, model: TemplatesModel) -> None:
        while (item := self._sessions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        kinds = tuple(model.kinds.values())
        for index, session in enumerate(template.sessions):
            name = session_name(session, index, kinds)
            self._sessions.addWidget(_session_line(session, name, model))

    def _arrange(self) -> None:
        unit = current_theme().space.unit
        self.head.addWidget(self.copy)
        self.head.addWidget(self.delete)
        ways = QWidget()
        flow = FlowLayout(unit, ways)
        flow.addWidget(self.start)
        flow.addWidget(self.programme)
        self._sessions.setSpacing(unit)
        heading = QHBoxLayout()
        heading.addWidget(Label("Sessions", TextRole.HEADING), 1)
        heading.addWidget(self.used)
        self.body.insertWidget(0, ways)
        self.body.insertLayout(1, heading)
        self.body.insertLayout(2, self._sessions)


def _session_line(session: SessionTemplate, name: str, model: TemplatesModel) -> QWidget:
    unit = current_theme().space.unit
    workout = (
        model.workouts.get(session.workout_template)
        if session.workout_template is not None
        else None
    )
    kind = model.kinds.get(session.equipment)
    does = workout.name if workout is not None else "No workout"
    if session.customizations is not None:
        does = f"{does}, customised"
    line = QFrame()
    line.setProperty("surface", "sunken")
    row = QHBoxLayout(line)
    row.setContentsMargins(unit + 4, unit, unit + 4, unit)
    row.setSpacing(unit + 4)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(ElidedLabel(name))
    words.addWidget(ElidedLabel(does, TextRole.CAPTION, tone=Tone.SOFT))
    tip = kind.name if kind is not None else session.equipment
    row.addWidget(
        IconLabel(equipment_icon_name(session.equipment), 22, tone=Tone.SOFT, tooltip=tip)
    )
    row.addLayout(words, 1)
    row.addWidget(Label(count_text(session.player_count, "player"), tone=Tone.SOFT))
    return line
