"""A week and a month to plan on: blocks on a grid of quarter hours, and days with lines."""

from __future__ import annotations

from widgets.calendar.block import CalendarBlock
from widgets.calendar.day_heads import DayHeads
from widgets.calendar.faces import Bar, BlockFace, DayFace, Ghost, Lane, Placed, Step
from widgets.calendar.lanes import MachineLanes
from widgets.calendar.month import MonthGrid
from widgets.calendar.week import WeekGrid

__all__ = [
    "Bar",
    "BlockFace",
    "CalendarBlock",
    "DayFace",
    "DayHeads",
    "Ghost",
    "Lane",
    "MachineLanes",
    "MonthGrid",
    "Placed",
    "Step",
    "WeekGrid",
]
