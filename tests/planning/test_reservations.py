from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from core.domain.conflict import Holder
from core.domain.equipment import (
    BIKE_ERG,
    ROWING,
    EquipmentKind,
    EquipmentType,
    EquipmentUnit,
    UnitState,
)
from core.domain.ids import FacilityId, SessionId, UnitId
from core.domain.session import Reservation
from core.planning.reservations import (
    UnitNeed,
    choose_units,
    over_capacity,
    reservation_of,
    shares,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROWERS = EquipmentKind(code=ROWING, name="Rowing", unit_name="Rower")


def rower(number: int, state: UnitState = UnitState.READY) -> EquipmentUnit:
    return EquipmentUnit(
        id=UnitId(f"rower-{number}"),
        facility_id=FacilityId("f"),
        equipment=ROWING,
        name=f"Rower {number}",
        state=state,
    )


def need(
    name: str,
    count: int,
    *,
    equipment: EquipmentType = ROWING,
    start: datetime = NINE,
    length: timedelta = HOUR,
) -> UnitNeed:
    return UnitNeed(
        session_id=SessionId(name),
        session_name=name,
        equipment=equipment,
        count=count,
        starts_at=start,
        ends_at=start + length,
    )


def held(name: str, number: int, start: datetime = NINE) -> Reservation:
    return reservation_of(need(name, 1, start=start), rower(number))


def names(units: tuple[EquipmentUnit, ...]) -> list[str]:
    return [unit.name for unit in units]


def test_that_the_first_free_machines_in_service_are_taken() -> None:
    units = [rower(1), rower(2, UnitState.OUT_OF_SERVICE), rower(3), rower(4), rower(5)]
    choice = choose_units([need("A", 2)], units, [held("other", 1)])
    assert names(choice.units[SessionId("A")]) == ["Rower 3", "Rower 4"]


def test_that_a_machine_is_free_from_the_instant_its_session_ends() -> None:
    choice = choose_units(
        [need("A", 1)], [rower(1)], [held("before", 1, NINE - HOUR), held("after", 1, NINE + HOUR)]
    )
    assert choice.shortages == ()


@pytest.mark.requirement(12)
def test_that_parallel_sessions_do_not_share_a_machine() -> None:
    choice = choose_units([need("A", 2), need("B", 2)], [rower(n) for n in range(1, 5)], [])
    assert names(choice.units[SessionId("A")]) == ["Rower 1", "Rower 2"]
    assert names(choice.units[SessionId("B")]) == ["Rower 3", "Rower 4"]


def test_that_a_session_keeps_the_machines_it_had() -> None:
    choice = choose_units(
        [need("A", 2)],
        [rower(n) for n in range(1, 5)],
        [],
        preferred={SessionId("A"): [UnitId("rower-4"), UnitId("rower-9")]},
    )
    assert names(choice.units[SessionId("A")]) == ["Rower 1", "Rower 4"]


def test_that_a_longer_session_chooses_before_one_that_has_more_to_choose_from() -> None:
    units = [rower(1), rower(2)]
    later = [held("later", 2, NINE + HOUR)]
    choice = choose_units([need("short", 1), need("long", 1, length=2 * HOUR)], units, later)
    assert choice.shortages == ()
    assert names(choice.units[SessionId("long")]) == ["Rower 1"]


@pytest.mark.requirement(12)
def test_that_a_shortage_says_how_many_are_free_and_who_has_the_others() -> None:
    choice = choose_units(
        [need("Rowing Group A", 3)],
        [rower(n) for n in range(1, 5)],
        [held("m", 1), held("m", 2), held("l", 4, NINE + HOUR / 2)],
    )
    (shortage,) = choice.shortages
    error = over_capacity(
        shortage,
        ROWERS,
        [
            Holder(
                session_id=SessionId("m"),
                session_name="Morning Row",
                starts_at=NINE,
                ends_at=NINE + HOUR,
                unit_count=shortage.held_by[SessionId("m")],
            ),
            Holder(
                session_id=SessionId("l"),
                session_name="Late Row",
                starts_at=NINE + HOUR / 2,
                ends_at=NINE + 2 * HOUR,
                unit_count=shortage.held_by[SessionId("l")],
            ),
        ],
        time_zone="Europe/Stockholm",
        field="sessions.0.playerIds",
    )
    assert error.message == (
        "Rowing Group A needs 3 × Rower, but only 1 is free then: "
        "“Morning Row” (10:00 to 11:00) holds 2, “Late Row” (10:30 to 12:00) holds 1."
    )
    assert error.field == "sessions.0.playerIds"


def test_that_sessions_on_the_same_machines_share_them_evenly() -> None:
    wants = [need("A", 0), need("B", 0, equipment=BIKE_ERG), need("C", 0)]
    assert shares(wants, [rower(n) for n in range(1, 7)], [held("x", 6)]) == (3, 0, 2)


@pytest.mark.requirement(12)
def test_that_a_machine_rests_between_two_sessions_as_long_as_the_facility_says() -> None:
    before = [held("before", 1, NINE - HOUR)]
    ten_minutes = timedelta(minutes=10)
    wants = msgspec.structs.replace(need("A", 1), turnaround=ten_minutes)
    assert choose_units([wants], [rower(1)], before).shortages[0].held_by == {
        SessionId("before"): 1
    }
    after = [held("after", 1, NINE + HOUR + ten_minutes)]
    assert choose_units([wants], [rower(1)], after).shortages == ()


def test_that_machines_of_another_place_are_not_given_out() -> None:
    elsewhere = msgspec.structs.replace(rower(1), facility_id=FacilityId("other"))
    wants = msgspec.structs.replace(need("A", 1), facility_id=FacilityId("f"))
    choice = choose_units([wants], [elsewhere, rower(2)], [])
    assert names(choice.units[SessionId("A")]) == ["Rower 2"]
