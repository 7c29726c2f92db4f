"""When the place is free: the next full hour, or the first quarter after what is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from ui.planner.bookings import Booking
from ui.planner.capacity import holders
from ui.planner.club import Club
from ui.planner.plan import Plan


def at_next_free_hour(plan: Plan, club: Club, bookings: Sequence[Booking], now: datetime) -> Plan:
    """The plan at the next full hour at which the facility is not in use."""
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    hour = now.astimezone(zone).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return _first_free(plan, club, bookings, hour)


def after_bookings(plan: Plan, club: Club, bookings: Sequence[Booking], index: int) -> Plan | None:
    """The plan when all that a group meets is over; None where it meets nothing."""
    met = holders(plan, club, bookings, index)
    if not met:
        return None
    zone = ZoneInfo(club.facilities[plan.facility_id].time_zone)
    free_at = max(booking.ends_at for booking in met) + _rest(plan, club, index)
    return _first_free(plan, club, bookings, free_at.astimezone(zone), index)


def _first_free(
    plan: Plan,
    club: Club,
    bookings: Sequence[Booking],
    start: datetime,
    index: int | None = None,
) -> Plan:
    """At `start` or later: when the bundle's place is free, and with `index` that group's, too."""
    while True:
        candidate = msgspec.structs.replace(
            plan, day=start.date(), start=start.time().replace(tzinfo=None)
        )
        free_at = [
            booking.ends_at + _rest(plan, club, at)
            for at in dict.fromkeys((None, index))
            for booking in holders(candidate, club, bookings, at)
            if booking.facility_id == plan.place_of(at)
        ]
        if not free_at:
            return candidate
        start = _next_quarter(max(free_at).astimezone(start.tzinfo))


def _rest(plan: Plan, club: Club, index: int | None) -> timedelta:
    return timedelta(minutes=club.facilities[plan.place_of(index)].turnaround_min)


def _next_quarter(instant: datetime) -> datetime:
    whole = instant.replace(second=0, microsecond=0)
    missing = -whole.minute % 15
    if whole < instant and missing == 0:
        missing = 15
    return (whole.astimezone(UTC) + timedelta(minutes=missing)).astimezone(instant.tzinfo)
