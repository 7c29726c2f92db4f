"""Several chip lists that act as one board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from widgets.board.chip_list import ChipList


class ChipBoard(QObject):
    """Joins the lists of a board: column 0 holds what is nowhere, the others are groups.

    It decides nothing: `move_wanted` asks for a move, and the owner shows the outcome.
    """

    move_wanted = Signal(object, int)
    """Ids of chips, and the number of the column they should go to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists: list[ChipList] = []

    @property
    def lists(self) -> tuple[ChipList, ...]:
        """The columns from left to right."""
        return tuple(self._lists)

    def set_lists(self, lists: Sequence[ChipList]) -> None:
        """Say which columns there are now."""
        known = set(self._lists)
        self._lists = list(lists)
        for chip_list in self._lists:
            if chip_list not in known:
                self._connect(chip_list)

    def selected_ids(self) -> tuple[str, ...]:
        """Selected chips of all columns."""
        return tuple(one for chip_list in self._lists for one in chip_list.selected_ids)

    def _connect(self, chip_list: ChipList) -> None:
        chip_list.dropped.connect(lambda ids: self._on_dropped(chip_list, ids))
        chip_list.step_wanted.connect(
            lambda step, takes_along: self._on_step(chip_list, step, takes_along=takes_along)
        )
        chip_list.number_pressed.connect(lambda number: self._on_number(chip_list, number))
        chip_list.pressed.connect(lambda _: self._keep_only(chip_list))

    def _on_dropped(self, chip_list: ChipList, ids: Sequence[str]) -> None:
        self.move_wanted.emit(tuple(ids), self._lists.index(chip_list))
        chip_list.setFocus(Qt.FocusReason.MouseFocusReason)
        chip_list.select_ids(ids)
        self._keep_only(chip_list)

    def _on_step(self, chip_list: ChipList, step: int, *, takes_along: bool) -> None:
        target = self._lists.index(chip_list) + step
        if not 0 <= target < len(self._lists):
            return
        row, ids = chip_list.currentIndex().row(), chip_list.selected_ids
        if takes_along and not ids:
            return
        if takes_along:
            self.move_wanted.emit(ids, target)
            arrived = [one.id for one in self._lists[target].chips if one.id in ids]
            if not arrived:
                return
            self._lists[target].setFocus(Qt.FocusReason.OtherFocusReason)
            self._lists[target].select_ids(arrived)
            chip_list.clearSelection()
        else:
            chip_list.clearSelection()
            self._lists[target].enter(row)

    def _on_number(self, chip_list: ChipList, number: int) -> None:
        ids = chip_list.selected_ids
        if not ids or number >= len(self._lists) or self._lists[number] is chip_list:
            return
        row = next(at for at, chip in enumerate(chip_list.chips) if chip.id in ids)
        self.move_wanted.emit(ids, number)
        if chip_list.chips and not chip_list.selected_ids:
            chip_list.enter(min(row, len(chip_list.chips) - 1))

    def _keep_only(self, chosen: ChipList) -> None:
        for chip_list in self._lists:
            if chip_list is not chosen:
                chip_list.clearSelection()
