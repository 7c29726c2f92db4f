"""What facilities, machine types and machines must be like."""

from __future__ import annotations

import math
import re
from datetime import time

from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility, OpeningHours
from core.errors import InvalidInputError
from core.planning.content_rules import check_name
from core.planning.timing import zone_of

MAX_TURNAROUND_MIN = 240.0
MAX_MAINTENANCE_ENTRIES = 1000
_MOST_STRETCHES = 28
_MAX_NOTE_LENGTH = 500
_WEEKDAYS = range(1, 8)
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def check_facility(facility: Facility) -> None:
    """See that a facility can be meant.

    Raises:
        InvalidInputError: It cannot: name, zone, opening hours or turn-around.
    """
    check_name(facility.name, "name")
    zone_of(facility.time_zone)
    minutes = facility.turnaround_min
    if not (math.isfinite(minutes) and 0 <= minutes <= MAX_TURNAROUND_MIN):
        message = f"A turn-around takes 0 to {MAX_TURNAROUND_MIN:g} minutes, not {minutes:g}."
        raise InvalidInputError(message, field="turnaroundMin")
    if len(facility.opening_hours) > _MOST_STRETCHES:
        message = f"There are at most {_MOST_STRETCHES} stretches of opening hours a week."
        raise InvalidInputError(message, field="openingHours")
    for index, hours in enumerate(facility.opening_hours):
        _check_hours(hours, f"openingHours.{index}")
        _check_apart(hours, facility.opening_hours[:index], f"openingHours.{index}")


def check_equipment_kind(kind: EquipmentKind) -> None:
    """See that a machine type can be meant.

    Raises:
        InvalidInputError: It cannot.
    """
    check_name(kind.code, "code")
    if _CODE.fullmatch(kind.code) is None:
        message = f"“{kind.code}” is no code of a machine type."
        action = "Use up to 40 letters, digits, - and _, such as AIR_BIKE."
        raise InvalidInputError(message, suggested_action=action, field="code")
    check_name(kind.name, "name")
    check_name(kind.unit_name, "unitName")
    if not kind.suits:
        raise InvalidInputError("Say what is trained on it.", field="suits")


def check_equipment_unit(unit: EquipmentUnit) -> None:
    """See that a machine and its maintenance log can be meant.

    Raises:
        InvalidInputError: They cannot.
    """
    check_name(unit.name, "name")
    if len(unit.maintenance) > MAX_MAINTENANCE_ENTRIES:
        message = f"A maintenance log has at most {MAX_MAINTENANCE_ENTRIES} lines."
        raise InvalidInputError(message, field="maintenance")
    for index, entry in enumerate(unit.maintenance):
        check_name(entry.by, f"maintenance.{index}.by")
        if not 0 < len(entry.what.strip()) <= _MAX_NOTE_LENGTH:
            message = f"Say what was done, in at most {_MAX_NOTE_LENGTH} characters."
            raise InvalidInputError(message, field=f"maintenance.{index}.what")


def _check_hours(hours: OpeningHours, path: str) -> None:
    if hours.weekday not in _WEEKDAYS:
        raise InvalidInputError(
            f"A weekday is 1 (Monday) to 7 (Sunday), not {hours.weekday}.", field=f"{path}.weekday"
        )
    if hours.closes != time(0) and hours.closes <= hours.opens:
        day = _WEEKDAY_NAMES[hours.weekday - 1]
        message = f"On {day} it closes at {hours.closes:%H:%M}, before it opens."
        action = "Enter 00:00 for the end of the day; what goes on after midnight is the next day."
        raise InvalidInputError(message, suggested_action=action, field=f"{path}.closes")


def _check_apart(hours: OpeningHours, others: tuple[OpeningHours, ...], path: str) -> None:
    for other in others:
        if (
            other.weekday == hours.weekday
            and hours.opens < (other.closes if other.closes != time(0) else time.max)
            and other.opens < (hours.closes if hours.closes != time(0) else time.max)
        ):
            day = _WEEKDAY_NAMES[hours.weekday - 1]
            message = f"The opening hours of {day} overlap."
            raise InvalidInputError(message, field=f"{path}.opens")
