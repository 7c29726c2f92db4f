"""Leads through a check-in, and from a finding to where it is mended."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.services.desk.preflight import Finding, Topic
from ui.sensors.check_in_model import Offer
from ui.sensors.owner_rows import next_without_sensor
from ui.sensors.side_panel import Side, SidePanel
from ui.sensors.view_model import SensorsModel

_LOOK_MS = 100


class Guide(QObject):
    """Joins the check-in with its card, and findings with what mends them.

    Args:
        model: The pairing desk.
        panel: Where card and board are.
        parent: Owner.
    """

    side_wanted = Signal(object)
    """A `Side` is to be shown."""
    device_wanted = Signal(object)
    """The device of this `Finding` is to be shown."""
    changed = Signal()
    """A check-in was ended with an assignment."""

    def __init__(self, model: SensorsModel, panel: SidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._check_in = model.check_in
        self._panel = panel
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._check_in.look)
        self._check_in.changed.connect(self._on_check_in_changed)
        panel.check_in_wanted.connect(self.begin_check_in)
        panel.card.accepted.connect(self._on_accepted)
        panel.card.declined.connect(self._check_in.go_on)
        panel.card.ended.connect(self._on_ended)
        panel.board.action_wanted.connect(self._on_finding)

    def begin_check_in(self, owner_id: str) -> None:
        """Listen for an owner's device."""
        owner = self._model.owners.owner(owner_id)
        self.side_wanted.emit(Side.PLAYERS if owner.player_id is not None else Side.MACHINES)
        self._panel.owners.choose(owner_id)
        self._check_in.begin(owner)
        self._panel.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_check_in_changed(self) -> None:
        view = self._check_in.view
        self._panel.card.show_view(view)
        if view is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _on_accepted(self, offer: Offer) -> None:
        owner = self._check_in.owner
        if owner is None or not self._model.steps.accept(offer):
            return
        self.changed.emit()
        following = next_without_sensor(self._panel.owners.rows, owner.id)
        if following:
            self.begin_check_in(following)
        else:
            self._on_ended()

    def _on_ended(self) -> None:
        self._check_in.end()
        self._panel.owners.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_finding(self, finding: Finding) -> None:
        is_check_in = finding.topic in (Topic.NO_STRAP, Topic.NO_MACHINE_SENSOR)
        if is_check_in and finding.owner is not None:
            self.begin_check_in(finding.owner.id)
        elif finding.topic in (Topic.RADIO, Topic.CAPACITY):
            self.side_wanted.emit(Side.RADIOS)
        elif finding.topic is Topic.NOT_ZEROED and finding.sensor_id is not None:
            self._model.steps.zero(finding.sensor_id)
        else:
            self.device_wanted.emit(finding)
