"""How the calendar speaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.domain.calendar import CalendarEntry, Fulfilment, fulfilment_of
from core.domain.session import SessionStatus
from ui.calendar.club import Club
from widgets.inputs import Tone

_TONES = {
    Fulfilment.AS_PLANNED: Tone.OK,
    Fulfilment.NEARLY: Tone.WARNING,
    Fulfilment.FAR_OFF: Tone.DANGER,
}
_STANDINGS = {
    SessionStatus.IN_PROGRESS: ("Running", Tone.OK),
    SessionStatus.PAUSED: ("Paused", Tone.WARNING),
    SessionStatus.CANCELLED: ("Called off", Tone.FAINT),
}


def week_text(monday: date) -> str:
    """Such as 16 to 22 November 2026, week 47."""
    sunday = monday + timedelta(days=6)
    first = str(monday.day)
    if monday.year != sunday.year:
        first = f"{monday.day} {monday:%B %Y}"
    elif monday.month != sunday.month:
        first = f"{monday.day} {monday:%B}"
    week = monday.isocalendar().week
    return f"{first} to {sunday.day} {sunday:%B %Y}, week {week}"


def month_text(day: date) -> str:
    """Such as November 2026."""
    return f"{day:%B %Y}"


def day_text(day: date) -> str:
    """Such as Tue 17 Nov."""
    return f"{day:%a} {day.day} {day:%b}"


def span_text(begins: datetime, ends: datetime) -> str:
    """Such as 09:00 to 10:00."""
    return f"{begins:%H:%M} to {ends:%H:%M}"


def players_text(count: int) -> str:
    """Such as 18 players."""
    return "1 player" if count == 1 else f"{count} players"


def tone_of_share(share: float) -> Tone:
    """The colour of what was done of what was planned."""
    return _TONES[fulfilment_of(share)]


def standing(entry: CalendarEntry, now: datetime) -> tuple[str, Tone]:
    """How it stands, in a few words and a tone; no words for what is simply planned."""
    if entry.status in _STANDINGS:
        return _STANDINGS[entry.status]
    if entry.is_missed(now):
        return "Not started", Tone.DANGER
    share = entry.done_share
    if share is None:
        return "", Tone.ACCENT
    return f"{round(share * 100)} % done", tone_of_share(share)


def groups_text(entry: CalendarEntry, club: Club) -> str:
    """Such as Rowing 6, Bike Erg 6."""
    return ", ".join(
        f"{club.kind_name(one.equipment)} {one.player_count}" for one in entry.sessions
    )


def whole_text(entry: CalendarEntry, club: Club, now: datetime) -> str:
    """All of it in a sentence."""
    begins = club.local(entry.starts_at, entry.facility_id)
    ends = club.local(entry.ends_at, entry.facility_id)
    note, _ = standing(entry, now)
    place = club.facilities.get(entry.facility_id)
    parts = [
        f"{day_text(begins.date())}, {span_text(begins, ends)}",
        *([place.name] if place is not None else []),
        groups_text(entry, club),
        *([note] if note else []),
    ]
    return " · ".join(parts)
