"""Entries as a week and a month show them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from core.domain.calendar import CalendarEntry, CalendarSession
from core.domain.facility import Facility
from core.domain.session import SessionStatus
from ui.calendar.club import Club
from ui.calendar.words import players_text, span_text, standing, tone_of_share, whole_text
from widgets.calendar.faces import DAY_MIN, Bar, BlockFace, DayFace, Placed
from widgets.calendar.packing import packed
from widgets.theme import equipment_icon_name

WEEK_DAYS = 7
MONTH_DAYS = 42
_MIDNIGHT = time(0)


def is_movable(entry: CalendarEntry) -> bool:
    """Whether it can be planned anew: a bundle of which nothing has begun."""
    return entry.bundle_id is not None and all(
        one.status is SessionStatus.SCHEDULED for one in entry.sessions
    )


def face_of(entry: CalendarEntry, club: Club, now: datetime) -> BlockFace:
    """An entry as a block."""
    note, tone = standing(entry, now)
    begins = club.local(entry.starts_at, entry.facility_id)
    ends = club.local(entry.ends_at, entry.facility_id)
    return BlockFace(
        key=entry.id,
        title=entry.name,
        when=span_text(begins, ends),
        detail=players_text(entry.player_count),
        note=note,
        tone=tone,
        bars=tuple(_bar(one, index) for index, one in enumerate(entry.sessions)),
        words=f"{entry.name}. {whole_text(entry, club, now)}",
        is_movable=is_movable(entry),
        is_faint=entry.status is SessionStatus.CANCELLED,
    )


def week_blocks(
    entries: Iterable[CalendarEntry], club: Club, monday: date, now: datetime
) -> tuple[Placed, ...]:
    """Entries on the days of a week, those that overlap side by side."""
    return packed(
        Placed(face=face, day=index, begins_min=begins, ends_min=ends)
        for entry in entries
        for face in [face_of(entry, club, now)]
        for index, begins, ends in pieces(entry, club, monday)
    )


def pieces(entry: CalendarEntry, club: Club, monday: date) -> Iterator[tuple[int, int, int]]:
    """Day of the week, first and last minute: one piece for each day that it reaches into."""
    return minutes_by_day(
        club.local(entry.starts_at, entry.facility_id),
        club.local(entry.ends_at, entry.facility_id),
        monday,
    )


def minutes_by_day(
    begins: datetime, ends: datetime, monday: date
) -> Iterator[tuple[int, int, int]]:
    """The pieces of a stretch of wall-clock time on the days of a week."""
    for index in range(WEEK_DAYS):
        day = monday + timedelta(days=index)
        if not begins.date() <= day <= ends.date():
            continue
        first = minute_of(begins) if day == begins.date() else 0
        last = minute_of(ends) if day == ends.date() else DAY_MIN
        if last > first:
            yield index, first, last


def minute_of(moment: datetime) -> int:
    """Minutes since midnight on the wall clock."""
    return moment.hour * 60 + moment.minute


def week_days(monday: date, today: date, place: Facility | None) -> tuple[DayFace, ...]:
    """The heads and shades of a week."""
    return tuple(
        DayFace(day=day, is_today=day == today, is_past=day < today, closed=_closed(place, day))
        for day in (monday + timedelta(days=index) for index in range(WEEK_DAYS))
    )


def month_days(
    entries: Sequence[CalendarEntry], club: Club, shown: date, now: datetime
) -> tuple[DayFace, ...]:
    """The six weeks in which a month lies.

    Args:
        entries: What is on.
        club: Where.
        shown: A day of the month that is meant.
        now: The present instant.
    """
    first, today = first_of_month(shown), club.local(now, None).date()
    by_day: dict[date, list[BlockFace]] = {}
    for entry in entries:
        day = club.local(entry.starts_at, entry.facility_id).date()
        by_day.setdefault(day, []).append(face_of(entry, club, now))
    return tuple(
        DayFace(
            day=day,
            is_today=day == today,
            is_past=day < today,
            is_outside=day.month != shown.month,
            blocks=tuple(by_day.get(day, ())),
        )
        for day in (first + timedelta(days=index) for index in range(MONTH_DAYS))
    )


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def first_of_month(day: date) -> date:
    """The Monday with which six weeks around a month begin."""
    return monday_of(day.replace(day=1))


def _bar(session: CalendarSession, index: int) -> Bar:
    share = session.done_share
    is_off = session.status is SessionStatus.CANCELLED
    return Bar(
        group=index,
        icon_name=equipment_icon_name(session.equipment),
        caption=str(session.player_count),
        tone=None if share is None or is_off else tone_of_share(share),
    )


def _closed(place: Facility | None, day: date) -> tuple[tuple[int, int], ...]:
    """When a facility is closed on a day; nothing where nobody said."""
    if place is None or not place.opening_hours:
        return ()
    stretches: list[tuple[int, int]] = []
    at = 0
    hours = [one for one in place.opening_hours if one.weekday == day.isoweekday()]
    for one in sorted(hours, key=lambda one: one.opens):
        opens = one.opens.hour * 60 + one.opens.minute
        closes = one.closes.hour * 60 + one.closes.minute
        stretches.append((at, opens))
        at = DAY_MIN if one.closes == _MIDNIGHT else closes
    stretches.append((at, DAY_MIN))
    return tuple((begins, ends) for begins, ends in stretches if ends > begins)
