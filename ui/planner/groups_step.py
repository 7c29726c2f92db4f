"""Step 2: the board. Who trains with whom, on what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId, UserId, WorkoutId
from core.domain.session import DistributionStrategy
from ui.planner.editor import PlanEditor
from ui.planner.finding import Level
from ui.planner.group_column import COLUMN_MAX_WIDTH, COLUMN_MIN_WIDTH, GroupColumn
from ui.planner.player_chips import chips_of
from ui.planner.spread_bar import SpreadBar
from ui.planner.store import Notice
from widgets.board import ChipBoard, ChipList
from widgets.inputs import Label, TextRole, Tone, plain_container
from widgets.theme import current_theme


class GroupsStep(QWidget):
    """Unassigned players first, then one column per group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: PlanEditor | None = None
        self._invalid_field = ""
        self.columns: list[GroupColumn] = []
        self.unassigned = ChipList("Unassigned players", "Everybody is in a group.")
        self.tools = SpreadBar()
        self.board = ChipBoard(self)
        self._count = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self._build()
        self._connect()

    def show_plan(self, editor: PlanEditor, invalid_field: str) -> None:
        """Show the plan as it is."""
        self._editor = editor
        self._invalid_field = invalid_field
        self._fit_columns(len(editor.plan.groups))
        unassigned = editor.unassigned_ids
        self._count.setText(str(len(unassigned)))
        picked_id = self.board.picked_id
        picked = editor.club.players.get(PlayerId(picked_id))
        self.tools.show_plan(editor.plan, picked.last_name if picked is not None else "")
        self.unassigned.show_chips(chips_of(editor.plan, editor.club, unassigned, None, picked_id))
        problems = frozenset(
            one.place.field for one in editor.review.findings if one.level is Level.PROBLEM
        ) | {invalid_field}
        for column in self.columns:
            column.show_plan(editor, problems, picked_id)

    def focus_field(self, path: str) -> bool:
        """Bring a group's field into sight and give it the focus; False if it is not here."""
        match path.split("."):
            case ["sessions", index, name] if int(index) < len(self.columns):
                column = self.columns[int(index)]
            case _:
                return False
        self._scroll.ensureWidgetVisible(column)
        field = column.field(name)
        if isinstance(field, ChipList):
            field.enter(0)
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(unit)
        self._row.addWidget(self._unassigned_column(), 1)
        self._row.addStretch(0)
        content = plain_container()
        content.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit + 4)
        column.addWidget(self.tools)
        column.addWidget(self._scroll, 1)

    def _unassigned_column(self) -> QFrame:
        unit = current_theme().space.unit
        frame = QFrame()
        frame.setProperty("surface", "sunken")
        frame.setMinimumWidth(COLUMN_MIN_WIDTH)
        frame.setMaximumWidth(COLUMN_MAX_WIDTH)
        head = QHBoxLayout()
        head.addWidget(Label("Unassigned", TextRole.HEADING), 1)
        head.addWidget(self._count)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(unit, unit + 2, unit, unit)
        layout.setSpacing(unit)
        layout.addLayout(head)
        layout.addWidget(self.unassigned, 1)
        return frame

    def _connect(self) -> None:
        tools, board = self.tools, self.board
        tools.distribute_wanted.connect(self._on_distribute)
        tools.clear_wanted.connect(lambda: self._edit(PlanEditor.clear))
        tools.swap_wanted.connect(board.ask_to_swap)
        tools.lock_wanted.connect(board.ask_to_lock)
        board.move_wanted.connect(self._on_move)
        board.swap_wanted.connect(self._on_swap)
        board.swap_unclear.connect(self._on_swap_unclear)
        board.lock_wanted.connect(self._on_lock)
        board.picked.connect(self._on_picked)

    def _fit_columns(self, count: int) -> None:
        if count == len(self.columns):
            return
        while len(self.columns) > count:
            column = self.columns.pop()
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        while len(self.columns) < count:
            column = self._new_column(len(self.columns))
            self._row.insertWidget(1 + len(self.columns), column, 1)
            self.columns.append(column)
        self.board.set_lists([self.unassigned, *(column.chips for column in self.columns)])

    def _new_column(self, index: int) -> GroupColumn:
        column = GroupColumn(index, partial(self._refuses, index))
        column.renamed.connect(lambda name: self._edit(lambda one: one.rename_group(index, name)))
        column.equipment_chosen.connect(
            lambda code: self._edit(lambda one: one.set_equipment(index, EquipmentType(code)))
        )
        column.workout_chosen.connect(
            lambda chosen: self._edit(
                lambda one: one.set_group_workout(index, WorkoutId(chosen) if chosen else None)
            )
        )
        column.duration_chosen.connect(
            lambda minutes: self._edit(lambda one: one.set_group_duration(index, minutes))
        )
        column.place_chosen.connect(
            lambda chosen: self._edit(
                lambda one: one.set_group_place(index, FacilityId(chosen) if chosen else None)
            )
        )
        column.trainer_chosen.connect(
            lambda chosen: self._edit(
                lambda one: one.set_group_trainer(index, UserId(chosen) if chosen else None)
            )
        )
        return column

    def _refuses(self, index: int, ids: tuple[str, ...]) -> bool:
        if self._editor is None:
            return False
        return bool(self._editor.refusals([PlayerId(one) for one in ids], index))

    def _edit(self, act: Callable[[PlanEditor], object]) -> None:
        if self._editor is not None:
            act(self._editor)

    def _on_distribute(self, strategy: DistributionStrategy) -> None:
        self._edit(lambda one: one.distribute(strategy))

    def _on_swap(self, one: str, other: str) -> None:
        self._edit(lambda editor: editor.swap(PlayerId(one), PlayerId(other)))

    def _on_swap_unclear(self) -> None:
        text = "Select one player, then the other one in another column, to swap them."
        self._edit(lambda editor: editor.note(Notice(text=text)))

    def _on_lock(self, ids: tuple[str, ...]) -> None:
        self._edit(lambda editor: editor.toggle_locks([PlayerId(one) for one in ids]))

    def _on_picked(self) -> None:
        if self._editor is not None:
            self.show_plan(self._editor, self._invalid_field)

    def _on_move(self, ids: tuple[str, ...], column: int) -> None:
        target = column - 1 if column > 0 else None
        self._edit(lambda one: one.move([PlayerId(player_id) for player_id in ids], target))
