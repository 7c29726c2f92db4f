"""How figures read on paper: an en dash for no value, rounded only here."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.workout import Interval

DASH = "–"

_EQUIPMENT = {ROWING: "Rowing", BIKE_ERG: "Bike Erg", SKI_ERG: "Ski Erg"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def whole(value: float | None) -> str:
    """A rounded number."""
    return DASH if value is None else f"{round(value)}"


def fine(value: float | None) -> str:
    """A number with one decimal."""
    return DASH if value is None else f"{value:.1f}"


def rating(value: float | None) -> str:
    """A word on the scale from 0 to 10, as it was given: 7, 7.5."""
    return DASH if value is None else f"{value:g}"


def percent(share: float | None) -> str:
    """A share as whole percent, with its sign."""
    return DASH if share is None else f"{round(share * 100)} %"


def clock(seconds: float) -> str:
    """Minutes and seconds: 20:00; hours count on as minutes."""
    total = round(seconds)
    return f"{total // 60}:{total % 60:02}"


def moment(instant: datetime, time_zone: str) -> str:
    """Day and time on the facility's wall clock, in words that no locale changes."""
    local = instant.astimezone(ZoneInfo(time_zone))
    day = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local.hour:02}:{local.minute:02}"


def equipment(code: EquipmentType) -> str:
    """A machine type by its name; a club's own by its code."""
    return _EQUIPMENT.get(code, code.replace("_", " ").title())


def target(interval: Interval) -> str:
    """What an interval asks."""
    parts = []
    if interval.target_zone is not None:
        parts.append(f"zone {interval.target_zone}")
    if interval.target_ftp_share is not None:
        parts.append(f"{percent(interval.target_ftp_share)} FTP")
    if interval.target_power_w is not None:
        parts.append(f"{interval.target_power_w:.0f} W")
    return ", ".join(parts) if parts else "free"
