"""What the page says while a block is held, and after it was let go of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.calendar.detail import DetailStrip
from ui.calendar.moves import CalendarMoves, Offer
from widgets.calendar import WeekGrid
from widgets.calendar.shift import Shift
from widgets.inputs import Banner, BannerKind


class Hand(QObject):
    """Between the grid, on which something is held, and what moves it.

    Args:
        moves: Does it.
        grid: Where it is held.
        banner: Says what came of it, with a way back or out.
        detail: Says what is in the way meanwhile.
    """

    placed = Signal(str)
    """The key of what was moved, or of the copy."""

    def __init__(
        self, moves: CalendarMoves, grid: WeekGrid, banner: Banner, detail: DetailStrip
    ) -> None:
        super().__init__(grid)
        self._moves = moves
        self._grid = grid
        self._banner = banner
        self._detail = detail
        self._on_banner: Callable[[], None] = _nothing
        grid.shift_wanted.connect(self._on_shift)
        grid.dropped.connect(moves.drop)
        banner.action_triggered.connect(self._on_button)
        moves.done.connect(self._on_done)
        moves.undone.connect(partial(self.say, kind=BannerKind.OK))
        moves.refused.connect(self._on_refused)

    def say(self, text: str, kind: BannerKind = BannerKind.INFO) -> None:
        """A sentence that leads nowhere."""
        if text:
            self._on_banner = _nothing
            self._banner.announce(text, kind)

    def _on_shift(self, shift: Shift) -> None:
        held = self._moves.within(shift)
        ghost = self._moves.ghost(held)
        if ghost is None:
            self._grid.end_shift()
            self.say(self._moves.why_not(shift.key))
            return
        self._grid.show_ghost(ghost, held)
        self._detail.show_ghost(ghost)

    def _on_done(self, text: str, key: str) -> None:
        self._on_banner = self._moves.undo
        self._banner.announce(text, BannerKind.OK, action="Undo")
        self.placed.emit(key)

    def _on_refused(self, offer: Offer) -> None:
        aim = offer.aim
        self._on_banner = _nothing if aim is None else partial(self._moves.do, aim)
        self._banner.announce(offer.text, BannerKind.WARNING, action=offer.label)

    def _on_button(self) -> None:
        self._on_banner()


def _nothing() -> None:
    """What a banner without a button leads to."""
