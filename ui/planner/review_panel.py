"""The column that always shows how the plan looks: groups, players, machines, conflicts."""

from __future__ import annotations

import msgspec

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.planner.finding import Finding, Level
from ui.planner.places import Step
from ui.planner.review import GroupReview, MachineReview, Review
from widgets.board import CapacityBar
from widgets.inputs import (
    Button,
    ButtonKind,
    ElidedLabel,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.theme import current_theme, equipment_icon_name

_WIDTH = 272
_ICON = 18


class ReviewPanel(QScrollArea):
    """The live review."""

    fix_chosen = Signal(object)
    finding_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Plan at a glance")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._review: Review | None = None
        self.texts: list[str] = []
        """What it says, line by line."""

    def show_review(self, review: Review, furthest: Step) -> None:
        """Show a plan's review, with warnings about steps the trainer has seen only."""
        shown = tuple(
            one
            for one in review.findings
            if one.level is Level.PROBLEM or one.place.step <= furthest
        )
        review = msgspec.structs.replace(review, findings=shown)
        if review == self._review:
            return
        self._review = review
        unit = current_theme().space.unit
        content = plain_container()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit)
        column.setSpacing(unit)
        self.texts = [review.summary, review.when, review.where]
        column.addWidget(Label("Plan at a glance", TextRole.HEADING))
        for icon_name, text in (("clock", review.when), ("place", review.where)):
            column.addWidget(_line(icon_name, text))
        column.addWidget(_line("team", _players_text(review)))
        column.addSpacing(unit)
        if review.problems:
            self._add_findings(column, review)
            column.addSpacing(unit)
        for group in review.groups:
            column.addWidget(_group_row(group))
        column.addSpacing(unit)
        column.addWidget(Label("Machines", TextRole.CAPTION, tone=Tone.SOFT))
        for machine in review.machines:
            column.addWidget(_machine_line(machine))
            self.texts.append(machine.text)
        if not review.machines:
            column.addWidget(Label("Reserved as players are placed", tone=Tone.FAINT))
        if not review.problems:
            column.addSpacing(unit)
            self._add_findings(column, review)
        column.addStretch(1)
        self.setWidget(content)

    def _add_findings(self, column: QVBoxLayout, review: Review) -> None:
        if not review.findings:
            column.addWidget(_line("check", "No conflicts", Tone.OK))
            self.texts.append("No conflicts")
            return
        count = len(review.problems)
        heading = "Conflicts" if count else "To know"
        column.addWidget(Label(heading, TextRole.CAPTION, tone=Tone.SOFT))
        for finding in review.findings:
            column.addWidget(self._finding(finding))
            self.texts.append(finding.text)

    def _finding(self, finding: Finding) -> QWidget:
        unit = current_theme().space.unit
        is_problem = finding.level is Level.PROBLEM
        box = QFrame()
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setProperty("banner", "error" if is_problem else "warning")
        layout = QVBoxLayout(box)
        layout.setContentsMargins(unit + 2, unit, unit + 2, unit)
        layout.setSpacing(unit // 2)
        layout.addWidget(Label(finding.text, wraps=True))
        for fix in finding.fixes:
            button = Button(fix.label)
            button.clicked.connect(lambda _=False, chosen=fix: self.fix_chosen.emit(chosen))
            layout.addWidget(button)
        if not finding.fixes:
            show = Button("Show", kind=ButtonKind.QUIET, icon_name="chevron-right")
            show.clicked.connect(lambda: self.finding_chosen.emit(finding.place))
            layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return box


def _players_text(review: Review) -> str:
    text = f"{review.player_count} players in {len(review.groups)} groups"
    if review.unassigned_count:
        text += f", {review.unassigned_count} unassigned"
    return text


def _line(icon_name: str, text: str, tone: Tone = Tone.SOFT) -> QWidget:
    row = plain_container()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_theme().space.unit)
    layout.addWidget(IconLabel(icon_name, _ICON, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(Label(text, wraps=True), 1)
    return row


def _machine_line(machine: MachineReview) -> QWidget:
    if machine.is_enough:
        return _line("check", machine.text, Tone.OK)
    return _line("error", machine.text, Tone.DANGER)


def _group_row(group: GroupReview) -> QWidget:
    row = plain_container()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_theme().space.unit)
    layout.addWidget(IconLabel(equipment_icon_name(group.equipment), 20, tone=Tone.SOFT))
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(ElidedLabel(group.name))
    bar = CapacityBar()
    bar.show_capacity(group.capacity.count, group.capacity.limit)
    texts.addWidget(bar)
    layout.addLayout(texts, 1)
    return row
