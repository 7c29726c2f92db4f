"""The times at which a training could begin, on the clock on the gym's wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from core.domain.facility import Facility
from core.domain.value import Value
from core.planning.timing import zone_of

STEP = timedelta(minutes=15)
_DAY = timedelta(days=1)


class Start(Value, frozen=True, kw_only=True):
    """An instant, and what the wall clock shows then."""

    instant: datetime
    """UTC."""
    on_wall: datetime
    """Local, without zone."""


class Window(Value, frozen=True, kw_only=True):
    """Days, and the part of each day, in which a training may lie."""

    first: date
    last: date
    earliest: time = time(0)
    """Of a start."""
    latest: time = time(0)
    """Of an end; 00:00 is midnight."""


def starts_in(
    window: Window, facility: Facility, duration: timedelta, *, not_before: datetime
) -> Iterator[Start]:
    """Each quarter of an hour at which the whole training is within window and opening hours.

    Times that the clocks leave out when they go forward are none; of an hour that comes twice
    only the first is one, as that is what its wall time means.

    Args:
        window: Where to look.
        facility: Whose wall clock and hours.
        duration: How long the training takes, in true time.
        not_before: No start before that instant.
    """
    zone = zone_of(facility.time_zone)
    day = window.first
    while day <= window.last:
        on_wall = _first_step(day, window.earliest)
        while on_wall.date() == day:
            instant = on_wall.replace(tzinfo=zone).astimezone(UTC)
            end = (instant + duration).astimezone(zone).replace(tzinfo=None)
            exists = instant.astimezone(zone).replace(tzinfo=None) == on_wall
            if (
                exists
                and instant >= not_before
                and end <= _latest_end(day, window.latest)
                and facility.is_open(on_wall, end)
            ):
                yield Start(instant=instant, on_wall=on_wall)
            on_wall += STEP
        day += _DAY


def _first_step(day: date, earliest: time) -> datetime:
    since_midnight = timedelta(hours=earliest.hour, minutes=earliest.minute)
    return datetime.combine(day, time(0)) + -(-since_midnight // STEP) * STEP


def _latest_end(day: date, latest: time) -> datetime:
    midnight = datetime.combine(day, time(0)) + _DAY
    return midnight if latest == time(0) else datetime.combine(day, latest)
