"""What is planned already: machines, players and trainers that are taken at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from core.domain.ids import FacilityId, PlayerId, UnitId, UserId
from core.domain.slots import BookedSession
from core.domain.value import Value
from core.ports.slot_link import SlotLink

_BEFORE = timedelta(days=2)
"""No session lasts longer than a day, and machines rest a few hours at most."""
_AHEAD = timedelta(days=95)


class Booking(Value, frozen=True, kw_only=True):
    """A session of another bundle, with what it holds."""

    session_name: str
    facility_id: FacilityId
    starts_at: datetime
    ends_at: datetime
    player_ids: tuple[PlayerId, ...] = ()
    unit_ids: tuple[UnitId, ...] = ()
    trainer_id: UserId | None = None


def overlapping(
    bookings: Iterable[Booking],
    starts_at: datetime,
    ends_at: datetime,
    rest: timedelta = timedelta(0),
) -> tuple[Booking, ...]:
    """Bookings that reach into a span, or nearer to it than `rest`; touching ends do not count."""
    return tuple(
        booking
        for booking in bookings
        if booking.starts_at < ends_at + rest and starts_at < booking.ends_at + rest
    )


def bookings_of(booked: Iterable[BookedSession]) -> tuple[Booking, ...]:
    """What the hub knows as bookings; sessions that are over hold nothing any more."""
    return tuple(
        Booking(
            session_name=one.name,
            facility_id=one.facility_id,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            player_ids=one.player_ids,
            unit_ids=one.unit_ids,
            trainer_id=one.trainer_id,
        )
        for one in booked
        if not one.status.is_over
    )


async def load_bookings(
    slots: SlotLink, now: datetime, day: date | None = None
) -> tuple[Booking, ...]:
    """All bookings of the next three months; around `day`, where that is later.

    Raises:
        UnavailableError: The hub does not answer.
    """
    begins = now - _BEFORE
    wanted = datetime.combine(day, time(0), UTC) if day is not None else now
    if wanted > begins + _AHEAD - _BEFORE:
        begins = wanted - _BEFORE
    return bookings_of(await slots.booked(begins, begins + _AHEAD))
