"""Smart scheduling on the sample club, at Monday 2 February 2026, 03:40 in Stockholm."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import FacilityId, RestrictionId
from core.domain.restriction import Restriction, Severity
from core.domain.slots import ReasonKind, Slot, SlotGroup, SlotRequest
from core.errors import InvalidInputError
from core.services.club.bundles import BundleService
from core.services.club.slots import SlotService
from core.storage.database import SqlDatabase
from tests.helpers.plans import FACILITY, TRAINER, player, players, station, three_groups

MONDAY = date(2026, 3, 2)


@pytest.fixture
def slots(club: SqlDatabase, clock: ManualClock) -> SlotService:
    return SlotService(club, clock)


def wanted(**more: Any) -> SlotRequest:
    given = {
        "facility_id": FACILITY,
        "start_date": MONDAY,
        "end_date": MONDAY,
        "duration": 60,
        "groups": tuple(SlotGroup(equipment=one) for one in (ROWING, BIKE_ERG, SKI_ERG)),
        "player_ids": players(1, 18),
        "earliest_time": "09:00",
        "latest_time": "12:00",
    } | more
    return SlotRequest(**given)


def group(equipment: EquipmentType, first: int, last: int) -> SlotGroup:
    return SlotGroup(equipment=equipment, player_ids=players(first, last))


def said(slot: Slot, kind: ReasonKind) -> str:
    return next(reason.text for reason in slot.reasons if reason.kind is kind)


@pytest.mark.requirement(121)
async def test_that_the_best_times_are_those_at_which_all_can_train(
    bundles: BundleService, slots: SlotService
) -> None:
    morning = (station("Row", ROWING, players(1, 6)), station("Bike", BIKE_ERG, players(7, 9)))
    await bundles.create(three_groups("10:00", sessions=morning), TRAINER)
    answer = await slots.propose(wanted(limit=3))
    first, second, third = answer.slots
    assert {first.start_time, second.start_time} == {"09:00", "11:00"}
    assert (first.player_count, first.left_out) == (18, ())
    assert said(first, ReasonKind.PLAYERS) == "All 18 players can train."
    assert third.player_count == 9
    assert third.score < second.score <= first.score
    assert "Row” from 10:00 to 11:00" in said(third, ReasonKind.PLAYERS)
    assert len(third.left_out) == 9


@pytest.mark.requirement(121)
async def test_that_machines_are_counted_with_their_turnaround(
    club: SqlDatabase, bundles: BundleService, slots: SlotService
) -> None:
    async with club.write() as unit:
        gym = await unit.club.facility(FACILITY)
        assert gym is not None
        await unit.club.save_facility(msgspec.structs.replace(gym, turnaround_min=15))
        await unit.commit()
    others = (station("Row", ROWING, players(1, 6)), station("Bike", BIKE_ERG, ()))
    await bundles.create(three_groups("10:00", sessions=others), TRAINER)
    rowers = wanted(groups=(group(ROWING, 7, 12),), player_ids=(), latest_time="12:30", limit=20)
    answer = await slots.propose(rowers)
    assert answer.slots[0].start_time == "11:15"
    free = {slot.start_time: slot for slot in answer.slots}
    assert free["11:00"].player_count == 2  # six of eight rowers are still being wiped
    assert said(free["11:00"], ReasonKind.MACHINES) == "Free then: 2 × Rower."


@pytest.mark.requirement(121)
async def test_that_a_restriction_that_begins_later_counts_from_its_first_day(
    club: SqlDatabase, slots: SlotService
) -> None:
    stop = Restriction(
        id=RestrictionId("r-new"),
        player_id=player(1),
        body_part="knee",
        severity=Severity.STOP,
        valid_from=date(2026, 3, 3),
    )
    async with club.write() as unit:
        await unit.club.save_restriction(stop)
        await unit.commit()
    answer = await slots.propose(
        wanted(end_date=date(2026, 3, 3), groups=(group(ROWING, 1, 2),), player_ids=(), limit=5)
    )
    monday, *_, tuesday = answer.slots
    assert (monday.start_date, monday.player_count) == (MONDAY, 2)
    assert (tuesday.start_date, tuesday.player_count) == (date(2026, 3, 3), 1)
    assert tuesday.left_out[0].reason.startswith("May not use any of these machines")


async def test_that_the_clubs_usual_time_is_preferred_and_said(
    bundles: BundleService, slots: SlotService
) -> None:
    await bundles.create(three_groups("11:00"), TRAINER)  # Monday
    next_week = date(2026, 3, 9)
    answer = await slots.propose(wanted(start_date=next_week, end_date=next_week))
    assert answer.slots[0].start_time == "11:00"
    assert said(answer.slots[0], ReasonKind.HABIT) == (
        "Monday at 11:00 is a usual time of the club."
    )


async def test_that_no_time_is_an_answer_with_a_next_step(slots: SlotService) -> None:
    answer = await slots.propose(wanted(start_date=date(2026, 1, 5), end_date=date(2026, 1, 6)))
    assert answer.slots == ()
    assert answer.note.startswith("No time fits")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"duration": 0}, "duration"),
        ({"duration": 1440}, "duration"),
        ({"end_date": date(2026, 3, 1)}, "endDate"),
        ({"end_date": date(2026, 6, 1)}, "endDate"),
        ({"groups": ()}, "groups"),
        ({"limit": 0}, "limit"),
        ({"earliest_time": "9"}, "earliestTime"),
        ({"latest_time": "08:00"}, "latestTime"),
        ({"facility_id": FacilityId("moon")}, "facilityId"),
        ({"player_ids": (player(99),)}, "playerIds"),
        (
            {"groups": (group(EquipmentType("SWING"), 1, 1),), "player_ids": ()},
            "groups.0.equipment",
        ),
        ({"groups": (group(ROWING, 1, 2), group(BIKE_ERG, 2, 3))}, "groups.1.playerIds"),
        ({"groups": (group(ROWING, 1, 2),), "player_ids": (player(2),)}, "playerIds"),
    ],
)
async def test_that_a_question_that_cannot_be_meant_is_refused_at_its_field(
    slots: SlotService, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await slots.propose(wanted(**changes))
    assert caught.value.field == field
