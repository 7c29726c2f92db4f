"""The one list of alarms: newest on top, Space says "seen"."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from core.services.desk.alarms import FloorAlarms
from ui.live.alarm_delegate import GAP, ROW_HEIGHT, AlarmDelegate
from ui.live.alarm_rows import ALARM_ROLE, AlarmListModel, AlarmRow, row_of
from widgets.inputs import Button, ButtonKind, Card

_MOST_ROWS, _FEW_ROWS = 5, 3
"""More are scrolled to; few where the window is low."""
_LOW_PX = 800


class AlarmListView(QListView):
    """The rows. Arrows move, Space acknowledges, Enter shows the player."""

    seen = Signal(str)
    """An alarm's id."""
    player_wanted = Signal(object)
    """The `AlarmRow` whose player the trainer wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alarms = AlarmListModel()
        self.setModel(self.alarms)
        self.setItemDelegate(AlarmDelegate(self))
        self.setAccessibleName("Alarms, newest first. Space acknowledges, Enter shows the player.")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "chips")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: list[AlarmRow]) -> None:
        """Show rows, keeping the cursor on its alarm."""
        current = self._row(self.currentIndex())
        self.alarms.show(rows)
        ids = [row.id for row in rows]
        if current is not None and current.id in ids:
            self.setCurrentIndex(self.alarms.index(ids.index(current.id)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row(self.currentIndex())
        if event.key() == Qt.Key.Key_Space:
            self.seen.emit("" if row is None else row.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.player_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._row(index)
        if row is not None:
            self.player_wanted.emit(row)

    @staticmethod
    def _row(index: QModelIndex) -> AlarmRow | None:
        row = index.data(ALARM_ROLE)
        return row if isinstance(row, AlarmRow) else None


class AlarmPanel(Card):
    """Hidden while there is nothing to tell.

    Args:
        alarms: The desk's list.
    """

    player_wanted = Signal(object)

    def __init__(self, alarms: FloorAlarms, parent: QWidget | None = None) -> None:
        super().__init__("Alarms", parent)
        self._alarms = alarms
        self.list = AlarmListView()
        self.seen_all = Button(
            "All seen",
            kind=ButtonKind.QUIET,
            icon_name="check",
            tooltip="Acknowledge all alarms (Space: the newest)",
        )
        self.tools.addWidget(self.seen_all)
        self.content.addWidget(self.list)
        self.list.seen.connect(self.acknowledge)
        self.list.player_wanted.connect(self.player_wanted)
        self.seen_all.clicked.connect(self._on_seen_all)
        self.destroyed.connect(alarms.changed.connect(self.refresh))
        self.refresh()

    def acknowledge(self, alert_id: str = "") -> bool:
        """The trainer has seen an alarm, or the newest; False if there was none."""
        return self._alarms.acknowledge(alert_id or None) is not None

    def refresh(self) -> None:
        """Show the alarms of now."""
        views = self._alarms.views()
        unseen = len(self._alarms.unseen)
        self.list.show_rows([row_of(view) for view in views])
        self.heading.setText(f"Alarms ({unseen})" if unseen else "Alarms, all seen")
        self.seen_all.setVisible(unseen > 0)
        is_low = self.window().height() < _LOW_PX
        rows = min(len(views), _FEW_ROWS if is_low else _MOST_ROWS)
        self.list.setFixedHeight(max(rows, 1) * (ROW_HEIGHT + GAP))
        self.setVisible(bool(views))

    def _on_seen_all(self) -> None:
        self._alarms.acknowledge_all()
