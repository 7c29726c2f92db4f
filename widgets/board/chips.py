"""A chip: one player as a small card that can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from core.domain.value import Value

CHIPS_MIME = "application/x-hockeyhub-chips"

_Index = QModelIndex | QPersistentModelIndex


class Chip(Value, frozen=True, kw_only=True):
    """What a chip shows."""

    id: str
    badge: str
    """In front: the jersey number."""
    title: str
    detail: str = ""
    """At the end, faint: the position."""
    has_mark: bool = False
    """A medical mark."""
    is_locked: bool = False
    """It stays where it is, whoever is spread."""
    is_picked: bool = False
    """It waits for the other half of a swap."""
    is_refused: bool = False
    """It must not be where it is."""
    tooltip: str = ""

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        states = ("locked" if self.is_locked else "", "to be swapped" if self.is_picked else "")
        texts = (self.badge, self.title, self.detail, *states, self.tooltip)
        return " ".join(filter(None, texts))


class ChipRole(IntEnum):
    """Where the delegate finds the chip."""

    CHIP = Qt.ItemDataRole.UserRole + 1


class ChipModel(QAbstractListModel):
    """The chips of one column."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """All chips in order."""
        return self._chips

    def show(self, chips: Sequence[Chip]) -> None:
        """Replace the chips."""
        self.beginResetModel()
        self._chips = tuple(chips)
        self.endResetModel()

    def row_of(self, chip_id: str) -> int:
        """Where a chip is; -1 if it is not here."""
        return next((row for row, chip in enumerate(self._chips) if chip.id == chip_id), -1)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._chips)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        chip = self._chips[index.row()]
        answers = {
            int(Qt.ItemDataRole.DisplayRole): chip.title,
            int(Qt.ItemDataRole.ToolTipRole): chip.tooltip or None,
            int(Qt.ItemDataRole.AccessibleTextRole): chip.spoken,
            int(ChipRole.CHIP): chip,
        }
        return answers.get(int(role))

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else base

    @override
    def mimeTypes(self) -> list[str]:
        return [CHIPS_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of([self._chips[row].id for row in sorted(one.row() for one in indexes)])


def mime_of(chip_ids: Sequence[str]) -> QMimeData:
    """Chips as they travel in a drag."""
    mime = QMimeData()
    mime.setData(CHIPS_MIME, "\n".join(chip_ids).encode())
    return mime


def ids_in(mime: QMimeData) -> tuple[str, ...]:
    """The chips of a drag; empty if it carries something else."""
    if not mime.hasFormat(CHIPS_MIME):
        return ()
    return tuple(mime.data(CHIPS_MIME).toStdString().split("\n"))
