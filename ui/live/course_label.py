"""Where a session stands, in a line; in a hybrid session its block in a second one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.session import SessionStatus
from core.live.views import GroupView
from ui.live.choices import block_beside, phase_text
from widgets.inputs import ElidedLabel, TextRole, Tone

_TONES = {
    SessionStatus.IN_PROGRESS: Tone.PLAIN,
    SessionStatus.PAUSED: Tone.WARNING,
    SessionStatus.COMPLETED: Tone.OK,
}
_LONGEST_PHASE = "Recovery \N{MIDDLE DOT} 00:00 left \N{MIDDLE DOT} target Z4"
_NARROW_PX = 96


class CourseLabel(QWidget):
    """The interval and its countdown, or the session's state; below it the block."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = ElidedLabel()
        self.block = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self.phase)
        lines.addWidget(self.block)
        lines.addStretch(1)
        self.make_room(is_wide=False)

    def make_room(self, *, is_wide: bool) -> None:
        """Keep room for the longest line, or for what is most needed of it."""
        longest = self.fontMetrics().horizontalAdvance(_LONGEST_PHASE)
        self.setMinimumWidth(longest if is_wide else _NARROW_PX)

    def show_group(self, group: GroupView) -> None:
        """Show where it stands now."""
        self.phase.set_whole(phase_text(group))
        self.phase.set_tone(_TONES.get(group.status, Tone.SOFT))
        self.block.set_whole(block_beside(group))
        self.block.setVisible(group.block is not None)
