"""Import a roster: file, columns, rows, done."""

from __future__ import annotations

from functools import partial

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.errors import HockeyHubError
from ui.common.feedback import announce, notice_of
from ui.common.services import DeskServices
from ui.roster.columns_step import ColumnsStep
from ui.roster.done_step import DoneStep
from ui.roster.file_step import FileStep
from ui.roster.rows_step import RowsStep
from ui.roster.view_model import RosterModel, Step
from widgets.inputs import Banner, Button, ButtonKind, ElidedLabel, Label, TextRole, Tone
from widgets.inputs.step_rail import StepRail, StepState
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_RAIL_PX = 172
_STEP_SIZE = QSize(760, 330)
"""A narrower or lower window shows the step by scrolling."""
_RAIL_FROM_PX = 900
_TITLES = ("File", "Columns", "Rows", "Done")
_NEXT = {Step.COLUMNS: "Look at the rows", Step.ROWS: "Import", Step.DONE: "Show the players"}


class RosterPage(QWidget):
    """Steps on the left, the step in the middle, back and on below."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    closed = Signal()

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roster-page")
        self.setAccessibleName("Import a roster")
        self.model = RosterModel(services, self)
        self.rail = StepRail(_TITLES)
        self.file = FileStep(self.model)
        self.columns = ColumnsStep(self.model)
        self.rows = RowsStep(self.model)
        self.done = DoneStep(self.model)
        self.banner = Banner()
        self.name = ElidedLabel("", tone=Tone.SOFT)
        self.busy = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.cancel = Button("Close", kind=ButtonKind.QUIET, tooltip="Nothing is written (Esc)")
        self.back = Button("Back", icon_name="chevron-left", tooltip="Alt+Left")
        self.on = Button("", kind=ButtonKind.PRIMARY, tooltip="Ctrl+Return")
        self._stack = QStackedWidget()
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.setVisible(event.size().width() >= _RAIL_FROM_PX)

    def refresh(self) -> None:
        """Show how far the import is."""
        model = self.model
        step = model.step
        self._stack.setCurrentIndex(step)
        (self.file, self.columns, self.rows, self.done)[step].refresh()
        self._show_rail()
        self.name.set_whole("" if model.reading is None else model.reading.file.name)
        self.busy.setText("Asking the hub …" if model.is_busy else "")
        self.back.setVisible(step in (Step.COLUMNS, Step.ROWS))
        self.on.setVisible(step is not Step.FILE)
        self.on.set_caption(self._next_caption())
        ready = {Step.COLUMNS: model.may_look and not model.is_busy, Step.ROWS: model.may_write}
        self.on.setEnabled(ready.get(step, True))
        self.cancel.setVisible(step is not Step.DONE)

    def go_on(self) -> None:
        """The next step."""
        if not self.on.isEnabled() or self.on.isHidden():
            return
        if self.model.step is Step.COLUMNS:
            self.model.go_to(Step.ROWS)
        elif self.model.step is Step.ROWS:
            self.model.write()
        else:
            self.closed.emit()

    def go_back(self) -> None:
        """The step before."""
        if not self.back.isHidden():
            self.model.go_to(Step(self.model.step - 1))

    def _next_caption(self) -> str:
        preview = self.model.preview
        if self.model.step is not Step.ROWS or preview is None:
            return _NEXT.get(self.model.step, "")
        if preview.blocked:
            return "1 row to mend" if preview.blocked == 1 else f"{preview.blocked} rows to mend"
        count = preview.adds + preview.updates
        return "Import 1 player" if count == 1 else f"Import {count} players"

    def _show_rail(self) -> None:
        model = self.model
        preview = model.preview
        notes = {
            Step.FILE: "" if model.reading is None else "read",
            Step.COLUMNS: ""
            if preview is None
            else f"{sum(1 for one in preview.columns if one.field)} of {len(preview.columns)}",
            Step.ROWS: "" if preview is None or not model.may_look else f"{len(preview.rows)} rows",
            Step.DONE: "",
        }
        for step in Step:
            state = StepState.AHEAD
            if step is model.step:
                state = StepState.CURRENT
            elif step < model.step:
                state = StepState.DONE
            self.rail.buttons[step].show_state(state, notes[step])

    def _on_moved(self) -> None:
        if self.model.step is Step.ROWS:
            self.columns.read_typed()
            self.rows.start()

    def _on_refused(self, error: HockeyHubError) -> None:
        announce(self.banner, notice_of(error))

    def _build(self) -> None:
        unit = current_theme().space.unit
        for step in (self.file, self.columns, self.rows, self.done):
            self._stack.addWidget(step)
        self.rail.setFixedWidth(_RAIL_PX)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("Import a roster", TextRole.TITLE))
        head.addWidget(self.name, 1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * unit)
        middle.addWidget(self.rail)
        self._stack.setMinimumSize(_STEP_SIZE)
        middle.addWidget(_scrolled(self._stack), 1)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addWidget(self.cancel)
        foot.addWidget(self.busy, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        model.moved.connect(self._on_moved)
        model.noticed.connect(partial(announce, self.banner))
        model.refused.connect(self._on_refused)
        self.rail.step_chosen.connect(lambda at: model.go_to(Step(at)))
        self.file.chosen.connect(model.open_file)
        self.cancel.clicked.connect(self.closed)
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)
        for keys, slot in (
            ("Ctrl+Return", self.go_on),
            ("Alt+Left", self.go_back),
            ("Escape", self.closed.emit),
            ("Ctrl+O", self.file.ask),
            ("Ctrl+Z", model.take_import_back),
        ):
            QShortcut(QKeySequence(keys), self, slot)


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    content.setProperty("surface", "plain")
    area.setWidget(content)
    return area
