"""When and how a bundle stands, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.drafts import BundleSummary
from core.domain.facility import Facility
from core.domain.session import SessionStatus
from widgets.inputs import Tone

_STATUS = {
    SessionStatus.SCHEDULED: ("Scheduled", Tone.INFO),
    SessionStatus.IN_PROGRESS: ("In progress", Tone.OK),
    SessionStatus.PAUSED: ("Paused", Tone.WARNING),
    SessionStatus.COMPLETED: ("Completed", Tone.SOFT),
    SessionStatus.CANCELLED: ("Cancelled", Tone.FAINT),
    SessionStatus.FORCE_ENDED: ("Ended early", Tone.FAINT),
}


def status_text(status: SessionStatus) -> tuple[str, Tone]:
    """A status as a word and what its colour says."""
    return _STATUS[status]


def day_text(summary: BundleSummary, facility: Facility | None, now: float) -> str:
    """The day in the facility's zone: "Today", "Tomorrow", "Mon 16 Nov 2026"."""
    zone = zone_of(facility)
    starts_at = summary.starts_at.astimezone(zone)
    today = datetime.fromtimestamp(now, zone).date()
    away = (starts_at.date() - today).days
    names = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
    return names.get(away, f"{starts_at:%a} {starts_at.day} {starts_at:%b %Y}")


def time_text(summary: BundleSummary, facility: Facility | None) -> str:
    """The time on the facility's wall clock: "09:00–10:00"."""
    zone = zone_of(facility)
    starts_at = summary.starts_at.astimezone(UTC)
    ends_at = starts_at + timedelta(minutes=summary.duration_min)
    return f"{starts_at.astimezone(zone):%H:%M}–{ends_at.astimezone(zone):%H:%M}"


def zone_of(facility: Facility | None) -> ZoneInfo:
    """A facility's zone; UTC for one that is not known any more."""
    return ZoneInfo(facility.time_zone if facility is not None else "UTC")


def count_text(number: int, noun: str) -> str:
    """A number with its noun: "1 player", "3 players"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
