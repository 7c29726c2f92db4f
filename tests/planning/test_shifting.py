"""What is in the way of a new start, before the hub is asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec
import pytest

from core.domain.equipment import BIKE_ERG, ROWING
from core.domain.facility import Facility, OpeningHours
from core.domain.session import Bundle, SessionStatus
from core.planning.copying import copy_of
from core.planning.shifting import Prospect, Shifting
from core.planning.slot_fit import Setting
from tests.helpers.calendar_fakes import on, planned
from tests.helpers.planning_fakes import booked_of
from tests.helpers.sample_club import FACILITY, KINDS, PLAYERS, RESTRICTIONS, UNITS, with_status

NOW = on(18, "10:20")
THURSDAY = date(2026, 11, 19)
ROWERS = planned("rowers", "Rowers", on(20, "09:00"), ((ROWING, 4), (BIKE_ERG, 2)), first_player=5)


def look(
    start_time: str,
    *others: Bundle,
    day: date = THURSDAY,
    home: Facility = FACILITY,
    bundle: Bundle = ROWERS,
    is_copy: bool = False,
    now: datetime = NOW,
) -> Prospect:
    setting = Setting(
        facilities={home.id: home},
        kinds=KINDS,
        units=UNITS,
        players={one.id: one for one in PLAYERS},
        restrictions=RESTRICTIONS,
        booked=tuple(one for each in (bundle, *others) for one in booked_of(each)),
    )
    names = {one.id: one.name for one in others}
    shifting = Shifting(booked_of(bundle), setting, home, is_copy=is_copy, bundle_names=names)
    return shifting.look(day, start_time, now)


def test_that_a_free_time_has_nothing_in_the_way():
    prospect = look("09:15")
    assert (prospect.problems, prospect.warnings) == ((), ())
    assert prospect.starts_at == on(19, "09:15")


@pytest.mark.requirement(12)
def test_that_machines_of_another_bundle_and_who_has_them_are_named():
    other = planned("o", "Strength", on(19, "10:00"), ((ROWING, 3), (BIKE_ERG, 4)), first_player=12)
    assert look("09:15", other).problems == (
        "Too few machines are free: Rower 3 of 4; “Strength” (10:00 to 11:00) has them.",
    )
    assert look("09:00", other).problems == ()
    resting = msgspec.structs.replace(FACILITY, turnaround_min=15)
    assert len(look("09:00", other, home=resting).problems) == 1
    assert look("08:45", other, home=resting).problems == ()


@pytest.mark.requirement(12)
def test_that_players_who_are_elsewhere_are_named_and_a_bundle_is_not_in_its_own_way():
    other = planned("o", "Strength", on(19, "09:00"), ((BIKE_ERG, 2),), first_player=6)
    assert look("09:30", other).problems == (
        "Forsman and Holm are in “Strength” (09:00 to 10:00).",
    )
    assert look("09:30", day=date(2026, 11, 20)).problems == ()
    copied = look("09:30", day=date(2026, 11, 20), is_copy=True)
    assert "Too few machines" in copied.problems[0]
    assert "are in “Row”" in copied.problems[1]
    gone = with_status(other, SessionStatus.COMPLETED)
    assert look("09:30", gone).problems == ()


@pytest.mark.requirement(29)
def test_that_who_may_not_use_a_machine_on_that_day_is_named():
    bundle = planned("ek", "With Ek", on(20, "09:00"), ((ROWING, 2),), first_player=4)
    assert look("09:00", bundle=bundle).problems == ("Ek may not use Rower that day.",)
    assert look("09:00", bundle=bundle, day=date(2026, 12, 4)).problems == ()


def test_that_the_past_a_gap_of_the_clocks_and_closed_doors_are_told():
    assert look("10:00", day=date(2026, 11, 18)).problems == ("That is in the past.",)
    assert look("10:10", day=date(2026, 11, 18)).problems == ()
    (gap,) = look("02:30", day=date(2027, 3, 28)).problems
    assert "the clocks go forward" in gap
    hours = OpeningHours(weekday=4, opens=time(8), closes=time(20))
    home = msgspec.structs.replace(FACILITY, opening_hours=(hours,))
    late = look("19:30", home=home)
    assert (late.problems, late.warnings) == ((), ("Training Center Main is closed then.",))
    assert look("19:00", home=home).warnings == ()


@pytest.mark.requirement(4)
def test_that_a_copy_has_groups_and_work_but_not_what_was_called_off():
    called_off = msgspec.structs.replace(ROWERS.sessions[1], status=SessionStatus.CANCELLED)
    bundle = msgspec.structs.replace(ROWERS, sessions=(ROWERS.sessions[0], called_off))
    draft = copy_of(bundle, THURSDAY, "17:00")
    (session,) = draft.sessions
    assert (draft.name, draft.common_properties.start_time) == ("Rowers", "17:00")
    assert session.player_ids == ROWERS.sessions[0].player_ids
    assert session.duration == ROWERS.sessions[0].duration_min
    assert timedelta(minutes=draft.common_properties.duration) == timedelta(hours=1)
