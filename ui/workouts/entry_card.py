"""One workout of the library: its load, what it is made of, its versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from typing_extensions import override

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.workout import Workout
from core.domain.workout_library import WorkoutEntry, WorkoutVersion
from ui.workouts.draft import draft_of
from ui.workouts.library_rows import when_text
from ui.workouts.outline_rows import rows_of
from ui.workouts.profile import profile_of
from ui.workouts.words import kind_name, summary
from widgets.charts.load_profile import LoadProfile
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, Label, TextRole, Tone
from widgets.inputs.choice import Choice, Option
from widgets.outline import OutlineList
from widgets.theme import current_theme


class EntryCard(Card):
    """Shows the chosen workout, in its present or an earlier version."""

    edit_wanted = Signal()
    doubling_wanted = Signal()
    archiving_wanted = Signal()
    bringing_back_wanted = Signal()
    restoring_wanted = Signal(int)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        self._is_built = False
        super().__init__("", parent)
        self._now = now
        self._entry: WorkoutEntry | None = None
        self._versions: tuple[WorkoutVersion, ...] = ()
        self._shown: int | None = None
        self.setAccessibleName("The chosen workout")
        self.name = ElidedLabel("", TextRole.TITLE)
        self.about = ElidedLabel("", tone=Tone.SOFT)
        self.description = Label("", wraps=True)
        self.profile = LoadProfile()
        self.content_list = OutlineList("Content of the workout")
        self.version = Choice(name="Version")
        self.restore = Button("Make it the present one", icon_name="undo")
        self.edit = Button(
            "Edit", kind=ButtonKind.PRIMARY, icon_name="edit", tooltip="Edit (Enter)"
        )
        self.double = Button("Duplicate", icon_name="copy", tooltip="Duplicate (Ctrl+D)")
        self.archive = Button(kind=ButtonKind.QUIET, icon_name="trash", tooltip="Put away (Delete)")
        self.bring_back = Button("Bring back", kind=ButtonKind.PRIMARY, icon_name="undo")
        self._build()
        self._connect()
        self._is_built = True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_built and self._entry is not None:
            self._show_workout(self._present(self._entry), self._entry)

    def show_entry(
        self, entry: WorkoutEntry | None, versions: Sequence[WorkoutVersion], *, is_busy: bool
    ) -> None:
        """Show a workout."""
        is_same = (
            entry is not None
            and self._entry is not None
            and entry.workout.id == self._entry.workout.id
            and entry.workout.version == self._entry.workout.version
        )
        self._entry, self._versions = entry, tuple(versions)
        if not is_same:
            self._shown = None
        if entry is None:
            self.hide()
            return
        self.show()
        self._show_versions(entry)
        self._show_workout(self._present(entry), entry)
        for button in (self.edit, self.double, self.archive):
            button.setVisible(not entry.is_archived)
            button.setEnabled(not is_busy)
        self.bring_back.setVisible(entry.is_archived)
        self.bring_back.setEnabled(not is_busy)
        self.restore.setEnabled(not is_busy)

    def _present(self, entry: WorkoutEntry) -> Workout:
        """The version that is looked at."""
        found = (one.workout for one in self._versions if one.version == self._shown)
        return next(found, entry.workout)

    def _show_workout(self, workout: Workout, entry: WorkoutEntry) -> None:
        draft = draft_of(workout)
        profile = profile_of(draft)
        words = summary(draft, profile.seconds)
        self.name.set_whole(workout.name)
        tags = f"  ·  {', '.join(workout.tags)}" if workout.tags else ""
        self.about.set_whole(f"{kind_name(workout.kind)}  ·  {words}{tags}")
        self.description.setText(workout.description)
        self.description.setVisible(bool(workout.description))
        self.profile.show_bars(profile.bars, None, words)
        self.content_list.show_rows(
            [msgspec.structs.replace(one, is_fixed=True) for one in rows_of(draft, profile)], -1
        )
        self.restore.setVisible(workout.version != entry.workout.version and not entry.is_archived)

    def _show_versions(self, entry: WorkoutEntry) -> None:
        present = entry.workout.version
        options = [
            Option(id=str(one.version), text=self._version_text(one)) for one in self._versions
        ] or [Option(id=str(present), text=f"Version {present}")]
        self.version.show_options(options, str(self._shown or present))
        self.version.setEnabled(len(options) > 1)

    def _version_text(self, one: WorkoutVersion) -> str:
        when = "" if one.saved_at is None else f"  ·  {when_text(one.saved_at, self._now())}"
        by = f"  ·  {one.saved_by}" if one.saved_by else ""
        return f"Version {one.version}{when}{by}"

    def _on_version(self, version: str) -> None:
        self._shown = int(version)
        if self._entry is not None:
            self._show_workout(self._present(self._entry), self._entry)

    def _build(self) -> None:
        unit = current_theme().space.unit
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.about)
        buttons.addLayout(names, 1)
        for button in (self.edit, self.double, self.archive, self.bring_back):
            buttons.addWidget(button)
        self.content.addLayout(buttons)
        self.content.addWidget(self.description)
        self.content.addWidget(self.profile)
        self.content.addWidget(self.content_list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addWidget(self.version, 1)
        foot.addWidget(self.restore)
        self.content.addLayout(foot)
        self.content_list.setDragEnabled(False)

    def _connect(self) -> None:
        self.edit.clicked.connect(self.edit_wanted)
        self.double.clicked.connect(self.doubling_wanted)
        self.archive.clicked.connect(self.archiving_wanted)
        self.bring_back.clicked.connect(self.bringing_back_wanted)
        self.version.chosen.connect(self._on_version)
        self.restore.clicked.connect(
            lambda: None if self._shown is None else self.restoring_wanted.emit(self._shown)
        )
