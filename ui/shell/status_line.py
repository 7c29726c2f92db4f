"""The line at the foot of the window: hub, sensors, readings waiting, time."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.domain.sensor import LinkState
from core.ports.hub_link import LinkStatus
from ui.common.services import DeskServices
from widgets.inputs import ElidedLabel, IconLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_HEARD = (LinkState.LIVE, LinkState.STALE, LinkState.LOST, LinkState.RECONNECTING)
"""States of sensors that somebody wants to hear; the others are only in range."""
_ICON_PX = 16


class StatusLine(QFrame):
    """Says how things are; asks nothing."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._reason = ""
        unit = current_theme().space.unit
        self.setProperty("surface", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hub_icon = IconLabel("hub", _ICON_PX)
        self.hub = ElidedLabel("", TextRole.CAPTION)
        self._sensor_icon = IconLabel("bluetooth", _ICON_PX, tone=Tone.SOFT)
        self.sensors = Label("", TextRole.CAPTION)
        self.waiting = Label("", TextRole.CAPTION)
        self.clock = Label("", TextRole.CAPTION)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        layout.setSpacing(unit)
        layout.addWidget(self._hub_icon)
        layout.addWidget(self.hub, 1)
        layout.addWidget(self.waiting)
        layout.addSpacing(unit)
        layout.addWidget(self._sensor_icon)
        layout.addWidget(self.sensors)
        layout.addSpacing(unit)
        layout.addWidget(self.clock)
        self.refresh()

    def set_reason(self, reason: str) -> None:
        """Why the hub is in its state, as a sentence."""
        self._reason = reason
        self.refresh()

    def refresh(self) -> None:
        """Look again."""
        text, tone = self._hub_words()
        self.hub.set_whole(text)
        self.hub.set_tone(tone)
        self._hub_icon.set_icon("hub", tone)
        heard = [item for item in self._services.sensors.sensors if item.state in _HEARD]
        live = sum(item.state is LinkState.LIVE for item in heard)
        self.sensors.setText(
            f"{live} of {len(heard)} sensors live" if heard else "No sensors connected"
        )
        self.sensors.set_tone(Tone.WARNING if live < len(heard) else Tone.SOFT)
        waiting = self._services.floor.readings_waiting
        is_away = self._services.floor.link_status is not LinkStatus.ONLINE
        self.waiting.setText(f"{waiting} readings waiting" if is_away and waiting else "")
        self.waiting.setVisible(bool(self.waiting.text()))
        self.waiting.set_tone(Tone.WARNING)
        now = datetime.fromtimestamp(self._services.now(), tz=UTC).astimezone()
        self.clock.setText(f"{now:%H:%M:%S}")

    def _hub_words(self) -> tuple[str, Tone]:
        status = self._services.floor.link_status
        if status is LinkStatus.ONLINE:
            return "Hub online", Tone.SOFT
        if status is LinkStatus.CONNECTING:
            return f"Connecting to the hub. {self._reason}".strip(), Tone.INFO
        return f"Hub away. {self._reason or 'Trying to reach it again.'}", Tone.WARNING
