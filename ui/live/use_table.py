"""How many machines of each kind are in use, kept and free now, and which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from core.live.machine_use import KindUse
from ui.live.use_job import UseJob
from widgets.inputs import Card, ElidedLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_UNKNOWN = "The hub has not said yet which machines are free."


class UseTable(Card):
    """A line for each kind; the names of the free ones stand there, all others in the tooltip.

    Args:
        job: Knows it.
    """

    def __init__(self, job: UseJob, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._job = job
        self._shown: tuple[KindUse, ...] | None = None
        self.lines: list[tuple[Label, Label, ElidedLabel]] = []
        self._grid = QGridLayout()
        self._empty = Label(_UNKNOWN, TextRole.CAPTION, tone=Tone.SOFT)
        self._build()
        job.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the numbers of now."""
        kinds = self._job.kinds
        if kinds == self._shown:
            return
        self._shown = kinds
        self._empty.setVisible(not kinds)
        while len(self.lines) < len(kinds):
            self._add_line()
        for index, line in enumerate(self.lines):
            for label in line:
                label.setVisible(index < len(kinds))
        for kind, line in zip(kinds, self.lines, strict=False):
            _show(kind, line)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._grid.setHorizontalSpacing(3 * unit)
        self._grid.setVerticalSpacing(unit // 2)
        self._grid.setColumnStretch(2, 1)
        self.content.addWidget(self._empty)
        self.content.addLayout(self._grid)

    def _add_line(self) -> None:
        row = len(self.lines)
        line = (Label(""), Label("", TextRole.CAPTION), ElidedLabel("", TextRole.CAPTION))
        for column, label in enumerate(line):
            self._grid.addWidget(label, row, column)
        self.lines.append(line)


def _show(kind: KindUse, line: tuple[Label, Label, ElidedLabel]) -> None:
    name, numbers, free = line
    name.setText(kind.name)
    numbers.setText(use_text(kind))
    free.set_whole(free_text(kind.free))
    free.set_tone(Tone.OK if kind.free else Tone.SOFT)
    parts = (("In use", kind.in_use), ("Kept", kind.kept), ("Out of service", kind.out_of_service))
    tip = "\n".join(f"{what}: {', '.join(named)}" for what, named in parts if named)
    name.setToolTip(tip)
    numbers.setToolTip(tip)
    numbers.setAccessibleName(f"{kind.name}: {use_text(kind)}; {free_text(kind.free)}")


def use_text(kind: KindUse) -> str:
    """How many of a kind are taken, in words."""
    parts = [f"{len(kind.in_use)} of {kind.count} in use"]
    if kind.kept:
        parts.append(f"{len(kind.kept)} kept")
    if kind.out_of_service:
        parts.append(f"{len(kind.out_of_service)} out of service")
    return " \N{MIDDLE DOT} ".join(parts)


def free_text(free: Sequence[str]) -> str:
    """Which machines are free, in words."""
    return f"{len(free)} free: {', '.join(free)}" if free else "None free"
