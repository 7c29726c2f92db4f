"""One widget that paints the tiles of a whole group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.domain.ids import PlayerId
from core.live.views import TileView
from widgets.tiles.crowd import Crowd
from widgets.tiles.face import MainNumber, TileFace
from widgets.tiles.grid import column_count, tile_rects, wanted_height
from widgets.tiles.painting import needs_short_units, paint_ring, paint_tile


class TileWall(QWidget):
    """Tiles in fixed places; only those that changed are painted again.

    Arrow keys move the focus between tiles, Enter or a click chooses a player. The widget's
    accessible name is the sentence of the tile in focus.
    """

    player_chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._crowd = Crowd()
        self._rects: list[QRectF] = []
        self._is_unit_short = False
        self._focused = 0
        self._selected: PlayerId | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMinimumWidth(128)

    @property
    def faces(self) -> tuple[TileFace, ...]:
        """What the tiles say now, in order."""
        return tuple(self._crowd.faces)

    @property
    def is_unit_short(self) -> bool:
        """Whether the tiles name their machines by icon and number only."""
        return self._is_unit_short

    @property
    def focused_index(self) -> int:
        """Which tile has the keyboard."""
        return self._focused

    def show_tiles(self, views: Sequence[TileView]) -> None:
        """Show these players; repaints what differs from before."""
        changed = self._crowd.take(views)
        if changed is None:
            self._focused = min(self._focused, max(len(views) - 1, 0))
            self._place()
            self.updateGeometry()
            self.update()
        for index in changed or ():
            self._repaint(index)
        self._speak()

    def show_sparks(self, sparks: Mapping[PlayerId, Sequence[float]]) -> None:
        """Show the last minute of each player, scaled to 0..1; NaN is a gap."""
        for index in self._crowd.take_sparks(sparks):
            self._repaint(index)

    def set_main_number(self, main: MainNumber) -> None:
        """Choose the big number."""
        self._crowd.main = main
        self._refresh()
        self._speak()

    def set_selected(self, player_id: PlayerId | None) -> None:
        """Mark the player whose details are shown elsewhere."""
        if player_id != self._selected:
            self._selected = player_id
            self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return wanted_height(len(self._crowd), width)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), 480)
        return QSize(width, wanted_height(len(self._crowd), width))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        region, scale = event.region(), self.devicePixelRatioF()
        for index, (rect, face) in enumerate(zip(self._rects, self._crowd.faces, strict=False)):
            if region.intersects(rect.toAlignedRect()):
                spark, is_short = self._crowd.spark(index), self._is_unit_short
                paint_tile(painter, rect, face, spark, scale, is_unit_short=is_short)
                self._paint_ring(painter, rect, index)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = column_count(len(self._crowd), self.width())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._focused)
        elif key in steps and 0 <= self._focused + steps[key] < len(self._crowd):
            self._focus(self._focused + steps[key])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position())
        if index is not None:
            self._focus(index)
            self._choose(index)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint(self._focused)
        self._speak()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint(self._focused)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for rect, face in zip(self._rects, self._crowd.faces, strict=False):
                if rect.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), face.spoken, self)
                    return True
        return super().event(event)

    def tile_at(self, point: QPointF | None = None) -> tuple[PlayerId, QRect] | None:
        """Whose tile is at a point of the wall, or (without one) has the keyboard; and where."""
        index = self._focused if point is None else self._index_at(point)
        if index is None or index >= len(self._crowd):
            return None
        return self._crowd.views[index].player_id, self._rects[index].toAlignedRect()

    def _index_at(self, point: QPointF) -> int | None:
        found = (index for index, rect in enumerate(self._rects) if rect.contains(point))
        return next(found, None)

    def _focus(self, index: int) -> None:
        self._repaint(self._focused)
        self._focused = index
        self._repaint(index)
        self._speak()

    def _choose(self, index: int) -> None:
        if index < len(self._crowd):
            self.player_chosen.emit(self._crowd.views[index].player_id)

    def _refresh(self) -> None:
        for index in self._crowd.refresh():
            self._repaint(index)

    def _place(self) -> None:
        self._rects = tile_rects(len(self._crowd), self.width(), self.height())
        self._is_unit_short = bool(self._rects) and needs_short_units(
            self._rects[0], self._crowd.faces
        )

    def _repaint(self, index: int) -> None:
        if index < len(self._rects):
            self.update(self._rects[index].toAlignedRect().adjusted(-1, -1, 1, 1))

    def _speak(self) -> None:
        spoken = self._crowd.faces[self._focused].spoken if self._crowd.faces else "no players"
        name = f"{self._name}. {spoken}"
        if self.hasFocus() or not self._crowd.faces:
            if name != self.accessibleName():
                self.setAccessibleName(name)
        else:
            self.setAccessibleDescription(spoken)

    def _paint_ring(self, painter: QPainter, rect: QRectF, index: int) -> None:
        is_focused = self.hasFocus() and index == self._focused
        is_selected = self._crowd.views[index].player_id == self._selected
        if not (is_focused or is_selected):
            return
        paint_ring(painter, rect, is_selected=is_selected)
