"""Several chip lists that act as one board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from widgets.board.chip_list import ChipList

_PAIR = 2


class ChipBoard(QObject):
    """Joins the lists of a board: column 0 holds what is nowhere, the others are groups.

    It decides nothing: `move_wanted` asks for a move, and the owner shows the outcome.
    """

    move_wanted = Signal(object, int)
    """Ids of chips, and the number of the column they should go to."""
    swap_wanted = Signal(str, str)
    """Two chips that should change places."""
    swap_unclear = Signal()
    """A swap was asked for, but not of two chips."""
    lock_wanted = Signal(object)
    """Ids of chips that should be held where they are, or let go."""
    picked = Signal()
    """Another chip, or none, waits for the other half of a swap."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists: list[ChipList] = []
        self.picked_id = ""
        """The chip that waits for the other half of a swap."""

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

    def ask_to_swap(self) -> None:
        """Exchange the two chips that are selected; with one, wait for the other."""
        ids = self.selected_ids()
        if len(ids) == _PAIR:
            self._swap(*ids)
        elif len(ids) != 1:
            self.swap_unclear.emit()
        elif self.picked_id in ("", ids[0]):
            self._pick("" if self.picked_id else ids[0])
        else:
            self._swap(self.picked_id, ids[0])

    def ask_to_lock(self) -> None:
        """Hold the selected chips where they are, or let them go."""
        self.lock_wanted.emit(self.selected_ids())

    def stop_swapping(self) -> bool:
        """Forget the chip that waits for another; tells whether there was one."""
        was_picked = bool(self.picked_id)
        self._pick("")
        return was_picked

    def _swap(self, one: str, other: str) -> None:
        self.picked_id = ""
        self.swap_wanted.emit(one, other)
        self.picked.emit()

    def _pick(self, chip_id: str) -> None:
        if chip_id != self.picked_id:
            self.picked_id = chip_id
            self.picked.emit()

    def _connect(self, chip_list: ChipList) -> None:
        chip_list.dragged_ids = self.selected_ids
        chip_list.dropped.connect(lambda ids: self._on_dropped(chip_list, ids))
        chip_list.step_wanted.connect(
            lambda step, takes_along: self._on_step(chip_list, step, takes_along=takes_along)
        )
        chip_list.number_pressed.connect(lambda number: self._on_number(chip_list, number))
        chip_list.lock_wanted.connect(self.ask_to_lock)
        chip_list.swap_wanted.connect(self.ask_to_swap)
        chip_list.chosen_alone.connect(lambda: self._keep_only(chip_list))

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
        if not ids or number >= len(self._lists):
            return
        row = next(at for at, chip in enumerate(chip_list.chips) if chip.id in ids)
        everywhere = self.selected_ids()
        self.move_wanted.emit(everywhere, number)
        if chip_list.chips and not chip_list.selected_ids:
            chip_list.enter(min(row, len(chip_list.chips) - 1))

    def _keep_only(self, chosen: ChipList) -> None:
        for chip_list in self._lists:
            if chip_list is not chosen:
                chip_list.clearSelection()
