"""Players or machines for Qt: only what changed is told."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from ui.sensors.drags import OWNER_MIME, mime_of
from ui.sensors.owner_rows import OwnerRow

OWNER_ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_Index = QModelIndex | QPersistentModelIndex


class OwnerListModel(QAbstractListModel):
    """Rows by place; only what changed is told."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[OwnerRow, ...] = ()

    @property
    def rows(self) -> tuple[OwnerRow, ...]:
        """All rows."""
        return self._rows

    def show(self, rows: Sequence[OwnerRow]) -> int:
        """Take over rows; returns how many have to be redrawn."""
        before, self._rows = self._rows, tuple(rows)
        if [one.id for one in before] != [one.id for one in self._rows]:
            self.beginResetModel()
            self.endResetModel()
            return len(self._rows)
        changed = [at for at, row in enumerate(self._rows) if row != before[at]]
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))
        return len(changed)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        answers = {
            int(Qt.ItemDataRole.DisplayRole): f"{row.badge} {row.name}".strip(),
            int(Qt.ItemDataRole.ToolTipRole): row.spoken,
            int(Qt.ItemDataRole.AccessibleTextRole): row.spoken,
            OWNER_ROW_ROLE: row,
        }
        return answers.get(int(role))

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else base

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of(OWNER_MIME, self._rows[indexes[0].row()].id)
