"""What a calendar shows, as values. Times are minutes since midnight on a wall clock."""

from __future__ import annotations

from datetime import date

from core.domain.value import Value
from widgets.inputs import Tone

DAY_MIN = 24 * 60


class Bar(Value, frozen=True, kw_only=True):
    """One of the equal parts of a block: a group."""

    group: int
    """Which of the theme's group colours."""
    icon_name: str
    caption: str
    """How many are in it."""
    tone: Tone | None = None
    """What became of it; instead of its group's colour."""


class BlockFace(Value, frozen=True, kw_only=True):
    """Something that takes place."""

    key: str
    title: str
    when: str
    """"09:00 to 10:00"."""
    detail: str = ""
    """"18 players"."""
    note: str = ""
    """How it stands, or what became of it, where there is something to say."""
    tone: Tone = Tone.ACCENT
    """What the note says, as a colour."""
    bars: tuple[Bar, ...] = ()
    words: str = ""
    """All of it, for screen readers and the tooltip."""
    is_movable: bool = False
    is_faint: bool = False
    """Called off."""


class Placed(Value, frozen=True, kw_only=True):
    """A block on a day; what goes past midnight is one on each day."""

    face: BlockFace
    day: int
    """Column, from 0."""
    begins_min: int
    ends_min: int
    lane: int = 0
    lanes: int = 1
    """How many blocks share the width at that time, and which of them this is."""


class Ghost(Value, frozen=True, kw_only=True):
    """Where a block would go."""

    title: str
    when: str
    day: int
    begins_min: int
    ends_min: int
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_copy: bool = False


class DayFace(Value, frozen=True, kw_only=True):
    """A day at the head of a column or in a month."""

    day: date
    is_today: bool = False
    is_past: bool = False
    is_outside: bool = False
    """Of another month than the one that is shown."""
    closed: tuple[tuple[int, int], ...] = ()
    """Stretches in which the facility is closed."""
    blocks: tuple[BlockFace, ...] = ()
    """What takes place, in a month."""


class Step(Value, frozen=True, kw_only=True):
    """So many machines are used from here on."""

    at_min: int
    used: int


class Lane(Value, frozen=True, kw_only=True):
    """The machines of one type over the days of a week."""

    name: str
    icon_name: str
    total: int
    """How many are ready."""
    days: tuple[tuple[Step, ...], ...]
    """How many are used, by day; before the first step, none."""
