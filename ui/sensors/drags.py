"""What travels in a drag between devices and owners."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

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
