"""Columns of chips that can be dragged and moved by keyboard."""

from __future__ import annotations

from widgets.board.capacity_bar import CapacityBar
from widgets.board.chip_board import ChipBoard
from widgets.board.chip_list import ChipList
from widgets.board.chips import Chip, mime_of

__all__ = ["CapacityBar", "Chip", "ChipBoard", "ChipList", "mime_of"]
