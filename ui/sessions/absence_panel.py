"""Absent players: ticked, and the bundle balanced again without them."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.replanning import ReplanMode
from ui.sessions.absence_group import AbsenceGroup
from ui.sessions.absence_model import AbsenceModel, AbsencePhase
from ui.sessions.texts import count_text
from widgets.inputs import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    ElidedLabel,
    EmptyState,
    Label,
    SegmentedControl,
    TextRole,
    Tone,
    plain_container,
)
from widgets.theme import current_theme

_MODES = (
    (ReplanMode.FEWEST_MOVES.value, "Fewest moves"),
    (ReplanMode.ANEW.value, "Groups anew"),
)


class AbsencePanel(QWidget):
    """Takes the place of the list while absent players are ticked.

    Args:
        model: What it shows.
        parent: Owner.
    """

    closed = Signal()

    def __init__(self, model: AbsenceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Absent players")
        self.model = model
        self.groups: dict[SessionId, AbsenceGroup] = {}
        self.back = Button("Sessions", kind=ButtonKind.QUIET, icon_name="chevron-left")
        self.title = ElidedLabel("", TextRole.TITLE)
        self.modes = SegmentedControl(_MODES, name="How far the groups may change")
        self.sentences = Label("", tone=Tone.SOFT, wraps=True)
        self.discard = Button("Discard")
        self.apply = Button("Apply", kind=ButtonKind.PRIMARY, icon_name="check")
        self.banner = Banner()
        self.state = EmptyState("team", "Loading", "")
        self._cards = QHBoxLayout()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    def open(self, bundle_id: str) -> None:
        """Begin with a bundle."""
        self.modes.choose(ReplanMode.FEWEST_MOVES.value)
        self.model.open(BundleId(bundle_id))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        bundle = model.bundle
        self.title.set_whole(f"Absent players · {bundle.name}" if bundle is not None else "")
        self.modes.setEnabled(model.phase is AbsencePhase.EDITING)
        is_open = model.phase in (AbsencePhase.EDITING, AbsencePhase.APPLYING)
        self._stack.setCurrentIndex(1 if is_open else 0)
        if not is_open:
            self._show_state()
            return
        self._show_groups()
        self._show_problem()
        self.sentences.setText(self._sentence())
        self.apply.setEnabled(model.can_apply)
        is_applying = model.phase is AbsencePhase.APPLYING
        self.apply.set_caption("Applying …" if is_applying else "Apply")
        self.discard.setEnabled(not is_applying)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        if self.model.phase is not AbsencePhase.APPLYING:
            self.closed.emit()

    def _sentence(self) -> str:
        model = self.model
        if model.is_asking:
            return "Balancing the groups …"
        if model.proposal is None:
            return "Tick who is absent: the groups are balanced again at once."
        absent = len(model.absent)
        who = f"{count_text(absent, 'player')} absent. " if absent else ""
        return who + " ".join(model.proposal.sentences)

    def _show_state(self) -> None:
        problem = self.model.problem
        if self.model.phase is AbsencePhase.FAILED and problem is not None:
            words = f"{problem.message} {problem.suggested_action}".strip()
            self.state.show_text("error", "The bundle cannot be shown", words, "Try again")
        else:
            self.state.show_text("team", "Asking the hub", "The groups come in a moment.")

    def _show_problem(self) -> None:
        problem = self.model.problem or self.model.stale
        if problem is None:
            self.banner.clear()
        else:
            words = f"{problem.message} {problem.suggested_action}".strip()
            self.banner.announce(words, BannerKind.WARNING)

    def _show_groups(self) -> None:
        bundle = self.model.bundle
        sessions = bundle.sessions if bundle is not None else ()
        if [group.session for group in self.groups.values()] != list(sessions):
            while (item := self._cards.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self.groups = {}
            for session in sessions:
                group = AbsenceGroup(session, self.model)
                group.ticked.connect(self._on_ticked)
                self.groups[session.id] = group
                self._cards.addWidget(group, 1, Qt.AlignmentFlag.AlignTop)
        for group in self.groups.values():
            group.refresh()

    def _on_ticked(self, player_id: str, is_absent: bool) -> None:
        self.model.set_absent(PlayerId(player_id), is_absent=is_absent)

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.modes)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self._editing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(unit + 4)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)

    def _editing(self) -> QWidget:
        unit = current_theme().space.unit
        self._cards.setContentsMargins(0, 0, 0, unit)
        self._cards.setSpacing(2 * unit)
        cards = plain_container()
        cards.setLayout(self._cards)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(cards)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addWidget(self.sentences, 1)
        foot.addWidget(self.discard)
        foot.addWidget(self.apply)
        editing = QWidget()
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, 2 * unit)
        column.setSpacing(unit + 4)
        column.addWidget(self.banner)
        column.addWidget(area, 1)
        column.addLayout(foot)
        return editing

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        self.modes.chosen.connect(lambda mode: model.set_mode(ReplanMode(mode)))
        self.back.clicked.connect(self._close)
        self.discard.clicked.connect(self._close)
        self.apply.clicked.connect(model.apply)
        self.state.action_triggered.connect(model.reload)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.apply.click)
