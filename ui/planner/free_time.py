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


def after_bookings(plan: Plan, club: Club, bookings: Sequence[Booking]) -> Plan:
    """The plan when all that it meets is over."""
    facility = club.facilities[plan.facility_id]
    rest = timedelta(minutes=facility.turnaround_min)
    ends_at = max(booking.ends_at for booking in holders(plan, club, bookings)) + rest
    return _first_free(plan, club, bookings, ends_at.astimezone(ZoneInfo(facility.time_zone)))


def _first_free(plan: Plan, club: Club, bookings: Sequence[Booking], start: datetime) -> Plan:
    rest = timedelta(minutes=club.facilities[plan.facility_id].turnaround_min)
    while True:
        candidate = msgspec.structs.replace(
            plan, day=start.date(), start=start.time().replace(tzinfo=None)
        )
        here = [
            booking
            for booking in holders(candidate, club, bookings)
            if booking.facility_id == plan.facility_id
        ]
        if not here:
            return candidate
        latest = max(booking.ends_at for booking in here) + rest
        start = _next_quarter(latest.astimezone(start.tzinfo))


def _next_quarter(instant: datetime) -> datetime:
    whole = instant.replace(second=0, microsecond=0)
    missing = -whole.minute % 15
    if whole < instant and missing == 0:
        missing = 15
    return (whole.astimezone(UTC) + timedelta(minutes=missing)).astimezone(instant.tzinfo)
