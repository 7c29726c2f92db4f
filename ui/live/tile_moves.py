"""Dragging a tile to another session's card, and its menu."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from core.domain.ids import PlayerId, SessionId
from ui.live.player_menu import fill_player_menu
from ui.live.view_model import LiveViewModel
from widgets.theme import restyle
from widgets.tiles.wall import TileWall

TILE_MIME = "application/x-hockeyhub-tile"


class TileMoves(QObject):
    """Watches one session's card and its wall; the right button or the menu key opens the menu.

    Args:
        model: Moves players, and says how they are.
        session_id: The card's session.
        card: Takes tiles of other sessions.
        wall: Gives its tiles.
    """

    dropped = Signal(str, str)
    """A player, and the session that he comes from."""

    def __init__(
        self, model: LiveViewModel, session_id: SessionId, card: QWidget, wall: TileWall
    ) -> None:
        super().__init__(card)
        self._model = model
        self._job = model.moves
        self._session_id = session_id
        self._card = card
        self._wall = wall
        self._pressed_at: QPointF | None = None
        card.setAcceptDrops(True)
        card.installEventFilter(self)
        wall.installEventFilter(self)
        self.dropped.connect(self._on_dropped)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._wall:
            return self._on_wall(event)
        return self._on_card(event)

    def menu_for(self, player_id: PlayerId) -> QMenu:
        """What can be done with a player."""
        menu = QMenu(self._wall)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_player_menu(menu, self._model, self._session_id, player_id)
        return menu

    def _on_wall(self, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            return self._open_menu(event)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._pressed_at = event.position() if is_left else None
            return not is_left  # the right button opens the menu, and chooses nobody
        if event.type() == QEvent.Type.MouseMove and self._is_far(event.position()):
            self._drag()
            return True
        return False

    def _is_far(self, point: QPointF) -> bool:
        if self._pressed_at is None:
            return False
        way = (point - self._pressed_at).manhattanLength()
        return bool(way >= QApplication.startDragDistance())

    def _open_menu(self, event: QContextMenuEvent) -> bool:
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        tile = self._wall.tile_at(None if is_by_key else QPointF(event.pos()))
        if tile is not None:
            self.menu_for(tile[0]).popup(event.globalPos())
        return True

    def _drag(self) -> None:
        point, self._pressed_at = self._pressed_at, None
        tile = None if point is None else self._wall.tile_at(point)
        if tile is None or point is None or not self._job.targets(self._session_id):
            return
        player_id, place = tile
        mime = QMimeData()
        mime.setData(TILE_MIME, f"{player_id}\n{self._session_id}".encode())
        drag = QDrag(self._wall)
        drag.setMimeData(mime)
        drag.setPixmap(self._wall.grab(place))
        drag.setHotSpot(point.toPoint() - place.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def _on_card(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._mark(is_marked=False)
        if not isinstance(event, QDropEvent):
            return False
        carried = carried_in(event.mimeData())
        if carried is None or carried[1] == self._session_id:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        is_over = isinstance(event, QDragMoveEvent)
        self._mark(is_marked=is_over)
        if not is_over:
            self.dropped.emit(*carried)
        return True

    def _on_dropped(self, player_id: str, source: str) -> None:
        self._job.start(PlayerId(player_id), SessionId(source), self._session_id)

    def _mark(self, *, is_marked: bool) -> None:
        if bool(self._card.property("drop")) is not is_marked:
            self._card.setProperty("drop", is_marked)
            restyle(self._card)


def carried_in(mime: QMimeData) -> tuple[PlayerId, SessionId] | None:
    """The player of a dragged tile and his session; None if it carries something else."""
    if not mime.hasFormat(TILE_MIME):
        return None
    player_id, _, session_id = mime.data(TILE_MIME).toStdString().partition("\n")
    return PlayerId(player_id), SessionId(session_id)
