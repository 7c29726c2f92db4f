"""Alarms as rows of a list: what is drawn of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from core.domain.ids import PlayerId, SessionId
from core.live.alerts.alarm_list import AlarmView
from core.live.alerts.alert import AlertKind, AlertLevel
from widgets.inputs import Tone
from widgets.inputs.time_text import clock_text

ALARM_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()

_ICONS = {
    AlertKind.OUT_OF_ZONE: "pulse",
    AlertKind.ABOVE_CEILING: "heart",
    AlertKind.SENSOR_LOST: "strap",
    AlertKind.W_BALANCE_LOW: "battery-low",
    AlertKind.FATIGUE: "warning",
    AlertKind.MEDICAL: "medical",
}
_TONES = {
    AlertLevel.INFO: Tone.INFO,
    AlertLevel.WARNING: Tone.WARNING,
    AlertLevel.STOP: Tone.DANGER,
}
_WORDS = {AlertLevel.INFO: "Info", AlertLevel.WARNING: "Warning", AlertLevel.STOP: "Stop"}


@dataclass(frozen=True)
class AlarmRow:
    """One line of the list."""

    id: str
    session_id: SessionId
    player_id: PlayerId
    icon_name: str
    tone: Tone
    who: str
    text: str
    reason: str
    age: str
    is_seen: bool
    is_open: bool
    spoken: str
    """For screen reader and tooltip."""


def row_of(view: AlarmView) -> AlarmRow:
    """An alarm in words."""
    alert = view.alarm.alert
    who = f"{view.jersey_number} {view.name}"
    standing = "" if view.alarm.is_open else " Over."
    by = f" by {view.alarm.seen_by}" if view.alarm.seen_by else ""
    seen = f" Acknowledged{by}." if view.alarm.is_seen else ""
    level = _WORDS[alert.level]
    return AlarmRow(
        id=alert.id,
        session_id=alert.session_id,
        player_id=alert.player_id,
        icon_name=_ICONS[alert.kind],
        tone=_TONES[alert.level],
        who=who,
        text=alert.text,
        reason=alert.reason,
        age=clock_text(view.age_s),
        is_seen=view.alarm.is_seen,
        is_open=view.alarm.is_open,
        spoken=f"{level}: {who}, {view.session_name}. {alert.text}. {alert.reason}{standing}{seen}",
    )


class AlarmListModel(QAbstractListModel):
    """The rows, newest first; only those that differ are drawn anew."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[AlarmRow, ...] = ()

    def show(self, rows: Sequence[AlarmRow]) -> None:
        """Show these."""
        before, self.rows = self.rows, tuple(rows)
        if [row.id for row in before] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.endResetModel()
            return
        for at, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at), self.index(at))

    @override
    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ALARM_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.who}: {row.text}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None
