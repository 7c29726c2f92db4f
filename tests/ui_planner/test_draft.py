"""What the finished wizard sends, and where refusals lead."""

from __future__ import annotations

import json
from datetime import time

import msgspec
import pytest

from core.domain.ids import WorkoutId
from core.domain.session import DistributionStrategy
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import NOW
from ui.planner.club import Club, load_club
from ui.planner.defaults import first_plan
from ui.planner.draft import draft_of
from ui.planner.editor import PlanEditor
from ui.planner.places import Step, place_of


async def _editor() -> PlanEditor:
    club: Club = await load_club(FakeDesk().link)
    return PlanEditor(club, (), first_plan(club, (), NOW), lambda: NOW)


async def test_that_the_draft_is_the_body_of_the_create_call() -> None:
    editor = await _editor()
    editor.set_name("Team Conditioning - 3 Groups")
    editor.distribute(DistributionStrategy.AUTOMATIC)
    editor.set_group_workout(1, WorkoutId("workout-endurance"))
    editor.set_group_duration(2, 45)
    editor.set_template(saves=True)
    editor.set_template_name("3-Station Parallel Template")

    body = json.loads(msgspec.json.encode(draft_of(editor.plan)))

    assert body["name"] == "Team Conditioning - 3 Groups"
    assert body["commonProperties"] == {
        "startDate": "2026-11-16",
        "startTime": "09:00",
        "duration": 60,
        "facilityId": "facility-001",
        "trainerId": None,
        "mayBePast": False,
    }
    assert [session["name"] for session in body["sessions"]] == [
        "Rowing Group A",
        "Bike Erg Group B",
        "Ski Erg Group C",
    ]
    assert [session["equipment"] for session in body["sessions"]] == [
        "ROWING",
        "BIKE_ERG",
        "SKI_ERG",
    ]
    assert [session["workoutId"] for session in body["sessions"]] == [
        "workout-4x4",
        "workout-endurance",
        "workout-4x4",
    ]
    assert [session["duration"] for session in body["sessions"]] == [None, None, 45]
    placed = [player_id for session in body["sessions"] for player_id in session["playerIds"]]
    assert len(placed) == len(set(placed)) == 18
    assert body["autoDistribute"] is False
    assert body["distributionStrategy"] == "automatic"
    assert body["saveAsTemplate"] is True
    assert body["templateName"] == "3-Station Parallel Template"


async def test_that_a_template_is_not_asked_for_unless_ticked() -> None:
    editor = await _editor()
    editor.set_template(saves=True)
    editor.set_template(saves=False)
    draft = draft_of(editor.plan)
    assert (draft.save_as_template, draft.template_name) == (False, None)


async def test_that_a_group_with_the_bundles_own_length_has_no_length_of_its_own() -> None:
    editor = await _editor()
    editor.set_group_duration(0, 45)
    editor.set_group_duration(0, 60)
    editor.set_start(time(11, 15))
    draft = draft_of(editor.plan)
    assert draft.sessions[0].duration is None
    assert draft.common_properties.start_time == "11:15"


@pytest.mark.parametrize(
    ("path", "step", "field"),
    [
        ("name", Step.CONFIGURE, "name"),
        ("sessions", Step.CONFIGURE, "sessions"),
        ("commonProperties.startTime", Step.CONFIGURE, "commonProperties.startTime"),
        ("sessions.1.playerIds", Step.GROUPS, "sessions.1.playerIds"),
        ("sessions.1.playerIds.3", Step.GROUPS, "sessions.1.playerIds"),
        ("sessions.2", Step.GROUPS, "sessions.2.playerIds"),
        ("sessions.0.customizations.intervals", Step.GROUPS, "sessions.0.workoutId"),
        ("templateName", Step.REVIEW, "templateName"),
        ("somethingNew", Step.REVIEW, ""),
        (None, Step.REVIEW, ""),
    ],
)
def test_that_a_refused_field_is_found_on_its_step(path, step, field) -> None:
    place = place_of(path)
    assert (place.step, place.field) == (step, field)
