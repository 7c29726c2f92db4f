"""The best times to train, to be chosen with one click, each with what speaks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.domain.slots import Slot
from ui.planner.plan import Plan
from ui.planner.time_finder import DAYS, TimeFinder, title_of
from widgets.inputs import (
    Button,
    ButtonKind,
    Card,
    ElidedLabel,
    IconLabel,
    Label,
    TextRole,
    Tone,
)
from widgets.theme import current_theme

_HEIGHT = 48
_ICON = 20


class TimeTile(QPushButton):
    """One time: day and hour, and the first thing that there is to say about it.

    Args:
        slot: The time.
        parent: Owner.
    """

    def __init__(self, slot: Slot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.slot = slot
        against = [reason.text for reason in slot.reasons if not reason.is_good]
        said = against or [reason.text for reason in slot.reasons]
        self.setProperty("kind", "secondary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(f"{title_of(slot)}: {' '.join(said)}")
        self.setToolTip("\n".join(reason.text for reason in slot.reasons))
        name, tone = ("warning", Tone.WARNING) if against else ("check", Tone.OK)
        mark = IconLabel(name, _ICON, tone=tone)
        title = ElidedLabel(title_of(slot))
        detail = ElidedLabel(" ".join(said), TextRole.CAPTION, tone=Tone.SOFT)
        self._state = Label("", TextRole.CAPTION, tone=Tone.OK)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(title)
        texts.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(unit + 4, unit // 2, unit + 4, unit // 2)
        row.setSpacing(unit + 2)
        row.addWidget(mark)
        row.addLayout(texts, 1)
        row.addWidget(self._state)
        for label in (mark, title, detail, self._state):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Say whether the plan is at that time."""
        self._state.setText("Chosen" if is_chosen else "")
        self.setAccessibleDescription(self._state.text())


class TimeCard(Card):
    """Offers to look for a time, and shows what was found."""

    find_wanted = Signal()
    chosen = Signal(object)
    """A `Slot`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("When could they train?", parent)
        self.find_button = Button("Find a time", icon_name="search")
        self.state = Label(
            f"The five best times of the next {DAYS} days: players, machines, opening hours and "
            "restrictions considered.",
            tone=Tone.SOFT,
            wraps=True,
        )
        self.tiles: list[TimeTile] = []
        self._first = self.state.text()
        self._tiles = QVBoxLayout()
        self._tiles.setSpacing(current_theme().space.unit // 2)
        self.tools.addWidget(self.find_button)
        self.content.addWidget(self.state)
        self.content.addLayout(self._tiles)
        self.find_button.clicked.connect(self.find_wanted)

    def show_found(self, finder: TimeFinder, plan: Plan, *, is_about: bool) -> None:
        """Show what the hub proposed, as long as it is about this plan.

        Args:
            finder: What was asked and found.
            plan: As it stands.
            is_about: Whether what was asked is still what the plan is about.
        """
        proposals = finder.proposals if is_about else None
        slots = proposals.slots if proposals is not None else ()
        self.state.setText(self._sentence(finder, is_about=is_about))
        self.state.setVisible(not slots or bool(self.state.text()))
        self.find_button.setEnabled(not (finder.is_busy and is_about))
        has_asked = is_about and proposals is not None
        self.find_button.set_kind(ButtonKind.QUIET if has_asked else ButtonKind.SECONDARY)
        self.find_button.set_caption("Look again" if has_asked else "Find a time")
        self._show_tiles(slots, plan)

    def _sentence(self, finder: TimeFinder, *, is_about: bool) -> str:
        if not is_about:
            return self._first
        if finder.is_busy:
            return "Looking at every quarter of an hour …"
        if finder.problem is not None:
            return f"{finder.problem.message} {finder.problem.suggested_action}".strip()
        return finder.proposals.note if finder.proposals is not None else self._first

    def _show_tiles(self, slots: tuple[Slot, ...], plan: Plan) -> None:
        if slots != tuple(tile.slot for tile in self.tiles):
            for tile in self.tiles:
                self._tiles.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self.tiles = [TimeTile(slot) for slot in slots]
            for tile in self.tiles:
                self._tiles.addWidget(tile)
                tile.show()
                tile.clicked.connect(lambda _=False, slot=tile.slot: self.chosen.emit(slot))
        at = (plan.day, f"{plan.start:%H:%M}")
        for tile in self.tiles:
            tile.show_chosen(is_chosen=(tile.slot.start_date, tile.slot.start_time) == at)
