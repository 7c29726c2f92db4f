"""How the cells of the sensor table are painted, and the chooser for the owner."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.services.desk.preflight import WEAK_SIGNAL_DBM
from ui.sensors.rows import SensorRow
from ui.sensors.table_model import ROW_ROLE, Column
from ui.sensors.texts import NOTHING, kind_icon, signal_bars, signal_text, state_text
from widgets.inputs import Tone, tone_colour
from widgets.theme import current_theme, font, pixmap

ROW_HEIGHT = 44
_PADDING = 8
_ICON = 20
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_LONGEST_LABEL = 40

_Index = QModelIndex | QPersistentModelIndex


class SensorDelegate(QStyledItemDelegate):
    """Paints cells, and edits the name that the club gives a device."""

    renamed = Signal(str, str)
    """Sensor id, and its new name; an empty one for its own."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, SensorRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current_theme().colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.raised))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        cell = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        _PAINTERS[Column(index.column())](painter, cell, row)
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        row = index.data(ROW_ROLE)
        editor = QLineEdit(row.label, parent)
        editor.setPlaceholderText(row.own_name)
        editor.setMaxLength(_LONGEST_LABEL)
        editor.setAccessibleName(f"Own name of {row.own_name}; empty: its own")
        editor.selectAll()
        return editor

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(_ICON + 8, 4, -4, -5))

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """The name being typed stays while packets go on coming."""

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            self.renamed.emit(index.data(ROW_ROLE).id, editor.text())


def _paint_sensor(painter: QPainter, cell: QRect, row: SensorRow) -> None:
    colours = current_theme().colours
    _icon(painter, cell.left(), cell, kind_icon(row.kind), colours.text_soft)
    texts = cell.adjusted(_ICON + 10, 4, 0, -4)
    half = texts.height() // 2
    _text(painter, QRect(texts.left(), texts.top(), texts.width(), half), row.name, colours.text)
    place = QRect(texts.left(), texts.top() + half, texts.width(), half)
    _text(painter, place, row.caption, colours.text_faint, size=current_theme().type_px.caption)


def _paint_state(painter: QPainter, cell: QRect, row: SensorRow) -> None:
    text, tone = state_text(row.state)
    colours = current_theme().colours
    dot = QRectF(cell.left(), cell.center().y() - 3, 8, 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone_colour(tone)))
    painter.drawEllipse(dot)
    place = cell.adjusted(16, 0, 0, 0)
    if not row.reason:
        _text(painter, place, text, tone_colour(tone))
        return
    upper = QRect(place.left(), place.top() + 4, place.width(), place.height() // 2 - 4)
    _text(painter, upper, text, tone_colour(tone))
    lower = QRect(place.left(), place.center().y(), place.width(), place.height() // 2 - 4)
    _text(painter, lower, row.reason, colours.text_soft, size=current_theme().type_px.caption)


def _paint_signal(painter: QPainter, cell: QRect, row: SensorRow) -> None:
    colours = current_theme().colours
    bars = signal_bars(row.rssi_dbm)
    bottom = cell.center().y() + 8
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(4):
        height = 5 + 4 * number
        is_on = number < bars
        painter.setBrush(QColor(colours.text_soft if is_on else colours.line))
        painter.drawRoundedRect(QRectF(cell.left() + 6 * number, bottom - height, 4, height), 1, 1)
    text = signal_text(row.rssi_dbm)
    is_weak = row.rssi_dbm is not None and row.rssi_dbm < WEAK_SIGNAL_DBM
    place = cell.adjusted(34, 0, 0, 0)
    colour = colours.warning if is_weak else colours.text_soft
    if not row.receiver_text:
        _text(painter, place, text, colour)
        return
    upper = QRect(place.left(), place.top() + 4, place.width(), place.height() // 2 - 4)
    _text(painter, upper, text, colour)
    lower = QRect(place.left(), place.center().y(), place.width(), place.height() // 2 - 4)
    small = current_theme().type_px.caption
    _text(painter, lower, row.receiver_text, colours.text_faint, size=small)


def _paint_battery(painter: QPainter, cell: QRect, row: SensorRow) -> None:
    colours = current_theme().colours
    if row.battery_percent is None:
        _text(painter, cell, NOTHING, colours.text_faint)
        return
    colour = colours.warning if row.is_battery_low else colours.text_soft
    name = "battery-low" if row.is_battery_low else "battery"
    _icon(painter, cell.left(), cell, name, colour)
    text = f"{row.battery_percent} %{'  low' if row.is_battery_low else ''}"
    _text(painter, cell.adjusted(_ICON + 8, 0, 0, 0), text, colour)


def _paint_value(painter: QPainter, cell: QRect, row: SensorRow) -> None:
    colours, size = current_theme().colours, current_theme().type_px
    if not row.value:
        text = NOTHING if not row.age else f"{NOTHING}   {row.age} ago"
        _text(painter, cell, text, colours.text_faint)
        return
    face = font(size.body, QFont.Weight.Medium)
    face.setStrikeOut(row.is_value_stale)
    painter.setFont(face)
    painter.setPen(QColor(colours.text_faint if row.is_value_stale else colours.text))
    painter.drawText(cell, _MIDDLE, row.value)
    if row.is_value_stale:
        taken = QFontMetrics(face).horizontalAdvance(row.value) + 10
        _text(painter, cell.adjusted(taken, 0, 0, 0), f"{row.age} ago", colours.warning)


def _paint_owner(painter: QPainter, cell: QRect, row: SensorRow) -> None:
    colours = current_theme().colours
    name = "lock" if row.is_locked else "chevron-down"
    _icon(painter, cell.right() - 14, cell, name, colours.text_faint, 14)
    place = cell.adjusted(0, 0, -20, 0)
    if row.owner:
        _text(painter, place, row.owner, colours.text)
    else:
        _text(painter, place, "Assign …", tone_colour(Tone.ACCENT))


def _text(
    painter: QPainter, place: QRect, text: str, colour: str, *, size: int | None = None
) -> None:
    face = font(size or current_theme().type_px.body)
    painter.setFont(face)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(place.width(), 0))
    painter.drawText(place, _MIDDLE, shown)


def _icon(
    painter: QPainter, left: int, cell: QRect, name: str, colour: str, size: int = _ICON
) -> None:
    spot = QPoint(left, cell.center().y() - size // 2 + 1)
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(spot, pixmap(name, size, colour, scale))


_PAINTERS: dict[Column, Callable[[QPainter, QRect, SensorRow], None]] = {
    Column.SENSOR: _paint_sensor,
    Column.STATE: _paint_state,
    Column.SIGNAL: _paint_signal,
    Column.BATTERY: _paint_battery,
    Column.VALUE: _paint_value,
    Column.OWNER: _paint_owner,
}
