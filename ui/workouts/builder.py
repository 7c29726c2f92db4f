"""The builder: a workout's load over time, what it is made of, and the form of what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentKind
from core.domain.player import Player
from core.domain.workout import Workout
from core.errors import HockeyHubError, StaleError
from ui.common.feedback import notice_of
from ui.workouts.builder_head import BuilderHead
from ui.workouts.builder_model import BuilderModel
from ui.workouts.draft import Draft, Place, as_copy, workout_of
from ui.workouts.editor_panel import EditorPanel
from ui.workouts.findings import Finding
from ui.workouts.outline_side import OutlineSide
from ui.workouts.words import section_title, summary
from widgets.charts.load_profile import LoadProfile
from widgets.charts.zone_bar import ZoneBars
from widgets.inputs import Banner, BannerKind, Card, Label, Tone
from widgets.theme import current_theme

_OUTLINE_PX = 432
_ZONES_PX = 220
_ROOMY_PX = 900


class Builder(QWidget):
    """Everything about one workout while it is written.

    Args:
        draft: Where it begins.
        players: Whose shares are shown.
        kinds: Machine types.
        parent: Owner.
    """

    left = Signal()
    """Back to the library; nothing is lost that was not said to be."""
    save_wanted = Signal(object)
    """A `Workout` to be kept."""

    def __init__(
        self,
        draft: Draft,
        players: Sequence[Player] = (),
        kinds: Sequence[EquipmentKind] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Workout builder")
        self.model = BuilderModel(draft, self)
        self.head = BuilderHead(self.model)
        self.profile = LoadProfile()
        self.zones = ZoneBars()
        self.sum = Label("", tone=Tone.SOFT)
        self.outline = OutlineSide(self.model)
        self.editor = EditorPanel(self.model, players, kinds)
        self.banner = Banner()
        self.findings = Banner()
        self.sent: Workout | None = None
        """What was given away to be kept last."""
        self._sent_draft = draft
        self._is_busy = self._is_tried = False
        self._way_out: Callable[[], object] = lambda: None
        self._build()
        self._connect()
        self.refresh()
        self.head.name.setFocus()

    def save(self) -> None:
        """Keep it, or go to the first thing that is in the way."""
        if self._is_busy:
            return
        found = self.model.findings
        if found:
            self._is_tried = True
            self.refresh()
            self._go_to(found[0].place)
            return
        self.banner.clear()
        self._send(workout_of(self.model.draft))

    def note_saved(self, draft: Draft) -> None:
        """The hub has it now."""
        self._is_busy = False
        self.model.note_saved(draft, self._sent_draft)

    def note_refused(self, error: HockeyHubError) -> None:
        """The hub has not taken it; nothing of it is lost."""
        self._is_busy = False
        if isinstance(error, StaleError):
            self._offer(
                f"{error.message} Your own changes are still here.",
                "Save as a copy",
                self._save_as_copy,
            )
        else:
            notice = notice_of(error)
            self._offer(notice.text, "Try again", self.save, notice.kind)
        self.refresh()

    def leave(self) -> None:
        """Go back, but not with changes that nobody has kept."""
        if not self.model.is_changed:
            self.left.emit()
            return
        self._offer("There are changes that are not saved.", "Leave without them", self.left.emit)
        self.banner.button.setFocus()

    def refresh(self) -> None:
        """Show the draft as it is now."""
        model = self.model
        is_calm = self._is_busy or (model.is_new and not self._is_tried)
        self.head.refresh(is_busy=self._is_busy, marks_name=not is_calm)
        words = summary(model.draft, model.profile.seconds)
        self.sum.setText(words)
        self.profile.show_bars(model.profile.bars, model.chosen, words)
        self.zones.show_seconds(model.profile.seconds_in_zones)
        self._show_zones()
        self._show_findings()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_zones()

    def _show_zones(self) -> None:
        has_zones = sum(self.model.profile.seconds_in_zones) > 0
        self.zones.setVisible(has_zones and self.width() >= _ROOMY_PX)

    @property
    def _told(self) -> tuple[Finding, ...]:
        """What is wrong; that nobody has named it yet is told when it is to be saved."""
        found = self.model.findings
        is_unnamed = self.model.is_new and not self._is_tried
        return tuple(one for one in found if one.place is not None or not is_unnamed)

    def _show_findings(self) -> None:
        found = self._told
        if not found:
            self.findings.clear()
            return
        first = found[0]
        more = f"  ({len(found) - 1} more)" if len(found) > 1 else ""
        where = "" if first.place is None else f"{_name_of(self.model.draft, first.place)}: "
        self.findings.announce(
            f"{where}{first.text}{more}", BannerKind.WARNING, action="Show", stays=True
        )

    def _offer(
        self,
        text: str,
        action: str,
        way_out: Callable[[], object],
        kind: BannerKind = BannerKind.WARNING,
    ) -> None:
        self._way_out = way_out
        self.banner.announce(text, kind, action=action)

    def _on_way_out(self) -> None:
        self._way_out()

    def _save_as_copy(self) -> None:
        self._send(as_copy(workout_of(self.model.draft)))

    def _send(self, workout: Workout) -> None:
        self.sent, self._sent_draft = workout, self.model.draft
        self._is_busy = True
        self.refresh()
        self.save_wanted.emit(workout)

    def _go_to(self, place: Place | None) -> None:
        if place is None:
            is_named = bool(self.model.draft.name.strip())
            (self.outline.list if is_named else self.head.name).setFocus()
            return
        self.model.choose(place)
        self.editor.focus_first_field()

    def _build(self) -> None:
        unit = current_theme().space.unit
        chart = Card("Load, % of FTP or 1RM")
        chart.tools.addWidget(self.sum)
        beside = QHBoxLayout()
        beside.setSpacing(2 * unit)
        beside.addWidget(self.profile, 1)
        self.zones.setFixedWidth(_ZONES_PX)
        beside.addWidget(self.zones, 0, Qt.AlignmentFlag.AlignVCenter)
        chart.content.addLayout(beside)
        self.outline.setMaximumWidth(_OUTLINE_PX)
        lower = QHBoxLayout()
        lower.setSpacing(unit + 4)
        lower.addWidget(self.outline, 4)
        lower.addWidget(self.editor, 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(chart)
        column.addLayout(lower, 1)
        column.addWidget(self.findings)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        model.refused.connect(
            lambda error: self.banner.announce(notice_of(error).text, BannerKind.WARNING)
        )
        self.head.left.connect(self.leave)
        self.head.save_wanted.connect(self.save)
        self.banner.action_triggered.connect(self._on_way_out)
        self.findings.action_triggered.connect(
            lambda: self._go_to(self._told[0].place) if self._told else None
        )
        self.profile.chosen.connect(lambda section, part: model.choose(Place(section, part)))
        for keys, slot in (
            ("Ctrl+Z", model.undo),
            ("Ctrl+Y", model.redo),
            ("Ctrl+Shift+Z", model.redo),
            ("Ctrl+S", self.save),
            ("Esc", self.leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)


def _name_of(draft: Draft, place: Place) -> str:
    found = draft.at(place)
    name = found.name.strip() if found is not None else ""
    if name:
        return name
    what = section_title(draft.sections[place.section], draft.kind)
    return what if place.part is None else f"{what}, row {place.part + 1}"
