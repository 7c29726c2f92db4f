"""What is left to mend before the whistle, each with the button that begins to mend it."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.services.desk.preflight import Finding, Preflight, Severity, Topic
from ui.common.preflight import topics_text
from widgets.inputs import (
    Button,
    ButtonKind,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.theme import current_theme

_ICONS = {
    Topic.RADIO: "bluetooth",
    Topic.CAPACITY: "bluetooth",
    Topic.NO_STRAP: "strap",
    Topic.NO_MACHINE_SENSOR: "machine",
    Topic.ABSENT: "bluetooth",
    Topic.NOT_LIVE: "clock",
    Topic.BATTERY: "battery-low",
    Topic.SIGNAL: "signal",
    Topic.NOT_ZEROED: "bike",
}
_TONES = {Severity.PROBLEM: Tone.DANGER, Severity.WARNING: Tone.WARNING}
_ACTIONS = {
    Topic.NO_STRAP: "Check in",
    Topic.NO_MACHINE_SENSOR: "Check in",
    Topic.NOT_ZEROED: "Zero",
    Topic.RADIO: "Radios",
    Topic.CAPACITY: "Radios",
}


class FindingLine(QFrame):
    """One finding."""

    action_wanted = Signal(object)
    """The `Finding` that is to be mended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.finding: Finding | None = None
        self._icon = IconLabel("info", 20)
        self.sentence = Label("", wraps=True)
        self._next_step = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.button = Button("-", kind=ButtonKind.SECONDARY)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.sentence)
        texts.addWidget(self._next_step)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit + 2, unit - 2, unit - 2, unit - 2)
        layout.setSpacing(unit)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(texts, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(lambda: self.action_wanted.emit(self.finding))

    def show_finding(self, finding: Finding) -> None:
        """Show another finding."""
        if finding == self.finding:
            return
        self.finding = finding
        self._icon.set_icon(_ICONS[finding.topic], _TONES[finding.severity])
        self.sentence.setText(finding.sentence)
        self._next_step.setText(finding.next_step)
        action = _ACTIONS.get(finding.topic, "Show")
        if finding.sensor_id is None and action == "Show":
            action = ""
        self.button.set_caption(action)
        self.button.setVisible(bool(action))
        self.button.setAccessibleName(f"{action}: {finding.sentence}")
        self.setAccessibleName(f"{finding.severity}: {finding.sentence} {finding.next_step}")


class PreflightBoard(QWidget):
    """Headline, capacity, findings; lines are kept and only their texts change."""

    action_wanted = Signal(object)
    """The `Finding` that is to be mended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Preflight | None = None
        self._scope = ""
        self.lines: list[FindingLine] = []
        self.icon = IconLabel("check", 24, tone=Tone.OK)
        self.headline = Label("", TextRole.TITLE, wraps=True)
        self.summary = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.capacity = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._build()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._shown.findings if self._shown is not None else ()

    def show_board(self, board: Preflight, scope: str) -> None:
        """Show findings; `scope` says of what ("Team Conditioning", "no bundle is open")."""
        if board == self._shown and scope == self._scope:
            return
        self._shown, self._scope = board, scope
        has_players = board.player_count > 0
        is_ready = board.is_ready and has_players
        self.headline.setText(board.headline if has_players else "Nobody to look at yet")
        self.icon.set_icon(
            "check" if is_ready else "warning", Tone.OK if is_ready else Tone.WARNING
        )
        topics = topics_text(board)
        if not has_players:
            topics = "Open a bundle, or give straps to players."
        elif is_ready:
            topics = "Everything is heard, charged and in place."
        self.summary.setText(
            f"{topics[:1].upper()}{topics[1:]}{'' if topics.endswith('.') else '.'}"
        )
        self.capacity.setText(" ".join(filter(None, (scope, _capacity_text(board)))))
        self.bar.setMaximum(max(board.player_count, 1))
        self.bar.setValue(board.ready_count)
        self.bar.setAccessibleName(board.headline)
        self.setAccessibleName(f"Pre-flight. {self.headline.text()}. {self.summary.text()}")
        self._show_findings(board.findings)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._content.setMaximumWidth(self._scroll.viewport().width())

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.headline, 1)
        self._content = plain_container()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(unit - 2)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit - 2)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.summary)
        layout.addWidget(self.capacity)
        layout.addWidget(self._scroll, 1)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        while len(self.lines) < len(findings):
            line = FindingLine()
            line.action_wanted.connect(self.action_wanted)
            self._list.insertWidget(len(self.lines), line)
            self.lines.append(line)
        for place, line in enumerate(self.lines):
            is_shown = place < len(findings)
            if is_shown:
                line.show_finding(findings[place])
            line.setVisible(is_shown)


def _capacity_text(board: Preflight) -> str:
    return board.capacity.sentence if board.capacity is not None else ""
