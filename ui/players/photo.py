"""A player's picture: shown round, or initials in its place; read from a file small enough."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.errors import InvalidInputError
from widgets.theme import current_theme, font

_SIDE_PX = 56
_STORED_PX = 400
_QUALITY = 88


class PhotoBadge(QAbstractButton):
    """Pressed to choose another picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = ""
        self._picture = QPixmap()
        self.setFixedSize(_SIDE_PX, _SIDE_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Choose a picture, JPEG or PNG")
        self.setAccessibleName("Picture")

    @property
    def has_picture(self) -> bool:
        """Whether there is one, not initials."""
        return not self._picture.isNull()

    def show_initials(self, name: str) -> None:
        """Show no picture."""
        self._initials = "".join(part[0].upper() for part in name.split()[:2])
        self._picture = QPixmap()
        self.update()

    def show_image(self, image: bytes) -> None:
        """Show a picture; what is none is not shown."""
        picture = QImage.fromData(image)
        if picture.isNull():
            return
        side = round(_SIDE_PX * self.devicePixelRatioF())
        scaled = picture.scaled(
            QSize(side, side),
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._picture = QPixmap.fromImage(
            scaled.copy((scaled.width() - side) // 2, (scaled.height() - side) // 2, side, side)
        )
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(circle)
        if self._picture.isNull():
            painter.setPen(QColor(colours.accent_text))
            painter.setFont(font(current_theme().type_px.title, QFont.Weight.Medium))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._initials)
        else:
            painter.save()
            path = QPainterPath()
            path.addEllipse(circle)
            painter.setClipPath(path)
            painter.drawPixmap(self.rect(), self._picture)
            painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.focus))
            painter.drawEllipse(circle)
        painter.end()


def read_photo(path: Path) -> bytes:
    """The picture in a file, upright and small enough to be kept.

    Raises:
        InvalidInputError: There is none in it.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise InvalidInputError(
            f"“{path.name}” is no picture that can be read.",
            suggested_action="Choose a JPEG or PNG file.",
        )
    if max(image.width(), image.height()) > _STORED_PX:
        image = image.scaled(
            QSize(_STORED_PX, _STORED_PX),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(_QUALITY)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(data.data())
