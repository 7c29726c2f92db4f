"""Step 3: the whole plan once more, and whether to keep it as a template."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.planner import places
from ui.planner.editor import PlanEditor
from ui.planner.finding import Level
from ui.planner.review import GroupReview, MachineReview, Review
from widgets.inputs import (
    Card,
    ElidedLabel,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.form_field import FormField
from widgets.theme import current_theme, equipment_icon_name

_COLUMNS = 4
_ICON = 18


class ReviewStep(QScrollArea):
    """Sessions side by side, reservations, template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: PlanEditor | None = None
        self._review: Review | None = None
        self.setWidgetResizable(True)
        self.summary = Label("", TextRole.TITLE)
        self.when = Label("", tone=Tone.SOFT)
        self.save_template = QCheckBox("Save as template")
        self.template_name = QLineEdit()
        self.template_name.setMaxLength(80)
        self.is_public = QCheckBox("All trainers of the club see it")
        self.template_field = FormField("Template name", self.template_name)
        self._build()
        self.save_template.toggled.connect(self._on_template)
        self.template_name.textEdited.connect(self._on_template_name)
        self.is_public.toggled.connect(self._on_public)

    @property
    def reservation_texts(self) -> tuple[str, ...]:
        """The reservation list as read."""
        return tuple(map(_reserved, self._review.machines)) if self._review else ()

    def show_plan(self, editor: PlanEditor, invalid_field: str) -> None:
        """Show the plan as it is."""
        self._editor = None
        review, plan = editor.review, editor.plan
        self.summary.setText(review.summary)
        self.when.setText(f"{plan.name}  ·  {review.when}  ·  {review.where}")
        if review != self._review:
            self._review = review
            self._show_sessions(review)
            self._show_machines(review)
        self.save_template.setChecked(plan.saves_template)
        if self.template_name.text() != plan.template_name:
            self.template_name.setText(plan.template_name)
        self.template_field.setVisible(plan.saves_template)
        self.is_public.setVisible(plan.saves_template)
        self.is_public.setChecked(plan.shares_template)
        said = {one.place.field: one.text for one in review.findings if one.level is Level.PROBLEM}
        if invalid_field == places.TEMPLATE_NAME and editor.notice is not None:
            said.setdefault(invalid_field, editor.notice.text)
        self.template_field.show_problem(said.get(places.TEMPLATE_NAME, ""))
        self._editor = editor

    def focus_field(self, path: str) -> bool:
        """Bring a field into sight and give it the focus; False if it is not here."""
        if path != places.TEMPLATE_NAME:
            return False
        self.ensureWidgetVisible(self.template_field)
        self.template_name.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _build(self) -> None:
        unit = current_theme().space.unit
        content = plain_container()
        self._sessions = QGridLayout()
        self._sessions.setSpacing(unit + 4)
        reserved = Card("Equipment reservations")
        self._machines = QVBoxLayout()
        self._machines.setSpacing(unit)
        reserved.content.addLayout(self._machines)
        reserved.content.addStretch(1)
        template = Card("Use it again")
        template.content.addWidget(self.save_template)
        template.content.addWidget(self.template_field)
        template.content.addWidget(self.is_public)
        template.content.addStretch(1)
        lower = QHBoxLayout()
        lower.setSpacing(unit + 4)
        lower.addWidget(reserved, 1)
        lower.addWidget(template, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, unit, 0)
        column.setSpacing(unit + 4)
        column.addWidget(self.summary)
        column.addWidget(self.when)
        column.addLayout(self._sessions)
        column.addLayout(lower)
        column.addStretch(1)
        self.setWidget(content)

    def _show_sessions(self, review: Review) -> None:
        _empty(self._sessions)
        columns = min(len(review.groups), _COLUMNS)
        for index, group in enumerate(review.groups):
            row, column = divmod(index, columns)
            self._sessions.addWidget(_session_card(index, group), row, column)
        for column in range(_COLUMNS):
            self._sessions.setColumnStretch(column, 1 if column < columns else 0)

    def _show_machines(self, review: Review) -> None:
        _empty(self._machines)
        for machine in review.machines:
            self._machines.addWidget(_machine_line(machine))

    def _on_template(self, saves: bool) -> None:
        if self._editor is not None:
            self._editor.set_template(saves=saves)

    def _on_public(self, is_public: bool) -> None:
        if self._editor is not None:
            self._editor.set_template_shared(is_shared=is_public)

    def _on_template_name(self, name: str) -> None:
        if self._editor is not None:
            self._editor.set_template_name(name)


def _empty(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _session_card(index: int, group: GroupReview) -> Card:
    unit = current_theme().space.unit
    card = Card()
    card.setAccessibleName(f"Session {index + 1}: {group.name}")
    card.content.addWidget(Label(f"Session {index + 1}", TextRole.CAPTION, tone=Tone.SOFT))
    card.content.addWidget(ElidedLabel(group.name, TextRole.HEADING))
    players = "player" if group.capacity.count == 1 else "players"
    for icon_name, text in (
        (equipment_icon_name(group.equipment), group.kind_name),
        ("team", f"{group.capacity.count} {players}"),
        ("clock", group.time_span),
        ("pulse", group.workout_name),
        ("place", group.place_name),
        ("player", group.trainer_name),
    ):
        if not text:
            continue
        row = QHBoxLayout()
        row.setSpacing(unit)
        row.addWidget(IconLabel(icon_name, _ICON, tone=Tone.SOFT))
        row.addWidget(ElidedLabel(text), 1)
        card.content.addLayout(row)
    names = Label("\n".join(group.player_names), tone=Tone.SOFT)
    card.content.addWidget(names)
    card.content.addStretch(1)
    return card


def _reserved(machine: MachineReview) -> str:
    return f"{machine.text} reserved" if machine.is_enough else machine.text


def _machine_line(machine: MachineReview) -> QWidget:
    row = plain_container()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_theme().space.unit)
    icon_name, tone = ("check", Tone.OK) if machine.is_enough else ("error", Tone.DANGER)
    layout.addWidget(IconLabel(icon_name, _ICON, tone=tone))
    layout.addWidget(Label(_reserved(machine)), 1)
    return row
