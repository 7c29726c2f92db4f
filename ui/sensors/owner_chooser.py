"""Type a number or a name, press Enter: the owner of a device, without a mouse."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.domain.value import Value
from widgets.inputs import ElidedLabel, TextRole, Tone
from widgets.theme import current_theme

_SIZE = QSize(300, 330)
_ID = Qt.ItemDataRole.UserRole


class Choosable(Value, frozen=True, kw_only=True):
    """Somebody who may own the device."""

    id: str
    """Empty: nobody."""
    text: str
    detail: str = ""
    """What he has already."""


class OwnerChooser(QFrame):
    """A small pane over the page. It never blocks: looking away closes it."""

    chosen = Signal(str, str)
    """The device's id, and the owner's."""
    closed = Signal()
    """Somebody was chosen, or Esc pressed: the keyboard is free again."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        unit = current_theme().space.unit
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page = page
        self._sensor_id = ""
        self._question = ""
        self._all: tuple[Choosable, ...] = ()
        self.heading = ElidedLabel("", TextRole.CAPTION, tone=Tone.SOFT)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Number or name")
        self.field.setAccessibleName("Owner: type a number or a name")
        self.list = QListWidget()
        self.list.setAccessibleName("Possible owners")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit, unit, unit)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.heading)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(self._show_matches)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.hide()

    @property
    def offered(self) -> tuple[str, ...]:
        """Texts of those who match what was typed, in order."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def open_for(self, sensor_id: str, name: str, options: Sequence[Choosable], at: QRect) -> None:
        """Ask whose a device is, beside a place of the page."""
        self._sensor_id, self._all = sensor_id, tuple(options)
        self._question = f"Whose is {name}?"
        self.field.setAccessibleName(f"Owner of {name}: type a number or a name")
        self.list.setAccessibleName(f"Possible owners of {name}")
        self.field.clear()
        self._show_matches()
        self._place(at)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _on_key(self, key: int) -> bool:
        last = self.list.count() - 1
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.list.currentItem() is not None:
                    self._take(self.list.currentItem())
            case Qt.Key.Key_Escape:
                self._close()
            case _:
                return False
        return True

    def _show_matches(self) -> None:
        words = self.field.text().casefold().split()
        matching = [one for one in self._all if all(word in one.text.casefold() for word in words)]
        if words:  # "1" means number 1 before number 10
            matching.sort(key=lambda one: one.text.casefold().split()[0] != words[0])
        self.list.clear()
        for one in matching:
            text = f"{one.text}   ({one.detail})" if one.detail else one.text
            item = QListWidgetItem(text)
            item.setData(_ID, one.id)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
            self.heading.set_whole(self._question)
        else:
            self.heading.set_whole(f"Nobody matches “{self.field.text()}”.")

    def _take(self, item: QListWidgetItem) -> None:
        owner_id = str(item.data(_ID))
        self._close()
        self.chosen.emit(self._sensor_id, owner_id)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _place(self, at: QRect) -> None:
        page = self._page
        size = _SIZE.boundedTo(page.size())
        top = at.bottom() + 2
        if top + size.height() > page.height():
            top = max(at.top() - size.height() - 2, 0)
        top = min(top, page.height() - size.height())
        left = min(max(at.right() - size.width(), 0), page.width() - size.width())
        self.setGeometry(QRect(QPoint(left, top), size))
