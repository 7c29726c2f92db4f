"""A layout that goes on in the next line when the window is narrow."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items from left to right, line by line, each at its wanted size.

    Args:
        spacing_px: Between items and between lines.
        parent: The widget it arranges.
        aligns_right: Whether lines end at the right edge.
    """

    def __init__(
        self, spacing_px: int, parent: QWidget | None = None, *, aligns_right: bool = False
    ) -> None:
        super().__init__(parent)
        self._aligns_right = aligns_right
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing_px)

    @override
    def addItem(self, arg__1: QLayoutItem) -> None:
        self._items.append(arg__1)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._arrange(QRect(0, 0, arg__1, 0), moves=False)

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        self._arrange(arg__1, moves=True)

    @override
    def sizeHint(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() + self.spacing() for item in shown)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(max(width - self.spacing(), 0), height)

    @override
    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        )

    def _arrange(self, area: QRect, *, moves: bool) -> int:
        top = area.top()
        for line in self._lines(area.width()):
            height = max(item.sizeHint().height() for item in line)
            if moves:
                self._place(line, area, top)
            top += height + self.spacing()
        return max(top - self.spacing() - area.top(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            item_width = item.sizeHint().width()
            if not lines or left + item_width > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += item_width + self.spacing()
        return lines

    def _place(self, line: list[QLayoutItem], area: QRect, top: int) -> None:
        left = area.left()
        if self._aligns_right:
            widths = [item.sizeHint().width() for item in line]
            left += max(area.width() - sum(widths) - self.spacing() * (len(line) - 1), 0)
        for item in line:
            size = item.sizeHint()
            item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self.spacing()
