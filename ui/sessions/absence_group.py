"""One group with its players: who is absent, who would go, who would come."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.distribution import Measure
from core.domain.ids import PlayerId
from core.domain.replanning import ReplannedGroup, ReplanStep, StepKind
from core.domain.session import Session, SessionStatus
from ui.sessions.absence_model import AbsenceModel, AbsencePhase, moved_into
from widgets.inputs import Card, ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme, equipment_icon_name

_WIDTH_PX = 300
_UNITS = {Measure.FTP_PER_KG: "W/kg", Measure.SKILL_RATING: "rating", Measure.READINESS: "ready"}


class AbsenceGroup(Card):
    """Ticks for the players of a session.

    Args:
        session: Which.
        model: Ticks and proposal.
        parent: Owner.
    """

    ticked = Signal(str, bool)
    """Player, and whether he is absent."""

    def __init__(
        self, session: Session, model: AbsenceModel, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.session = session
        self._model = model
        self.boxes: dict[PlayerId, QCheckBox] = {}
        self.notes: dict[PlayerId, Label] = {}
        self.count = Label("", TextRole.HEADING)
        self.mean = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.arrivals = QVBoxLayout()
        self.coming: list[str] = []
        self.setAccessibleName(session.name)
        self.setMinimumWidth(_WIDTH_PX)
        self._build()

    def refresh(self) -> None:
        """Show ticks and differences."""
        model = self._model
        proposal = model.proposal
        groups = proposal.groups if proposal is not None else ()
        mine = next((one for one in groups if one.session_id == self.session.id), None)
        measure = proposal.measure if proposal is not None else Measure.FTP_PER_KG
        self._show_counts(mine, measure)
        is_open = self.session.status is SessionStatus.SCHEDULED
        for player_id, box in self.boxes.items():
            box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            box.setChecked(player_id in model.absent)
            box.setEnabled(is_open and model.phase is AbsencePhase.EDITING)
            box.blockSignals(False)  # noqa: FBT003 - Qt's own signature
            text, tone = self._note(player_id, model.step_of(player_id))
            self.notes[player_id].setText(text)
            self.notes[player_id].set_tone(tone)
        self._show_arrivals(moved_into(proposal, self.session.id))

    def _note(self, player_id: PlayerId, step: ReplanStep | None) -> tuple[str, Tone]:
        if player_id in self._model.absent:
            return "absent", Tone.DANGER
        if step is None:
            return "", Tone.SOFT
        if step.kind is StepKind.LEFT_OUT:
            return "no place", Tone.WARNING
        return f"to {self._name(step.to_session_id)}", Tone.INFO

    def _name(self, session_id: str | None) -> str:
        bundle = self._model.bundle
        sessions = bundle.sessions if bundle is not None else ()
        return next((one.name for one in sessions if one.id == session_id), "")

    def _show_counts(self, group: ReplannedGroup | None, measure: Measure) -> None:
        before = len(self.session.player_ids)
        after = before if group is None else len(group.after)
        self.count.setText(str(before) if after == before else f"{before} → {after}")
        words = "" if self.session.status is SessionStatus.SCHEDULED else "Has begun or is over"
        if group is not None and group.mean_before is not None and group.mean_after is not None:
            means = f"mean {group.mean_before:.2f} → {group.mean_after:.2f}"
            words = words or f"{means} {_UNITS[measure]}".strip()
        self.mean.setText(words)
        self.mean.setVisible(bool(words))

    def _show_arrivals(self, steps: tuple[ReplanStep, ...]) -> None:
        while (item := self.arrivals.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.coming = []
        for step in steps:
            who = self._who(step.player_id)
            origin = self._name(step.from_session_id)
            self.coming.append(who)
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(current_theme().space.unit)
            row.addWidget(IconLabel("plus", 16, tone=Tone.OK))
            row.addWidget(Label(who, tone=Tone.OK))
            row.addStretch(1)
            row.addWidget(Label(f"from {origin}", TextRole.CAPTION, tone=Tone.SOFT))
            self.arrivals.addWidget(line)

    def _who(self, player_id: PlayerId) -> str:
        player = self._model.players.get(player_id)
        return player_id if player is None else f"{player.jersey_number}  {player.name}"

    def _build(self) -> None:
        unit = current_theme().space.unit
        kind = self._model.kinds.get(self.session.equipment)
        tip = kind.name if kind is not None else self.session.equipment
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(ElidedLabel(self.session.name, TextRole.HEADING))
        names.addWidget(self.mean)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        icon_name = equipment_icon_name(self.session.equipment)
        head.addWidget(IconLabel(icon_name, 22, tone=Tone.SOFT, tooltip=tip))
        head.addLayout(names, 1)
        head.addWidget(self.count)
        self.content.addLayout(head)
        self.arrivals.setSpacing(unit)
        for player_id in self.session.player_ids:
            self.content.addLayout(self._row(player_id))
        self.content.addLayout(self.arrivals)
        self.content.addStretch(1)

    def _row(self, player_id: PlayerId) -> QHBoxLayout:
        box = QCheckBox(self._who(player_id))
        box.setAccessibleName(f"{self._who(player_id)} is absent")
        box.toggled.connect(lambda is_on: self.ticked.emit(player_id, is_on))
        note = Label("", TextRole.CAPTION)
        self.boxes[player_id], self.notes[player_id] = box, note
        row = QHBoxLayout()
        row.setSpacing(current_theme().space.unit)
        row.addWidget(box)
        row.addStretch(1)
        row.addWidget(note)
        return row
