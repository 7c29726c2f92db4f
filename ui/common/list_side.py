"""A list to search on the left, and beside it what is known of the chosen thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from typing_extensions import override

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.common.hub_model import HubModel, Phase
from widgets.inputs import Banner, BannerKind, Button, ButtonKind, EmptyState
from widgets.tables import ColumnTable, RowTable
from widgets.theme import current_theme

_TYPING_MS = 120
_LIST_PX = 380
"""What the list needs beside the details."""
_WIDEST = 16_777_215
"""Qt's word for "as wide as there is room"."""

RowT = TypeVar("RowT")


class ListSide(QWidget, Generic[RowT]):
    """Search, list, undo strip, and a place for details.

    Args:
        model: Whose undo is offered; loading and failing are its own.
        rows: What the list shows.
        table: The list.
        detail: What stands beside it.
        detail_px: Its width.
    """

    current_changed = Signal()
    searched = Signal(str)

    def __init__(
        self,
        model: HubModel,
        rows: ColumnTable[RowT],
        table: RowTable,
        detail: QWidget,
        detail_px: int,
    ) -> None:
        super().__init__()
        self._model, self.rows, self.table = model, rows, table
        self.detail = detail
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search  (Ctrl+F)")
        self.search.setAccessibleName(f"Search: {table.accessibleName()}")
        self.search.setClearButtonEnabled(True)
        self.filters = QHBoxLayout()
        """Further choices beside the search."""
        self.undone = Banner()
        self.state = EmptyState("player", "", "")
        self.to_list = Button("List", kind=ButtonKind.QUIET, icon_name="chevron-left")
        """Back from the details, where the window is too narrow for both."""
        self._left, self._right = QWidget(), QWidget()
        self._detail_px = detail_px
        self._is_detail_open = False
        self._stack = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._build()
        self._connect()

    @property
    def current(self) -> RowT | None:
        """The thing under the cursor."""
        return self.rows.row_at(self.table.current_row)

    def show_rows(self, rows: Sequence[RowT], *, wanted: str | None = None) -> None:
        """Show these; the chosen one stays chosen, or another one is.

        Args:
            rows: In order.
            wanted: Key of the one to choose; "" for none, None for whichever was.
        """
        kept = self.current
        key = wanted if wanted is not None else "" if kept is None else self.rows.key(kept)
        self.rows.show_rows(rows)
        keys = [self.rows.key(row) for row in rows]
        if wanted == "":
            self.table.clearSelection()
            self.table.setCurrentIndex(self.rows.index(-1, -1))
        elif keys and (self.current is None or self.rows.key(self.current) != key):
            self.table.selectRow(keys.index(key) if key in keys else 0)
        self._stack.setCurrentIndex(1 if rows else 0)
        self._show_undo()

    def show_state(self, texts: Mapping[Phase, tuple[str, ...]]) -> None:
        """Say why there are no rows: icon, title, sentence, and the caption of a button."""
        model = self._model
        if model.phase is Phase.FAILED and model.problem is not None:
            words = f"{model.problem.message} {model.problem.suggested_action}".strip()
            self.state.show_text("warning", "The hub did not answer", words, "Try again")
        else:
            self.state.show_text(*texts[model.phase])

    def add_key(self, keys: str, slot: Callable[[], object]) -> None:
        """Let keys do something while this side is shown."""
        QShortcut(QKeySequence(keys), self, slot)

    def search_now(self) -> None:
        """Do not wait for the next letter."""
        self._typing.stop()
        self.searched.emit(self.search.text())

    def open_detail(self, *, is_open: bool = True) -> None:
        """In a narrow window, show the details instead of the list."""
        self._is_detail_open = is_open
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < self._detail_px + _LIST_PX
        self._left.setVisible(not is_narrow or not self._is_detail_open)
        self._right.setVisible(not is_narrow or self._is_detail_open)
        self.to_list.setVisible(is_narrow)
        self._right.setMaximumWidth(_WIDEST if is_narrow else self._detail_px)
        self._right.setMinimumWidth(0 if is_narrow else self._detail_px)

    def _show_undo(self) -> None:
        undo = self._model.undo
        if undo is None:
            self.undone.clear()
        elif self.undone.text != undo.text or self.undone.isHidden():
            self.undone.announce(undo.text, BannerKind.OK, action="Undo")

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        self.filters.setSpacing(unit)
        line = QHBoxLayout()
        line.setSpacing(unit)
        line.addWidget(self.search, 1)
        line.addLayout(self.filters)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addLayout(line)
        left.addWidget(self._stack, 1)
        left.addWidget(self.undone)
        left.setContentsMargins(0, 0, 0, 0)
        self._left.setLayout(left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(unit)
        right.addWidget(self.to_list, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.detail, 1)
        self._right.setLayout(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * unit)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self.search_now)
        self._typing.timeout.connect(self.search_now)
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self.current_changed.emit()
        )
        self.rows.modelReset.connect(self.current_changed)
        self.table.clicked.connect(lambda _index: self.open_detail())
        self.table.activated.connect(lambda _index: self.open_detail())
        self.to_list.clicked.connect(lambda: self.open_detail(is_open=False))
        self.undone.action_triggered.connect(self._model.take_back)
        self.undone.dismissed.connect(self._model.forget)
        self.add_key("Ctrl+F", self.search.setFocus)
        self.add_key("Ctrl+Z", self._model.take_back)
        self.add_key("F5", self._model.reload)
