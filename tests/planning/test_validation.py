from __future__ import annotations

from typing import Any

import msgspec
import pytest

from core.domain.drafts import BundleDraft, Customizations
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentKind
from core.domain.ids import UserId, WorkoutId
from core.domain.workout import Interval
from core.errors import InvalidInputError, OverCapacityError
from core.planning.validation import Known, check_bundle
from tests.helpers.plans import FACILITY, common, players, station, three_groups

KNOWN = Known(
    facility_ids=frozenset([FACILITY]),
    trainer_ids=frozenset([UserId("trainer-001")]),
    workout_ids=frozenset([WorkoutId("workout-4x4")]),
    player_ids=frozenset(players(1, 18)),
    kinds={
        code: EquipmentKind(code=code, name=code, unit_name="Rower")
        for code in (ROWING, BIKE_ERG, SKI_ERG)
    },
    capacity={ROWING: 8, BIKE_ERG: 8, SKI_ERG: 6},
)


def with_session(index: int, **changes: Any) -> BundleDraft:
    draft = three_groups()
    sessions = list(draft.sessions)
    sessions[index] = msgspec.structs.replace(sessions[index], **changes)
    return msgspec.structs.replace(draft, sessions=tuple(sessions))


def with_interval(**changes: Any) -> BundleDraft:
    interval = Interval(**({"name": "Work", "duration_s": 60.0} | changes))
    return with_session(1, customizations=Customizations(intervals=(interval,)))


def test_that_three_groups_of_six_break_no_rule() -> None:
    check_bundle(three_groups(), KNOWN)


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (msgspec.structs.replace(three_groups(), name=" \t"), "name"),
        (msgspec.structs.replace(three_groups(), name="x" * 256), "name"),
        (three_groups("25:00"), "commonProperties.startTime"),
        (three_groups(common_properties=common(duration=0)), "commonProperties.duration"),
        (three_groups(common_properties=common(duration=481)), "commonProperties.duration"),
        (
            three_groups(common_properties=common(duration=float("nan"))),
            "commonProperties.duration",
        ),
        (three_groups(common_properties=common(facility_id="moon")), "commonProperties.facilityId"),
        (three_groups(common_properties=common(trainer_id="nobody")), "commonProperties.trainerId"),
        (three_groups(sessions=three_groups().sessions[:1]), "sessions"),
        (three_groups(sessions=three_groups().sessions * 3), "sessions"),
        (with_session(0, name=""), "sessions.0.name"),
        (with_session(1, equipment="TREADMILL"), "sessions.1.equipment"),
        (with_session(2, duration=-5.0), "sessions.2.duration"),
        (with_session(2, workout_id="unknown"), "sessions.2.workoutId"),
        (with_session(1, player_ids=("player-099",)), "sessions.1.playerIds"),
        (with_session(1, player_ids=players(6, 11)), "sessions.1.playerIds"),
        (with_session(0, player_ids=players(1, 1) * 2), "sessions.0.playerIds"),
        (with_interval(duration_s=0.0), "sessions.1.customizations.intervals.0.durationS"),
        (with_interval(target_zone=6), "sessions.1.customizations.intervals.0.targetZone"),
        (
            with_interval(target_ftp_share=0.0),
            "sessions.1.customizations.intervals.0.targetFtpShare",
        ),
        (three_groups(save_as_template=True, template_name=" "), "templateName"),
    ],
)
def test_that_the_first_offence_is_named_with_its_place(draft: BundleDraft, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_bundle(draft, KNOWN)
    assert caught.value.field == field


def test_that_a_group_larger_than_the_facility_is_refused_unless_players_are_spread() -> None:
    sessions = (station("All ski", SKI_ERG, players(1, 7)), station("Row", ROWING, ()))
    with pytest.raises(OverCapacityError, match="All ski has 7 players") as caught:
        check_bundle(three_groups(sessions=sessions), KNOWN)
    assert caught.value.field == "sessions.0.playerIds"
    check_bundle(three_groups(sessions=sessions, auto_distribute=True), KNOWN)


@pytest.mark.requirement(3)
@pytest.mark.parametrize("count", [2, 8])
def test_that_two_to_eight_sessions_are_allowed(count: int) -> None:
    sessions = tuple(station(f"S{n}", ROWING, ()) for n in range(count))
    check_bundle(three_groups(sessions=sessions), KNOWN)
