"""What travels in a drag between devices and owners."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from widgets.board import Chip
from widgets.board.chip_delegate import drag_picture

SENSOR_MIME = "application/x-hockeyhub-sensor"
OWNER_MIME = "application/x-hockeyhub-owner"


def mime_of(kind: str, thing_id: str) -> QMimeData:
    """A device or an owner as it travels."""
    mime = QMimeData()
    mime.setData(kind, thing_id.encode())
    return mime


def id_in(mime: QMimeData, kind: str) -> str:
    """The id of what is dragged; empty if it is something else."""
    return mime.data(kind).toStdString() if mime.hasFormat(kind) else ""


def drag_away(source: QWidget, kind: str, chip: Chip, width_px: int) -> None:
    """Let the trainer drag a device or an owner, shown as a chip, to its counterpart."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(kind, chip.id))
    drag.setPixmap(drag_picture(chip, 1, width_px, source.devicePixelRatioF()))
    drag.exec(Qt.DropAction.LinkAction)
