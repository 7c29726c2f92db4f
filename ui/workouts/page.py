"""Workouts: the library, and in its place the builder while one is written."""

from __future__ import annotations

from functools import partial

from typing_extensions import override

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentKind
from core.domain.player import Player
from core.domain.workout import Workout, WorkoutKind
from core.errors import HockeyHubError, UnavailableError
from core.live.events import utc
from ui.common.feedback import Notice, announce, notice_of
from ui.common.services import DeskServices
from ui.workouts.builder import Builder
from ui.workouts.draft import Draft, draft_of
from ui.workouts.library import Library
from ui.workouts.library_list import Phase
from ui.workouts.library_model import LibraryModel
from ui.workouts.starts import new_draft
from ui.workouts.words import KIND_ICONS, KIND_NAMES
from widgets.inputs import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    ElidedLabel,
    Label,
    TextRole,
    Tone,
)
from widgets.theme import current_theme, icon

_SMALLEST = QSize(560, 300)


class WorkoutsPage(QWidget):
    """Find, write, copy and put away workouts."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if services.workouts is None:
            raise UnavailableError("This desk has no library of workouts.")
        self._services = services
        self._players: tuple[Player, ...] = ()
        self._kinds: tuple[EquipmentKind, ...] = ()
        self.setObjectName("workouts-page")
        self.setAccessibleName("Workouts")
        self.setMinimumSize(_SMALLEST)
        self.model = LibraryModel(services.workouts, services.tasks, self)
        self.library = Library(self.model, lambda: utc(services.now()))
        self.builder: Builder | None = None
        self.banner = Banner()
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.new = Button("New workout", kind=ButtonKind.PRIMARY, icon_name="plus")
        self.new_menu = QMenu(self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._show_summary()

    def write(self, draft: Draft) -> Builder:
        """Open the builder with a draft."""
        self._close_builder()
        builder = Builder(draft, self._players, self._kinds)
        builder.left.connect(self._close_builder)
        builder.save_wanted.connect(self.model.save)
        self.builder = builder
        self._stack.addWidget(builder)
        self._stack.setCurrentWidget(builder)
        builder.head.name.setFocus()
        return builder

    def write_new(self, kind: WorkoutKind) -> Builder:
        """Open the builder with a usual beginning."""
        return self.write(new_draft(kind))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._players:
            self._services.tasks.spawn(self._learn_club(), name="players for workouts")

    async def _learn_club(self) -> None:
        try:
            self._players = await self._services.link.players()
            self._kinds = await self._services.link.equipment_kinds()
        except HockeyHubError:
            return  # only what each player gets is missing then

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("Workouts", TextRole.TITLE))
        head.addWidget(self.summary, 1)
        head.addWidget(self.new)
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.library, 1)
        self._stack.addWidget(shelf)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        whole.addWidget(self._stack)
        for kind, name in KIND_NAMES.items():
            action = self.new_menu.addAction(icon(KIND_ICONS[kind]), name)
            action.triggered.connect(lambda _checked=False, kind=kind: self.write_new(kind))

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._show_summary)
        model.confirmed.connect(self.confirmed)
        model.noticed.connect(partial(announce, self.banner))
        model.saved.connect(self._on_saved)
        model.not_saved.connect(self._on_not_saved)
        self.library.edit_wanted.connect(self._edit)
        self.library.new_wanted.connect(self._ask_kind)
        self.new.clicked.connect(self._ask_kind)

    def _ask_kind(self) -> None:
        """Of which kind the new one is to be."""
        width = self.new_menu.sizeHint().width()
        below = self.new.mapToGlobal(QPoint(self.new.width() - width, self.new.height() + 2))
        self.new_menu.popup(below)

    def _edit(self) -> None:
        entry = self.model.entry
        if entry is not None:
            self.write(draft_of(entry.workout))

    def _on_saved(self, workout: Workout, sent: Workout) -> None:
        self.confirmed.emit(
            Notice(f"“{workout.name}” is saved, version {workout.version}.", BannerKind.OK)
        )
        if self.builder is not None and self.builder.sent is sent:
            self.builder.note_saved(draft_of(workout))

    def _on_not_saved(self, error: HockeyHubError, sent: Workout) -> None:
        if self.builder is not None and self.builder.sent is sent:
            self.builder.note_refused(error)
        else:  # the builder it came from is left already
            notice = notice_of(error)
            announce(self.banner, Notice(f"“{sent.name}” is not saved. {notice.text}", notice.kind))

    def _close_builder(self) -> None:
        builder, self.builder = self.builder, None
        if builder is not None:
            self._stack.removeWidget(builder)
            builder.deleteLater()
            self._stack.setCurrentIndex(0)

    def _show_summary(self) -> None:
        model = self.model
        if model.phase is not Phase.READY or not model.entries:
            self.summary.set_whole("")
            return
        count = len(model.entries)
        more = "more than " if model.next_cursor is not None else ""
        words = "1 workout" if count == 1 else f"{count} workouts"
        where = " put away" if model.wanted.is_archived else ""
        self.summary.set_whole(f"{more}{words}{where}")
