"""From the clock on the gym's wall to an instant, and back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.errors import InvalidInputError

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


def parse_time(text: str, *, field: str = "commonProperties.startTime") -> time:
    """Read "09:00" or "09:00:30".

    Raises:
        InvalidInputError: It is no time of day.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        message = f"“{text}” is no time of day."
        raise InvalidInputError(message, suggested_action="Write it as 09:00.", field=field)
    hour, minute, second = (int(part or 0) for part in match.groups())
    return time(hour, minute, second)


def zone_of(time_zone: str, *, field: str = "timeZone") -> ZoneInfo:
    """The time zone of an IANA name.

    Raises:
        InvalidInputError: There is no such zone.
    """
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"There is no time zone “{time_zone}”."
        raise InvalidInputError(
            message, suggested_action="Use a name like Europe/Stockholm.", field=field
        ) from error


def to_utc(
    day: date, start_time: str, time_zone: str, *, field: str = "commonProperties.startTime"
) -> datetime:
    """The instant at which the wall clock shows that day and time.

    A time that happens twice, when clocks go back, means the first.

    Raises:
        InvalidInputError: It is no time, or one the clocks leave out when they go forward.
    """
    zone = zone_of(time_zone)
    on_wall = datetime.combine(day, parse_time(start_time, field=field))
    try:
        instant = on_wall.replace(tzinfo=zone).astimezone(UTC)
        shown = instant.astimezone(zone).replace(tzinfo=None)
    except OverflowError as error:
        message = f"The year {day.year} is out of reach."
        raise InvalidInputError(message, field="commonProperties.startDate") from error
    if shown != on_wall:
        message = (
            f"{start_time} does not exist on {day.day} {day:%B %Y} in {time_zone}: "
            f"the clocks go forward to {shown:%H:%M}."
        )
        raise InvalidInputError(message, suggested_action="Choose another time.", field=field)
    return instant


def to_local(instant: datetime, time_zone: str) -> datetime:
    """What the wall clock shows at an instant."""
    return instant.astimezone(zone_of(time_zone))
