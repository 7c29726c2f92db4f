"""A recorded athlete: a CSV whose values go over the link second by second.

Columns `t_s, heart_rate_bpm, power_w, cadence_rpm`; an empty field means that nothing is sent
for that quantity in that second.
"""

from __future__ import annotations

import bisect
import csv
import math
from collections.abc import Sequence
from pathlib import Path

from core.domain.value import Value
from core.errors import InvalidInputError
from core.sensors.virtual.vitals import Vitals

_HIGHEST = 32767.0
"""What fits into every field that sensors send."""
_COLUMNS = ("t_s", "heart_rate_bpm", "power_w", "cadence_rpm")


class ReplayRow(Value, frozen=True, kw_only=True):
    """One recorded instant, in seconds since the recording's beginning."""

    t_s: float
    vitals: Vitals


def read_rows(path: Path) -> tuple[ReplayRow, ...]:
    """Read a recording, oldest row first.

    Raises:
        InvalidInputError: There is no such file, it is no such table, or a field is not a number
            that a sensor could send.
    """
    columns = f"Give it the columns {', '.join(_COLUMNS)}."
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            table = csv.DictReader(file)
            missing = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise InvalidInputError(
                    f"{path.name} has no column {missing[0]}.", suggested_action=columns
                )
            rows = [_row_of(path.name, number, line) for number, line in enumerate(table, start=2)]
    except OSError as error:
        raise InvalidInputError(
            f"The recording {path} cannot be opened: {error.strerror or error}.",
            suggested_action="Look at the file's name and place.",
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(
            f"{path.name} is not a table in text form.", suggested_action=columns
        ) from error
    if not rows:
        raise InvalidInputError(
            f"{path.name} has no rows.", suggested_action="Choose a recording with data in it."
        )
    return tuple(sorted(rows, key=lambda row: row.t_s))


class ReplayAthlete:
    """Plays a recording from an instant on.

    Args:
        rows: Oldest first.
        starts_at: When row 0 s is due, seconds since 1970.
    """

    def __init__(self, rows: Sequence[ReplayRow], starts_at: float) -> None:
        self._rows = tuple(rows)
        self._times_s = [row.t_s for row in rows]
        self.starts_at = starts_at

    @property
    def ends_at(self) -> float:
        """When the last row is due."""
        return self.starts_at + (self._times_s[-1] if self._times_s else 0.0)

    def due(self, first: int, instant: float) -> tuple[ReplayRow, ...]:
        """Rows from number `first` on that are due at an instant."""
        end = bisect.bisect_right(self._times_s, instant - self.starts_at)
        return self._rows[first:end]


def _row_of(file_name: str, number: int, line: dict[str, str]) -> ReplayRow:
    try:
        return ReplayRow(
            t_s=_checked(float(line["t_s"])),
            vitals=Vitals(
                heart_rate_bpm=_whole(line["heart_rate_bpm"]),
                power_w=_whole(line["power_w"]),
                cadence_per_min=_number(line["cadence_rpm"]),
            ),
        )
    except (AttributeError, ValueError) as error:  # a missing field is None
        raise InvalidInputError(
            f"Line {number} of {file_name} is not a row of numbers.",
            suggested_action="Correct the line; leave a field empty where nothing was recorded.",
        ) from error


def _number(text: str) -> float | None:
    stripped = text.strip()
    return _checked(float(stripped)) if stripped else None


def _checked(number: float) -> float:
    if not (math.isfinite(number) and 0 <= number <= _HIGHEST):
        message = f"{number} is out of range"
        raise ValueError(message)
    return number


def _whole(text: str) -> int | None:
    number = _number(text)
    return None if number is None else round(number)
