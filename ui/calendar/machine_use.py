"""How many machines of each type are used when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from core.domain.calendar import CalendarEntry
from core.domain.equipment import EquipmentType, UnitState
from core.domain.ids import FacilityId
from core.domain.session import SessionStatus
from ui.calendar.club import Club
from ui.calendar.display import WEEK_DAYS, minutes_by_day
from widgets.calendar.faces import Lane, Step
from widgets.theme import equipment_icon_name


def lanes_of(
    entries: Sequence[CalendarEntry], club: Club, monday: date, facility_id: FacilityId | None
) -> tuple[Lane, ...]:
    """A lane for each machine type of which there is one; of one facility, or of all."""
    lanes: list[Lane] = []
    for kind in club.kinds:
        total = sum(
            one.equipment == kind.code
            and one.state is UnitState.READY
            and facility_id in (None, one.facility_id)
            for one in club.units
        )
        if total:
            days = _use(entries, club, monday, (kind.code, facility_id))
            lanes.append(
                Lane(
                    name=kind.name,
                    icon_name=equipment_icon_name(kind.code),
                    total=total,
                    days=days,
                )
            )
    return tuple(lanes)


def _use(
    entries: Iterable[CalendarEntry],
    club: Club,
    monday: date,
    machines: tuple[EquipmentType, FacilityId | None],
) -> tuple[tuple[Step, ...], ...]:
    equipment, facility_id = machines
    changes: list[dict[int, int]] = [{} for _ in range(WEEK_DAYS)]
    for session in (one for entry in entries for one in entry.sessions):
        is_meant = session.equipment == equipment and facility_id in (None, session.facility_id)
        if not is_meant or session.status is SessionStatus.CANCELLED:
            continue
        begins = club.local(session.starts_at, session.facility_id)
        ends = club.local(session.ends_at, session.facility_id)
        for day, first, last in minutes_by_day(begins, ends, monday):
            changes[day][first] = changes[day].get(first, 0) + session.unit_count
            changes[day][last] = changes[day].get(last, 0) - session.unit_count
    return tuple(_steps(one) for one in changes)


def _steps(changes: dict[int, int]) -> tuple[Step, ...]:
    used, steps = 0, []
    for minute in sorted(changes):
        used += changes[minute]
        steps.append(Step(at_min=minute, used=used))
    return tuple(steps)
