"""The plan document's trainer dashboard and player app ([S3]), on a client that is none of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.hub_clients import API, bundle_draft, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.node_peer import node_modules, run_peer

__all__ = ["node_modules"]

_SCRIPT = Path(__file__).with_name("training_apps.mjs")
ROWER, OTHER = "player-001", "player-002"


@pytest.mark.requirement(61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 74, 117)
async def test_that_the_trainers_and_the_players_app_do_all_of_their_flow(
    node_modules: Path, tmp_path: Path
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
            created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(day))
            session_id, next_id, _ = (session["id"] for session in created["sessions"])
            code = await desk.ok("POST", "/api/v1/devices/join-codes", {"kind": "observer"})
            wall = {"code": code["code"], "deviceName": "Wall"}
            seen = run_peer(
                _SCRIPT,
                modules=str(node_modules),
                url=hub.url,
                trainerToken=desk.token,
                playerToken=await desk.player_token(ROWER),
                observerToken=(await desk.ok("POST", "/api/v1/devices/join", wall))["accessToken"],
                sessionId=session_id,
                nextSessionId=next_id,
                playerId=ROWER,
                otherId=OTHER,
            )
            log = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
            stored = await desk.ok("GET", f"{API}/sessions/{session_id}")
            forced = await desk.ok("GET", f"{API}/sessions/{next_id}")
    assert_joined(seen)
    assert_shown(seen)
    assert_heard(seen)
    assert_slowed_down(seen)
    assert_allowed_and_refused(seen)
    assert_came_back(seen)
    assert (stored["status"], stored["startedAt"] is None) == ("completed", False)
    assert forced["status"] == "force_ended"
    kinds = [entry["event"]["kind"].removeprefix("training:") for entry in log]
    lifecycle = [kind for kind in kinds if kind.startswith("session:")]
    assert lifecycle == ["session:start", "session:pause", "session:resume", "session:end"]
    assert {"player:join", "player:leave", "player:kick", "player:metrics"} <= set(kinds)


def assert_joined(seen: dict[str, Any]) -> None:
    acks = seen["acks"]
    assert len(acks["trainerJoin"]["session"]["players"]) == 6
    assert list(acks["playerJoin"]["session"]["players"]) == [ROWER]
    assert acks["observerJoin"]["ok"]
    assert seen["playerJoined"]["playerId"] == ROWER


def assert_shown(seen: dict[str, Any]) -> None:
    """The dashboard finds all that it shows."""
    before, during = seen["before"], seen["during"]
    assert (before["workoutName"], before["status"]) == ("Rowing", "scheduled")
    assert (before["activePlayers"], before["totalPlayers"]) == (0, 6)
    assert (during["status"], seen["paused"]) == ("in_progress", "paused")
    assert (during["activePlayers"], during["totalPlayers"]) == (1, 6)
    shown = next(one for one in during["players"] if one["playerId"] == ROWER)
    assert len(shown["playerName"].split()) >= 2
    assert (shown["status"], shown["metrics"]) == ("active", {"heartRate": 142})


def assert_heard(seen: dict[str, Any]) -> None:
    acks = seen["acks"]
    assert seen["startedOverRest"] == [200, "in_progress"]
    assert len({heard["seq"] for heard in seen["started"]}) == 1
    for name in ("metrics", "exercise", "interval"):
        assert acks[name]["ok"], acks[name]
        assert seen[name]["seq"] == acks[name]["seq"]
        assert seen[name]["playerId"] == ROWER
    said = [(one["seq"], one["playerId"], one["status"]) for one in seen["statuses"]]
    statuses = ("waiting", "paused", "completed", "active")
    seqs = [ack["seq"] for ack in acks["statuses"]]
    assert said == [(seq, ROWER, one) for seq, one in zip(seqs, statuses, strict=True)]
    metrics = seen["metrics"]
    assert (metrics["heartRate"], metrics["power"], metrics["cadence"]) == (142, 210, 88)
    done = seen["exercise"]
    assert (done["exerciseId"], done["exerciseName"]) == ("back-squat", "Back squat")
    assert (done["setNumber"], done["totalSets"], done["reps"], done["weight"]) == (2, 5, 5, 80)
    assert done["completed"] is True


def assert_slowed_down(seen: dict[str, Any]) -> None:
    assert 1 <= seen["acceptedOfBurst"] <= 5
    assert seen["pace"] == 120
    for problem in seen["refusedBurst"]:
        assert problem["code"] == "TOO_MANY"
        assert 0 < problem["retryAfterMs"] <= 2000
    assert seen["refusedBurst"]


def assert_allowed_and_refused(seen: dict[str, Any]) -> None:
    acks = seen["acks"]
    for name in ("foreign", "playerKicks", "afterKick"):
        assert acks[name]["error"]["code"] == "NOT_ALLOWED", name
    for control, answers in seen["controls"].items():
        assert [one["error"]["code"] for one in answers] == ["NOT_ALLOWED"] * 2, control
    for name in ("pause", "resume", "playerLeave", "playerBack", "kick", "leave", "end"):
        assert acks[name]["ok"], (name, acks[name])
    assert seen["left"]["playerId"] == ROWER
    assert acks["endedTwice"]["error"]["code"] == "WRONG_STATE"
    assert seen["kicked"]["playerId"] == ROWER
    assert seen["ended"]["seq"] == acks["end"]["seq"]
    for name in ("nextJoin", "start", "forceEnd"):
        assert acks[name]["ok"], (name, acks[name])
    assert seen["forceEnded"]["seq"] == acks["forceEnd"]["seq"]


def assert_came_back(seen: dict[str, Any]) -> None:
    acks = seen["acks"]
    missed = {entry["seq"]: entry["event"]["kind"] for entry in acks["rejoin"]["missed"]}
    assert missed[acks["resume"]["seq"]] == "training:session:resume"
    assert "session" not in acks["rejoin"]
