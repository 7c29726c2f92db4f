"""The date and time of a PM5's log: two packed bytes, then minute and hour."""

from __future__ import annotations

from core.gatt.record import Number

_FIRST_YEAR = 2000


def _shown(raw: int) -> str:
    date, minute, hour = raw & 0xFFFF, raw >> 16 & 0xFF, raw >> 24
    year, month, day = _FIRST_YEAR + (date >> 9), date & 0xF, date >> 4 & 0x1F
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"


def _packed(shown: str) -> int:
    day_text, time_text = shown.split(" ")
    year, month, day = (int(part) for part in day_text.split("-"))
    hour, minute = (int(part) for part in time_text.split(":"))
    return hour << 24 | minute << 16 | (year - _FIRST_YEAR) << 9 | day << 4 | month


LOGGED_AT = Number("logged_at", 4, none=(0,), read=_shown, write=_packed)
"""As "2026-11-21 18:05" on the monitor's own clock; None while that is not set."""
