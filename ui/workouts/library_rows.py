"""The workouts as a table for Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from core.domain.workout_library import WorkoutEntry
from ui.workouts.words import KIND_ICONS, kind_name
from widgets.inputs import Tone
from widgets.inputs.time_text import clock_text
from widgets.tables import ColumnTable, TableColumn


class Column(IntEnum):
    """Columns from left to right."""

    NAME = 0
    KIND = 1
    TIME = 2
    TAGS = 3
    USED = 4
    CHANGED = 5


class LibraryRows(ColumnTable[WorkoutEntry]):
    """Workouts in the order of the hub.

    Args:
        now: The wall's clock, UTC.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        columns: dict[Column, TableColumn[WorkoutEntry]] = {
            Column.NAME: TableColumn("Name", lambda one: one.workout.name),
            Column.KIND: TableColumn(
                "Kind",
                lambda one: kind_name(one.workout.kind),
                _soft,
                icon=lambda one: (KIND_ICONS[one.workout.kind], Tone.SOFT),
            ),
            Column.TIME: TableColumn("Time", lambda one: clock_text(one.workout.duration_s)),
            Column.TAGS: TableColumn("Tags", lambda one: ", ".join(one.workout.tags), _soft),
            Column.USED: TableColumn(
                "Sessions",
                lambda one: str(one.session_count) if one.session_count else "–",
                lambda one: None if one.session_count else Tone.FAINT,
            ),
            Column.CHANGED: TableColumn(
                "Changed", lambda one: when_text(one.saved_at, now()), _soft
            ),
        }
        super().__init__([columns[one] for one in Column], lambda one: one.workout.id)


def when_text(at: datetime | None, now: datetime) -> str:
    """A day as people say it: "today", "yesterday", "12 Nov", "12 Nov 2025"."""
    if at is None:
        return "–"
    days = (now.astimezone().date() - at.astimezone().date()).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    local = at.astimezone()
    is_this_year = local.year == now.astimezone().year
    return f"{local.day} {local:%b}" if is_this_year else f"{local.day} {local:%b %Y}"


def _soft(_entry: WorkoutEntry) -> Tone:
    return Tone.SOFT
