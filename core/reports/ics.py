"""Training as an iCalendar file (RFC 5545), for the calendars of phones and offices.

Only the few properties that any calendar understands, and instants in UTC, so that no time zone
has to be described. Players' names stay here: such files are passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from core.domain.calendar import CalendarEntry, CalendarSession
from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.facility import Facility
from core.domain.ids import FacilityId
from core.domain.session import SessionStatus

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_MOST_OCTETS = 75
"""Of a line, without its end (3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_file(
    entries: Iterable[CalendarEntry],
    places: Mapping[FacilityId, Facility],
    kinds: Mapping[EquipmentType, EquipmentKind],
    made_at: datetime,
) -> bytes:
    """A calendar with an event for each bundle and each single session.

    Args:
        entries: What is on.
        places: Facilities by id, for their names.
        kinds: Machine types by code, for their names.
        made_at: When this is said (UTC).
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hockey Hub Trainer//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Training",
    ]
    for entry in entries:
        lines += _event(entry, places.get(entry.facility_id), kinds, made_at)
    lines.append("END:VCALENDAR")
    return b"".join(piece for line in lines for piece in _folded(line))


def _event(
    entry: CalendarEntry,
    place: Facility | None,
    kinds: Mapping[EquipmentType, EquipmentKind],
    made_at: datetime,
) -> Iterator[str]:
    is_off = entry.status is SessionStatus.CANCELLED
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@hockeyhub"
    yield f"DTSTAMP:{_instant(made_at)}"
    yield f"DTSTART:{_instant(entry.starts_at)}"
    yield f"DTEND:{_instant(entry.ends_at)}"
    yield f"SEQUENCE:{entry.version - 1}"
    yield f"SUMMARY:{_text(entry.name)}"
    if place is not None:
        yield f"LOCATION:{_text(place.name)}"
    groups = "\n".join(_group(one, kinds) for one in entry.sessions)
    yield f"DESCRIPTION:{_text(groups)}"
    yield f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}"
    yield "END:VEVENT"


def _group(session: CalendarSession, kinds: Mapping[EquipmentType, EquipmentKind]) -> str:
    kind = kinds.get(session.equipment)
    machines = session.equipment if kind is None else kind.name
    players = "1 player" if session.player_count == 1 else f"{session.player_count} players"
    name = session.name if session.name == machines else f"{session.name} ({machines})"
    return f"{name}: {players}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """With what the format means otherwise made harmless (3.3.11); no control characters."""
    escaped = words.translate(_ESCAPES)
    return "".join(char for char in escaped if char >= " " or char == "\t")


def _folded(line: str) -> Iterator[bytes]:
    """In pieces that are short enough, never cut within a character (3.1)."""
    piece, room = b"", _MOST_OCTETS
    for char in line:
        octets = char.encode(errors="replace")
        if len(piece) + len(octets) > room:
            yield piece + b"\r\n "
            piece, room = b"", _MOST_OCTETS - 1
        piece += octets
    yield piece + b"\r\n"
