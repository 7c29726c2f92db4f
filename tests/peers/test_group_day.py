"""The plan document's day of four kinds of training ([S2]), on a client that is none of ours."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.four_groups import LIFTER, MIXER, ROWER, RUNNER, draft_of_four, token_of
from tests.helpers.hub_in_process import clocked_hub
from tests.helpers.node_peer import node_modules, run_peer_in_time

__all__ = ["node_modules"]

_SCRIPT = Path(__file__).with_name("group_day.mjs")
_PLAYERS = (LIFTER, ROWER, MIXER, RUNNER)


async def _day(node_modules: Path, folder: Path) -> dict[str, Any]:
    async with clocked_hub(folder) as hub:
        return await run_peer_in_time(
            _SCRIPT,
            lambda: hub.clock.advance(1),
            modules=str(node_modules),
            url=hub.url,
            trainerToken=hub.desk.token,
            otherTrainerToken=await token_of(hub.desk, "trainer"),
            playerTokens=[await hub.desk.player_token(one) for one in _PLAYERS],
            playerIds=_PLAYERS,
            draft=json.dumps(draft_of_four("2026-02-03")),
        )


@pytest.fixture(scope="module")
def seen(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the apps of two trainers and four players saw of the whole day."""
    return asyncio.run(_day(node_modules, tmp_path_factory.mktemp("day")))


@pytest.mark.requirement(29, 30, 34, 35)
def test_that_trainers_hear_of_the_bundle_with_its_machines_and_of_its_changes(
    seen: dict[str, Any],
) -> None:
    status, bundle_id, session_ids = seen["created"]
    assert status == 201
    assert seen["bundleCreated"] == {"bundleId": bundle_id, "sessions": session_ids}
    created = seen["bulkCreated"]
    assert (created["bundleId"], created["sessions"]) == (bundle_id, session_ids)
    held = [one["sessionId"] for one in created["resourceAllocation"]]
    assert [held.count(session_id) for session_id in session_ids] == [4, 4, 4, 4]
    updates = {"common": {"name": "Four kinds"}, "individual": {session_ids[2]: {"name": "Mix"}}}
    assert seen["bulkUpdate"] == seen["bundleUpdate"] == {"bundleId": bundle_id, "updates": updates}
    assert seen["bundleStarted"]["bundleId"] == bundle_id
    assert datetime.fromisoformat(seen["bundleStarted"]["timestamp"]).tzinfo


@pytest.mark.requirement(40, 41, 42, 43, 46, 47, 48, 49, 50, 57, 154)
def test_that_every_kind_of_training_speaks_by_the_plans_own_names(seen: dict[str, Any]) -> None:
    acks, heard = seen["acks"], seen["heard"]
    assert [ack for ack in (*acks.values(), *seen["joins"]) if not ack["ok"]] == []
    families = ("STRENGTH", "CONDITIONING", "HYBRID", "AGILITY")
    said = [name for name in acks if name.startswith(families)]
    assert len(said) == 14
    for constant in said:
        told = heard["training:" + constant.lower().replace("_", ":", 1)]
        assert told["seq"] >= acks[constant]["seq"], constant
    assert heard["training:strength:weight_update"]["previousWeight"] == 100
    assert heard["training:strength:rest_timer"]["restS"] == 150
    assert heard["training:strength:form_feedback"]["issues"] == ["knees"]
    assert heard["training:conditioning:power_update"]["ftpPercent"] > 0
    assert heard["training:conditioning:heart_rate_update"]["compliance"] == "above"
    assert heard["training:hybrid:block_transition"]["blockName"] == "Lifts"
    assert heard["training:hybrid:mode_switch"]["previousMode"] == "exercise"
    assert heard["training:hybrid:mixed_metrics"]["power"] == 160
    assert heard["training:agility:pattern_progress"]["nextLabel"]
    assert heard["training:agility:error_tracking"]["advice"]
    assert heard["training:agility:timing_update"]["split"] == 1
    assert heard["training:agility:drill_completion"]["bestTimeS"] == 4.71


@pytest.mark.requirement(38, 40, 71)
def test_that_a_senders_own_preview_stands_and_what_cannot_be_is_told_to_trainers(
    seen: dict[str, Any],
) -> None:
    done = seen["heard"]["training:strength:set_completion"]
    assert done["setData"] == {"setNumber": 2, "reps": 5, "weight": 102.5}
    assert done["nextSetPreview"] == {"weight": 105, "targetReps": 4, "estimatedRest": 200}
    problem = seen["refused"]["rpe"]["error"]
    assert (problem["field"], problem["recoverable"]) == ("setData.rpe", True)
    assert problem["suggestedAction"]
    told = seen["typeError"]
    assert (told["workoutKind"], told["playerId"]) == ("STRENGTH", LIFTER)
    assert told["error"]["message"] == problem["message"]
    assert seen["refused"]["bulk"]["error"]["code"] == "NOT_ALLOWED"


@pytest.mark.requirement(27, 35, 37, 44, 45, 46)
def test_that_compliance_intervals_and_sums_every_30_s_are_told(seen: dict[str, Any]) -> None:
    off = seen["compliance"]
    assert (off["playerId"], off["compliance"], off["heartRate"]) == (ROWER, "above", 188)
    first, second = (datetime.fromisoformat(one["timestamp"]) for one in seen["aggregates"])
    assert (second - first).total_seconds() == 30
    sums = seen["aggregates"][1]
    assert sums["total"]["totalParticipants"] == 16
    assert sums["total"]["averageHeartRate"] == 188
    assert sums["total"]["totalCalories"] > 0
    assert [one["totalParticipants"] for one in sums["sessions"]] == [4, 4, 4, 4]
    assert seen["transition"]["toInterval"] == 1
    (analysis,) = seen["transition"]["analysis"]
    assert (analysis["playerId"], analysis["heartRateMean"]) == (ROWER, 188)


@pytest.mark.requirement(34, 35, 39, 52, 57, 58)
def test_that_players_are_moved_by_the_trainer_and_by_an_injury(seen: dict[str, Any]) -> None:
    _, bundle_id, (strength, conditioning, hybrid, _) = seen["created"]
    moved = {"from": hybrid, "to": conditioning, "playerId": MIXER, "bundleId": bundle_id}
    assert seen["bundleMoved"] == moved
    assert (seen["moved"]["toSessionId"], seen["moved"]["playerId"]) == (conditioning, MIXER)

    alarm, hint = seen["alarm"], seen["hint"]  # at a trainer who follows no session; at his phone
    assert (alarm["status"], alarm["bodyPart"]) == ("injured", "left knee")
    assert (hint["status"], hint["restricted"]) == ("limited", True)
    assert "knee" not in json.dumps({**hint, "content": None})
    assert (seen["sentTo"]["fromSessionId"], seen["sentTo"]["playerId"]) == (strength, LIFTER)
    own = seen["rewritten"]["session"]["players"][LIFTER]
    assert max(one["targetZone"] for one in own["content"]["intervals"]) == 2
    assert seen["marked"]["restricted"] is True


@pytest.mark.requirement(35, 36, 37)
def test_that_all_sessions_are_commanded_together_with_progress_and_a_summary(
    seen: dict[str, Any],
) -> None:
    assert seen["operations"] == [
        step
        for operation, total in (
            ("start_all", 4),
            ("pause_all", 4),
            ("resume_all", 4),
            ("emergency_stop_all", 1),
            ("end_all", 3),
        )
        for step in (
            [operation, "initiated", 0],
            *([operation, "in_progress", done] for done in range(1, total + 1)),
            [operation, "completed", total],
        )
    ]
    _, bundle_id, (strength, conditioning, hybrid, agility) = seen["created"]
    courses = {strength: [], conditioning: [], hybrid: [], agility: []}
    for session_id, status in seen["standings"]:
        courses[session_id].append(status)
    running = ["in_progress", "paused", "in_progress"]
    assert courses.pop(agility) == [*running, "force_ended"]
    assert list(courses.values()) == [[*running, "completed"]] * 3
    stopped = seen["acks"]["stop"]["bulk"]
    assert stopped["affectedSessions"] == [agility]
    assert seen["stopped"]["reason"] == "Emergency stop"
    ended = seen["acks"]["endAll"]["bulk"]
    assert set(ended["affectedSessions"]) == {strength, conditioning, hybrid}
    summary = ended["summary"]
    assert summary["bundleId"] == bundle_id
    assert {one["status"] for one in summary["sessions"]} == {"completed"}
    assert summary["aggregateMetrics"]["totalCalories"] > 0
