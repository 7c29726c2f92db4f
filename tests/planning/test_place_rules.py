from __future__ import annotations

from datetime import datetime, time

import pytest

from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.facility import Facility, OpeningHours
from core.domain.ids import FacilityId
from core.errors import InvalidInputError
from core.planning.place_rules import check_equipment_kind, check_facility

MONDAY = OpeningHours(weekday=1, opens=time(7), closes=time(12))
EVENING = OpeningHours(weekday=1, opens=time(14), closes=time(0))


def place(*hours: OpeningHours, turnaround_min: float = 0.0) -> Facility:
    return Facility(
        id=FacilityId("f"),
        name="Gym",
        time_zone="Europe/Stockholm",
        opening_hours=hours,
        turnaround_min=turnaround_min,
    )


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        ("2026-11-16T07:00", "2026-11-16T08:00", True),
        ("2026-11-16T06:59", "2026-11-16T08:00", False),
        ("2026-11-16T11:00", "2026-11-16T12:00", True),
        ("2026-11-16T11:30", "2026-11-16T14:30", False),
        ("2026-11-16T23:00", "2026-11-17T00:00", True),
        ("2026-11-16T23:00", "2026-11-17T00:01", False),
        ("2026-11-17T08:00", "2026-11-17T09:00", False),
    ],
)
def test_that_a_place_is_open_in_one_stretch_of_its_hours(
    start: str, end: str, *, is_open: bool
) -> None:
    gym = place(MONDAY, EVENING)
    check_facility(gym)
    span = datetime.fromisoformat(start), datetime.fromisoformat(end)
    assert gym.is_open(*span) is is_open
    assert place().is_open(*span)


@pytest.mark.parametrize(
    ("gym", "field"),
    [
        (place(OpeningHours(weekday=8, opens=time(7), closes=time(8))), "openingHours.0.weekday"),
        (place(OpeningHours(weekday=1, opens=time(9), closes=time(8))), "openingHours.0.closes"),
        (
            place(MONDAY, OpeningHours(weekday=1, opens=time(11), closes=time(13))),
            "openingHours.1.opens",
        ),
        (place(EVENING, EVENING), "openingHours.1.opens"),
        (place(turnaround_min=-1), "turnaroundMin"),
        (place(turnaround_min=float("nan")), "turnaroundMin"),
    ],
)
def test_that_hours_that_cannot_be_meant_are_refused_at_their_field(
    gym: Facility, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_facility(gym)
    assert caught.value.field == field


@pytest.mark.parametrize("code", ["", "AIR BIKE", "a/b", "x" * 41])
def test_that_the_code_of_a_machine_type_fits_into_an_address(code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_equipment_kind(
            EquipmentKind(code=EquipmentType(code), name="Air Bike", unit_name="Bike")
        )
    assert caught.value.field == "code"
