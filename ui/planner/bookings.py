"""What is planned already: machines and players that are taken at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.domain.ids import FacilityId, PlayerId, UnitId
from core.domain.session import Bundle, Reservation
from core.domain.value import Value
from core.ports.hub_link import BundlePlanner

_LONGEST = timedelta(days=1)
"""No session lasts longer, so older bundles cannot reach into the time asked for."""


class Booking(Value, frozen=True, kw_only=True):
    """A session of another bundle, with what it holds."""

    session_name: str
    bundle_name: str
    facility_id: FacilityId
    starts_at: datetime
    ends_at: datetime
    player_ids: tuple[PlayerId, ...] = ()
    unit_ids: tuple[UnitId, ...] = ()


def overlapping(
    bookings: Iterable[Booking], starts_at: datetime, ends_at: datetime
) -> tuple[Booking, ...]:
    """Bookings that reach into a span; touching ends do not count."""
    return tuple(
        booking
        for booking in bookings
        if booking.starts_at < ends_at and starts_at < booking.ends_at
    )


def bookings_of(bundle: Bundle, reservations: Iterable[Reservation]) -> tuple[Booking, ...]:
    """The bookings of one bundle; sessions that are over hold nothing any more."""
    held = tuple(reservations)
    return tuple(
        Booking(
            session_name=session.name,
            bundle_name=bundle.name,
            facility_id=session.facility_id,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            player_ids=session.player_ids,
            unit_ids=tuple(one.unit_id for one in held if one.session_id == session.id),
        )
        for session in bundle.sessions
        if not session.status.is_over
    )


async def load_bookings(planner: BundlePlanner, since: datetime) -> tuple[Booking, ...]:
    """All bookings that end after `since`.

    Raises:
        UnavailableError: The hub does not answer.
    """
    found: list[Booking] = []
    cursor: str | None = None
    while True:
        page = await planner.bundles(cursor)
        for item in page.items:
            ends_at = item.starts_at + timedelta(minutes=item.duration_min)
            if not item.status.is_over and ends_at > since:
                bundle = await planner.bundle(item.id)
                found.extend(bookings_of(bundle, await planner.reservations(item.id)))
        cursor = page.next_cursor
        if cursor is None or (page.items and page.items[-1].starts_at < since - _LONGEST):
            return tuple(found)
