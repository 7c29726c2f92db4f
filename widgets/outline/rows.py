"""Rows of an outline, as Qt wants them."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from core.domain.value import Value

MIME = "application/x-hockeyhub-outline-row"
ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class OutlineRow(Value, frozen=True, kw_only=True):
    """One row: a heading, or with `is_part` something below it."""

    title: str
    detail: str = ""
    is_part: bool = False
    badge: str = ""
    """A few signs in a frame before the detail: "4 ×"."""
    colour: str = ""
    """Of the strip at its left; empty for none."""
    is_fixed: bool = False
    """Whether it cannot be moved, and so has no grip."""
    problem: str = ""
    """What is wrong with it; empty if nothing."""


class OutlineRows(QAbstractListModel):
    """The rows from top to bottom; each can be picked up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[OutlineRow, ...] = ()

    def show(self, rows: Sequence[OutlineRow]) -> None:
        """Replace the rows."""
        fresh = tuple(rows)
        if len(fresh) != len(self.rows):
            self.beginResetModel()
            self.rows = fresh
            self.endResetModel()
        elif fresh != self.rows:
            self.rows = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        spoken = "  ".join(text for text in (row.title, row.badge, row.detail) if text)
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.ToolTipRole: row.problem or f"{spoken}\nAlt+↑ and Alt+↓ move it",
            Qt.ItemDataRole.AccessibleTextRole: f"{spoken}. {row.problem}".strip(),
            ROW_ROLE: row,
        }
        return answers.get(role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemIsDropEnabled
        )

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        row = indexes[0].row() if indexes else -1
        data.setData(MIME, QByteArray(str(row).encode()))
        return data


def row_in(data: QMimeData) -> int | None:
    """Which row is carried; None if it is something else."""
    if not data.hasFormat(MIME):
        return None
    return int(bytes(data.data(MIME).data()).decode())
